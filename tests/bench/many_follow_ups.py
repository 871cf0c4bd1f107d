"""A database of many units with many follow-ups, most of them closed, as after years of work.

Drawn by hashes: the same rows whenever it is made, and in no order on the disk.
"""

import hashlib
import uuid

from tests.postgres import Cluster

UNITS = 200
OPEN_SHARE = 0.1

_CHANCE = """
CREATE FUNCTION chance(what text, n bigint) RETURNS float8 IMMUTABLE LANGUAGE sql AS
$$ SELECT ('x' || substr(md5(what || ' ' || n), 1, 8))::bit(32)::bigint / 4294967296.0 $$
"""
_UNITS = """
INSERT INTO unit (id, name, epoch, clock)
SELECT md5('unit ' || n)::uuid, 'Exempelenheten ' || n, 'e', {count}
FROM generate_series(0, {units} - 1) n
"""
_ROWS = """
INSERT INTO "row" (unit_id, id, kind, version, by, received_at, changed_at, contact, shift,
                   state, assigned_to, due_at, duty, data)
SELECT unit, id, 'follow_up', 1 + n / {units}, member, received, received,
       md5('contact ' || n)::uuid, md5('shift ' || unit || n / {units} / 20)::uuid,
       state, holder, due, duty,
       jsonb_build_object(
         'kind', CASE WHEN duty THEN 'REPORT_WRITTEN'
                      WHEN chance('kind', n) < 0.5 THEN 'CALL_BACK' ELSE 'KAST_BOOKING' END,
         'state', state, 'duty', duty, 'due_at', due, 'contact', md5('contact ' || n)::uuid,
         'reach', 'none', 'assigned_to', holder, 'opened_by', member, 'events',
         jsonb_build_array(jsonb_build_object('at', received, 'by', member, 'what', 'open')))
FROM (
  SELECT *, CASE WHEN state = 'new' THEN NULL ELSE member END AS holder,
    received + interval '2 days' + interval '12 days' * chance('due', n) AS due
  FROM (
    SELECT n, md5('unit ' || n % {units})::uuid AS unit, md5('follow-up ' || n)::uuid AS id,
      md5('member ' || n % {units} || chance('who', n) * 7)::uuid AS member,
      chance('duty', n) < 0.03 AS duty,
      CASE WHEN chance('open', n) < {open}
        THEN (ARRAY['new', 'new', 'assigned', 'assigned', 'done'])[1 + floor(chance('is', n) * 5)]
        ELSE (ARRAY['approved', 'approved', 'closed', 'withdrawn'])[1 + floor(chance('is', n) * 4)]
      END AS state,
      timestamptz '{now}' - chance('at', n)
        * CASE WHEN chance('open', n) < {open} THEN interval '12 days' ELSE interval '5 years' END
        AS received
    FROM generate_series(0, {count} - 1) n
  ) drawn
) given
"""
# What is open has been given to the reader, and to three others.
_SIGHT = """
INSERT INTO sight (unit_id, device_id, row_id, kind)
SELECT unit_id, device, id, 'follow_up' FROM "row",
  unnest(ARRAY['{reader}', md5('device a'), md5('device b'), md5('device c')]::uuid[]) device
WHERE state IN ('new', 'assigned', 'done')
"""


def unit_id(number: int) -> str:
    return str(uuid.UUID(hashlib.md5(f"unit {number}".encode()).hexdigest()))  # noqa: S324


def fill(cluster: Cluster, database: str, count: int, now: str, reader: str) -> None:
    """`count` follow-ups over `UNITS` units, a tenth of them open; `reader`: a device's id."""
    asked = {"units": UNITS, "count": count, "open": OPEN_SHARE, "now": now, "reader": reader}
    for statement in (_CHANCE, _UNITS, _ROWS, _SIGHT, "VACUUM ANALYZE"):
        filled = statement if statement is _CHANCE else statement.format(**asked)
        cluster.sql(filled, database)

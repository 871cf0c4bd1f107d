"""Units that have been out for years: contacts with their notes, receipts and facts.

The same rows whenever they are made, in the order in which they came: each unit's with the others'
between them, and named by UUIDv7 as phones name them, floored to the quarter (protocol §2).
"""

from collections.abc import Sequence

from tests.postgres import Cluster

from .sealed_letters import Sender

_UUID7 = """
CREATE OR REPLACE FUNCTION uuid7(what text, at timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql AS
$$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
  || substr(md5(what), 1, 3) || '8' || substr(md5(what), 4, 15))::uuid $$
"""
_GIVEN = """
CREATE UNLOGGED TABLE given AS
SELECT uuid7('contact ' || n, at) AS id, uuid7('op ' || n, at) AS op, 100 + n / {senders} AS place,
  (ARRAY[{units}]::uuid[])[1 + n % {senders}] AS unit,
  (ARRAY[{devices}]::uuid[])[1 + n % {senders}] AS device, at, n
FROM (
  SELECT n, date_bin('15 minutes', timestamptz '{now}' - interval '20 months' * (1 - n / {count}.0),
    timestamptz '2000-01-01 00:00Z') AS at
  FROM generate_series(0, {count} - 1) n
) AS came
"""
# All of them touched lately, so that a first reading is of all.
_ROWS = """
INSERT INTO "row" (unit_id, id, kind, version, by, received_at, changed_at, shift, data)
SELECT unit, id, 'contact', place, device, at, timestamptz '{now}' - interval '1 day',
  md5('shift ' || unit || place / 12)::uuid,
  jsonb_build_object(
    'met_at', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'roles', jsonb_build_array('SELLER'),
    'age_band', 'A25_34', 'age_basis', 'STATED', 'gender', 'F', 'home', 'ABROAD',
    'arena', 'STREET', 'source', 'OWN', 'police_near', false, 'met_before', false,
    'language', 'ro', 'interpreter', 'PHONE', 'offers', jsonb_build_array(
      jsonb_build_object('code', 'SOC_LINK', 'response', 'LATER'),
      jsonb_build_object('code', 'INFO_CARD', 'response', 'ACCEPTED')),
    'help', jsonb_build_array('INFORMED', 'MOTIVATED'), 'unmet', jsonb_build_array('NO_INCOME'),
    'indicators', jsonb_build_object('CONTROLLED', 'SEEN', 'DEBT', 'TOLD'))
FROM given
"""
# Their notes are nobody's to open: the bytes only lie there. Older ones have come to their end.
_TEXTS = """
INSERT INTO text (unit_id, row_id, field, kek, wrapped_key, sealed, kept_at)
SELECT unit, id, 'note', '2026-01', decode(md5('key ' || n) || md5('key ' || n), 'hex'),
  decode(repeat(md5('text ' || n), 12), 'hex'), at
FROM given WHERE at > timestamptz '{now}' - interval '89 days'
"""
_RECEIPTS = """
INSERT INTO receipt (unit_id, device_id, op_id, seq, header_hash, sealed_hash, outcome, version,
                     received_at)
SELECT unit, device, op, place, decode(md5('h ' || n) || md5('h ' || n), 'hex'),
  decode(md5('s ' || n) || md5('s ' || n), 'hex'), 'applied', place, at
FROM given
"""
_FACTS = """
INSERT INTO fact_contact (unit_id, id, at, month, roles, age_band, gender, home, arena, source,
  offered, offers, help, unmet, indicators, police_near, met_before, suspect)
SELECT unit, id, at, to_char(at, 'YYYY-MM'), 'SELLER', 'A25_34', 'F', 'ABROAD', 'STREET', 'OWN',
  'OFFERED', 'INFO_CARD:ACCEPTED SOC_LINK:LATER', 'INFORMED MOTIVATED', 'NO_INCOME',
  'CONTROLLED:SEEN DEBT:TOLD', false, false, false
FROM given
"""
_CLOCKS = """
UPDATE unit SET clock = 101 + {count} / {senders} WHERE id = ANY(ARRAY[{units}]::uuid[])
"""


def fill(cluster: Cluster, database: str, senders: Sequence[Sender], count: int) -> None:
    """`count` contacts, as if each of these had recorded its share; they go on from there."""
    asked = {
        "count": count,
        "senders": len(senders),
        "units": ", ".join(f"'{each.unit}'" for each in senders),
        "devices": ", ".join(f"'{each.device.id}'" for each in senders),
        "now": senders[0].now.isoformat(),
    }
    steps = (_GIVEN, _ROWS, _TEXTS, _RECEIPTS, _FACTS, _CLOCKS, "DROP TABLE given")
    cluster.sql(_UUID7, database)
    for statement in steps:
        cluster.sql(statement.format(**asked), database)
    cluster.sql("VACUUM ANALYZE", database)
    for each in senders:
        each.seq = 101 + count // len(senders)

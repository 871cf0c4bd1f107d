"""A unit with a million contacts counted, and what follows from them. Drawn by hashes."""

from tests.postgres import Cluster

from .many_follow_ups import unit_id

_CHANCE = """
CREATE FUNCTION chance(what text, n bigint) RETURNS float8 IMMUTABLE LANGUAGE sql AS
$$ SELECT ('x' || substr(md5(what || ' ' || n), 1, 8))::bit(32)::bigint / 4294967296.0 $$;
CREATE FUNCTION one_of(what text, n bigint, of text[]) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT of[1 + floor(power(chance(what, n), 2) * array_length(of, 1))] $$
"""
_UNIT = "INSERT INTO unit (id, name, epoch) VALUES ('{unit}', 'Exempelenheten', 'e')"
_AT = """
SELECT n, timestamptz '2021-01-01' + interval '5 years' * chance('at', n) AS at
FROM generate_series(0, {count} - 1) n
"""
_CONTACTS = """
INSERT INTO fact_contact (unit_id, id, at, month, roles, age_band, gender, home, arena, zone,
  source, offence, offered, offers, help, unmet, indicators, police_near, met_before, suspect)
SELECT '{unit}', md5('contact ' || n)::uuid, at, to_char(at, 'YYYY-MM'),
  one_of('role', n, ARRAY['SELLER', 'BUYER', 'SELLER VICTIM', 'OTHER', 'WITNESS', 'KIN_VICTIM']),
  one_of('age', n, ARRAY['A25_34', 'A35_49', 'A21_24', 'A15_17', 'A18_19', 'UNK', 'A50P', 'U15']),
  one_of('gender', n, ARRAY['F', 'M', NULL, 'X']),
  one_of('home', n, ARRAY['NN', 'ABROAD', 'STHLM']),
  one_of('arena', n, ARRAY['STREET', 'CAR', 'HOTEL', 'FLAT', 'ONLINE', 'CLUB', 'POLICE']),
  one_of('zone', n, ARRAY['Z_CITY', 'Z_INNER', 'Z_SOUTH', 'Z_WEST', 'Z_COUNTY', 'Z_NET', NULL]),
  one_of('source', n, ARRAY['OWN', 'POL_CITY', 'POL_THB', 'SOCJOUR', 'SELF', 'NGO']),
  one_of('offence', n, ARRAY['UNK', 'NONE', 'PURCHASE', 'PROCURING', 'THB']),
  one_of('offered', n, ARRAY['OFFERED', 'OFFERED', 'OFFERED', 'LEFT', 'POLICE_ACTION', 'UNSAFE']),
  one_of('offers', n, ARRAY['KAST:ACCEPTED', 'SOC_LINK:DECLINED', 'KAST:LATER SOC_LINK:ACCEPTED',
    'INFO_CARD:ACCEPTED MEET_UNIT:LATER', 'SHELTER:NOT_POSSIBLE', NULL]),
  one_of('help', n, ARRAY[NULL, 'INFORMED', 'INFORMED MOTIVATED', 'INTERPRETED', 'CHANNELLED']),
  one_of('unmet', n, ARRAY[NULL, 'NO_SOL_RIGHT', 'NO_SHELTER', 'FEAR_AUTH NO_INCOME']),
  one_of('indicators', n, ARRAY[NULL, 'DEBT:TOLD', 'CONTROLLED:SEEN DEBT:TOLD', 'NO_ID:SEEN']),
  chance('police', n) < 0.3, chance('before', n) < 0.4, chance('suspect', n) < 0.2
FROM ({at}) drawn
"""
_FOLLOW_UPS = """
INSERT INTO fact_follow_up (unit_id, id, at, month, follow_up_kind, state, outcome, days)
SELECT '{unit}', md5('follow-up ' || n)::uuid, at, to_char(at, 'YYYY-MM'),
  one_of('kind', n, ARRAY['CALL_BACK', 'KAST_BOOKING', 'DISTRICT_HANDOVER', 'MEET', 'SHELTER']),
  one_of('state', n, ARRAY['approved', 'closed', 'done', 'assigned', 'new', 'withdrawn']),
  one_of('outcome', n, ARRAY['LINKED', 'ATTENDED', 'NO_SHOW', 'NOT_REACHED', NULL]),
  floor(chance('days', n) * 40)::int
FROM ({at}) drawn
"""
_REPORTS = """
INSERT INTO fact_report (unit_id, id, at, month, report_kind, report_origin, report_ground,
  report_age, report_decision, minutes)
SELECT '{unit}', md5('report ' || n)::uuid, at, to_char(at, 'YYYY-MM'),
  one_of('kind', n, ARRAY['CHILD_DUTY', 'WITH_CONSENT']),
  one_of('origin', n, ARRAY['POL_CITY', 'OTHER', 'KAST_WORK', 'POL_THB']),
  one_of('ground', n, ARRAY['SEXUAL_EXPLOITATION', 'SOCIAL_VULNERABILITY', 'VIOLENCE']),
  one_of('report_age', n, ARRAY['A15_17', 'A18_19', 'U15', 'A20']),
  one_of('decision', n, ARRAY['OPENED', 'ONGOING', 'NOT_OPENED', NULL]),
  floor(chance('minutes', n) * 6000)::int
FROM ({at}) drawn
"""
_SHIFTS = """
INSERT INTO fact_shift (unit_id, id, at, month, police, focus, co_located, zero_contacts, minutes)
SELECT '{unit}', md5('shift ' || n)::uuid, at, to_char(at, 'YYYY-MM'),
  one_of('with', n, ARRAY['POL_CITY', 'NONE', 'POL_THB']),
  one_of('focus', n, ARRAY['STREET', 'MIXED', 'YOUTH', 'ONLINE', 'INDOOR']),
  chance('co', n) < 0.5, chance('zero', n) < 0.1, floor(chance('long', n) * 600)::int
FROM ({at}) drawn
"""
SHARES = ((_CONTACTS, 1), (_FOLLOW_UPS, 2), (_SHIFTS, 4), (_REPORTS, 20))
"""One in so many of the contacts."""


def fill(cluster: Cluster, database: str, contacts: int) -> str:
    """The unit's id."""
    unit = unit_id(0)
    cluster.sql(_CHANCE, database)
    cluster.sql(_UNIT.format(unit=unit), database)
    for statement, share in SHARES:
        at = _AT.format(count=contacts // share)
        cluster.sql(statement.format(unit=unit, at=at), database)
    cluster.sql("VACUUM ANALYZE", database)
    return unit

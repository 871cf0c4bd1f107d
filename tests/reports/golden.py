"""The two years of the source report, 2009 and 2010, in made-up contacts: through the same door
as everything else, so that its figures come out as a by-product of nights that never were.

14 reports: 10 under 18, 3 of 18 or 19, 1 older; four of them from the work with KAST, two of
these by duty and two agreed with the person for their social vulnerability.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from lykta.domain.ids import duty_of
from lykta.reports.told import Period
from tests.phones import bodies
from tests.server.inside import Hand, Inside

START = datetime(2009, 2, 6, 21, 30, tzinfo=UTC)
PERIOD = Period(date(2009, 1, 1), date(2011, 1, 1))
BETWEEN = timedelta(days=9, hours=1)
COSTS = [
    {"name": "Personal, inkl. sociala avgifter", "amount": 1_006_698},
    {"name": "Resor och studiebesök", "amount": 20_609},
    {"name": "Trycksaker", "amount": 300},
]
FUNDING = [{"name": "Rekvirerade projektmedel", "amount": 1_189_000}]
CHILDREN = ["KAST_WORK"] * 2 + ["POL_CITY"] * 5 + ["POL_THB"] + ["OTHER"] * 2
"""Where each of the ten reports by duty came from."""
ADULTS = [
    ("A18_19", "KAST_WORK", "SOCIAL_VULNERABILITY"),
    ("A18_19", "KAST_WORK", "SOCIAL_VULNERABILITY"),
    ("A18_19", "POL_CITY", "SUBSTANCE"),
    ("A25_34", "OTHER", "VIOLENCE"),
]
ACTIVITIES: list[tuple[str, str, str, str, int | None]] = [
    ("METHOD", "ATTENDED", "Nationellt metodstödsteam", "2009-05-12", 12),
    ("METHOD", "ATTENDED", "Nationellt metodstödsteam", "2010-03-09", 11),
    ("TRAINING", "SPOKE", "Brottsoffermyndigheten", "2009-10-07", 60),
    ("TRAINING", "SPOKE", "Projekt Lilja", "2010-04-21", 45),
    ("LECTURE", "SPOKE", "Påhittad frivilligorganisation", "2010-09-14", 30),
    ("EVENT", "ATTENDED", "Pridefestivalen", "2010-07-28", None),
    ("MEETING", "INITIATED", "Socialjouren", "2009-11-18", 8),
    ("EVENT", "ATTENDED", "Svenska Institutet", "2010-05-19", None),
    ("STUDY_TRIP", "ATTENDED", "Nigeria", "2010-02-02", 2),
]
SHIFTS = [("POL_THB", "MIXED", True)] * 24 + [("POL_CITY", "YOUTH", False)] * 10
"""R6, R16: placed with the one group of the police, and about young people with the other."""
PARTNERS = ["Socialjouren", "Citypolisens prostitutionsgrupp", "Kommissionen mot människohandel"]
BOXES = {
    "timetable": "Projektet har löpt över de två åren.",
    "budget": "Viss semesterersättning betalas ut året därpå.",
    "experiences_a": "Samlokaliseringen har gjort det lättare att nå fram.",
    "continuation": "Arbetsmodellen bör bli permanent.",
}
"""R22 and others: the unit's own words."""
_MEET = [{"code": "MEET_UNIT", "response": "ACCEPTED"}]


@dataclass
class Golden:
    """The desk after it all, and who looks at the figures."""

    siv: Hand
    contacts: int = 0


async def golden(inside: Inside) -> Golden:
    inside.now = START
    ada = await inside.hand("worker", "Ada Påhittad")
    made = Golden(await inside.hand("supervisor", "Siv Påhittad"))
    for more in _contacts():
        await _met(inside, ada, made, more)
    for origin in CHILDREN:
        await _child(inside, ada, made, origin)
    for age, origin, ground in ADULTS:
        await _adult(inside, ada, made, age, origin, ground)
    for kind, role, partner, on, count in ACTIVITIES:
        body: dict[str, Any] = {"kind": kind, "role": role, "partner": partner, "on": on}
        body |= {} if count is None else {"count": count}
        assert await ada.did("activity.record", ada.new_id(), body) == "applied"
    for police, focus, together in SHIFTS:
        await _worked(inside, ada, police, focus, together)
    days = {"since": PERIOD.since.isoformat(), "to": PERIOD.to.isoformat()}
    await sets(made.siv, "costs", days | {"costs": COSTS, "funding": FUNDING})
    await sets(made.siv, "narrative", days | {"boxes": BOXES, "known": {"court_cases": 1}})
    await sets(made.siv, "partners", PARTNERS)
    return made


async def sets(siv: Hand, name: str, value: Any) -> None:
    given = {"name": name, "value": value}
    assert await siv.did("setting.set", siv.new_id(), given) == "applied"


SIGNS = {"ORG_SUSPECTED": "SEEN"}


def _offers(*codes: str) -> list[dict[str, str]]:
    return [{"code": code, "response": "ACCEPTED"} for code in codes]


def _contacts() -> Iterator[dict[str, Any]]:
    thb = {"source": "POL_THB", "arena": "POLICE", "offers": _MEET}
    # R3: support on the spot; R15: heard with us beside them, and brought on to others.
    helped = [*_MEET, *_offers("SUPPORT_TALK", "MEDICAL", "PRACTICAL")]
    channelled = ["SAT_IN_INTERVIEW", "CHANNELLED"]
    for _ in range(6):  # R1: all that the commission sent were offered to meet somebody
        roles = ["SELLER", "VICTIM"]
        yield thb | {"roles": roles, "offence": "NONE", "offers": helped, "help": channelled}
    for _ in range(3):
        yield thb | {"roles": ["WITNESS"], "help": ["CHANNELLED"]}
    for _ in range(2):  # R9: procuring, and the person was evidence; no case of trafficking
        yield thb | {"roles": ["EVIDENCE_PERSON"], "offence": "PROCURING"}
    for role, times in (("KIN_VICTIM", 3), ("PERP_DETAINED", 4), ("KIN_PERP", 2)):  # R7
        for _ in range(times):
            motivated = ["MOTIVATED"] if role == "PERP_DETAINED" else []  # R19
            met = {"source": "CUSTODY", "arena": "CUSTODY", "offers": _MEET, "help": motivated}
            yield {"roles": [role], **met}
    for answer in ("ACCEPTED",) * 5 + ("LATER",) * 4 + ("DECLINED",) * 3:  # R13
        kast = [{"code": "KAST", "response": answer}]
        informed = ["INFORMED", "MOTIVATED"]  # R5
        yield {
            "roles": ["BUYER"],
            "suspect": True,
            "source": "POL_CITY",
            "offers": kast,
            "help": informed,
        }
    for _ in range(15):  # R20
        unmet = ["NO_INCOME", "NO_SOL_RIGHT"]
        yield {"roles": ["SELLER"], "home": "ABROAD", "unmet": unmet, "indicators": SIGNS}


async def _worked(inside: Inside, ada: Hand, police: str, focus: str, together: bool) -> None:
    inside.now += BETWEEN / 4
    id = ada.new_id()
    start = bodies.shift_start(inside.now, police=police, focus=focus, co_located=together)
    assert await ada.did("shift.start", id, start) == "applied"
    inside.now += timedelta(hours=7)
    assert await ada.did("shift.end", id, bodies.shift_end(inside.now)) == "applied"


async def _met(inside: Inside, ada: Hand, made: Golden, more: dict[str, Any]) -> UUID:
    inside.now += BETWEEN
    id = ada.new_id()
    body = bodies.seller(inside.now, **{"help": [], "indicators": {}, "unmet": []} | more)
    assert await ada.did("contact.record", id, body) == "applied"
    made.contacts += 1
    return id


async def _child(inside: Inside, ada: Hand, made: Golden, origin: str) -> None:
    inside.now += BETWEEN
    id = ada.new_id()
    # R4: mostly sat in when they were heard.
    sat = ["SAT_IN_INTERVIEW"] if made.contacts % 5 else []
    body = bodies.under_18(inside.now, help=sat, indicators={})
    assert await ada.did("contact.record", id, body) == "applied"
    made.contacts += 1
    written = bodies.report(inside.now, origin=origin)
    done = bodies.completion("LINKED", report=written)
    assert await ada.did("follow_up.complete", duty_of(str(id)), done) == "applied"


async def _adult(
    inside: Inside, ada: Hand, made: Golden, age: str, origin: str, ground: str
) -> None:
    agreed = [bodies.consent("SHARE_SOC", "YES", inside.now + BETWEEN)]
    contact = await _met(inside, ada, made, {"age_band": age, "consents": agreed, "offers": _MEET})
    id = ada.new_id()
    opened = {"kind": "REPORT_WRITTEN", "contact": str(contact)}
    assert await ada.did("follow_up.open", id, opened) == "applied"
    written = bodies.report(
        inside.now, kind="WITH_CONSENT", origin=origin, ground=ground, age_band=age
    )
    done = bodies.completion("LINKED", report=written)
    assert await ada.did("follow_up.complete", id, done) == "applied"

"""What the statistics count of a thing: codes and times alone, one flat row a thing (RE1).

Where a thing has several codes of one list they stand together as one word, in the order of the
alphabet, so that a table can be grouped by it in the database and taken apart afterwards.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from lykta.domain import bodies, laws
from lykta.domain.duty import STOCKHOLM
from lykta.domain.rows import Activity, FollowUp, Row, Shift

Fact = dict[str, Any]
"""A column each; None where nobody said."""
OFFERED, WITH = "OFFERED", ":"
"""`offered` says OFFERED, or why not. An offer and its answer are one word: `KAST:ACCEPTED`."""


def of_row(row: Row) -> dict[str, Fact]:
    """By what is counted: a follow-up may also be a report."""
    if row.gone:
        return {}
    if row.kind == "contact":
        return {"contact": of_contact(row.data)}
    if row.kind == "shift":
        return {"shift": of_shift(row.data, row.received_at)}
    if row.kind == "activity":
        return {"activity": of_activity(row.data)}
    if row.kind == "disclosure":
        return {"disclosure": of_disclosure(row.data, row.received_at)}
    if row.kind != "follow_up":
        return {}
    facts = {"follow_up": of_follow_up(row.data, row.received_at)}
    if row.data.report is not None:
        facts["report"] = of_report(row.data.report, row.received_at)
    return facts


def of_contact(data: bodies.ContactFacts) -> Fact:
    return {
        **_at(data.met_at),
        "roles": _together(data.roles),
        "age_band": data.age_band,
        "gender": data.gender,
        "home": data.home,
        "arena": data.arena,
        "zone": data.zone,
        "source": data.source,
        "police_near": data.police_near,
        "met_before": data.met_before,
        "suspect": data.suspect,
        "offence": data.offence,
        "offered": OFFERED if data.offers else data.not_offered,
        "offers": _together(f"{each.code}{WITH}{each.response}" for each in data.offers),
        "help": _together(data.help),
        "unmet": _together(data.unmet),
        "indicators": _together(f"{code}{WITH}{how}" for code, how in data.indicators.items()),
    }


def of_follow_up(data: FollowUp, received_at: datetime) -> Fact:
    """By when it was opened. `days`: until somebody was linked, by the day it was said."""
    opened = data.events[0].at if data.events else received_at
    linked = [
        event.at
        for event in data.events
        if event.what == "complete" and event.stands and event.outcome == "LINKED"
    ]
    return {
        **_at(opened),
        "follow_up_kind": data.kind,
        "state": data.state,
        "outcome": data.outcome,
        "days": (linked[-1] - opened).days if linked else None,
    }


def of_report(data: bodies.Report, received_at: datetime) -> Fact:
    """By when it was written. `minutes`: from the suspicion to the written report."""
    written = data.written_at or received_at
    since = data.suspected_at
    return {
        **_at(written),
        "report_kind": data.kind,
        "report_origin": data.origin,
        "report_ground": data.ground,
        "report_age": data.age_band,
        "report_decision": data.decision,
        "minutes": int((written - since).total_seconds() // 60) if since else None,
    }


def of_shift(data: Shift, received_at: datetime) -> Fact:
    start, end = data.started_at, data.ended_at
    return {
        **_at(start or received_at),
        "police": data.police,
        "focus": data.focus,
        "co_located": data.co_located,
        "zero_contacts": data.zero_contacts,
        "minutes": int((end - start).total_seconds() // 60) if start and end else None,
    }


def of_activity(data: Activity) -> Fact:
    """At noon of its day: an activity has no hour."""
    return {
        **_at(datetime.combine(data.on, time(12), STOCKHOLM)),
        "activity_kind": data.kind,
        "activity_role": data.role,
        "audience": data.count,
    }


def of_disclosure(data: bodies.Disclosure, received_at: datetime) -> Fact:
    """A law of the list by its name; what a supervisor wrote beside it is a text, and no code."""
    return {
        **_at(received_at),
        "law": laws.named(data.law) or laws.OTHER,
        "disclosure_decision": data.decision,
    }


def _at(moment: datetime) -> Fact:
    """ST3: by when it happened, and in the month of Stockholm's calendar."""
    return {"at": moment, "month": moment.astimezone(STOCKHOLM).strftime("%Y-%m")}


def _together(codes: Iterable[str]) -> str | None:
    return " ".join(sorted(codes)) or None

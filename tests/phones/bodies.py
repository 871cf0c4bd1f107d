"""What do honest letters say (protocol §4–§6)? Valid bodies, all of them plainly made up.

Each takes what has no sensible default, and overrides by name: `seller(met_at, zone="Z_CITY")`.
An override of `...` leaves the field out, so a test can send a body that lacks it.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from .letter import Json, floored


def contact(met_at: datetime, **overrides: Any) -> Json:
    """The least that is complete (CT2): nothing offered, for the person left."""
    least: Json = {
        "shift": None,
        "met_at": when(met_at),
        "roles": ["OTHER"],
        "age_band": "ADULT_UNK",
        "arena": "STREET",
        "source": "OWN",
        "police_near": False,
        "not_offered": "LEFT",
    }
    return _with(least, overrides)


def offered(met_at: datetime, *offers: tuple[str, str], **overrides: Any) -> Json:
    """A contact with offers, each `(code, response)`, in place of the reason for none."""
    made = [{"code": code, "response": response} for code, response in offers]
    return contact(met_at, **{"not_offered": ..., "offers": made} | overrides)


def seller(met_at: datetime, **overrides: Any) -> Json:
    rest: Json = {
        "roles": ["SELLER"],
        "age_band": "A25_34",
        "age_basis": "STATED",
        "gender": "F",
        "home": "ABROAD",
        "sol_access": "UNCLEAR",
        "met_before": False,
        "language": "ro",
        "interpreter": "PHONE",
        "help": ["INFORMED", "MOTIVATED"],
        "indicators": {"CONTROLLED": "SEEN", "DEBT": "TOLD"},
        "unmet": ["NO_INCOME"],
    }
    return offered(met_at, ("SOC_LINK", "LATER"), ("INFO_CARD", "ACCEPTED"), **rest | overrides)


def buyer(met_at: datetime, **overrides: Any) -> Json:
    rest: Json = {
        "roles": ["BUYER"],
        "suspect": True,
        "age_band": "A35_49",
        "age_basis": "ESTIMATED",
        "gender": "M",
        "arena": "HOTEL",
        "source": "POL_CITY",
        "police_near": True,
        "offence": "PURCHASE",
        "language": "sv",
        "interpreter": "NO",
    }
    return offered(met_at, ("KAST", "ACCEPTED"), **rest | overrides)


def under_18(met_at: datetime, **overrides: Any) -> Json:
    """A child by its band (DU1): desk and phone open the duty by themselves."""
    rest: Json = {
        "roles": ["YOUTH_AT_RISK"],
        "age_band": "A15_17",
        "age_basis": "ESTIMATED",
        "arena": "ONLINE",
        "source": "YOUTH_TEAM",
        "help": ["SAT_IN_INTERVIEW"],
        "indicators": {"MINOR": "SEEN"},
    }
    return offered(met_at, ("YOUTH_UNIT", "LATER"), **rest | overrides)


def wants_a_call(met_at: datetime, call: UUID, **overrides: Any) -> Json:
    """A seller who said yes to one more call, and how to reach her; `call` is the follow-up."""
    rest: Json = {
        "consents": [consent("CONTACT_AGAIN", "YES", met_at)],
        "follow_ups": [follow_up("CALL_BACK", met_at, id=str(call), details=details(met_at))],
    }
    return seller(met_at, **rest | overrides)


def follow_up(kind: str, asked_at: datetime, **overrides: Any) -> Json:
    """For `follow_up.open`; within a contact it also needs its `id`."""
    return _with({"kind": kind, "due_at": when(asked_at + timedelta(days=2))}, overrides)


def details(asked_at: datetime, **overrides: Any) -> Json:
    made_up: Json = {
        "channel": "SMS",
        "reach": "070-000 00 00 (påhittat)",
        "call_name": "Påhittad Person",
        "safe_hours": "vardagar 10–12",
        "may_say_who": False,
        "may_leave_message": False,
        "expires_at": when(asked_at + timedelta(days=14)),
    }
    return _with(made_up, overrides)


def consent(purpose: str, state: str, asked_at: datetime, **overrides: Any) -> Json:
    asked: Json = {
        "purpose": purpose,
        "state": state,
        "language": "ro",
        "interpreter": "PHONE",
        "police_near": False,
        "asked_at": when(asked_at),
    }
    return _with(asked, overrides)


def shift_start(started_at: datetime, *staff: str, **overrides: Any) -> Json:
    """`staff`: ids of members."""
    started: Json = {
        "started_at": when(started_at),
        "police": "POL_CITY",
        "co_located": True,
        "focus": "STREET",
        "staff": list(staff),
    }
    return _with(started, overrides)


def shift_end(ended_at: datetime, **overrides: Any) -> Json:
    ended: Json = {"ended_at": when(ended_at), "zero_contacts": False, "debrief": True}
    return _with(ended, overrides)


def completion(outcome: str = "ATTENDED", **overrides: Any) -> Json:
    return _with({"outcome": outcome, "remark": "Påhittad anmärkning."}, overrides)


def report(written_at: datetime, **overrides: Any) -> Json:
    """A child's report; the child's identity went by phone, never into this (DU6)."""
    written: Json = {
        "kind": "CHILD_DUTY",
        "origin": "OTHER",
        "ground": "SEXUAL_EXPLOITATION",
        "age_band": "A15_17",
        "receiver": "Påhittad socialjour",
        "suspected_at": when(written_at - timedelta(hours=2)),
        "oral_at": when(written_at - timedelta(hours=1)),
        "written_at": when(written_at),
        "reference": "PÅHITTAD-1",
        "guardian_informed": "NOT_APPROPRIATE",
        "child_informed": True,
        "interpreter": "NO",
        "decision": "UNKNOWN",
    }
    return _with(written, overrides)


def activity(**overrides: Any) -> Json:
    done = {"kind": "MEETING", "role": "ATTENDED", "on": "2026-03-02", "count": 8}
    return _with(done, overrides)


def disclosure(decided_by: str, /, **overrides: Any) -> Json:
    """`decided_by`: the id of a supervisor."""
    decided: Json = {
        "to": "Påhittade myndigheten",
        "ground": "Begäran om påhittade uppgifter.",
        "law": "OSL 10:21",
        "balance": "Sekretessen väger tyngre.",
        "decision": "REFUSED",
        "decided_by": decided_by,
    }
    return _with(decided, overrides)


def when(time: datetime) -> str:
    """CT3: nothing a phone sends tells more than the quarter of an hour."""
    return floored(time).isoformat()


def _with(body: Json, overrides: Json) -> Json:
    merged = body | overrides
    return {name: value for name, value in merged.items() if value is not ...}

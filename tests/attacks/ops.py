"""One good op of each type of protocol §4, on what has to be there first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from tests.phones import bodies
from tests.phones.letter import Json
from tests.phones.outbox import duty_of
from tests.phones.phone import Phone


class Place(NamedTuple):
    """What ops are about: all of it made at the desk beforehand, by the phone that writes."""

    shift: UUID
    contact: UUID
    child: UUID
    follow_up: UUID
    activity: UUID
    member: str


async def place_of(phone: Phone) -> Place:
    now = phone.now()
    shift, contact, child, call, done = (phone.new_id() for _ in range(5))
    place = Place(shift, contact, child, call, done, phone.member["id"])
    phone.write("shift.start", place.shift, bodies.shift_start(now, place.member))
    phone.write("contact.record", place.contact, bodies.wants_a_call(now, place.follow_up))
    phone.write("contact.record", place.child, bodies.under_18(now))
    phone.write("activity.record", place.activity, activity(now))
    assert {receipt.outcome for receipt in await phone.post()} == {"applied"}
    return place


def activity(now: datetime) -> Json:
    return {
        "kind": "LECTURE",
        "on": now.date().isoformat(),
        "role": "SPOKE",
        "partner": "Påhittad skola",
        "audience": "elever",
        "count": 20,
        "remark": "Påhittad anmärkning.",
    }


def every_op(phone: Phone, place: Place) -> Sequence[tuple[str, str, Json]]:
    """(type, subject, body) of all types, each complete and each with all its fields."""
    now, text = phone.now(), "Påhittad grund, lång nog för allt som kräver trettio tecken."
    call = bodies.follow_up(
        "CALL_BACK",
        now,
        contact=str(place.contact),
        details=bodies.details(now),
        remark="Påhittat.",
    )
    contact = bodies.wants_a_call(
        now,
        phone.new_id(),
        shift=str(place.shift),
        called_at=bodies.when(now),
        zone="Z_CITY",
        offence="NONE",
        note="Påhittad anteckning.",
    )
    remark, due = {"remark": "Påhittat."}, {"due_at": bodies.when(now)}
    shift, follow_up = str(place.shift), str(place.follow_up)
    duty = str(duty_of(place.child))
    return (
        ("shift.start", str(phone.new_id()), bodies.shift_start(now, place.member, zone="Z_CITY")),
        ("shift.end", shift, bodies.shift_end(now, remark="Påhittat.")),
        ("contact.record", str(phone.new_id()), contact),
        ("contact.record", str(phone.new_id()), bodies.under_18(now)),
        ("contact.correct", str(place.contact), contact),
        (
            "consent.set",
            str(place.contact),
            bodies.consent("SHARE_SOC", "YES", now, recipient="Påhittad enhet"),
        ),
        ("consent.set", str(phone.new_id()), bodies.consent("CONTACT_AGAIN", "WITHDRAWN", now)),
        ("follow_up.open", str(phone.new_id()), call),
        ("follow_up.assign", follow_up, {"to": place.member}),
        ("follow_up.take", follow_up, {}),
        ("follow_up.give_back", follow_up, {}),
        ("follow_up.attempt", follow_up, {"result": "NOT_REACHED"} | remark),
        ("follow_up.reschedule", follow_up, due | remark),
        ("follow_up.complete", duty, bodies.completion("LINKED", report=bodies.report(now))),
        ("follow_up.return", duty, remark),
        ("follow_up.approve", duty, remark),
        ("follow_up.reopen", duty, remark),
        ("follow_up.cancel", follow_up, {"ground": text}),
        ("held.decide", str(phone.new_id()), {"decision": "RELEASE", "ground": text}),
        ("activity.record", str(phone.new_id()), activity(now)),
        ("activity.correct", str(place.activity), activity(now)),
        (
            "incident.record",
            str(phone.new_id()),
            {"kind": "THREAT", "severity": "LOW", "action": "Påhittat.", "reported": True},
        ),
        (
            "disclosure.record",
            str(phone.new_id()),
            {
                "to": "Påhittad myndighet",
                "ground": text,
                "law": "OSL 10:21",
                "balance": text,
                "decision": "REFUSED",
                "decided_by": place.member,
            },
        ),
        ("member.set", place.member, {"name": "Cleo Påhittad"}),
        (
            "setting.set",
            str(phone.new_id()),
            {"name": "zones", "value": [{"code": "Z_CITY", "sv": "Stan", "en": "City"}]},
        ),
    )

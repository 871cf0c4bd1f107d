"""A letter whose text still carries an identifier is held, and a supervisor decides (CT5)."""

from uuid import UUID

import pytest

from tests.phones.bodies import completion, contact, follow_up, report, seller, shift_end, under_18
from tests.phones.bodies import shift_start as started
from tests.phones.letter import Json, Letter
from tests.server.inside import Hand, Inside
from tests.server.test_held_letters_decided import decided, held_of, why

PHONE = "Ring henne på 070-174 06 05."
HELD = "held text.identifier"


async def a_note(ada: Hand, note: str, **overrides: object) -> tuple[UUID, Letter]:
    met = ada.new_id()
    return met, ada.write("contact.record", met, seller(ada.inside.now, note=note, **overrides))


async def test_a_note_with_a_phone_number_is_held_and_names_the_field(inside: Inside) -> None:
    """[CT5] Nothing of it is lost, and nothing of it is in the list."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, letter = await a_note(ada, PHONE)
    (receipt,) = (await inside.post(letter)).receipts
    assert receipt.problem is not None
    assert (receipt.outcome, receipt.problem.code) == ("held", "text.identifier")
    assert receipt.problem.field == "note"
    assert await why(cleo, held_of(ada, letter)) == "text.identifier"
    assert not await cleo.sees("contact", met)


async def test_a_false_alarm_is_let_in_unchanged(inside: Inside) -> None:
    """[CT5] The supervisor has read it; it is not searched again."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, letter = await a_note(ada, PHONE)
    assert await inside.carry(letter) == [HELD]
    assert await decided(cleo, held_of(ada, letter), "RELEASE") == "applied"
    assert (await cleo.opens("contact", met) or {})["note"] == PHONE
    assert await inside.carry(letter) == ["applied"]


async def test_redacted_it_comes_in_without_its_text(inside: Inside) -> None:
    """[CT5]"""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, letter = await a_note(ada, PHONE)
    assert await inside.carry(letter) == [HELD]
    assert await decided(cleo, held_of(ada, letter), "REDACT") == "applied"
    whole = await cleo.opens("contact", met)
    assert whole is not None
    assert "note" not in whole


async def test_let_in_before_its_parent_it_is_still_let_in_when_the_parent_comes(
    inside: Inside,
) -> None:
    """[CT5] What was decided about its text holds."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, promise = ada.new_id(), ada.new_id()
    parent = ada.write("contact.record", met, contact(inside.now))
    child = ada.write(
        "follow_up.open", promise, follow_up("MEET", inside.now, contact=str(met), remark=PHONE)
    )
    assert await inside.carry(child) == ["held subject.unknown"]
    assert await decided(cleo, held_of(ada, child), "RELEASE") == "applied"
    assert await inside.carry(parent) == ["applied"]
    assert PHONE in str(await cleo.opens("follow_up", promise))


async def test_what_waited_for_its_parent_is_searched_when_the_parent_comes(
    inside: Inside,
) -> None:
    """[CT5] Nobody has read it yet."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, promise = ada.new_id(), ada.new_id()
    parent = ada.write("contact.record", met, contact(inside.now))
    child = ada.write(
        "follow_up.open", promise, follow_up("MEET", inside.now, contact=str(met), remark=PHONE)
    )
    assert await inside.carry(child, parent) == [HELD, "applied"]
    assert await why(cleo, held_of(ada, child)) == "text.identifier"
    assert not await cleo.sees("follow_up", promise)


async def test_a_childs_duty_does_not_wait_for_its_note(inside: Inside) -> None:
    """[CT5] [DU1]"""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    letter = ada.write("contact.record", ada.new_id(), under_18(inside.now, note=PHONE))
    assert await inside.carry(letter) == [HELD]
    await cleo.read()
    assert [row["duty"] for (kind, _), row in cleo.told.items() if kind == "follow_up"] == [True]


@pytest.mark.parametrize(
    ("op_type", "field"),
    [
        ("contact.correct", "note"),
        ("follow_up.open", "remark"),
        ("follow_up.attempt", "remark"),
        ("follow_up.complete", "remark"),
        ("shift.end", "remark"),
        ("activity.record", "remark"),
        ("incident.record", "action"),
    ],
)
async def test_every_free_text_is_searched(inside: Inside, op_type: str, field: str) -> None:
    """[CT5]"""
    ada = await inside.hand()
    met, promise, shift = ada.new_id(), ada.new_id(), ada.new_id()
    opened = [follow_up("MEET", inside.now, id=str(promise))]
    await ada.did("contact.record", met, seller(inside.now, follow_ups=opened))
    await ada.did("shift.start", shift, started(inside.now))
    body: dict[str, tuple[UUID, Json]] = {
        "contact.correct": (met, seller(inside.now)),
        "follow_up.open": (ada.new_id(), follow_up("MEET", inside.now, contact=str(met))),
        "follow_up.attempt": (promise, {"result": "NOT_REACHED"}),
        "follow_up.complete": (promise, completion()),
        "shift.end": (shift, shift_end(inside.now)),
        "activity.record": (ada.new_id(), {"kind": "TRAINING", "on": "2026-10-09"}),
        "incident.record": (ada.new_id(), {"kind": "THREAT", "severity": "LOW"}),
    }
    subject, written = body[op_type]
    assert await ada.did(op_type, subject, written | {field: PHONE}) == HELD


async def test_a_text_in_a_promise_is_named_by_its_path(inside: Inside) -> None:
    """[CT5]"""
    ada = await inside.hand()
    promises = [
        follow_up("MEET", inside.now, id=str(ada.new_id()), remark=remark)
        for remark in ("Påhittad.", PHONE)
    ]
    letter = ada.write("contact.record", ada.new_id(), seller(inside.now, follow_ups=promises))
    (receipt,) = (await inside.post(letter)).receipts
    assert receipt.problem is not None
    assert receipt.problem.field == "follow_ups[1].remark"


async def test_where_such_things_belong_nothing_is_searched(inside: Inside) -> None:
    """[CT5] A receiver and a reference of a report; a ground."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    promise = ada.new_id()
    opened = [follow_up("REPORT_WRITTEN", inside.now, id=str(promise))]
    await ada.did("contact.record", ada.new_id(), seller(inside.now, follow_ups=opened))
    handed_in = report(inside.now, receiver="Jouren 070-174 06 05", reference="5000-K1234567-26")
    body = completion("TAKEN_OVER", report=handed_in)
    assert await ada.did("follow_up.complete", promise, body) == "applied"
    body = {"ground": "Påhittat skäl, 5000-K1234567-26."}
    assert await cleo.did("follow_up.cancel", promise, body) == "applied"

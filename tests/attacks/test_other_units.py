"""Can anything tell what another unit has, or whether it has it (VI1)?

Dan's unit lives in the same house as Cleo's. What is his must look to her like what is nobody's.
"""

from typing import Any
from uuid import UUID

import httpx

from tests.desk import RunningDesk
from tests.phones import bodies
from tests.phones.answers import Receipt
from tests.phones.conftest import Meet
from tests.phones.phone import Phone

from .hand import contact, good, op, text_of, written
from .kept import in_clear
from .ops import every_op, place_of


def told(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.content, sorted(answer.headers.items())


def without_ids(receipt: Receipt) -> tuple[str, Any, bool]:
    return receipt.outcome, receipt.problem, receipt.version is None


async def held_of(phone: Phone) -> str:
    """The id of a letter of this phone's that is kept for it."""
    await phone.post([op(phone, "contact.record", phone.new_id(), {})])
    await phone.read()
    return next(row.id for row in phone.replica.rows.values() if row.kind == "held")


async def test_nothing_of_another_unit_is_opened_nor_told_from_nothing(
    meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A54] Same status, body, headers and length as for a random id."""
    cleo = await meet("Cleo Påhittad", "supervisor")
    dan = await meet_elsewhere("Dan Påhittad", "supervisor")
    place = await place_of(dan)
    for kind, theirs in (
        ("contacts", place.contact),
        ("follow-ups", place.follow_up),
        ("held", await held_of(dan)),
    ):
        assert (await dan.line.get(f"/api/{kind}/{theirs}")).status_code == 200
        nothing = await cleo.line.get(f"/api/{kind}/{cleo.new_id()}")
        assert nothing.status_code == 404
        assert told(await cleo.line.get(f"/api/{kind}/{theirs}")) == told(nothing)


async def test_nobody_is_invited_or_revoked_across_units(meet: Meet, meet_elsewhere: Meet) -> None:
    """[A54]"""
    cleo = await meet("Cleo Påhittad", "supervisor")
    dan = await meet_elsewhere("Dan Påhittad", "supervisor")
    answers = [
        await cleo.line.post("/api/invitations", {"member": id})
        for id in (dan.member["id"], str(cleo.new_id()))
    ]
    assert answers[1].status_code == 404
    assert told(answers[0]) == told(answers[1])
    order = {"wipe": True, "reason": "Påhittad anledning."}
    answers = [
        await cleo.line.post(f"/api/devices/{id}/revoke", order)
        for id in (dan.device.id, cleo.new_id())
    ]
    assert answers[1].status_code == 404
    assert told(answers[0]) == told(answers[1])
    assert (await dan.line.get("/api/changes")).status_code == 200


async def test_no_list_names_anything_of_another_unit(meet: Meet, meet_elsewhere: Meet) -> None:
    """[A54] [A58]"""
    cleo = await meet("Cleo Påhittad", "supervisor")
    dan = await meet_elsewhere("Dan Påhittad", "supervisor")
    place = await place_of(dan)
    theirs = {str(each) for each in place} | {str(dan.device.id)}
    await cleo.read()
    lists = [(await cleo.line.get(f"/api/{name}")).text for name in ("members", "devices")]
    lists.append(str(cleo.replica.rows))
    assert not [id for id in theirs for text in lists if id in text]


async def test_every_op_on_another_units_thing_fares_as_on_nothing(
    meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A54] [A05] Subjects, parents and people of another unit are unknown here."""
    cleo = await meet("Cleo Påhittad", "supervisor")
    dan = await meet_elsewhere("Dan Påhittad", "supervisor")
    theirs, own = await place_of(dan), await place_of(cleo)
    nobodys = own._replace(
        **{name: dan.new_id() for name in ("shift", "contact", "child", "follow_up", "activity")},
        member=str(dan.new_id()),
    )
    await dan.read()
    before = dict(dan.replica.rows)
    outcomes = []
    for place in (theirs, nobodys):
        letters = [op(cleo, *each) for each in every_op(cleo, place)]
        outcomes.append([without_ids(each) for each in await cleo.post(letters)])
    assert outcomes[0] == outcomes[1]
    await dan.read()
    assert dan.replica.rows == before


async def test_an_id_that_another_unit_has_is_as_free_as_any(
    meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A05] Of a contact, of a follow-up in it, and of an op: no oracle, and no mixing."""
    ada, dan = await meet("Ada Påhittad", "worker"), await meet_elsewhere("Dan Påhittad", "worker")
    met, call, op_id = ada.new_id(), ada.new_id(), str(ada.new_id())
    receipts = []
    for phone in (ada, dan):
        body = bodies.wants_a_call(phone.now(), call, gender="F" if phone is ada else "M")
        whole = {"type": "contact.record", "subject": str(met), "body": body}
        receipts += await phone.post([written(phone, text_of(whole), id=op_id)])
    assert [receipt.outcome for receipt in receipts] == ["applied", "applied"]
    for phone, gender in ((ada, "F"), (dan, "M")):
        await phone.read()
        row = phone.replica.find("contact", met)
        assert row
        assert row.data["gender"] == gender


async def test_one_parcel_of_two_units_keeps_them_apart(
    desk: RunningDesk, meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A04] [A05] Carrying is for anyone; the clocks told are the first letter's unit's."""
    ada, dan = await meet("Ada Påhittad", "worker"), await meet_elsewhere("Dan Påhittad", "worker")
    mets: list[UUID] = [ada.new_id(), dan.new_id()]
    letters = [
        written(phone, text_of(contact(phone, met)))
        for phone, met in zip((ada, dan), mets, strict=True)
    ]
    envelope = {"letters": [each.as_json() for each in [*letters, good(ada), good(dan)]]}
    answer = (await dan.line.post("/api/ops", envelope)).json()
    assert {each["outcome"] for each in answer["receipts"]} == {"applied"}
    assert answer["epoch"] == (await ada.line.get("/api/changes")).json()["epoch"]
    assert answer["epoch"] != (await dan.line.get("/api/changes")).json()["epoch"]
    for phone, own, other in ((ada, mets[0], mets[1]), (dan, mets[1], mets[0])):
        await phone.read()
        assert phone.replica.find("contact", own)
        assert phone.replica.find("contact", other) is None


async def test_a_cursor_of_another_unit_is_unknown(meet: Meet, meet_elsewhere: Meet) -> None:
    """[A54] §8: 409, start over."""
    ada, dan = await meet("Ada Påhittad", "worker"), await meet_elsewhere("Dan Påhittad", "worker")
    await dan.read()
    answer = await ada.line.get("/api/changes", cursor=dan.replica.cursor or "")
    assert (answer.status_code, answer.json()["code"]) == (409, "cursor.unknown")


async def test_a_bystander_of_another_unit_leaves_no_trace(
    desk: RunningDesk, meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A12] A letter of Dan's that names Cleo's unit lands in his, whatever it says."""
    cleo = await meet("Cleo Påhittad", "supervisor")
    dan = await meet_elsewhere("Dan Påhittad", "supervisor")
    mark = "kanarie-VI1"
    await dan.post(
        [op(dan, "shift.start", dan.new_id(), shift(dan, grant=mark), unit=cleo.unit["id"])]
    )
    assert mark in await in_clear(desk, dan)
    assert not [row for row in (await cleo.read()).rows if mark in str(row.data)]


def shift(phone: Phone, **overrides: Any) -> Any:
    return bodies.shift_start(phone.now(), phone.member["id"], **overrides)

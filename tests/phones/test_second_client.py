"""Can a client written from the protocol page alone live with the real desk?

The cast: ada and ben are workers, cleo is their supervisor. The door, bad letters, and follow-ups
on their way between phones have files of their own.
"""

import asyncio

from .bodies import buyer, seller, shift_end, shift_start, under_18
from .conftest import Meet
from .letter import Letter
from .outbox import duty_of
from .phone import Phone


async def test_three_contacts_are_taken_in_and_the_same_parcel_gets_the_same_receipts(
    meet: Meet,
) -> None:
    """§1: what happens twice happens once."""
    ada = await meet("Ada Påhittad", "worker")
    letters = [
        ada.write("contact.record", ada.new_id(), body)
        for body in (seller(ada.now()), buyer(ada.now()), under_18(ada.now()))
    ]
    first = await ada.post()
    assert [receipt.outcome for receipt in first] == ["applied"] * 3
    assert await ada.post(letters) == first
    assert await ada.post(letters[::-1]) == first[::-1]


async def test_cleo_sees_a_nights_contacts_once_and_the_childs_duty(meet: Meet) -> None:
    """§8, §3: read page by page; the duty's id is uuid5(contact id, "duty")."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    await cleo.read()
    shift = ada.new_id()
    ada.write("shift.start", shift, shift_start(ada.now(), ada.member["id"]))
    contacts = [ada.new_id() for _ in range(3)]
    for id, kind_of in zip(contacts, (seller, buyer, under_18), strict=True):
        ada.write("contact.record", id, kind_of(ada.now(), shift=str(shift), note="Påhittat."))
    ada.write("shift.end", shift, shift_end(ada.now()))
    assert {receipt.outcome for receipt in await ada.post()} == {"applied"}

    news = await cleo.read(limit=1)
    for id in contacts:
        assert [row.kind for row in news.rows if row.id == str(id)] == ["contact"]
        row = cleo.replica.find("contact", id)
        assert row
        assert row.data["by"] == ada.member["id"]
        assert "note" not in row.data
    duty = cleo.replica.find("follow_up", duty_of(contacts[2]))
    assert duty
    assert duty.data["duty"] is True
    assert duty.data["kind"] == "REPORT_WRITTEN"
    assert duty.data["state"] == "new"
    assert duty.data["contact"] == str(contacts[2])
    assert cleo.replica.find("shift", shift)
    again = {row.id for row in (await cleo.read()).rows}
    assert not again & {str(id) for id in (shift, duty_of(contacts[2]), *contacts)}


async def test_ben_sees_nothing_of_adas_contacts_but_the_unassigned_duty(meet: Meet) -> None:
    """VI2: own contacts, and follow-ups that are one's own or nobody's."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    child = ada.new_id()
    ada.write("contact.record", child, under_18(ada.now(), note="Påhittat."))
    await ada.post()
    await ada.read()
    await ben.read()
    own = ada.replica.find("contact", child)
    assert own
    assert own.data["note"] == "Påhittat."
    assert ben.replica.find("contact", child) is None
    assert ben.replica.find("follow_up", duty_of(child))
    hidden = await ben.line.get(f"/api/contacts/{child}")
    unknown = await ben.line.get(f"/api/contacts/{ben.new_id()}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


async def test_a_malformed_cursor_is_400_and_a_good_one_is_kept(meet: Meet) -> None:
    """§8: malformed: 400. (No client can make a cursor of another epoch: they are opaque.)"""
    ada = await meet("Ada Påhittad", "worker")
    await ada.read()
    for wrong in ("nonsense", "*", "\0"):
        answer = await ada.line.get("/api/changes", cursor=wrong)
        assert answer.status_code == 400, wrong
    await ada.read()


async def test_a_tick_says_come_and_read(meet: Meet) -> None:
    """§8: GET /api/live: server-sent events `clock` with the unit's clock."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    await ben.read()
    async with asyncio.timeout(20), ben.live() as ticks:
        ada.write("contact.record", ada.new_id(), seller(ada.now()))
        (receipt,) = await ada.post()
        assert receipt.version is not None
        async for clock in ticks:
            if clock >= receipt.version:
                break
    await ben.read()
    assert ben.replica.clock is not None
    assert ben.replica.clock >= receipt.version


async def test_a_lost_letter_is_known_to_be_lost(meet: Meet) -> None:
    """§2, §7: `missing` in /api/devices, for the supervisor alone."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    letters = [write_one(ada) for _ in range(3)]
    await ada.post([letters[0], letters[2]])
    devices = (await cleo.line.get("/api/devices")).json()["devices"]
    (adas,) = [one for one in devices if one["id"] == str(ada.device.id)]
    assert adas["missing"] == [2]
    assert adas["highest_seq"] == 3
    assert (await ada.line.get("/api/devices")).status_code in (403, 404)


def write_one(phone: Phone) -> Letter:
    return phone.write("contact.record", phone.new_id(), seller(phone.now()))

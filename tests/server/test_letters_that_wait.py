"""A letter whose parent has not come: kept, and taken in by itself when it does (protocol §3)."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest

from lykta.store import rows
from lykta.store.puts import put
from tests.phones.bodies import (
    completion,
    consent,
    contact,
    details,
    follow_up,
    seller,
    shift_end,
    shift_start,
    wants_a_call,
)
from tests.phones.letter import Letter
from tests.server.inside import Hand, Inside

ORDERS = sorted(permutations(range(3)))


def chain(ada: Hand, other: Hand) -> tuple[UUID, UUID, list[Letter]]:
    """A contact, a promise about it, and what was tried: each stands on the one before."""
    met, promise, now = ada.new_id(), ada.new_id(), ada.inside.now
    return (
        met,
        promise,
        [
            ada.write("contact.record", met, contact(now)),
            other.write("follow_up.open", promise, follow_up("MEET", now, contact=str(met))),
            other.write("follow_up.attempt", promise, {"result": "NOT_REACHED"}),
        ],
    )


@pytest.mark.parametrize("devices", ["one device", "two devices"])
@pytest.mark.parametrize("order", ORDERS, ids=str)
async def test_whatever_the_order_all_three_are_taken_in(
    inside: Inside, order: tuple[int, ...], devices: str
) -> None:
    """[F05] [F06] Across parcels: a letter before its parent waits and is taken in by itself."""
    ada = await inside.hand()
    ben = ada if devices == "one device" else await inside.hand(name="Ben Påhittad")
    met, promise, letters = chain(ada, ben)
    arrived: set[int] = set()
    for number in order:
        (outcome,) = await inside.carry(letters[number])
        stands = set(range(number)) <= arrived
        assert outcome == ("applied" if stands else "held subject.unknown")
        arrived.add(number)
    # Sent again, every letter is told what became of it.
    assert await inside.carry(*letters) == ["applied"] * 3
    cleo = await inside.hand("supervisor")
    await cleo.read()
    whats = [each["what"] for each in cleo.told["follow_up", str(promise)]["events"]]
    assert whats == ["open", "attempt"]
    assert ("contact", str(met)) in cleo.told
    assert not [kind for kind, _ in cleo.told if kind == "held"]


@pytest.mark.parametrize("order", ORDERS, ids=str)
async def test_within_one_parcel_of_two_devices_the_receipts_say_how_it_ended(
    inside: Inside, order: tuple[int, ...]
) -> None:
    """[F05] The parent may stand last: its answer is in the same parcel."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    _, promise, letters = chain(ada, ben)
    assert await inside.carry(*(letters[number] for number in order)) == ["applied"] * 3
    assert await ada.sees("follow_up", promise)


async def test_a_parent_wakes_all_that_waited_for_it(inside: Inside) -> None:
    """Each of several promises, of two phones; and a correction among them."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    met = ada.new_id()
    parent = ada.write("contact.record", met, contact(inside.now))
    promises = [hand.new_id() for hand in (ada, ben, ada, ben)]
    children = [
        hand.write("follow_up.open", id, follow_up("MEET", inside.now, contact=str(met)))
        for hand, id in zip((ada, ben, ada, ben), promises, strict=True)
    ]
    children.append(ada.write("contact.correct", met, seller(inside.now)))
    assert await inside.carry(*children) == ["held subject.unknown"] * 5
    assert await inside.carry(parent) == ["applied"]
    assert await inside.carry(*children) == ["applied"] * 5
    assert await ada.sees("contact", met)
    assert ada.told["contact", str(met)]["roles"] == ["SELLER"]
    assert {("follow_up", str(id)) for id in promises} <= ada.told.keys()


async def test_a_receipt_of_a_letter_taken_in_later_says_so_and_when(inside: Inside) -> None:
    """The receipt's version is the clock it caused, so that a night copy can end."""
    ada = await inside.hand()
    _, _, (first, second, third) = chain(ada, ada)
    held = await inside.post(third, second)
    assert [each.outcome for each in held.receipts] == ["held", "held"]
    await inside.post(first)
    after = await inside.post(second, third)
    assert [each.outcome for each in after.receipts] == ["applied", "applied"]
    assert [each.problem for each in after.receipts] == [None, None]
    versions = [each.version or 0 for each in after.receipts]
    assert (held.clock or 0) < versions[0] < versions[1] == after.clock


async def test_a_shifts_end_before_its_start_loses_nothing(inside: Inside) -> None:
    """The end waits for any word of its shift; the start leaves what the end said."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    shift = ada.new_id()
    start = ada.write("shift.start", shift, shift_start(inside.now))
    met = ada.write("contact.record", ada.new_id(), seller(inside.now, shift=str(shift)))
    over = inside.now + timedelta(hours=2)
    end = ada.write("shift.end", shift, shift_end(over, zero_contacts=True, debrief=True))
    assert await inside.carry(end) == ["held subject.unknown"]
    assert await inside.carry(met) == ["applied"]
    assert await inside.carry(start) == ["applied"]
    assert await inside.carry(end) == ["applied"]
    await cleo.read()
    told = cleo.told["shift", str(shift)]
    assert told["police"] == "POL_CITY"
    assert told["ended_at"]
    assert (told["zero_contacts"], told["debrief"]) == (True, True)


async def test_a_letter_that_waited_for_nothing_any_more_stays_with_the_supervisor(
    inside: Inside,
) -> None:
    """It did not fit when its parent came: still held, and for the reason of today."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met = ada.new_id()
    wrong = ada.write("consent.set", met, consent("CONTACT_AGAIN", "NO", inside.now))
    assert await inside.carry(wrong) == ["held subject.unknown"]
    assert await ada.did("activity.record", met, {"kind": "TRAINING", "on": "2026-10-09"})
    await cleo.read()
    (held,) = [data for (kind, _), data in cleo.told.items() if kind == "held"]
    assert held["why"] == "subject.other_kind"


async def test_one_held_letter_that_cannot_be_read_any_more_hurts_nobody(inside: Inside) -> None:
    """[A104] Its text was moved in the database: it stays held, its parent is taken in."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    _, promise, (parent, child, third) = chain(ada, ada)
    assert await inside.carry(child, third) == ["held subject.unknown"] * 2
    await cleo.read()
    held = {data["type"]: id for (kind, id), data in cleo.told.items() if kind == "held"}
    waiting, another = held["follow_up.open"], held["follow_up.attempt"]
    async with inside.desk.database.write(inside.unit) as connection:
        (other,) = (await rows.texts(connection, inside.unit, [another]))[another]
        await put(connection, rows.texts_saved(inside.unit, [other._replace(row=waiting)]))
    assert await inside.carry(parent) == ["applied"]
    assert await inside.carry(child, third) == ["held subject.unknown"] * 2
    assert await cleo.sees("held", waiting)
    assert not await ada.sees("follow_up", promise)


async def test_a_letter_taken_in_later_does_not_make_its_phone_seem_awake(inside: Inside) -> None:
    """[F58] Ada's phone brings the parent; ben's has been silent since."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    _, _, (parent, child, _) = chain(ada, ben)
    await inside.carry(child)
    silent_since = inside.now
    inside.now += timedelta(hours=3)
    assert await inside.carry(parent) == ["applied"]
    assert (await inside.device(ben)).last_seen == silent_since
    assert (await inside.device(ada)).last_seen == inside.now


async def test_a_withdrawal_before_its_contact_is_in_force_when_the_contact_comes(
    inside: Inside,
) -> None:
    """[CO7] [CO9] [F51] Nothing is promised, and the way to reach the person is never kept."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    cleo = await inside.hand("supervisor")
    met, call = ada.new_id(), ada.new_id()
    body = wants_a_call(inside.now, call)
    no_more = consent("CONTACT_AGAIN", "WITHDRAWN", inside.now)
    assert await ben.did("consent.set", met, no_more) == "applied"
    assert await ada.did("contact.record", met, body) == "adjusted consent.withdrawn"
    await cleo.read()
    told = cleo.told["follow_up", str(call)]
    assert (told["state"], told["reach"]) == ("withdrawn", "ended")
    (shown,) = cleo.told["contact", str(met)]["consents"]
    assert shown["state"] == "WITHDRAWN"
    whole = await cleo.opens("follow_up", call)
    assert whole is not None
    assert "details" not in whole
    assert await ada.did("follow_up.complete", call, completion()) == "adjusted follow_up.not_now"


async def test_a_withdrawal_ends_also_what_waited_for_its_contact(inside: Inside) -> None:
    """[CO7] [CO10] A promise and a withdrawal, both here before their contact."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    cleo = await inside.hand("supervisor")
    met, call = ada.new_id(), ada.new_id()
    agreed = [consent("CONTACT_AGAIN", "YES", inside.now)]
    parent = ada.write("contact.record", met, seller(inside.now, consents=agreed))
    reach = details(inside.now)
    body = follow_up("CALL_BACK", inside.now, contact=str(met), details=reach)
    promise = ada.write("follow_up.open", call, body)
    no_more = ben.write("consent.set", met, consent("CONTACT_AGAIN", "WITHDRAWN", inside.now))
    assert await inside.carry(promise) == ["held subject.unknown"]
    assert await inside.carry(no_more) == ["applied"]
    assert await inside.carry(parent) == ["adjusted consent.withdrawn"]
    assert await inside.carry(promise) == ["adjusted consent.withdrawn"]
    await cleo.read()
    assert cleo.told["follow_up", str(call)]["state"] == "withdrawn"
    whole = await cleo.opens("follow_up", call)
    assert whole is not None
    assert "details" not in whole


async def test_a_childs_strange_time_of_meeting_hurts_no_neighbour(inside: Inside) -> None:
    """[F07] [F45] [DU1] Refused, with its duty; and the letter beside it is taken in."""
    ada = await inside.hand()
    for strange in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        child = ada.new_id()
        body = contact(inside.now, age_band="A15_17") | {"met_at": strange}
        letters = [
            ada.write("contact.record", child, body),
            ada.write("contact.record", ada.new_id(), contact(inside.now)),
        ]
        assert await inside.carry(*letters) == ["refused op.invalid", "applied"]

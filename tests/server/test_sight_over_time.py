"""What leaves one's sight, by an op or by time, and how the reader is told (VI2, VI3)."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from tests.phones.bodies import (
    completion,
    contact,
    follow_up,
    seller,
    shift_end,
    shift_start,
)
from tests.server.inside import Hand, Heard, Inside

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def met(ada: Hand, **overrides: object) -> UUID:
    id = ada.new_id()
    outcome = await ada.did("contact.record", id, seller(ada.inside.now, **overrides))
    assert outcome == "applied"
    return id


async def promised(ada: Hand) -> UUID:
    """A follow-up that is nobody's yet."""
    id = ada.new_id()
    opened = [follow_up("MEET", ada.inside.now, id=str(id))]
    await met(ada, follow_ups=opened)
    return id


async def test_an_own_contact_without_a_shift_leaves_24_hours_after_its_receipt(
    inside: Inside,
) -> None:
    """[VI2]"""
    ada = await inside.hand()
    id = await met(ada)
    assert await ada.sees("contact", id)
    inside.now += DAY - SECOND
    assert await ada.sees("contact", id)
    assert await ada.opens("contact", id)
    inside.now += SECOND
    assert await ada.opens("contact", id) is None
    assert (await ada.read()).gone == [("contact", str(id))]
    assert (await ada.read()) == Heard()


async def test_an_own_contact_leaves_24_hours_after_its_shift(inside: Inside) -> None:
    """[VI2]"""
    ada = await inside.hand()
    shift = ada.new_id()
    await ada.did("shift.start", shift, shift_start(inside.now))
    id = await met(ada, shift=str(shift))
    end = inside.now + 5 * HOUR
    inside.now = end
    assert await ada.did("shift.end", shift, shift_end(end)) == "applied"
    ended = inside.now.replace(minute=0, second=0)
    inside.now = ended + DAY - SECOND
    assert await ada.sees("contact", id)
    inside.now += SECOND
    gone = set((await ada.read()).gone)
    assert gone == {("contact", str(id)), ("shift", str(shift))}


async def test_a_shift_that_never_ended_is_taken_to_be_14_hours_long(inside: Inside) -> None:
    """[VI2] [PH5]"""
    ada = await inside.hand()
    shift = ada.new_id()
    await ada.did("shift.start", shift, shift_start(inside.now))
    started = inside.now.replace(minute=0, second=0)
    inside.now += 2 * HOUR
    id = await met(ada, shift=str(shift))
    inside.now = started + 38 * HOUR - SECOND
    assert await ada.sees("contact", id)
    inside.now += SECOND
    assert not await ada.sees("contact", id)


@pytest.mark.parametrize("hours", [3, 20])
async def test_a_shifts_end_that_arrives_later_moves_the_end_of_sight(
    inside: Inside, hours: int
) -> None:
    """[VI2] Nearer or further than the 14 hours that were assumed."""
    ada = await inside.hand()
    shift = ada.new_id()
    await ada.did("shift.start", shift, shift_start(inside.now))
    started = inside.now.replace(minute=0, second=0)
    id = await met(ada, shift=str(shift))
    assert await ada.sees("contact", id)
    end = started + hours * HOUR
    inside.now = end + HOUR
    await ada.did("shift.end", shift, shift_end(end))
    inside.now = end + DAY - SECOND
    assert await ada.sees("contact", id)
    inside.now += SECOND
    assert not await ada.sees("contact", id)


async def test_a_shifts_end_that_arrives_when_all_is_over_takes_the_contact_along(
    inside: Inside,
) -> None:
    """[VI2] [VI3] Two days in the underground, with the end of the shift in the outbox."""
    ada = await inside.hand()
    shift = ada.new_id()
    await ada.did("shift.start", shift, shift_start(inside.now))
    id = await met(ada, shift=str(shift))
    end = inside.now + HOUR
    inside.now += 30 * HOUR
    assert await ada.sees("contact", id)
    await ada.did("shift.end", shift, shift_end(end))
    assert ("contact", str(id)) in (await ada.read()).gone


async def test_a_shift_that_comes_after_its_contact_moves_the_end_of_sight(inside: Inside) -> None:
    """[VI2] A contact of an unknown shift waits for its 14 hours from the receipt."""
    ada = await inside.hand()
    shift = ada.new_id()
    id = await met(ada, shift=str(shift))
    assert await ada.sees("contact", id)
    started = (inside.now - 6 * HOUR).replace(minute=0, second=0)
    await ada.did("shift.start", shift, shift_start(started))
    inside.now = started + 38 * HOUR - SECOND
    assert await ada.sees("contact", id)
    inside.now += SECOND
    assert not await ada.sees("contact", id)


async def test_a_supervisor_keeps_what_leaves_its_authors_sight(inside: Inside) -> None:
    """[VI2] A supervisor sees all of the unit; also her own contacts."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    ids = [await met(ada), await met(cleo)]
    await cleo.read()
    inside.now += 3 * DAY
    await ada.read()
    assert (await cleo.read()).gone == []
    assert all([await cleo.sees("contact", id) for id in ids])


async def test_gone_is_told_again_where_the_answer_was_lost(inside: Inside) -> None:
    """[VI3] The same cursor again: the same news, once in each answer, and never later."""
    ada = await inside.hand()
    id = await met(ada)
    await ada.read()
    inside.now += DAY
    lost = await ada.page()
    assert [each.id for each in lost.gone] == [str(id)]
    assert (await ada.page()).gone == lost.gone
    inside.now += HOUR
    assert (await ada.page()).gone == lost.gone
    assert (await ada.read()).gone == [("contact", str(id))]
    assert (await ada.read()).gone == []


async def test_gone_never_names_what_was_not_given(inside: Inside) -> None:
    """[VI3] Neither by time nor by an op; nor a colleague's."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    cleo = await inside.hand("supervisor")
    await ben.read()
    await met(ada)
    call = await promised(ada)
    await cleo.did("follow_up.assign", call, {"to": ada.member})
    inside.now += 2 * DAY
    assert (await ben.read()) == Heard()
    heard = await ada.read()
    assert heard.gone == []
    assert ("follow_up", str(call)) in heard.rows


async def test_a_promise_given_to_somebody_else_is_gone_and_comes_again_when_given_back(
    inside: Inside,
) -> None:
    """[VI3] [FU1]"""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    eve, cleo = await inside.hand(name="Eve Påhittad"), await inside.hand("supervisor")
    call = await promised(ada)
    assert await ada.sees("follow_up", call)
    assert await eve.sees("follow_up", call)
    assert await cleo.did("follow_up.assign", call, {"to": ben.member}) == "applied"
    for reader in (ada, eve):
        lost = await reader.page()
        assert [each.id for each in lost.gone] == [str(call)]
        assert (await reader.read()).gone == [("follow_up", str(call))]
        assert (await reader.read()).gone == []
        assert await reader.opens("follow_up", call) is None
    assert await ben.sees("follow_up", call)
    assert await cleo.sees("follow_up", call)
    assert await ben.did("follow_up.give_back", call) == "applied"
    for reader in (ada, ben, eve):
        assert (await reader.read()).rows == [("follow_up", str(call))]
    assert await ada.did("follow_up.take", call) == "applied"
    assert (await eve.read()).gone == [("follow_up", str(call))]


async def test_what_was_gone_and_came_back_unread_is_not_gone(inside: Inside) -> None:
    """[VI3] Assigned and given back while the reader was away, with and without a lost answer."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    call = await promised(ada)
    await ada.read()
    await ben.did("follow_up.take", call)
    assert (await ada.page()).gone
    await ben.did("follow_up.give_back", call)
    assert await ada.read() == Heard(rows=[("follow_up", str(call))])


async def test_a_change_that_its_reader_may_not_see_is_not_told_twice(inside: Inside) -> None:
    """[VI3] What somebody else does with it afterwards is no news."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    call = await promised(ada)
    await ada.read()
    await ben.did("follow_up.take", call)
    await ada.read()
    await ben.did("follow_up.attempt", call, {"result": "NOT_REACHED"})
    await ben.did("follow_up.complete", call, completion("LINKED"))
    assert await ada.read() == Heard()


async def test_a_refused_letter_is_its_authors_for_a_day_and_then_the_supervisors(
    inside: Inside,
) -> None:
    """[VI3] Protocol §3. Told by reading."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    id = await refused(ada)
    assert await ada.sees("held", id)
    assert not await cleo.sees("held", id)
    assert await cleo.opens("held", id) is None
    inside.now += DAY - SECOND
    assert not await cleo.sees("held", id)
    assert (await ada.read()).gone == []
    inside.now += SECOND
    assert (await cleo.read()).rows == [("held", str(id))]
    assert (await ada.read()).gone == [("held", str(id))]
    assert await ada.opens("held", id) is None
    assert await cleo.opens("held", id)


async def refused(ada: Hand) -> UUID:
    letter = ada.write("contact.record", ada.new_id(), contact(ada.inside.now, not_offered=...))
    assert await ada.inside.carry(letter) == ["refused contact.incomplete"]
    op = max(ada.phone.outbox.waiting.values(), key=lambda said: said.seq).id
    return uuid5(UUID(ada.device), f"held/{op}")


async def test_the_desks_own_work_passes_a_refused_letter_on(inside: Inside) -> None:
    """[VI3] Protocol §3. Nobody has to read for it, and twice is once."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    id = await refused(ada)
    await ada.read()
    await cleo.read()
    inside.now += DAY - SECOND
    await inside.work()
    before = (await cleo.page()).clock
    inside.now += SECOND
    await inside.work()
    await inside.work()
    page = await cleo.page()
    assert page.clock == before + 1
    assert (await cleo.read()).rows == [("held", str(id))]
    assert (await ada.read()).gone == [("held", str(id))]


async def test_a_refused_letter_that_was_mended_never_reaches_the_supervisor(
    inside: Inside,
) -> None:
    """Protocol §3: closed by any op that mends it."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    id = await refused(ada)
    await ada.read()
    op = max(ada.phone.outbox.waiting.values(), key=lambda said: said.seq).id
    body = contact(inside.now)
    assert await ada.did("contact.record", ada.new_id(), body, mends=op) == "applied"
    assert ("held", str(id)) in (await ada.read()).gone
    inside.now += DAY
    await inside.work()
    assert ("held", str(id)) not in (await cleo.read()).rows


async def test_page_by_page_nothing_is_lost(inside: Inside) -> None:
    """[VI3] [F49] With limit 1, rows and gone are the same as in one piece."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    slow = await inside.phone_of(ada.member, "worker")
    for _ in range(3):
        await met(ada)
    calls = [await promised(ada) for _ in range(3)]
    whole, small = await ada.read(), await slow.read(limit=1)
    assert sorted(small.rows) == sorted(whole.rows)
    assert slow.told.keys() == ada.told.keys()
    for call in calls[:2]:
        await ben.did("follow_up.take", call)
    inside.now += DAY
    await met(ada)
    await refused(ada)
    await ben.did("follow_up.give_back", calls[0])
    await ada.read()
    await slow.read(limit=1)
    assert slow.told.keys() == ada.told.keys()
    assert ("follow_up", str(calls[0])) in slow.told
    assert ("follow_up", str(calls[1])) not in slow.told


async def test_a_supervisors_first_reading_is_what_is_open_and_30_days(inside: Inside) -> None:
    """Protocol §8. What is older and closed is for the history."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    old = await met(ada)
    call, done, due = await promised(ada), await promised(ada), await promised(ada)
    held = await refused(ada)
    await ada.did("follow_up.complete", due, completion("LINKED"))
    for event in ("complete", "approve"):
        body = completion("LINKED") if event == "complete" else {}
        assert await cleo.did(f"follow_up.{event}", done, body) == "applied"
    inside.now += 30 * DAY
    recent = await met(ada)
    await inside.work()
    await cleo.read(limit=2)
    seen = {id for _, id in cleo.told}
    assert {str(call), str(due), str(held), str(recent), ada.member} <= seen
    assert not {str(old), str(done)} & seen
    # What changes from now on is told, however old it is.
    await cleo.did("follow_up.reopen", done)
    body = seller(inside.now)
    assert await cleo.did("contact.correct", old, body) == "applied"
    assert await cleo.sees("follow_up", done)
    assert await cleo.sees("contact", old)


async def test_a_supervisor_sees_for_30_days_what_is_closed(inside: Inside) -> None:
    """Protocol §8."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    old = await met(ada)
    inside.now += 30 * DAY - SECOND
    assert await cleo.sees("contact", old)


async def test_a_reviewer_is_told_of_people_and_settings_alone(inside: Inside) -> None:
    """[VI2]"""
    ada, rut = await inside.hand(), await inside.hand("reviewer")
    call = await promised(ada)
    await refused(ada)
    await rut.read()
    assert {kind for kind, _ in rut.told} == {"member"}
    assert await rut.opens("follow_up", call) is None


async def test_units_never_meet(inside: Inside) -> None:
    """[VI1] Not even that an id exists."""
    ada = await inside.hand()
    call = await promised(ada)
    contact_id = await met(ada)
    other = Inside(inside.settings, inside.now)
    await other.open_unit()
    eve = await other.hand("supervisor")
    await eve.read()
    assert set(eve.told) == {("member", eve.member)}
    assert await eve.opens("contact", contact_id) is None
    assert await eve.did("follow_up.take", call) == "held subject.unknown"
    # The same id in two units is two things.
    assert await eve.did("contact.record", contact_id, contact(other.now)) == "applied"
    await eve.read()
    assert eve.told["contact", str(contact_id)]["by"] == eve.member
    assert await ada.sees("contact", contact_id)
    await other.aclose()


async def test_whoever_changes_role_starts_over(inside: Inside) -> None:
    """[VI2] [F50] A worker made supervisor is told all; a supervisor made worker keeps nothing."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    cleo, dan = await inside.hand("supervisor"), await inside.hand("supervisor")
    id = await met(ada)
    async with inside.doors(ben) as phone:
        await phone.sign_in()
        await phone.read()
        assert not phone.replica.find("contact", id)
        assert await cleo.did("member.set", ben.member, {"role": "supervisor"}) == "applied"
        await phone.read()
        assert phone.replica.find("contact", id)
        inside.now += timedelta(minutes=25)
        await phone.read()
        assert phone.replica.find("contact", id)
        assert await dan.did("member.set", ben.member, {"role": "worker"}) == "applied"
        await phone.read()
        assert not phone.replica.find("contact", id)

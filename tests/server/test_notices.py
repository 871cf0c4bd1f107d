"""Who is to be told, of what, and when: each once, however many go round (DU5)."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import sqlalchemy as sa

from lykta.domain.notices import QUIET, Quiet, told_at
from lykta.intake.desk import Desk
from lykta.notices.looking import look
from lykta.store import choices, notices, push, tables
from lykta.store.engine import Database
from lykta.store.notices import Waiting
from lykta.vault.keyring import Keyring
from tests.phones.bodies import contact

from .inside import NIGHT, Hand, Inside


async def told(inside: Inside, *hands: Hand) -> dict[str, list[str]]:
    """What each has been told of until now, by name of what."""
    async with inside.desk.database.read(inside.unit) as connection:
        query = sa.select(tables.notice.c.member_id, tables.notice.c.what).where(
            tables.notice.c.unit_id == inside.unit
        )
        found = [tuple(record) for record in await connection.execute(query)]
    return {
        hand.member: sorted(what for member, what in found if member == hand.member)
        for hand in hands
    }


async def promised(inside: Inside, by: Hand) -> str:
    """A follow-up that nobody has."""
    id = by.new_id()
    body = {"kind": "CALL_BACK", "due_at": (inside.now + timedelta(days=2)).isoformat()}
    assert await by.did("follow_up.open", id, body) == "applied"
    return str(id)


async def test_who_is_given_a_follow_up_is_told_and_who_gave_it_is_not(inside: Inside) -> None:
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    bo = await inside.hand("worker", "Bo Påhittad")
    first, second, third = [await promised(inside, ada) for _ in range(3)]
    await siv.did("follow_up.assign", first, {"to": ada.member})
    await siv.did("follow_up.assign", second, {"to": siv.member})
    await bo.did("follow_up.take", third)
    assert await look(inside.desk, inside.unit) == 1
    assert await told(inside, siv, ada, bo) == {
        siv.member: [],
        ada.member: ["assigned"],
        bo.member: [],
    }


async def test_what_is_returned_is_told_to_whoever_is_to_do_it_again(inside: Inside) -> None:
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    id = await promised(inside, ada)
    await ada.did("follow_up.take", id)
    await ada.did("follow_up.complete", id, {"outcome": "NOT_REACHED"})
    await look(inside.desk, inside.unit)
    assert await told(inside, ada) == {ada.member: []}
    await siv.did("follow_up.return", id, {"remark": "Försök en gång till i morgon."})
    await look(inside.desk, inside.unit)
    assert await told(inside, ada) == {ada.member: ["returned"]}


async def test_a_duty_is_told_at_once_and_rings_every_hour_once_it_is_late(
    inside: Inside,
) -> None:
    """[DU5] To every supervisor but the one who opened it; until it is closed."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    rut = await inside.hand("supervisor", "Rut Påhittad")
    id = siv.new_id()
    await siv.did("contact.record", id, contact(inside.now, age_band="A15_17"))
    await look(inside.desk, inside.unit)
    assert await told(inside, siv, rut) == {siv.member: [], rut.member: ["duty"]}
    inside.now = datetime(2026, 10, 10, 4, 0, tzinfo=UTC)  # 06:00 in Stockholm: it falls due
    for minutes in (1, 30, 61, 119, 121):
        inside.now = datetime(2026, 10, 10, 4, 0, tzinfo=UTC) + timedelta(minutes=minutes)
        await look(inside.desk, inside.unit)
        await look(inside.desk, inside.unit)
    assert (await told(inside, siv))[siv.member] == ["duty_overdue"] * 3
    (duty,) = [key for kind, key in (await siv_read(siv)) if kind == "follow_up"]
    ground = "Påhittat: anmälan gjordes av skolan samma kväll, enligt samtal."
    assert await siv.did("follow_up.cancel", duty, {"ground": ground}) == "applied"
    inside.now += timedelta(hours=3)
    await look(inside.desk, inside.unit)
    assert (await told(inside, siv))[siv.member] == ["duty_overdue"] * 3


async def siv_read(siv: Hand) -> list[tuple[str, str]]:
    await siv.read()
    return list(siv.told)


async def test_what_falls_due_is_told_once_and_again_when_it_was_put_off(inside: Inside) -> None:
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    id = await promised(inside, ada)
    await look(inside.desk, inside.unit)
    inside.now += timedelta(days=2, minutes=1)
    for _ in range(3):
        await look(inside.desk, inside.unit)
        inside.now += timedelta(hours=2)
    assert (await told(inside, siv))[siv.member] == ["overdue"]
    later = (inside.now + timedelta(hours=1)).isoformat()
    await siv.did("follow_up.reschedule", id, {"due_at": later})
    inside.now += timedelta(hours=2)
    await look(inside.desk, inside.unit)
    assert (await told(inside, siv, ada)) == {siv.member: ["overdue"] * 2, ada.member: []}


async def test_a_held_letter_is_told_when_it_is_the_supervisor_s(inside: Inside) -> None:
    """Its author's for a day: then it passes, by time alone."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    refused = contact(inside.now, roles=[])
    assert (await ada.did("contact.record", ada.new_id(), refused)).startswith("refused")
    await look(inside.desk, inside.unit)
    assert (await told(inside, siv))[siv.member] == []
    inside.now += timedelta(hours=24, minutes=1)
    await inside.work()
    await look(inside.desk, inside.unit)
    assert (await told(inside, siv))[siv.member] == ["held"]


async def test_nobody_is_told_of_what_they_did_not_choose(inside: Inside) -> None:
    ada = await inside.hand("worker")
    siv = await inside.hand("supervisor", "Siv Påhittad")
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        said = await phone.line.post("/api/notices", {"chosen": ["returned"]})
        assert said.status_code == 204, said.text
    id = await promised(inside, ada)
    await siv.did("follow_up.assign", id, {"to": ada.member})
    await look(inside.desk, inside.unit)
    assert await told(inside, ada) == {ada.member: []}


async def test_any_number_may_look_and_each_is_told_once(inside: Inside) -> None:
    """Four workers, each with a database of its own, over and over while letters come in."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    desks = [
        Desk(Database(inside.settings.database), Keyring(inside.settings.keys), lambda: inside.now)
        for _ in range(4)
    ]
    added = 0
    try:
        for _ in range(5):
            id = await promised(inside, ada)
            await siv.did("follow_up.assign", id, {"to": ada.member})
            added += sum(await asyncio.gather(*(look(desk, inside.unit) for desk in desks)))
        added += await look(inside.desk, inside.unit)
    finally:
        for desk in desks:
            await desk.database.close()
    assert added == 5
    assert (await told(inside, ada))[ada.member] == ["assigned"] * 5


async def test_only_one_may_ring_a_device_and_another_takes_over_when_it_died(
    inside: Inside,
) -> None:
    """A claim is a lease: two never have the same device, and none is left behind for ever."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    async with inside.desk.database.write(inside.unit) as connection:
        sealed = push.Subscription("2026-10", b"\1", b"\2")
        await push.subscribe(connection, inside.unit, ada.device, sealed, b"\3", inside.now)
    await siv.did("follow_up.assign", await promised(inside, ada), {"to": ada.member})
    inside.now = NIGHT.replace(hour=10)
    await look(inside.desk, inside.unit)

    async def claim() -> list[Waiting]:
        async with inside.desk.database.write(inside.unit) as connection:
            until = inside.now + timedelta(minutes=1)
            found = await notices.claim(connection, inside.unit, inside.now, until, 10)
        return [waiting for each in found for waiting in each.waiting]

    both = await asyncio.gather(claim(), claim())
    assert sorted(len(each) for each in both) == [0, 1]
    inside.now += timedelta(minutes=1, seconds=1)
    assert len(await claim()) == 1, "who claimed it is dead, and nobody took over"


NONE = Quiet("00:00", "00:00")
DAY = Quiet("13:00", "14:00")


@pytest.mark.parametrize(
    ("quiet", "now", "then"),
    [
        (QUIET, "2026-10-09T19:59:00Z", "2026-10-09T19:59:00Z"),
        (QUIET, "2026-10-09T20:00:00Z", "2026-10-10T05:00:00Z"),
        (QUIET, "2026-10-10T04:59:59Z", "2026-10-10T05:00:00Z"),
        (QUIET, "2026-10-10T05:00:00Z", "2026-10-10T05:00:00Z"),
        # The clocks go back in this night, and forward in that one (F70).
        (QUIET, "2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z"),
        (QUIET, "2027-03-27T21:30:00Z", "2027-03-28T05:00:00Z"),
        (DAY, "2026-10-09T11:30:00Z", "2026-10-09T12:00:00Z"),
        (DAY, "2026-10-09T12:00:00Z", "2026-10-09T12:00:00Z"),
        (NONE, "2026-10-09T22:00:00Z", "2026-10-09T22:00:00Z"),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(quiet: Quiet, now: str, then: str) -> None:
    """[F70] A duty is told all the same (DU5)."""
    at = datetime.fromisoformat(now)
    assert told_at("assigned", quiet, at) == datetime.fromisoformat(then)
    assert told_at("duty_overdue", quiet, at) == at


async def test_the_unit_s_quiet_hours_are_everybody_s_and_one_s_own_go_before(
    inside: Inside,
) -> None:
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    given = {"name": "quiet_hours", "value": {"from": "10:00", "to": "11:00"}}
    assert await siv.did("setting.set", siv.new_id(), given) == "applied"
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        stands = (await phone.line.get("/api/notices")).json()
        assert stands["unit_quiet"] == {"from": "10:00", "to": "11:00"}
        assert stands["quiet"] is None
        body = {"chosen": stands["kinds"], "quiet": {"from": "23:00", "to": "05:30"}}
        said = await phone.line.post("/api/notices", body)
        assert said.status_code == 204, said.text
        assert (await phone.line.get("/api/notices")).json()["quiet"] == body["quiet"]
    async with inside.desk.database.read(inside.unit) as connection:
        chosen = (await choices.of(connection, inside.unit))[ada.member]
    assert msgspec.convert(chosen.quiet, Quiet) == Quiet("23:00", "05:30")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"chosen": ["held"]}, "notices.kind", "chosen"),
        ({"chosen": [], "quiet": {"from": "25:00", "to": "07:00"}}, "body.malformed", "quiet"),
        ({"chosen": [], "email": "påhittad"}, "notices.email", "email"),
        ({"chosen": [], "email": "a@b.se, c@d.se"}, "notices.email", "email"),
        ({"chosen": [], "email": "a@b.se\r\nBcc: c@d.se"}, "notices.email", "email"),
        ({"chosen": [], "email": "a" * 300 + "@b.se"}, "body.malformed", "email"),
    ],
)
async def test_what_cannot_be_chosen_is_refused(
    inside: Inside, body: dict[str, object], code: str, field: str
) -> None:
    ada = await inside.hand("worker")
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        answer = await phone.line.post("/api/notices", body)
        told = answer.json()
        assert (told["code"], told["field"].split(".")[0]) == (code, field), told
        assert (await phone.line.get("/api/notices")).json()["email"] is None

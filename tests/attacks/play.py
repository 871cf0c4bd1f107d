"""A small world played from its first step to its last look."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Sequence

from lykta.settings import Settings
from lykta.store import ledger
from tests.server.inside import Inside

from . import steps_of_contact, steps_of_work
from .doors import ask_everything
from .looks import heard, look
from .people import Person
from .small_world import SECOND, Step, World

STEPS: dict[str, Callable[[World, Person, Step], Awaitable[None]]] = {
    "shift": steps_of_contact.shift,
    "end": steps_of_contact.end,
    "meet": steps_of_contact.meet,
    "promise_more": steps_of_contact.promise_more,
    "correct": steps_of_contact.correct,
    "consent": steps_of_contact.consent,
    "move": steps_of_work.move,
    "note_down": steps_of_work.note_down,
    "bad": steps_of_work.bad,
    "mend": steps_of_work.mend,
    "decide": steps_of_work.decide,
    "change": steps_of_work.change,
    "revoke": steps_of_work.revoke,
}
AS_IT_GOES = ("ada", "ben", "eve", "cleo", "dan")
"""Who looks on the way; all the others, for whom little changes, look at the end."""
TICK = re.compile(r"(?:event: clock\r\ndata: (\d+)\r\n\r\n)")


async def take(world: World, step: Step) -> None:
    if step.what == "look":
        await look(world, world.seats_of(AS_IT_GOES))
    elif step.what == "read":
        await look(world, [each.seats[0] for each in world.people.values()])
    elif step.what == "wait":
        await world.wait(step.how)
    else:
        await STEPS[step.what](world, world.people[step.who], step)
        world.inside.now += SECOND


async def played(settings: Settings, steps: Sequence[Step], asking: Collection[str]) -> None:
    """The steps; then everybody looks and listens, and those `asking` ask at every door."""
    inside = Inside(settings)
    world = World(inside)
    try:
        await world.arrive()
        for seat in world.seats:
            heard(world, seat)
        for step in steps:
            await take(world, step)
        await look(world, world.seats)
        await listen(world)
        for seat in [*world.seats_of(asking), world.nobody]:
            await ask_everything(world, seat)
            heard(world, seat)
    finally:
        await world.leave()
        await inside.aclose()


async def listen(world: World) -> None:
    """`/api/live`: a tick says come and read, never what; and nobody hears another unit's."""
    cleo, dan = world.people["cleo"], world.people["dan"]
    for seat in world.seats:
        await world.enter(seat)
    seats = [seat for seat in world.seats if seat.reader.standing == "in"]
    here = [seat for seat in seats if seat.reader.unit == cleo.unit]
    before = {unit: await _clock(world, unit) for unit in (cleo.unit, dan.unit)}
    async with world.bell.listen(cleo.unit) as queue:
        world.bell.start()
        # Until something comes: from then on the bell is heard.
        world.bell.ring(cleo.unit, 0)
        await queue.get()
        asked = [asyncio.create_task(seat.phone.line.get("/api/live")) for seat in seats]
        for _ in seats:
            await world.ticks.get()
        await world.say(cleo, "shift.start", cleo.hand.new_id(), {})
        after = await _clock(world, cleo.unit)
        waiting = len(here)
        while waiting:
            waiting -= b"data: %d\r" % after in await world.ticks.get()
        await world.bell.stop()
    for seat, answer in zip(seats, await asyncio.gather(*asked), strict=True):
        ticks = {int(tick) for tick in TICK.findall(answer.text)}
        assert TICK.sub("", answer.text) == ""
        own = {0, before[seat.reader.unit], *([after] if seat in here else [])}
        assert ticks <= own, f"[VI1] {seat.reader}: {ticks}"


async def _clock(world: World, unit: str) -> int:
    async with world.inside.desk.database.read(unit) as connection:
        return (await ledger.clock(connection, unit)).clock

"""Everybody looks at everything that may tell of a row, and what they were told is held against
the table: nothing that it forbids, all that it demands, and of every text a line in the log.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import sqlalchemy as sa

from lykta.store import audit, tables
from tests.phones.answers import Refused
from tests.phones.replica import Replica

from .doors import just, open_all
from .heard import TEXTS, Piece, judge, judge_piece
from .people import Seat
from .small_world import World
from .things import MARK, Reader, Thing

LISTS = (just("/api/members"), just("/api/devices"))
HORIZON = timedelta(days=30)
Opening = tuple[str, str, str, str]
"""Whose device, how (feed or open), kind and id: as the log has it."""


async def look(world: World, seats: Sequence[Seat]) -> None:
    """Whoever opens does so before anybody reads: a reading lets time come to pass."""
    opened: Counter[Opening] = Counter()
    before = await _logged(world)
    for seat in reversed(seats):
        await world.enter(seat)
        if seat.person and seat is seat.person.seats[0]:
            await _follow(seat, limit=3 if seat.person.name == "ada" else 200)
            opened += heard(world, seat)
            _holds(world, seat)
        else:
            for ask in (open_all, *LISTS):
                await ask(world, seat)
            await _read_anew(seat)
            opened += heard(world, seat, whole=True)
    unlogged = opened - (await _logged(world) - before)
    assert not unlogged, f"[VI4] told, and not in the log: {unlogged}"


async def _follow(seat: Seat, limit: int) -> None:
    try:
        await seat.phone.read(limit)
    except Refused:
        assert seat.reader.standing != "in"


async def _read_anew(seat: Seat) -> None:
    seat.phone.replica = Replica()
    await _follow(seat, 200)


def heard(world: World, seat: Seat, *, whole: bool = False) -> Counter[Opening]:
    """Judges what the seat was told; `whole`: it has asked for everything there is."""
    told = list(judge(world, seat))
    if whole and seat.reader.standing == "in":
        for where in "LO":
            _must(world, seat.reader, where, [piece for piece, _ in told], world.things)
    return Counter(
        (str(seat.phone.device.id), "feed" if piece.where == "L" else "open", piece.kind, piece.id)
        for piece, thing in told
        if any(thing.marks[mark] in TEXTS for mark in MARK.findall(piece.text))
    )


def _holds(world: World, seat: Seat) -> None:
    """[VI3] What has left the reader's sight, by an op or by time, is not on the phone either."""
    if seat.reader.standing != "in":
        return
    rows = seat.phone.replica.rows.values()
    held = [Piece("L", row.kind, row.id, str(row.data) + row.id) for row in rows]
    for piece in held:
        judge_piece(world, seat.reader, piece)
    _must(world, seat.reader, "L", held, [one for one in world.things if one.kind != "device"])


def _must(
    world: World, reader: Reader, where: str, told: Sequence[Piece], things: Sequence[Thing]
) -> None:
    """The other direction. A supervisor's first reading goes back 30 days (§8)."""
    texts = {
        piece.id: {piece.id, *MARK.findall(piece.text)} for piece in told if piece.where == where
    }
    since = world.now() - HORIZON
    for thing in things:
        if where == "L" and reader.role == "supervisor" and thing.at <= since:
            continue
        for mark, name in {thing.id: "codes", **thing.marks}.items():
            say = thing.says(name, reader, world.now())
            assert not say.must(where) or mark in texts.get(thing.id, set()), (
                f"[{say.rules}] {where}: {name} {mark} was not told to {reader}: {thing}"
            )


async def _logged(world: World) -> Counter[Opening]:
    found: Counter[Opening] = Counter()
    for unit in world.units:
        async with world.inside.desk.database.read(unit) as connection:
            query = sa.select(tables.audit.c.entry).where(tables.audit.c.unit_id == unit)
            for record in (await connection.execute(query)).scalars():
                entry = msgspec.json.decode(record, type=audit.Entry)
                if entry.result == "ok":
                    found[entry.device, entry.action, entry.kind, entry.id or ""] += 1
    return found

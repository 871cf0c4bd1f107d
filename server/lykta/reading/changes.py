"""One door out: a page of what changed, as this reader may see it (protocol §8)."""

from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from lykta.domain.problem import Refused
from lykta.domain.rows import Actor, Kind, Row
from lykta.domain.sight import sees, sees_texts
from lykta.intake.desk import Desk
from lykta.reading.cursor import Cursor
from lykta.reading.passing import pass_time
from lykta.reading.texts import open_texts
from lykta.reading.told import as_kept, told
from lykta.store import feed, ledger
from lykta.store import rows as store
from lykta.store.feed import Candidate, Gone
from lykta.store.ledger import UnitClock


class Told(Struct):
    kind: Kind
    id: str
    version: int
    data: dict[str, Any] | msgspec.Raw


class Changes(Struct):
    rows: list[Told]
    gone: list[Gone]
    cursor: str
    more: bool
    server_time: datetime
    epoch: str
    clock: int


class Looked(NamedTuple):
    """What lies between a cursor and where the page ends."""

    cursor: Cursor
    """Where it ends."""
    state: UnitClock
    found: list[Candidate]
    ended: list[Gone]
    more: bool


async def changes(desk: Desk, reader: Actor, cursor: Cursor | None, limit: int) -> Changes:
    """1. Let time pass. 2. Read the clock, then rows up to it. 3. What is to be seen, what is
    gone. 4. Texts, logged; what was given, remembered. Raises Refused("cursor.unknown").
    """
    now = desk.now()
    looked = await _look(desk, reader, cursor, limit, now)
    if looked is None:
        await pass_time(desk, reader, now)
        looked = await _look(desk, reader, cursor, limit, now, passed=True)
        assert looked is not None
    seen = [each.row for each in looked.found if sees(reader, each.row, now)]
    left = [
        Gone(each.row.kind, each.row.id, each.row.version)
        for each in looked.found
        if each.given and each.gone is None and not sees(reader, each.row, now)
    ]
    ids = {row.id for row in seen}
    rows = await _tell(desk, reader, seen, left, now)
    gone = {each.id: each for each in [*looked.ended, *left] if each.id not in ids}
    return Changes(
        rows=rows,
        gone=sorted(gone.values(), key=lambda each: each.version),
        cursor=looked.cursor.text(),
        more=looked.more,
        server_time=now,
        epoch=looked.state.epoch,
        clock=looked.state.clock,
    )


async def _look(
    desk: Desk,
    reader: Actor,
    cursor: Cursor | None,
    limit: int,
    now: datetime,
    *,
    passed: bool = False,
) -> Looked | None:
    """None: time has to pass first."""
    async with desk.database.read(reader.unit) as connection:
        state, time_is_up = await feed.at(connection, reader, now)
        if time_is_up and not passed:
            return None
        if cursor is None:
            cursor = Cursor(state.epoch, 0, state.clock, reader.role)
        if not _of_now(cursor, state, reader):
            raise Refused("cursor.unknown")
        found = await feed.page(
            connection,
            reader,
            now,
            after=cursor.clock,
            up_to=state.clock,
            horizon=cursor.horizon,
            limit=limit,
        )
        more = len(found) == limit
        end = found[-1].row.version if more else state.clock
        ended = await feed.gone_between(connection, reader, cursor.clock, end)
    return Looked(cursor._replace(clock=end), state, found, ended, more)


def _of_now(cursor: Cursor, state: UnitClock, reader: Actor) -> bool:
    """False: it is of another epoch, from beyond the clock, or read in another role."""
    same = (cursor.epoch, cursor.role) == (state.epoch, reader.role)
    return same and max(cursor.clock, cursor.horizon) <= state.clock


async def _tell(
    desk: Desk, reader: Actor, seen: list[Row], left: list[Gone], now: datetime
) -> list[Told]:
    if not seen and not left:
        return []
    readable = [row for row in seen if sees_texts(reader, row)]
    async with desk.database.write(reader.unit) as connection:
        texts: dict[str, dict[str, str]] = {}
        contacts: dict[str, Row] = {}
        if readable:
            await ledger.lock(connection, reader.unit)
            # Read again under the lock: a consent may have been withdrawn, or the follow-up
            # given to somebody else, since the page was read.
            fresh = await store.load(connection, reader.unit, ids=[row.id for row in readable])
            still = [row for row in fresh if sees_texts(reader, row)]
            texts = await open_texts(desk, connection, reader, still, "feed", now)
            wanted = {row.data.contact for row in still if row.kind == "follow_up"} - {None}
            loaded = await store.load(connection, reader.unit, ids=wanted)
            contacts = {row.id: row for row in loaded if row.kind == "contact"}
        await feed.remember(connection, reader, seen, left)
    ids = {row.id for row in readable}
    return [
        Told(row.kind, row.id, row.version, _data(row, row.id in ids, texts, contacts))
        for row in seen
    ]


def _data(
    row: Row, readable: bool, texts: dict[str, dict[str, str]], contacts: dict[str, Row]
) -> dict[str, Any] | msgspec.Raw:
    if not readable and isinstance(row.data, store.Unread):
        return as_kept(row)
    contact = contacts.get(row.data.contact) if readable and row.kind == "follow_up" else None
    return told(store.read(row), texts.get(row.id, {}), contact)

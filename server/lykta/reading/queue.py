"""The queue as a page, and older things by their date (protocol §8). Codes alone: no text."""

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from lykta.domain.problem import Refused
from lykta.domain.queue import PlaceName
from lykta.domain.rows import Actor, Kind, Row
from lykta.domain.sight import sees
from lykta.intake.desk import Desk
from lykta.letters import base64
from lykta.reading.changes import Told
from lykta.reading.passing import let_time_pass
from lykta.reading.told import told
from lykta.store import queue as store
from lykta.store.queue import Earlier, Mark, Wanted

MARK_CHARS = 400
T = TypeVar("T", bound=Struct)


class Queue(Struct):
    rows: list[Told]
    counts: dict[PlaceName, int]
    """Of each open place, in the same order."""
    after: str | None
    """Ask for more with this; None at the end."""
    server_time: datetime


class History(Struct):
    rows: list[Told]
    after: str | None


async def queue(desk: Desk, reader: Actor, wanted: Wanted, after: str | None, limit: int) -> Queue:
    """Duties, overdue, due today, new, running, waiting for approval (DU5); then what is closed,
    if that is asked for. Raises Refused("cursor.malformed").
    """
    now = desk.now()
    mark = _read(after, Mark)
    await let_time_pass(desk, reader, now)
    async with desk.database.read(reader.unit) as connection:
        found = await store.page(connection, reader, wanted, now, mark, limit + 1)
        counts = await store.counts(connection, reader, wanted, now)
    shown = found[:limit]
    end = None
    if len(found) > limit:
        row, place = shown[-1]
        end = mark_text(Mark(mark.now if mark else now, place, row.data.due_at, row.id))
    return Queue(_tell(reader, [each.row for each in shown], now), counts, end, now)


async def history(
    desk: Desk,
    reader: Actor,
    kind: Kind,
    start: datetime | None,
    end: datetime | None,
    after: str | None,
    limit: int,
) -> History:
    """Raises Refused("cursor.malformed")."""
    now = desk.now()
    mark = _read(after, Earlier)
    await let_time_pass(desk, reader, now)
    async with desk.database.read(reader.unit) as connection:
        found = await store.history(connection, reader.unit, kind, start, end, mark, limit + 1)
    shown = found[:limit]
    last = mark_text(Earlier(shown[-1].received_at, shown[-1].id)) if len(found) > limit else None
    return History(_tell(reader, shown, now), last)


def _tell(reader: Actor, rows: list[Row], now: datetime) -> list[Told]:
    return [
        Told(row.kind, row.id, row.version, told(row, {})) for row in rows if sees(reader, row, now)
    ]


def mark_text(mark: Struct) -> str:
    return base64.encode(msgspec.json.encode(mark))


def _read(text: str | None, type: type[T]) -> T | None:
    if text is None:
        return None
    data = base64.decode(text) if len(text) < MARK_CHARS else None
    try:
        return msgspec.json.decode(data or b"", type=type)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Refused("cursor.malformed") from None

"""Who opened what: append-only, each entry chained to the one before it by its hash (VI4).

Written in the transaction that releases the data: no entry, no data. An entry's bytes are what is
hashed, so that no database's own way of printing JSON can break the chain.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.rows import Actor
from lykta.store import tables
from lykta.store.puts import Put, put

_audit = tables.audit


Result = Literal["ok", "denied"]
START = bytes(32)
"""What the first entry is chained to."""


class Entry(Struct):
    """No content, no names: ids and the names of fields only."""

    seq: int
    at: datetime
    actor: str
    device: str
    action: str
    kind: str
    id: str | None
    fields: list[str]
    result: Result


class Link(NamedTuple):
    """An entry as it is kept, and what it is chained by."""

    seq: int
    entry: bytes
    hash: bytes

    def read(self) -> Entry:
        return msgspec.json.decode(self.entry, type=Entry)


async def write(
    connection: AsyncConnection,
    actor: Actor,
    now: datetime,
    action: str,
    opened: Sequence[tuple[str, str | None, list[str]]],
    result: Result = "ok",
) -> None:
    """`opened`: (kind, id, fields) of each thing. The caller holds the unit's lock."""
    seq, last = await _head(connection, actor.unit)
    records: list[dict[str, Any]] = []
    for kind, id, fields in opened:
        seq += 1
        entry = msgspec.json.encode(
            Entry(seq, now, actor.member, actor.device, action, kind, id, fields, result)
        )
        last = chained(last, entry)
        records.append({"unit_id": actor.unit, "seq": seq, "entry": entry, "hash": last})
    await put(connection, Put(_audit, records))


def chained(before: bytes, entry: bytes) -> bytes:
    return hashlib.sha256(before + hashlib.sha256(entry).digest()).digest()


async def links(connection: AsyncConnection, unit: str, after: int, limit: int) -> list[Link]:
    """In their order."""
    query = (
        sa.select(_audit.c.seq, _audit.c.entry, _audit.c.hash)
        .where(_audit.c.unit_id == unit, _audit.c.seq > after)
        .order_by(_audit.c.seq)
        .limit(limit)
    )
    return [Link(*record) for record in await connection.execute(query)]


async def head(connection: AsyncConnection, unit: str) -> tuple[int, bytes]:
    """(seq, hash) of the last entry; (0, START) where there is none."""
    return await _head(connection, unit)


async def count_up_to(connection: AsyncConnection, unit: str, seq: int) -> int:
    query = sa.select(sa.func.count()).where(_audit.c.unit_id == unit, _audit.c.seq <= seq)
    return int((await connection.execute(query)).scalar_one())


async def end_up_to(connection: AsyncConnection, unit: str, seq: int) -> int:
    """How many; with what was said of them when they were looked through."""
    review = tables.review
    await connection.execute(sa.delete(review).where(review.c.unit_id == unit, review.c.seq <= seq))
    ended = sa.delete(_audit).where(_audit.c.unit_id == unit, _audit.c.seq <= seq)
    return (await connection.execute(ended)).rowcount


async def last_before(connection: AsyncConnection, unit: str, time: datetime) -> int:
    """The number of the last entry from before then. Entries are in the order of time, so it is
    found by halving, and the log needs no second index.
    """
    low, high = 0, (await _head(connection, unit))[0]
    while low < high:
        middle = (low + high + 1) // 2
        found = await links(connection, unit, middle - 1, 1)
        if found and found[0].read().at < time:
            low = middle
        else:
            high = middle - 1
    return low


async def _head(connection: AsyncConnection, unit: str) -> tuple[int, bytes]:
    query = (
        sa.select(_audit.c.seq, _audit.c.hash)
        .where(_audit.c.unit_id == unit)
        .order_by(_audit.c.seq.desc())
        .limit(1)
    )
    found = (await connection.execute(query)).one_or_none()
    return (found.seq, found.hash) if found else (0, START)

"""Where the access log stood, signed; and what whoever reviewed it said."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import tables
from lykta.store.puts import Put, put

_checkpoint, _review = tables.checkpoint, tables.review


class Signed(NamedTuple):
    seq: int
    statement: bytes
    signature: bytes


async def add(connection: AsyncConnection, unit: str, signed: Signed) -> None:
    await put(connection, Put(_checkpoint, [{"unit_id": unit, **signed._asdict()}]))


async def all_of(connection: AsyncConnection, unit: str) -> list[Signed]:
    columns = _checkpoint.c
    query = sa.select(columns.seq, columns.statement, columns.signature)
    query = query.where(columns.unit_id == unit).order_by(columns.seq)
    return [Signed(*record) for record in await connection.execute(query)]


async def last_before(connection: AsyncConnection, unit: str, seq: int) -> Signed | None:
    """The last one of an entry before this."""
    columns = _checkpoint.c
    query = (
        sa.select(columns.seq, columns.statement, columns.signature)
        .where(columns.unit_id == unit, columns.seq < seq)
        .order_by(columns.seq.desc())
        .limit(1)
    )
    found = (await connection.execute(query)).one_or_none()
    return Signed(*found) if found else None


async def end_before(connection: AsyncConnection, unit: str, seq: int) -> None:
    ended = sa.delete(_checkpoint).where(_checkpoint.c.unit_id == unit, _checkpoint.c.seq < seq)
    await connection.execute(ended)


async def last(connection: AsyncConnection, unit: str) -> Signed | None:
    columns = _checkpoint.c
    query = sa.select(columns.seq, columns.statement, columns.signature)
    query = query.where(columns.unit_id == unit).order_by(columns.seq.desc()).limit(1)
    found = (await connection.execute(query)).one_or_none()
    return Signed(*found) if found else None


class Reviewed(NamedTuple):
    seq: int
    verdict: str
    by: str
    at: datetime


async def review(connection: AsyncConnection, unit: str, given: Reviewed) -> None:
    """The last word stands."""
    row: dict[str, Any] = {"unit_id": unit, **given._asdict()}
    await put(connection, Put(_review, [row], ("verdict", "by", "at")))


async def reviews(connection: AsyncConnection, unit: str, after: int) -> dict[int, Reviewed]:
    """By number."""
    columns = _review.c
    query = sa.select(columns.seq, columns.verdict, columns.by, columns.at)
    query = query.where(columns.unit_id == unit, columns.seq > after)
    return {record.seq: Reviewed(*record) for record in await connection.execute(query)}

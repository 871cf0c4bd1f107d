"""What changed since a cursor, as a reader may see it; and what each reader was given (VI2, VI3).

The clock is read first and rows only up to it: a row that changes meanwhile comes again, later,
under its new version. `sight` remembers what a device was given, so that `gone` can be exact.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain import limits
from lykta.domain.follow_up import OPEN
from lykta.domain.rows import Actor, Kind, Row
from lykta.domain.sight import OWN, PUBLIC
from lykta.store import tables
from lykta.store.engine import among
from lykta.store.puts import Put, put, put_found
from lykta.store.rows import STORED, read_row

_row, _sight = tables.row, tables.sight
_never, _never_gone = (sa.cast(sa.null(), of.type) for of in (_sight.c.until, _sight.c.gone))

STANDS = -1
"""In place of the version at which something left the reader's sight: it has not."""


class Candidate(NamedTuple):
    row: Row
    given: bool
    """Was it given to this reader before?"""
    gone: int | None


class Gone(Struct, frozen=True):
    kind: Kind
    id: str
    version: int


async def page(
    connection: AsyncConnection,
    reader: Actor,
    now: datetime,
    *,
    after: int,
    up_to: int,
    horizon: int,
    limit: int,
) -> list[Candidate]:
    """Rows in version order that the reader may see or was given. Up to `horizon`, which a first
    reading sets, only what its start is to show.
    """
    # Looked up row by row, by its key: a join is planned by what was known of a table that grows
    # with every page, and at a first reading that is nothing.
    mine = (
        _sight.c.unit_id == reader.unit,
        _sight.c.device_id == reader.device,
        _sight.c.row_id == _row.c.id,
    )
    given = sa.select(sa.func.coalesce(_sight.c.gone, STANDS)).where(*mine).scalar_subquery()
    query = (
        sa.select(*STORED, given.label("given"))
        .where(
            _row.c.unit_id == reader.unit,
            _row.c.version > after,
            _row.c.version <= up_to,
            sa.or_(may_see(reader), sa.exists().where(*mine)),
        )
        .order_by(_row.c.version)
        .limit(limit)
    )
    if after < horizon:
        query = query.where(sa.or_(_row.c.version > horizon, _at_start(reader, now)))
    return [
        Candidate(
            read_row(record),
            record.given is not None,
            None if record.given == STANDS else record.given,
        )
        for record in await connection.execute(query)
    ]


def may_see(reader: Actor) -> sa.ColumnElement[bool]:
    """No less than `domain.sight.sees` allows; it has the last word."""
    public = _row.c.kind.in_(PUBLIC)
    if reader.role == "reviewer":
        return public
    if reader.role == "supervisor":
        return sa.true()
    return sa.or_(
        public,
        _row.c.kind.in_(OWN) & (_row.c.by == reader.member),
        (_row.c.kind == "follow_up")
        & sa.or_(_row.c.assigned_to.is_(None), _row.c.assigned_to == reader.member),
        (_row.c.kind == "held") & (_row.c.owner == reader.member),
    )


def _at_start(reader: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """A supervisor's first reading: what is open, and whatever changed in the last 30 days."""
    if reader.role != "supervisor":
        return sa.true()
    return sa.or_(
        _row.c.changed_at > now - timedelta(days=limits.HORIZON_DAYS),
        _row.c.kind.in_(PUBLIC),
        (_row.c.kind == "follow_up") & _row.c.state.in_(OPEN),
        (_row.c.kind == "held") & (_row.c.state == "open"),
    )


async def gone_between(
    connection: AsyncConnection, reader: Actor, after: int, up_to: int
) -> list[Gone]:
    """What left the reader's sight in this stretch of the clock."""
    query = sa.select(_sight.c.kind, _sight.c.row_id, _sight.c.gone).where(
        _sight.c.unit_id == reader.unit,
        _sight.c.device_id == reader.device,
        _sight.c.gone > after,
        _sight.c.gone <= up_to,
    )
    return [Gone(*record) for record in await connection.execute(query)]


async def remember(
    connection: AsyncConnection, reader: Actor, given: Sequence[Row], gone: Sequence[Gone]
) -> None:
    """Time ends only a worker's sight of a row, so only a worker's is dated."""
    if given:
        until = _row.c.until if reader.role == "worker" else _never
        told = sa.select(
            _row.c.unit_id,
            sa.literal(reader.device, _sight.c.device_id.type),
            _row.c.id,
            _row.c.kind,
            sa.case((_row.c.kind.in_(OWN), until)),
            _never_gone,
        ).where(
            _row.c.unit_id == reader.unit,
            among(connection, _row.c.id, [row.id for row in given]),
        )
        await put_found(connection, _sight, told, ("until", "gone"))
    await put(connection, Put(_sight, [_left(reader, each) for each in gone], ("gone",)))


async def given_to(connection: AsyncConnection, unit: str, device: str) -> list[tuple[str, str]]:
    """(kind, id) of what this device was given and has not been told is gone."""
    query = sa.select(_sight.c.kind, _sight.c.row_id).where(
        _sight.c.unit_id == unit, _sight.c.device_id == device, _sight.c.gone.is_(None)
    )
    return [(kind, id) for kind, id in await connection.execute(query.order_by(_sight.c.row_id))]


def _left(reader: Actor, gone: Gone) -> dict[str, Any]:
    return {
        "unit_id": reader.unit,
        "device_id": reader.device,
        "row_id": gone.id,
        "kind": gone.kind,
        "gone": gone.version,
    }


def _out_of_time(reader: Actor, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        _sight.c.unit_id == reader.unit,
        _sight.c.device_id == reader.device,
        _sight.c.gone.is_(None),
        _sight.c.until <= now,
    )


def _has_come(unit: str, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        _row.c.unit_id == unit, _row.c.kind.in_(("follow_up", "held")), _row.c.until <= now
    )


async def time_is_up(connection: AsyncConnection, reader: Actor, now: datetime) -> bool:
    """Has anything changed by time alone: in the unit, or in what this reader may see?"""
    for table, where in (
        (_sight, _out_of_time(reader, now)),
        (_row, _has_come(reader.unit, now)),
    ):
        query = sa.select(sa.literal(1)).select_from(table).where(where).limit(1)
        if (await connection.execute(query)).first() is not None:
            return True
    return False


async def end_sights(connection: AsyncConnection, reader: Actor, now: datetime, clock: int) -> int:
    """Gives what time took from this reader a place in the desk's order. The caller holds the
    unit's lock; returns the clock as it is then.
    """
    ended = await connection.execute(
        sa.update(_sight).where(_out_of_time(reader, now)).values(gone=clock + 1)
    )
    return clock + 1 if ended.rowcount else clock

"""What changed since a cursor, as a reader may see it; and what each reader was given (VI2, VI3).

The clock is read first and rows only up to it: a row that changes meanwhile comes again, later,
under its new version. `sight` remembers what a device was given, so that `gone` can be exact.

Every statement is made once: to make one anew and recognise it costs as much as a dozen rows.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain import limits
from lykta.domain.follow_up import OPEN
from lykta.domain.rows import Actor, Kind, Role, Row
from lykta.domain.sight import OWN, PUBLIC
from lykta.store import tables
from lykta.store.columns import Instant, Key
from lykta.store.engine import among_given
from lykta.store.ledger import UnitClock
from lykta.store.puts import Put, put, put_found
from lykta.store.rows import DATED, STORED, read_row

_row, _sight = tables.row, tables.sight
_unit, _device = sa.bindparam("unit", type_=Key), sa.bindparam("device", type_=Key)
_member, _now = sa.bindparam("member", type_=Key), sa.bindparam("now", type_=Instant)
_after, _up_to, _horizon = (
    sa.bindparam(name, type_=sa.BigInteger) for name in ("after", "up_to", "horizon")
)

STANDS = -1
"""In place of the version at which something left the reader's sight: it has not."""


UNREAD: frozenset[Kind] = frozenset({"shift", "contact"})
"""Kinds that are told as they are kept: neither sight nor telling looks into their documents. They
are by far the most; others keep an empty text where one is required.
"""


class Candidate(NamedTuple):
    row: Row
    """Of UNREAD kinds unread."""
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
    asked = {
        **_of(reader),
        "member": reader.member,
        "after": after,
        "up_to": up_to,
        "limit": limit,
    }
    begins = after < horizon and reader.role == "supervisor"
    if begins:
        asked |= {"horizon": horizon, "since": now - timedelta(days=limits.HORIZON_DAYS)}
    found = await connection.execute(_page(reader.role, begins), asked)
    return [
        Candidate(read_row(stored, UNREAD), given is not None, None if given == STANDS else given)
        for *stored, given in found
    ]


def _of(reader: Actor) -> dict[str, Any]:
    return {"unit": reader.unit, "device": reader.device}


@cache
def _page(role: Role, begins: bool) -> sa.Select[Any]:
    # Looked up row by row, by its key: a join is planned by what was known of a table that grows
    # with every page, and at a first reading that is nothing.
    mine = (
        _sight.c.unit_id == _unit,
        _sight.c.device_id == _device,
        _sight.c.row_id == _row.c.id,
    )
    given = sa.select(sa.func.coalesce(_sight.c.gone, STANDS)).where(*mine).scalar_subquery()
    query = (
        sa.select(*STORED, given)
        .where(
            _row.c.unit_id == _unit,
            _row.c.version > _after,
            _row.c.version <= _up_to,
            sa.or_(may_see(role, _member), sa.exists().where(*mine)),
        )
        .order_by(_row.c.version)
        .limit(sa.bindparam("limit"))
    )
    return query.where(sa.or_(_row.c.version > _horizon, _at_start())) if begins else query


def may_see(role: Role, member: sa.ColumnElement[str] | str) -> sa.ColumnElement[bool]:
    """No less than `domain.sight.sees` allows; it has the last word."""
    public = _row.c.kind.in_(PUBLIC)
    if role == "reviewer":
        return public
    if role == "supervisor":
        return sa.true()
    return sa.or_(
        public,
        _row.c.kind.in_(OWN) & (_row.c.by == member),
        (_row.c.kind == "follow_up")
        & sa.or_(_row.c.assigned_to.is_(None), _row.c.assigned_to == member),
        (_row.c.kind == "held") & (_row.c.owner == member),
    )


def _at_start() -> sa.ColumnElement[bool]:
    """A supervisor's first reading: what is open, and whatever changed in the last 30 days."""
    return sa.or_(
        _row.c.changed_at > sa.bindparam("since", type_=Instant),
        _row.c.kind.in_(PUBLIC),
        (_row.c.kind == "follow_up") & _row.c.state.in_(OPEN),
        (_row.c.kind == "held") & (_row.c.state == "open"),
    )


_my_sight = (_sight.c.unit_id == _unit) & (_sight.c.device_id == _device)
_GONE_BETWEEN = sa.select(_sight.c.kind, _sight.c.row_id, _sight.c.gone).where(
    _my_sight, _sight.c.gone > _after, _sight.c.gone <= _up_to
)


async def gone_between(
    connection: AsyncConnection, reader: Actor, after: int, up_to: int
) -> list[Gone]:
    """What left the reader's sight in this stretch of the clock."""
    asked = {**_of(reader), "after": after, "up_to": up_to}
    return [Gone(*record) for record in await connection.execute(_GONE_BETWEEN, asked)]


async def remember(
    connection: AsyncConnection, reader: Actor, given: Sequence[Row], gone: Sequence[Gone]
) -> None:
    """Time ends only a worker's sight of a row, so only a worker's is dated."""
    if given:
        told = _told(connection.dialect.name, reader.role == "worker")
        asked = {**_of(reader), "ids": [row.id for row in given]}
        await put_found(connection, Put(_sight, (), ("until", "gone")), told, asked)
    await put(connection, Put(_sight, [_left(reader, each) for each in gone], ("gone",)))


@cache
def _told(dialect: str, dated: bool) -> sa.Select[Any]:
    never, not_gone = (sa.cast(sa.null(), each.type) for each in (_sight.c.until, _sight.c.gone))
    until = sa.case((_row.c.kind.in_(OWN), _row.c.until)) if dated else never
    return sa.select(_row.c.unit_id, _device, _row.c.id, _row.c.kind, until, not_gone).where(
        _row.c.unit_id == _unit, among_given(dialect, _row.c.id, "ids")
    )


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


def _next(date: sa.Column[Any], *where: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
    """The first there is, not whether one is out of time: of a time that it is given when it is
    asked PostgreSQL takes a third of the rows to be before it, and looks for one from end to end.
    """
    there = sa.select(date).where(*where, date.is_not(None))
    return there.order_by(date).limit(1).scalar_subquery()


_still_seen = _my_sight & _sight.c.gone.is_(None)
_time_is_up = sa.or_(
    _next(_sight.c.until, _still_seen) <= _now,
    _next(_row.c.until, _row.c.unit_id == _unit, DATED) <= _now,
)
_unit_row = tables.unit.c
_AT = sa.select(_unit_row.clock, _unit_row.epoch, _unit_row.safe, _time_is_up).where(
    _unit_row.id == _unit
)


class At(NamedTuple):
    """Where a reading begins."""

    state: UnitClock
    time_is_up: bool
    """Has anything changed by time alone: in the unit, or in what this reader may see?"""


async def at(connection: AsyncConnection, reader: Actor, now: datetime) -> At:
    asked = {**_of(reader), "now": now}
    *state, time_is_up = (await connection.execute(_AT, asked)).one()
    return At(UnitClock(*state), bool(time_is_up))


_END_SIGHTS = (
    sa.update(_sight)
    .where(_still_seen, _sight.c.until <= _now)
    .values(gone=sa.bindparam("at_clock"))
)


async def end_sights(connection: AsyncConnection, reader: Actor, now: datetime, clock: int) -> int:
    """Gives what time took from this reader a place in the desk's order. The caller holds the
    unit's lock; returns the clock as it is then.
    """
    asked = {**_of(reader), "now": now, "at_clock": clock + 1}
    return clock + 1 if (await connection.execute(_END_SIGHTS, asked)).rowcount else clock

"""The queue and the history, page by page, by keys: no page costs more than the one before it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.follow_up import OPEN
from lykta.domain.queue import DUE, PLACES, RUNNING, Edge, Place, PlaceName, edges
from lykta.domain.rows import Actor, Kind, Row
from lykta.store import tables
from lykta.store.feed import may_see
from lykta.store.rows import STORED, read_row

_row = tables.row
# One way to say it for both databases.
_kind_of_follow_up = sa.type_coerce(_row.c.data, tables.JSON)["kind"].as_string()
NOBODY = "nobody"


class Wanted(NamedTuple):
    """What is asked for; None is no matter. There is no way to ask for a person (CT8, VI1)."""

    state: str | None = None
    """None: all that is open."""
    kind: str | None = None
    due: str | None = None
    assignee: str | None = None
    """A member's id, or `nobody`."""
    shift: str | None = None


class Mark(Struct, frozen=True, array_like=True):
    """Where a page ended. `now` is the first page's: between two pages nothing grows late."""

    now: datetime
    place: int
    due_at: datetime
    id: str


class Placed(NamedTuple):
    row: Row
    place: int


async def page(
    connection: AsyncConnection,
    reader: Actor,
    wanted: Wanted,
    now: datetime,
    after: Mark | None,
    limit: int,
) -> list[Placed]:
    """Each place is a stretch of the index; of each no more is looked at than one page."""
    if after is not None:
        now = after.now
    stretches = list(_stretches(reader, wanted, now, after, limit))
    if not stretches:
        return []
    picked = sa.union_all(*stretches).subquery()
    order = (picked.c.place, picked.c.due_at, picked.c.id)
    first = sa.select(picked).order_by(*order).limit(limit).subquery()
    query = (
        sa.select(*STORED, first.c.place)
        .join(first, (_row.c.unit_id == reader.unit) & (_row.c.id == first.c.id))
        .order_by(first.c.place, first.c.due_at, first.c.id)
    )
    found = await connection.execute(query)
    return [Placed(read_row(record), record.place) for record in found]


def _stretches(
    reader: Actor, wanted: Wanted, now: datetime, after: Mark | None, limit: int
) -> Iterator[sa.Select[Any]]:
    states = OPEN if wanted.state is None else frozenset({wanted.state})
    asked = _asked(reader, wanted, now)
    for number, place in enumerate(PLACES):
        if after is not None and number < after.place:
            continue
        where = [*asked, *_due(now, place.since, place.before)]
        if after is not None and number == after.place:
            key = sa.tuple_(_row.c.due_at, _row.c.id)
            last = sa.tuple_(
                sa.literal(after.due_at, _row.c.due_at.type), sa.literal(after.id, _row.c.id.type)
            )
            where.append(key > last)
        for duty in (True, False) if place.duty is None else (place.duty,):
            for state in sorted(place.states & states):
                stretch = (
                    sa.select(sa.literal(number).label("place"), _row.c.due_at, _row.c.id)
                    .where(*where, _row.c.duty.is_(duty), _row.c.state == state)
                    .order_by(_row.c.due_at, _row.c.id)
                    .limit(limit)
                    .subquery()
                )
                yield sa.select(stretch)


def _asked(reader: Actor, wanted: Wanted, now: datetime) -> list[sa.ColumnElement[bool]]:
    where = [_row.c.unit_id == reader.unit, _row.c.kind == "follow_up"]
    if reader.role != "supervisor":
        where.append(may_see(reader.role, reader.member))
    if wanted.due is not None:
        where += _due(now, *DUE[wanted.due])
        if wanted.due == "overdue":
            where.append(_row.c.state.in_(RUNNING))
    if wanted.kind is not None:
        where.append(_kind_of_follow_up == wanted.kind)
    if wanted.assignee is not None:
        nobody = wanted.assignee == NOBODY
        where.append(
            _row.c.assigned_to.is_(None) if nobody else _row.c.assigned_to == wanted.assignee
        )
    if wanted.shift is not None:
        where.append(_row.c.shift == wanted.shift)
    return where


def _due(now: datetime, since: Edge | None, before: Edge | None) -> list[sa.ColumnElement[bool]]:
    at = edges(now)
    where = [] if since is None else [_row.c.due_at >= at[since]]
    return where if before is None else [*where, _row.c.due_at < at[before]]


async def counts(
    connection: AsyncConnection, reader: Actor, wanted: Wanted, now: datetime
) -> dict[PlaceName, int]:
    """How many stand in each open place, of what is asked for but for its state and due time."""
    open_places = [place for place in PLACES if place.states <= OPEN]
    of_all = _asked(reader, wanted._replace(state=None, due=None), now)
    query = sa.select(
        *(sa.func.count().filter(*_in(place, now)).label(place.name) for place in open_places)
    ).where(*of_all, _row.c.duty.in_((True, False)), _row.c.state.in_(OPEN))
    found = (await connection.execute(query)).one()
    return {place.name: getattr(found, place.name) for place in open_places}


def _in(place: Place, now: datetime) -> list[sa.ColumnElement[bool]]:
    return [
        _row.c.duty.is_(place.duty),
        _row.c.state.in_(place.states),
        *_due(now, place.since, place.before),
    ]


class Earlier(Struct, frozen=True, array_like=True):
    """Where a page of the history ended."""

    received_at: datetime
    id: str


async def history(
    connection: AsyncConnection,
    unit: str,
    kind: Kind,
    start: datetime | None,
    end: datetime | None,
    after: Earlier | None,
    limit: int,
) -> list[Row]:
    """By date only, newest first: from `start`, before `end`."""
    query = sa.select(*STORED).where(_row.c.unit_id == unit, _row.c.kind == kind)
    if start is not None:
        query = query.where(_row.c.received_at >= start)
    if end is not None:
        query = query.where(_row.c.received_at < end)
    if after is not None:
        key = sa.tuple_(_row.c.received_at, _row.c.id)
        last = sa.tuple_(
            sa.literal(after.received_at, _row.c.received_at.type),
            sa.literal(after.id, _row.c.id.type),
        )
        query = query.where(key < last)
    order = (_row.c.received_at.desc(), _row.c.id.desc())
    found = await connection.execute(query.order_by(*order).limit(limit))
    return [read_row(record) for record in found]

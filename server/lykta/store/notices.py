"""Notices: what each unit has been looked through for, and what is still to ring where.

Whoever looks a unit through holds its cursor, and whoever rings a device has leased it, so that
any number of workers may be at it and each notice is told once.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.notices import Notice, What
from lykta.domain.queue import RUNNING
from lykta.domain.rows import Row
from lykta.store import push, tables
from lykta.store.puts import Put, put
from lykta.store.rows import STORED, read_row

_row, _cursor, _notice, _ring = tables.row, tables.notice_cursor, tables.notice, tables.ring
_push, _device = tables.push_subscription, tables.device

RECENT = timedelta(days=7)
"""What is older has been told, or is of before there were notices."""
KEPT = timedelta(days=60)


class Cursor(NamedTuple):
    clock: int
    at: datetime


async def clocks(connection: AsyncConnection) -> dict[str, int]:
    """Of every unit: has anything happened?"""
    query = sa.select(tables.unit.c.id, tables.unit.c.clock)
    return {each.id: each.clock for each in await connection.execute(query)}


async def take_turn(connection: AsyncConnection, unit: str, now: datetime) -> Cursor | None:
    """Where the last look ended; None while somebody else is looking."""
    await put(connection, Put(_cursor, [{"unit_id": unit, "clock": 0, "at": now - RECENT}]))
    query = sa.select(_cursor.c.clock, _cursor.c.at).where(_cursor.c.unit_id == unit)
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    found = (await connection.execute(query)).one_or_none()
    return Cursor(*found) if found else None


async def end_turn(connection: AsyncConnection, unit: str, cursor: Cursor) -> None:
    await connection.execute(
        sa.update(_cursor).where(_cursor.c.unit_id == unit).values(**cursor._asdict())
    )
    gone = _notice.c.unit_id == unit, _notice.c.at < cursor.at - KEPT
    await connection.execute(sa.delete(_notice).where(*gone))


async def changed(
    connection: AsyncConnection, unit: str, since: Cursor, clock: int, now: datetime
) -> list[Row]:
    """What changed since then, up to the unit's clock; and what has fallen due since."""
    of_unit = _row.c.unit_id == unit
    moved = sa.select(*STORED).where(
        of_unit,
        _row.c.version > since.clock,
        _row.c.version <= clock,
        _row.c.kind.in_(("follow_up", "held")),
        _row.c.changed_at > now - RECENT,
    )
    late = sa.select(*STORED).where(
        of_unit,
        _row.c.kind == "follow_up",
        _row.c.state.in_(RUNNING),
        _row.c.due_at <= now,
        sa.or_(_row.c.duty.is_(True), _row.c.due_at > since.at - timedelta(minutes=5)),
    )
    found = {}
    for query in (moved, late):
        for record in await connection.execute(query):
            found[record.id] = read_row(record)
    return list(found.values())


def id_of(unit: str, notice: Notice) -> str:
    name = f"{notice.what}/{notice.subject}/{notice.occasion}/{notice.member}"
    return str(uuid.uuid5(uuid.UUID(unit), "notice/" + name))


async def add(
    connection: AsyncConnection, unit: str, told: Sequence[tuple[Notice, datetime]]
) -> int:
    """Those that were not told before, each to ring on every device of its member from its hour
    on. How many there were.
    """
    by_id = {id_of(unit, notice): (notice, at) for notice, at in told}
    if not by_id:
        return 0
    here = sa.select(_notice.c.id).where(_notice.c.unit_id == unit, _notice.c.id.in_(by_id))
    for id in (await connection.execute(here)).scalars():
        del by_id[id]
    found = [
        {
            "unit_id": unit,
            "id": id,
            "member_id": notice.member,
            "what": notice.what,
            "subject": notice.subject,
            "at": notice.at,
            "tell_at": at,
        }
        for id, (notice, at) in by_id.items()
    ]
    members = {notice.member for notice, _ in by_id.values()}
    devices = await _devices_of(connection, unit, members)
    rings = [
        {"unit_id": unit, "device_id": device, "notice_id": id, "tell_at": at}
        for id, (notice, at) in by_id.items()
        for device in devices.get(notice.member, ())
        if notice.what != "test" or device == notice.subject
    ]
    await put(connection, Put(_notice, found), Put(_ring, rings))
    return len(by_id)


async def _devices_of(
    connection: AsyncConnection, unit: str, members: set[str]
) -> dict[str, list[str]]:
    """The devices of each that can be rung."""
    query = (
        sa.select(_device.c.member_id, _device.c.id)
        .join(_push, (_push.c.unit_id == unit) & (_push.c.device_id == _device.c.id))
        .where(_device.c.member_id.in_(members), _device.c.state == "active")
    )
    found: dict[str, list[str]] = {}
    for member, device in await connection.execute(query):
        found.setdefault(member, []).append(device)
    return found


class Waiting(NamedTuple):
    """One that is to ring now."""

    id: str
    what: What
    subject: str


class Claimed(NamedTuple):
    """A device to be rung, leased."""

    device: str
    member: str
    kept: push.Subscription
    tries: int
    waiting: list[Waiting]


async def claim(
    connection: AsyncConnection, unit: str, now: datetime, until: datetime, limit: int
) -> list[Claimed]:
    """Devices on which something is to ring and that nobody else is ringing."""
    due = sa.exists().where(
        _ring.c.unit_id == unit, _ring.c.device_id == _push.c.device_id, _ring.c.tell_at <= now
    )
    query = (
        sa.select(_push, _device.c.member_id)
        .join(_device, _device.c.id == _push.c.device_id)
        .where(
            _push.c.unit_id == unit,
            due,
            sa.or_(_push.c.leased_until.is_(None), _push.c.leased_until <= now),
            sa.or_(_push.c.not_before.is_(None), _push.c.not_before <= now),
        )
        .limit(limit)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True, of=_push)
    found = (await connection.execute(query)).all()
    claimed = []
    for record in found:
        await _settle(connection, unit, record.device_id, leased_until=until)
        kept = push.Subscription(record.kek, record.wrapped_key, record.sealed)
        waiting = await _waiting(connection, unit, record.device_id, now)
        claimed.append(Claimed(record.device_id, record.member_id, kept, record.tries, waiting))
    return claimed


async def _waiting(
    connection: AsyncConnection, unit: str, device: str, now: datetime
) -> list[Waiting]:
    query = (
        sa.select(_notice.c.id, _notice.c.what, _notice.c.subject)
        .join(_ring, (_ring.c.unit_id == unit) & (_ring.c.notice_id == _notice.c.id))
        .where(_notice.c.unit_id == unit, _ring.c.device_id == device, _ring.c.tell_at <= now)
        .order_by(_notice.c.at, _notice.c.id)
    )
    return [Waiting(*record) for record in await connection.execute(query)]


async def rung(
    connection: AsyncConnection,
    unit: str,
    claimed: Claimed,
    at: datetime | None,
    trouble: str | None,
) -> None:
    """Over, or given up: these ring no more. `at`: when the push service took it."""
    ids = [each.id for each in claimed.waiting]
    await connection.execute(
        sa.delete(_ring).where(
            _ring.c.unit_id == unit,
            _ring.c.device_id == claimed.device,
            _ring.c.notice_id.in_(ids),
        )
    )
    done = {} if at is None else {"accepted_at": at}
    await _settle(
        connection, unit, claimed.device, tries=0, not_before=None, trouble=trouble, **done
    )


async def again(
    connection: AsyncConnection, unit: str, claimed: Claimed, not_before: datetime, trouble: str
) -> None:
    await _settle(
        connection,
        unit,
        claimed.device,
        tries=claimed.tries + 1,
        not_before=not_before,
        trouble=trouble,
    )


async def _settle(
    connection: AsyncConnection,
    unit: str,
    device: str,
    leased_until: datetime | None = None,
    **values: object,
) -> None:
    await connection.execute(
        sa.update(_push)
        .where(_push.c.unit_id == unit, _push.c.device_id == device)
        .values(leased_until=leased_until, **values)
    )


async def waits_for(
    connection: AsyncConnection, unit: str, member: str, role: str, now: datetime
) -> int:
    """How many things wait for this person now."""
    follow_ups = sa.select(sa.func.count()).where(
        _row.c.unit_id == unit, _row.c.kind == "follow_up", _row.c.duty.in_((True, False))
    )
    if role != "supervisor":
        mine = (_row.c.assigned_to == member) & _row.c.state.in_(RUNNING)
        return int((await connection.execute(follow_ups.where(mine))).scalar_one())
    wants_me = sa.or_(
        _row.c.duty.is_(True) & _row.c.state.in_(("new", "assigned", "done")),
        _row.c.state.in_(RUNNING) & (_row.c.due_at < now),
        _row.c.state == "done",
    )
    held = sa.select(sa.func.count()).where(
        _row.c.unit_id == unit,
        _row.c.kind == "held",
        _row.c.state == "open",
        sa.or_(_row.c.owner.is_(None), _row.c.until <= now),
    )
    of_both = (await connection.execute(follow_ups.where(wants_me))).scalar_one()
    return int(of_both) + int((await connection.execute(held)).scalar_one())

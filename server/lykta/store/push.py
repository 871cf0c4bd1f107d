"""Where each device is rung: one place a device, encrypted like every text."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import tables
from lykta.store.puts import Put, put

_push, _ring = tables.push_subscription, tables.ring


class Subscription(NamedTuple):
    """Its endpoint and keys, sealed, and the key of that, wrapped."""

    kek: str
    wrapped_key: bytes
    sealed: bytes


class Standing(NamedTuple):
    """How it stands with a device's place, for whoever holds the device."""

    place_hash: bytes | None
    accepted_at: datetime | None
    trouble: str | None


async def subscribe(
    connection: AsyncConnection,
    unit: str,
    device: str,
    kept: Subscription,
    place_hash: bytes,
    now: datetime,
) -> None:
    """In place of the one before, and of whoever else was rung at this very place: whoever is at
    the browser now has it alone (F62). An endpoint by itself proves nothing (A93).
    """
    others = sa.select(_push.c.device_id).where(
        _push.c.unit_id == unit,
        _push.c.place_hash == place_hash,
        _push.c.device_id != device,
    )
    for other in (await connection.execute(others)).scalars().all():
        await forget(connection, unit, other)
    row = {
        "unit_id": unit,
        "device_id": device,
        "made_at": now,
        "place_hash": place_hash,
        "leased_until": None,
        "tries": 0,
        "not_before": None,
        "accepted_at": None,
        "trouble": None,
        **kept._asdict(),
    }
    replaced = tuple(name for name in row if not name.endswith("_id"))
    await put(connection, Put(_push, [row], replaced))


async def forget(connection: AsyncConnection, unit: str, device: str) -> None:
    for table in (_push, _ring):
        await connection.execute(
            sa.delete(table).where(table.c.unit_id == unit, table.c.device_id == device)
        )


async def under_older_keys(
    connection: AsyncConnection, unit: str, newest: str
) -> dict[str, Subscription]:
    """By device."""
    query = sa.select(_push.c.device_id, _push.c.kek, _push.c.wrapped_key, _push.c.sealed).where(
        _push.c.unit_id == unit, _push.c.kek != newest
    )
    return {device: Subscription(*rest) for device, *rest in await connection.execute(query)}


async def rewrap(connection: AsyncConnection, unit: str, device: str, kept: Subscription) -> None:
    await connection.execute(
        sa.update(_push)
        .where(_push.c.unit_id == unit, _push.c.device_id == device)
        .values(**kept._asdict())
    )


async def of(connection: AsyncConnection, unit: str, device: str) -> Subscription | None:
    query = sa.select(_push.c.kek, _push.c.wrapped_key, _push.c.sealed).where(
        _push.c.unit_id == unit, _push.c.device_id == device
    )
    found = (await connection.execute(query)).one_or_none()
    return Subscription(*found) if found else None


async def standing(connection: AsyncConnection, unit: str, device: str) -> Standing | None:
    query = sa.select(_push.c.place_hash, _push.c.accepted_at, _push.c.trouble).where(
        _push.c.unit_id == unit, _push.c.device_id == device
    )
    found = (await connection.execute(query)).one_or_none()
    return Standing(*found) if found else None


class Health(NamedTuple):
    devices: int
    troubled: int
    accepted_at: datetime | None


async def health(connection: AsyncConnection, unit: str) -> Health:
    query = sa.select(
        sa.func.count(),
        sa.func.count(_push.c.trouble),
        sa.func.max(_push.c.accepted_at, type_=_push.c.accepted_at.type),
    ).where(_push.c.unit_id == unit)
    return Health(*(await connection.execute(query)).one())

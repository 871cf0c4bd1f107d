"""Where each device is rung: one place a device, encrypted like every text."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import tables
from lykta.store.engine import put

_push = tables.push_subscription


class Subscription(NamedTuple):
    """Its endpoint and keys, sealed, and the key of that, wrapped."""

    kek: str
    wrapped_key: bytes
    sealed: bytes


async def subscribe(
    connection: AsyncConnection, unit: str, device: str, kept: Subscription, now: datetime
) -> None:
    """In place of the one before."""
    row = {"unit_id": unit, "device_id": device, "made_at": now, **kept._asdict()}
    await put(connection, _push, [row], replace=["kek", "wrapped_key", "sealed", "made_at"])


async def forget(connection: AsyncConnection, unit: str, device: str) -> None:
    await connection.execute(
        sa.delete(_push).where(_push.c.unit_id == unit, _push.c.device_id == device)
    )


async def under_older_keys(
    connection: AsyncConnection, unit: str, newest: str
) -> dict[str, Subscription]:
    """By device."""
    query = sa.select(_push.c.device_id, _push.c.kek, _push.c.wrapped_key, _push.c.sealed).where(
        _push.c.unit_id == unit, _push.c.kek != newest
    )
    return {device: Subscription(*rest) for device, *rest in await connection.execute(query)}


async def of(connection: AsyncConnection, unit: str, device: str) -> Subscription | None:
    query = sa.select(_push.c.kek, _push.c.wrapped_key, _push.c.sealed).where(
        _push.c.unit_id == unit, _push.c.device_id == device
    )
    found = (await connection.execute(query)).one_or_none()
    return Subscription(*found) if found else None

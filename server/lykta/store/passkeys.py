"""The passkey of each device; one, for a phone asks one person."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import tables

_passkey = tables.passkey


class Passkey(NamedTuple):
    credential: bytes
    public_key: bytes
    """COSE."""
    sign_count: int
    backed_up: bool
    """It may be on other devices of the same account too (BE)."""


async def keep(connection: AsyncConnection, device: str, passkey: Passkey, now: datetime) -> None:
    """In place of the one before."""
    await connection.execute(sa.delete(_passkey).where(_passkey.c.device_id == device))
    await connection.execute(
        sa.insert(_passkey).values(device_id=device, made_at=now, **passkey._asdict())
    )


async def of(connection: AsyncConnection, device: str) -> Passkey | None:
    columns = _passkey.c
    query = sa.select(
        columns.credential, columns.public_key, columns.sign_count, columns.backed_up
    ).where(columns.device_id == device)
    found = (await connection.execute(query)).one_or_none()
    return Passkey(*found) if found else None


async def count(connection: AsyncConnection, device: str, sign_count: int) -> None:
    await connection.execute(
        sa.update(_passkey).where(_passkey.c.device_id == device).values(sign_count=sign_count)
    )

"""Invitations, challenges and sessions. Every token is kept as its SHA-256, never itself."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain import limits
from lykta.store import people, tables
from lykta.store.columns import Instant

Only = Literal["passkeys"]

_invitation, _challenge, _session = tables.invitation, tables.challenge, tables.session


class Invitation(NamedTuple):
    unit: str
    member: str
    kind: str
    expires_at: datetime
    device: str | None
    """Set once it is used."""


def hashed(token: bytes | str) -> bytes:
    return hashlib.sha256(token.encode() if isinstance(token, str) else token).digest()


async def add_invitation(connection: AsyncConnection, code: str, given: Invitation) -> None:
    await connection.execute(
        sa.insert(_invitation).values(
            code_hash=hashed(code),
            unit_id=given.unit,
            member_id=given.member,
            kind=given.kind,
            expires_at=given.expires_at,
        )
    )


async def invitation(connection: AsyncConnection, code: str) -> Invitation | None:
    columns = _invitation.c
    query = sa.select(
        columns.unit_id, columns.member_id, columns.kind, columns.expires_at, columns.device_id
    ).where(columns.code_hash == hashed(code))
    if connection.dialect.name == "postgresql":
        query = query.with_for_update()
    found = (await connection.execute(query)).one_or_none()
    return Invitation(*found) if found else None


async def use_invitation(connection: AsyncConnection, code: str, device: str) -> None:
    await connection.execute(
        sa.update(_invitation)
        .where(_invitation.c.code_hash == hashed(code))
        .values(device_id=device)
    )


async def add_challenge(
    connection: AsyncConnection, challenge: bytes, device: str, now: datetime
) -> None:
    """Old ones are swept out on the way."""
    await connection.execute(sa.delete(_challenge).where(_challenge.c.expires_at < now))
    await connection.execute(
        sa.insert(_challenge).values(
            hash=hashed(challenge),
            device_id=device,
            expires_at=now + timedelta(minutes=limits.CHALLENGE_MIN),
        )
    )


async def use_challenge(
    connection: AsyncConnection, challenge: bytes, device: str, now: datetime
) -> bool:
    """True once: whoever deletes it has it."""
    used = await connection.execute(
        sa.delete(_challenge).where(
            _challenge.c.hash == hashed(challenge),
            _challenge.c.device_id == device,
            _challenge.c.expires_at >= now,
        )
    )
    return used.rowcount == 1


async def add_session(
    connection: AsyncConnection,
    token: bytes,
    device: str,
    now: datetime,
    only: Only | None = None,
) -> None:
    """`only`: good for that alone, and not for long."""
    old = now - timedelta(hours=limits.SESSION_H)
    await connection.execute(sa.delete(_session).where(_session.c.started_at < old))
    await connection.execute(
        sa.insert(_session).values(
            token_hash=hashed(token), device_id=device, started_at=now, used_at=now, only=only
        )
    )


class Session(NamedTuple):
    started_at: datetime
    """When somebody showed who they are."""
    used_at: datetime
    only: Only | None


_SESSION = (
    sa.select(_session.c.started_at, _session.c.used_at, _session.c.only, *people.DEVICE)
    .join(tables.device, tables.device.c.id == _session.c.device_id)
    .where(
        _session.c.token_hash == sa.bindparam("hash"),
        _session.c.started_at > sa.bindparam("started_after", type_=Instant),
        _session.c.used_at > sa.bindparam("used_after", type_=Instant),
    )
)


async def session(
    connection: AsyncConnection, token: bytes, now: datetime
) -> tuple[Session, people.Device] | None:
    """And whose it is. None once it has idled for half an hour, or after twelve hours (§7)."""
    asked = {
        "hash": hashed(token),
        "started_after": now - timedelta(hours=limits.SESSION_H),
        "used_after": now - timedelta(minutes=limits.SESSION_IDLE_MIN),
    }
    found = (await connection.execute(_SESSION, asked)).one_or_none()
    if found is None:
        return None
    of_session = len(Session._fields)
    session = Session(*found[:of_session])
    short = session.only and now - session.started_at > timedelta(minutes=limits.PASSKEY_MIN)
    return None if short else (session, people.Device(*found[of_session:]))


async def touch(connection: AsyncConnection, token: bytes, now: datetime) -> None:
    await connection.execute(
        sa.update(_session).where(_session.c.token_hash == hashed(token)).values(used_at=now)
    )


async def end(connection: AsyncConnection, token: bytes) -> None:
    await connection.execute(sa.delete(_session).where(_session.c.token_hash == hashed(token)))


async def end_all(connection: AsyncConnection, device: str) -> None:
    await connection.execute(sa.delete(_session).where(_session.c.device_id == device))

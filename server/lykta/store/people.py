"""Units, devices, invitations and sessions: looked up before any unit's context exists."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.lost import DeviceState
from lykta.store import tables
from lykta.store.columns import Instant
from lykta.store.engine import among
from lykta.store.puts import Change

_unit, _device, _key = tables.unit, tables.device, tables.ingest_key

DeviceKind = Literal["phone", "desk"]


class Unit(NamedTuple):
    id: str
    name: str


class Device(NamedTuple):
    id: str
    unit: str
    member: str
    label: str
    kind: str
    signing_key: bytes
    secret_hash: bytes | None
    state: DeviceState
    last_seen: datetime | None
    highest_seq: int
    waiting_count: int | None
    waiting_oldest: datetime | None
    lost_at: datetime | None = None
    wiped_at: datetime | None = None


class IngestKey(NamedTuple):
    id: str
    public_key: bytes
    not_after: datetime


DEVICE = (
    _device.c.id,
    _device.c.unit_id,
    _device.c.member_id,
    _device.c.label,
    _device.c.kind,
    _device.c.signing_key,
    _device.c.secret_hash,
    _device.c.state,
    _device.c.last_seen,
    _device.c.highest_seq,
    _device.c.waiting_count,
    _device.c.waiting_oldest,
    _device.c.lost_at,
    _device.c.wiped_at,
)
"""The columns of a Device."""
_DEVICE = sa.select(*DEVICE)


async def add_unit(connection: AsyncConnection, unit: Unit, epoch: str) -> None:
    await connection.execute(
        sa.insert(tables.unit).values(id=unit.id, name=unit.name, epoch=epoch, clock=0, safe=0)
    )


async def units(connection: AsyncConnection) -> list[Unit]:
    query = sa.select(_unit.c.id, _unit.c.name).order_by(_unit.c.name)
    return [Unit(*record) for record in await connection.execute(query)]


async def unit(connection: AsyncConnection, id: str) -> Unit | None:
    query = sa.select(_unit.c.id, _unit.c.name).where(_unit.c.id == id)
    found = (await connection.execute(query)).one_or_none()
    return Unit(*found) if found else None


async def add_device(connection: AsyncConnection, device: Device, now: datetime) -> None:
    await connection.execute(
        sa.insert(_device).values(
            id=device.id,
            unit_id=device.unit,
            member_id=device.member,
            label=device.label,
            kind=device.kind,
            signing_key=device.signing_key,
            secret_hash=device.secret_hash,
            state=device.state,
            enrolled_at=now,
            last_seen=now,
        )
    )


async def devices(connection: AsyncConnection, ids: Collection[str]) -> dict[str, Device]:
    found = await connection.execute(_DEVICE.where(among(connection, _device.c.id, ids)))
    return {device.id: device for device in map(Device._make, found)}


async def devices_of(connection: AsyncConnection, unit: str) -> list[Device]:
    query = _DEVICE.where(_device.c.unit_id == unit).order_by(_device.c.enrolled_at)
    return list(map(Device._make, await connection.execute(query)))


_tells = sa.bindparam("tells", type_=sa.Boolean)
_NOTED = (
    sa.update(_device)
    .where(_device.c.id == sa.bindparam("of_device"))
    .values(
        last_seen=sa.bindparam("seen_at", type_=Instant),
        highest_seq=sa.case(
            (_device.c.highest_seq < sa.bindparam("highest"), sa.bindparam("highest")),
            else_=_device.c.highest_seq,
        ),
        repeated_seqs=_device.c.repeated_seqs + sa.bindparam("repeated"),
        waiting_count=sa.case(
            (_tells, sa.bindparam("waiting", type_=sa.Integer)), else_=_device.c.waiting_count
        ),
        waiting_oldest=sa.case(
            (_tells, sa.bindparam("oldest", type_=Instant)), else_=_device.c.waiting_oldest
        ),
    )
)

Waiting = tuple[int, datetime | None]
"""How many letters a device says are still on it, and since when the oldest."""


def letters_noted(
    device: str, highest_seq: int, repeated: int, waiting: Waiting | None, now: datetime
) -> Change:
    """What a parcel tells of the device that wrote its letters; `waiting` if it said so."""
    count, oldest = waiting or (0, None)
    values = {
        "of_device": device,
        "seen_at": now,
        "highest": highest_seq,
        "repeated": repeated,
        "tells": waiting is not None,
        "waiting": count,
        "oldest": oldest,
    }
    return Change(_NOTED, values)


async def set_state(
    connection: AsyncConnection, device: str, state: DeviceState, **at: datetime
) -> None:
    """`at`: lost_at or wiped_at, where this is when it came to be so."""
    values = {"state": state, **at}
    await connection.execute(sa.update(_device).where(_device.c.id == device).values(**values))


async def add_ingest_key(
    connection: AsyncConnection, unit: str, key: IngestKey, made_at: datetime
) -> None:
    await connection.execute(sa.insert(_key).values(unit_id=unit, made_at=made_at, **key._asdict()))


async def ingest_keys(connection: AsyncConnection, unit: str | None = None) -> list[Any]:
    """Newest first: records of (unit_id, id, public_key, not_after, made_at)."""
    query = sa.select(
        _key.c.unit_id, _key.c.id, _key.c.public_key, _key.c.not_after, _key.c.made_at
    )
    if unit is not None:
        query = query.where(_key.c.unit_id == unit)
    return list(await connection.execute(query.order_by(_key.c.made_at.desc())))

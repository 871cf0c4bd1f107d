"""Receipts in the one order: the unit's clock, what each letter was answered, which are missing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.decision import OutcomeOf
from lykta.domain.problem import Problem
from lykta.store import tables
from lykta.store.engine import among
from lykta.store.puts import Change, Put

_receipt, _unit, _device = tables.receipt, tables.unit, tables.device


class Receipt(Struct, frozen=True):
    """The desk's answer to one letter (protocol §3)."""

    id: str | None
    outcome: OutcomeOf
    version: int | None = None
    problem: Problem | None = None


class Entry(NamedTuple):
    """A receipt as it is kept, with what tells one letter from another."""

    device: str
    op: str
    seq: int
    header_hash: bytes
    sealed_hash: bytes
    receipt: Receipt


class UnitClock(NamedTuple):
    clock: int
    epoch: str
    safe: int


async def lock(connection: AsyncConnection, unit: str) -> UnitClock:
    """From here to the commit nobody else writes in this unit, so no reader can miss a row."""
    query = sa.select(_unit.c.clock, _unit.c.epoch, _unit.c.safe).where(_unit.c.id == unit)
    if connection.dialect.name == "postgresql":
        query = query.with_for_update()
    return UnitClock(*(await connection.execute(query)).one())


_ADVANCE = (
    sa.update(_unit)
    .where(_unit.c.id == sa.bindparam("of_unit"))
    .values(clock=sa.bindparam("to_clock"))
)


def advanced(unit: str, clock: int) -> Change:
    return Change(_ADVANCE, {"of_unit": unit, "to_clock": clock})


async def clock(connection: AsyncConnection, unit: str) -> UnitClock:
    query = sa.select(_unit.c.clock, _unit.c.epoch, _unit.c.safe).where(_unit.c.id == unit)
    return UnitClock(*(await connection.execute(query)).one())


async def begin_epoch(connection: AsyncConnection, unit: str, epoch: str, clock: int) -> None:
    """From now on every cursor given before is unknown, and phones offer their letters again.

    The clock starts beyond whatever anybody may have read of the copy that is lost: a `seen` from
    then must not pass for knowledge of what happens now (CO9).
    """
    await connection.execute(
        sa.update(_unit).where(_unit.c.id == unit).values(epoch=epoch, clock=clock)
    )


BEYOND = 1_000_000
"""More than a unit changes between two notes of its clock; gaps in the order mean nothing."""


async def known(
    connection: AsyncConnection, unit: str, letters: Collection[tuple[str, str, int]]
) -> list[Entry]:
    """Entries of the (device, op id, seq) that were here before, by id or by number."""
    if not letters:
        return []
    query = sa.select(_receipt).where(
        _receipt.c.unit_id == unit,
        among(connection, _receipt.c.device_id, {device for device, _, _ in letters}),
        among(connection, _receipt.c.op_id, {op for _, op, _ in letters})
        | among(connection, _receipt.c.seq, {seq for _, _, seq in letters}),
    )
    return [_entry(record) for record in await connection.execute(query)]


def _entry(record: Any) -> Entry:
    problem = msgspec.convert(record.problem, Problem) if record.problem else None
    return Entry(
        record.device_id,
        record.op_id,
        record.seq,
        record.header_hash,
        record.sealed_hash,
        Receipt(record.op_id, record.outcome, record.version, problem),
    )


def saved(unit: str, entries: Sequence[Entry], now: datetime) -> Put:
    """A letter that was held and is taken in later gets its outcome replaced."""
    return Put(
        _receipt,
        [
            {
                "unit_id": unit,
                "device_id": entry.device,
                "op_id": entry.op,
                "seq": entry.seq,
                "header_hash": entry.header_hash,
                "sealed_hash": entry.sealed_hash,
                "outcome": entry.receipt.outcome,
                "version": entry.receipt.version,
                "problem": entry.receipt.problem,
                "received_at": now,
            }
            for entry in entries
        ],
        ("outcome", "version", "problem"),
    )


async def missing(connection: AsyncConnection, unit: str, device: str) -> list[int]:
    """Numbers this device has burned and the desk has not had: letters known to be lost or late."""
    begins = (sa.select(_device.c.counted_from).where(_device.c.id == device)).scalar_subquery()
    seqs = (
        sa.select(_receipt.c.seq)
        .where(
            _receipt.c.unit_id == unit,
            _receipt.c.device_id == device,
            _receipt.c.seq > begins,
        )
        .distinct()
        .subquery()
    )
    before = sa.func.lag(seqs.c.seq, 1, begins).over(order_by=seqs.c.seq).label("before")
    steps = sa.select(seqs.c.seq, before).subquery()
    gaps = sa.select(steps.c.before, steps.c.seq).where(steps.c.seq > steps.c.before + 1)
    found: list[int] = []
    for start, end in await connection.execute(gaps.order_by(steps.c.seq)):
        found.extend(range(start + 1, min(end, start + 1 + MISSING_SHOWN - len(found))))
        if len(found) >= MISSING_SHOWN:
            break
    return found


MISSING_SHOWN = 1000
"""A phone that lost its counter could make a gap of 2^53; nobody reads more than these."""

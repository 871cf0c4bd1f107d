"""What has come to its end (RE1): counted for a dry run, taken a stretch at a time to be ended.

The conditions say in SQL what `domain.kept` says of one record; a test compares the two.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.follow_up import OPEN
from lykta.domain.ids import setting_of
from lykta.domain.kept import NOTES, ROWS
from lykta.domain.retention import standing
from lykta.domain.rows import Kind, Row
from lykta.store import tables
from lykta.store.engine import among
from lykta.store.rows import GONE, STORED, load, read_row

_row, _text, _receipt, _device = tables.row, tables.text, tables.receipt, tables.device
_act = tables.consent_act
Where = list[sa.ColumnElement[bool]]


def _rows(unit: str, kind: Kind, before: datetime) -> Where:
    rule = ROWS[kind]
    assert rule is not None
    where: Where = [
        _row.c.unit_id == unit,
        _row.c.kind == kind,
        # What is settled was received before: the index leads there.
        _row.c.received_at <= before,
        sa.func.coalesce(_row.c.state, "").not_in([GONE, *sorted(rule.open_in)]),
    ]
    if rule.since == "settled":
        where.append(_row.c.changed_at <= before)
    if kind == "contact":
        promise = _row.alias("promise")
        where.append(
            ~sa.exists().where(
                promise.c.unit_id == unit,
                promise.c.contact == _row.c.id,
                promise.c.kind == "follow_up",
                promise.c.state.in_(sorted(OPEN)),
            )
        )
    return where


def _notes(unit: str, before: datetime) -> Where:
    named: Where = [_text.c.field.in_(sorted(NOTES))]
    named += [_text.c.field.startswith(f"{name}/", autoescape=True) for name in sorted(NOTES)]
    return [
        _text.c.unit_id == unit,
        _text.c.kept_at <= before,
        sa.or_(*named),
        _row.c.unit_id == unit,
        _row.c.id == _text.c.row_id,
        _row.c.kind != "held",
        ~((_row.c.kind == "follow_up") & _row.c.state.in_(sorted(OPEN))),
    ]


def _ways(unit: str, before: datetime) -> Where:
    """Ways to reach somebody whose follow-up was settled by then."""
    return [
        _row.c.unit_id == unit,
        _row.c.kind == "follow_up",
        _row.c.received_at <= before,
        _row.c.changed_at <= before,
        _row.c.state.not_in([GONE, *sorted(OPEN)]),
        _row.c.until.is_not(None),
    ]


async def days_of(connection: AsyncConnection, unit: str) -> dict[str, int]:
    """How long each class is kept: what the unit has set, and the defaults for the rest."""
    found = await load(connection, unit, ids=[setting_of(unit, "retention")])
    kept = next((row.data.value for row in found if row.kind == "setting" and not row.gone), None)
    return standing(kept).days


async def count_rows(
    connection: AsyncConnection, unit: str, kind: Kind | None, before: datetime | None = None
) -> int:
    """Of this kind that are out of time; without one, all that are there."""
    if kind is None or before is None:
        where: Where = [_row.c.unit_id == unit, sa.func.coalesce(_row.c.state, "") != GONE]
    else:
        where = _rows(unit, kind, before)
    return await _counted(connection, sa.select(sa.func.count()).select_from(_row).where(*where))


async def count_notes(connection: AsyncConnection, unit: str, before: datetime) -> int:
    query = sa.select(sa.func.count()).select_from(_text).where(*_notes(unit, before))
    return await _counted(connection, query)


async def count_ways(connection: AsyncConnection, unit: str, before: datetime) -> int:
    query = sa.select(sa.func.count()).select_from(_row).where(*_ways(unit, before))
    return await _counted(connection, query)


async def count_receipts(connection: AsyncConnection, unit: str, before: datetime) -> int:
    where = _receipt.c.unit_id == unit, _receipt.c.received_at <= before
    query = sa.select(sa.func.count()).select_from(_receipt).where(*where)
    return await _counted(connection, query)


async def _counted(connection: AsyncConnection, query: sa.Select[Any]) -> int:
    return int((await connection.execute(query)).scalar_one())


async def rows(
    connection: AsyncConnection, unit: str, kind: Kind, before: datetime, limit: int
) -> list[Row]:
    query = sa.select(*STORED).where(*_rows(unit, kind, before)).limit(limit)
    return [read_row(record) for record in await connection.execute(query)]


async def ways(connection: AsyncConnection, unit: str, before: datetime, limit: int) -> list[Row]:
    query = sa.select(*STORED).where(*_ways(unit, before)).limit(limit)
    return [read_row(record) for record in await connection.execute(query)]


async def notes(
    connection: AsyncConnection, unit: str, before: datetime, limit: int
) -> list[tuple[Row, str]]:
    """Each with the field it stands in."""
    query = sa.select(*STORED, _text.c.field.label("text_field")).where(*_notes(unit, before))
    found = await connection.execute(query.limit(limit))
    return [(read_row(record), record.text_field) for record in found]


async def fields(connection: AsyncConnection, unit: str, rows: list[str]) -> list[tuple[str, str]]:
    """(row, field) of every text of these."""
    query = sa.select(_text.c.row_id, _text.c.field).where(
        _text.c.unit_id == unit, among(connection, _text.c.row_id, rows)
    )
    return [(row, field) for row, field in await connection.execute(query)]


async def end_acts(connection: AsyncConnection, unit: str, contacts: list[str]) -> None:
    await connection.execute(
        sa.delete(_act).where(
            _act.c.unit_id == unit, among(connection, _act.c.contact_id, contacts)
        )
    )


async def end_receipts(connection: AsyncConnection, unit: str, before: datetime) -> int:
    """How many. Numbers up to the last of them are from then on no longer asked for."""
    where = _receipt.c.unit_id == unit, _receipt.c.received_at <= before
    highest = (
        sa.select(_receipt.c.device_id, sa.func.max(_receipt.c.seq))
        .where(*where)
        .group_by(_receipt.c.device_id)
    )
    for device, seq in (await connection.execute(highest)).all():
        counted = sa.update(_device).where(_device.c.id == device, _device.c.counted_from < seq)
        await connection.execute(counted.values(counted_from=seq))
    return (await connection.execute(sa.delete(_receipt).where(*where))).rowcount

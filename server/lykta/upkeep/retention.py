"""What has come to its end is ended (RE1, RE2): `lykta retention`, and `lykta work` once a day.

Everything happens in the unit's order, under its lock, a stretch at a time; phones are told by
`gone`, statistics stay, and running it twice changes nothing more. Where more would go than ever
goes in a day, nothing does until a person has said so: then rather the clock is wrong.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct, structs

from lykta.domain import moves
from lykta.domain.decision import Decision
from lykta.domain.kept import ROWS
from lykta.domain.rows import Kind, Row
from lykta.intake.desk import Desk
from lykta.intake.scenes import Known
from lykta.intake.unit import Work
from lykta.intake.writing import write
from lykta.store import ledger
from lykta.store import retention as store
from lykta.store.engine import Connection, Database
from lykta.upkeep import audit

AT_ONCE = 200
"""So many are ended in one transaction: letters wait meanwhile."""
SHARE, FEW = 0.1, 50
"""More than so much of a unit, and more than a few: only if a person says so."""
KINDS: tuple[Kind, ...] = ("follow_up", "held", "contact", "shift", "activity", "incident",
                           "disclosure", "member")  # fmt: skip
"""In this order: a contact goes after what was promised to it."""


class Due(Struct):
    """How many have come to their end, by kind of row, and of texts, receipts and log entries."""

    rows: dict[Kind, int]
    notes: int
    details: int
    receipts: int
    log: int
    all_rows: int

    @property
    def too_many(self) -> bool:
        gone = sum(self.rows.values())
        return gone > FEW and gone > self.all_rows * SHARE


async def due(desk: Desk, unit: str) -> Due:
    """Looks, and changes nothing."""
    now = desk.now()
    async with desk.database.read(unit) as connection:
        before = _ends(now, await store.days_of(connection, unit))
        return Due(
            rows={
                kind: await store.count_rows(connection, unit, kind, before[_span(kind)])
                for kind in KINDS
            },
            notes=await store.count_notes(connection, unit, before["notes"]),
            details=await store.count_ways(connection, unit, before["details"]),
            receipts=await store.count_receipts(connection, unit, before["receipts"]),
            log=await audit.count_before(connection, unit, before["log"]),
            all_rows=await store.count_rows(connection, unit, None),
        )


async def end(desk: Desk, unit: str, stop: asyncio.Event | None = None) -> None:
    """Ends all that is due now; what is left when `stop` is set is ended another time."""
    now = desk.now()
    async with desk.database.read(unit) as connection:
        before = _ends(now, await store.days_of(connection, unit))
    while await _stretch(desk, unit, now, before):
        if stop is not None and stop.is_set():
            return
    async with desk.database.write(unit) as connection:
        await ledger.lock(connection, unit)
        await store.end_receipts(connection, unit, before["receipts"])
    if desk.database.name == "sqlite":
        await end_log(desk, desk.database, unit)


async def end_log(desk: Desk, owner: Database, unit: str) -> int:
    """How many entries. On PostgreSQL only the owner of the tables can take any away."""
    async with owner.write(unit) as connection:
        await ledger.lock(connection, unit)
        before = _ends(desk.now(), await store.days_of(connection, unit))
        return await audit.shorten(connection, unit, before["log"])


def _span(kind: Kind) -> str:
    rule = ROWS[kind]
    assert rule is not None
    return rule.span


def _ends(now: datetime, days: Mapping[str, int]) -> dict[str, datetime]:
    """By class: whatever began by then is over."""
    return {name: now - timedelta(days=each) for name, each in days.items()}


async def _stretch(desk: Desk, unit: str, now: datetime, before: Mapping[str, datetime]) -> bool:
    """One transaction. False: there was nothing left to do."""
    async with desk.database.write(unit) as connection:
        start = await ledger.lock(connection, unit)
        work = Work(Known(unit), now, start.clock, by_time=True)
        for decision in await _decisions(connection, unit, now, before):
            work.apply(decision)
        gone = [row.id for row in work.changed.values() if row.gone and row.kind == "contact"]
        if gone:
            await store.end_acts(connection, unit, gone)
        await write(desk, connection, work)
    if work.clock > start.clock:
        desk.ring(unit, work.clock)
    return work.clock > start.clock


async def _decisions(
    connection: Connection, unit: str, now: datetime, before: Mapping[str, datetime]
) -> list[Decision]:
    """Of the first class that has something to end: nothing is decided of a row twice."""
    notes = await store.notes(connection, unit, before["notes"], AT_ONCE)
    if notes:
        rows = {row.id: row for row, _ in notes}
        places = [(row.id, field) for row, field in notes]
        return [Decision(rows=list(rows.values()), destroyed=places)]
    ways = await store.ways(connection, unit, before["details"], AT_ONCE)
    if ways:
        return [
            Decision(rows=[moves.expire(row, now)], destroyed=[(row.id, "details")]) for row in ways
        ]
    for kind in KINDS:
        rows_over = await store.rows(connection, unit, kind, before[_span(kind)], AT_ONCE)
        if rows_over:
            places = await store.fields(connection, unit, [row.id for row in rows_over])
            return [Decision(rows=[_gone(row) for row in rows_over], destroyed=places)]
    return []


def _gone(row: Row) -> Row:
    """That it was is still known, so that nothing old can bring it back (RE4)."""
    return structs.replace(row, data=None, owner=None, until=None, gone=True)

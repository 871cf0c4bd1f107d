"""The final report of a period, put together: figures, the unit's own words, what it did."""

from lykta.domain.final_report import write
from lykta.domain.rows import Activity, Actor
from lykta.domain.statistics_words import Language
from lykta.intake.desk import Desk
from lykta.reports import figures, of_unit, worded
from lykta.reports.document import Document, compose, of_days
from lykta.reports.of_unit import OfUnit
from lykta.reports.told import Mode, Period, Told
from lykta.store import people, queue
from lykta.store.engine import Connection

LISTED = 10_000
"""More activities than a unit has in its time."""


async def final_report(
    desk: Desk, reader: Actor, period: Period, mode: Mode, language: Language
) -> Document:
    """Raises Refused: role.denied, statistics.period, statistics.few."""
    told = await figures.tables(desk, reader, period, mode)
    async with desk.database.read(reader.unit) as connection:
        unit = await of_unit.read(connection, reader.unit, period)
        found = await people.unit(connection, reader.unit)
        # Single activities are the supervisor's to read; a reviewer has their number (VI2).
        leads = reader.role == "supervisor"
        activities = await _activities(connection, reader.unit, period) if leads else []
        approver = await _approver(connection, reader.unit, unit)
    written = write(figures.figures(told, unit, mode), language)
    note = worded.mode_note(_coarsest(told), language, approver)
    name = found.name if found else ""
    return compose(written, unit, activities, name, period, mode, note, language)


def _coarsest(told: dict[str, Told]) -> Told:
    """One note for all: what it says of rounding must hold for each."""
    return max(
        (each for name, each in told.items() if each.row_totals), key=lambda each: each.base or 0
    )


async def _activities(connection: Connection, unit: str, period: Period) -> list[Activity]:
    found = await queue.history(connection, unit, "activity", None, None, None, LISTED)
    return of_days((row.data for row in found if not row.gone), period.since, period.to)


async def _approver(connection: Connection, unit: str, set_: OfUnit) -> str:
    return await of_unit.name_of(connection, unit, set_.exact.by) if set_.exact else ""

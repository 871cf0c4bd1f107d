"""Tables in their three modes (ST2): exact and logged, the funder's, and the public's for good.

A funder's or a public table is never made alone: what may be told of it depends on what all the
others of the same period tell.
"""

from collections.abc import Iterable
from datetime import datetime
from statistics import median

import msgspec

from lykta.domain import suppression
from lykta.domain.duty import STOCKHOLM
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor
from lykta.domain.statistics import (
    CATALOGUE,
    MEDIAN,
    MEDIANS,
    OF_NOBODY,
    Cells,
    Table,
    cells,
    columns_of,
)
from lykta.domain.suppression import WIDTHS
from lykta.intake.desk import Desk
from lykta.reports import of_unit
from lykta.reports.told import Mode, Period, Shown, Told, as_it_is, told, values
from lykta.store import audit, facts, ledger, publications
from lykta.store.engine import Connection

PUBLIC_LEAST = 20
"""Contacts in a year, or nothing is published of it."""
MEDIAN_LEAST: dict[Mode, int] = {"internal": 1, "funder": 5, "public": PUBLIC_LEAST}
"""Of fewer than so many things no middle is told: it would be somebody's own time."""


async def table(desk: Desk, reader: Actor, name: str, period: Period, mode: Mode) -> Told:
    """Raises Refused: not.found, role.denied, statistics.period, statistics.few."""
    return (await tables(desk, reader, [name], period, mode))[name]


async def tables(
    desk: Desk, reader: Actor, names: Iterable[str], period: Period, mode: Mode
) -> dict[str, Told]:
    """Raises Refused: not.found, role.denied, statistics.period, statistics.few."""
    wanted = list(names)
    if any(name not in CATALOGUE and name != MEDIANS for name in wanted):
        raise Refused("not.found")
    if mode == "public":
        return await _published(desk, reader, wanted, period)
    async with desk.database.write(reader.unit) as connection:
        # Who looked at exact figures, and whose were given to a funder, is a matter of record.
        await ledger.lock(connection, reader.unit)
        wrote = [("statistics", None, [name, mode]) for name in wanted]
        await audit.write(connection, reader, desk.now(), "statistics", wrote)
    async with desk.database.read(reader.unit) as connection:
        if mode == "internal":
            return {name: await _internal(connection, reader, name, period) for name in wanted}
        return await _for_funder(connection, reader, wanted, period)


async def _internal(connection: Connection, reader: Actor, name: str, period: Period) -> Told:
    if name == MEDIANS:
        return await _medians(connection, reader.unit, period, "internal")
    exact = await _exact(connection, reader.unit, CATALOGUE[name], period)
    return told(CATALOGUE[name], "internal", period, as_it_is(exact), {})


async def _for_funder(
    connection: Connection, reader: Actor, wanted: list[str], period: Period
) -> dict[str, Told]:
    """Of persons no cell of 1 to 4, unless somebody named decided so and said why."""
    approval = (await of_unit.read(connection, reader.unit, period)).exact
    of_persons = {} if approval else _unlike(OF_NOBODY)
    plain = [name for name in wanted if name not in of_persons and name != MEDIANS]
    given = {
        name: as_it_is(await _exact(connection, reader.unit, CATALOGUE[name], period))
        for name in plain
    }
    if of_persons and any(name in of_persons for name in wanted):
        exact = await _all(connection, reader.unit, of_persons, period)
        given |= suppression.funder(of_persons, exact)[0]
    made = {
        name: told(CATALOGUE[name], "funder", period, given[name], {})
        for name in wanted
        if name != MEDIANS
    }
    if MEDIANS in wanted:
        made[MEDIANS] = await _medians(connection, reader.unit, period, "funder")
    return {name: msgspec.structs.replace(each, exact=approval) for name, each in made.items()}


def _unlike(counts: frozenset[str]) -> dict[str, Table]:
    return {each.name: each for each in CATALOGUE.values() if each.counts not in counts}


async def _published(
    desk: Desk, reader: Actor, wanted: list[str], period: Period
) -> dict[str, Told]:
    """As they were first published, by a supervisor. Whole years alone: of two periods that overlap
    the difference would tell what neither does.
    """
    now = desk.now()
    if period.year is None or period.to > now.astimezone(STOCKHOLM).date():
        raise Refused("statistics.period")
    if any(name != MEDIANS and not CATALOGUE[name].public for name in wanted):
        raise Refused("not.found")
    async with desk.database.write(reader.unit) as connection:
        await ledger.lock(connection, reader.unit)
        kept = await publications.of_year(connection, reader.unit, period.year)
        if kept is None:
            if reader.role != "supervisor":
                raise Refused("role.denied")
            made = await _to_publish(connection, reader.unit, period, now)
            kept = msgspec.to_builtins(made)
            await publications.publish(
                connection, reader.unit, period.year, now, reader.member, kept
            )
    if any(name not in kept for name in wanted):
        # A table that came into the catalogue after the year was published stays out of it.
        raise Refused("not.found")
    return {name: msgspec.convert(kept[name], Told) for name in wanted}


async def _to_publish(
    connection: Connection, unit: str, period: Period, now: datetime
) -> dict[str, Told]:
    """Raises Refused("statistics.few")."""
    catalogue = {each.name: each for each in CATALOGUE.values() if each.public}
    exact = await _all(connection, unit, catalogue, period)
    if sum(exact["age_and_gender"].values()) < PUBLIC_LEAST:
        raise Refused("statistics.few", least=PUBLIC_LEAST)
    shown, steps = suppression.public(catalogue, exact)
    made = {}
    for name, of in catalogue.items():
        # One base a table.
        step = max(steps[name].values(), default=1)
        base = WIDTHS[step] if step < len(WIDTHS) else None
        rounded = {
            cell: None if base is None else suppression.rounded(n, base)
            for cell, n in exact[name].items()
        }
        made[name] = told(of, "public", period, shown[name], rounded)
        made[name].base = base
    made[MEDIANS] = await _medians(connection, unit, period, "public")
    for each in made.values():
        each.published_at = now
    return made


async def _medians(connection: Connection, unit: str, period: Period, mode: Mode) -> Told:
    """How many there were to take the middle of is for the unit alone: beside another table's cells
    it might give one of them away.
    """
    columns = ["median", "n"] if mode == "internal" else ["median"]
    lines = []
    for of in MEDIAN.values():
        found = await facts.values(connection, unit, of.counts, of.column, *period.bounds())
        # Python's own rounding would make a half of an even hour less.
        middle = int(median(found) / of.unit + 0.5) if found else 0
        told_ = len(found) >= MEDIAN_LEAST[mode]
        shown = Shown(middle, middle, middle) if told_ else Shown(0, None)
        lines.append([shown, Shown(len(found), len(found))][: len(columns)])
    return Told(
        table=MEDIANS,
        counts=MEDIANS,
        mode=mode,
        since=period.since,
        to=period.to,
        code_lists={},
        rows=list(MEDIAN),
        columns=columns,
        cells=lines,
        row_totals=[],
        column_totals=[],
        adds_up=False,
    )


async def _all(
    connection: Connection, unit: str, catalogue: dict[str, Table], period: Period
) -> dict[str, Cells]:
    return {name: await _exact(connection, unit, each, period) for name, each in catalogue.items()}


async def _exact(connection: Connection, unit: str, of: Table, period: Period) -> Cells:
    """Every cell there is, the empty ones too (ST3)."""
    groups = await facts.grouped(connection, unit, of.counts, columns_of(of), *period.bounds())
    counted = cells(of, groups)
    for row in values(of.rows, {row for row, _ in counted}):
        for column in values(of.columns, {column for _, column in counted}):
            counted.setdefault((row, column), 0)
    return counted

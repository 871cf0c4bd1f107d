"""What the statistics count: written with the rows it is of, and grouped when it is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.bodies import ContactFacts
from lykta.domain.facts import Fact, of_contact, of_row
from lykta.domain.rows import Row
from lykta.store.fact_tables import FACTS
from lykta.store.puts import Put

Group = tuple[Any, ...]
"""What was grouped by, in the order asked for, and how often."""


def saved(unit: str, rows: Iterable[Row], gone: Mapping[str, ContactFacts]) -> list[Put]:
    """A later letter about the same thing replaces what was counted of it."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for row in rows:
        for name, fact in of_row(row).items():
            found[name].append({"unit_id": unit, "id": row.id, **fact})
    found["contact"] += [
        {"unit_id": unit, "id": id, **of_contact(facts)} for id, facts in gone.items()
    ]
    return [Put(FACTS[name], given, _REPLACED[name]) for name, given in found.items()]


_REPLACED = {
    name: tuple(column.name for column in table.columns if not column.primary_key)
    for name, table in FACTS.items()
}


async def grouped(
    connection: AsyncConnection,
    unit: str,
    name: str,
    by: Sequence[str],
    start: datetime,
    end: datetime,
) -> list[Group]:
    """How many in each group; `by` are columns. None is a group of its own."""
    table = FACTS[name]
    columns = [table.c[each] for each in by]
    query = sa.select(*columns, sa.func.count()).where(*_within(table, unit, start, end))
    return [tuple(each) for each in await connection.execute(query.group_by(*columns))]


async def values(
    connection: AsyncConnection,
    unit: str,
    name: str,
    column: str,
    start: datetime,
    end: datetime,
) -> list[int]:
    """A number each, smallest first, of all that have one: for a median."""
    table = FACTS[name]
    of = table.c[column]
    query = sa.select(of).where(*_within(table, unit, start, end), of.is_not(None)).order_by(of)
    return list((await connection.execute(query)).scalars())


def _within(
    table: sa.Table, unit: str, start: datetime, end: datetime
) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.unit_id == unit, table.c.at >= start, table.c.at < end

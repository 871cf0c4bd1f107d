"""All that a database holds, as it was at one moment, table by table; and into an empty one.

A row is a list of plain values, whichever database it comes from: what was read from SQLite can
be put into PostgreSQL, and the other way round.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import people, tables
from lykta.store.engine import Database

BATCH = 1000
LEFT = frozenset({"session", "challenge"})
"""Nobody is signed in to a copy."""


class Batch(Struct, array_like=True):
    table: str
    unit: str | None
    columns: list[str]
    rows: list[list[Any]]


async def read_all(database: Database) -> AsyncIterator[Batch]:
    """Those first that others refer to. One transaction, so that nothing written meanwhile is in
    one table and not in another.
    """
    async with database.still() as connection:
        for table in _outside():
            async for batch in _read(connection, table, None):
                yield batch
        for unit in await people.units(connection):
            await database.enter(connection, unit.id)
            for table in tables.OF_A_UNIT:
                async for batch in _read(connection, table, unit.id):
                    yield batch


async def put_all(database: Database, batch: Batch) -> None:
    """Raises Unwritable where a row is there already."""
    table = tables.metadata.tables[batch.table]
    given = [dict(zip(batch.columns, row, strict=True)) for row in batch.rows]
    async with database.write(batch.unit) as connection:
        await connection.execute(sa.insert(table), given)


async def settle(database: Database) -> None:
    """PostgreSQL counts what it has been given. It would do so by itself after a while; until then
    it plans as if the tables were empty, and looks through the whole of them.
    """
    if database.name == "postgresql":
        async with database.write() as connection:
            await connection.execute(sa.text("ANALYZE"))


async def is_empty(database: Database) -> bool:
    async with database.read() as connection:
        return not await people.units(connection)


async def counted(database: Database) -> dict[str, int]:
    """Rows by table."""
    found: dict[str, int] = {}
    async for batch in read_all(database):
        found[batch.table] = found.get(batch.table, 0) + len(batch.rows)
    return found


def _outside() -> list[sa.Table]:
    inside = {table.name for table in tables.OF_A_UNIT}
    return [
        table
        for table in tables.metadata.sorted_tables
        if table.name not in inside and table.name not in LEFT
    ]


async def _read(
    connection: AsyncConnection, table: sa.Table, unit: str | None
) -> AsyncIterator[Batch]:
    """A page at a time by the primary key: no statement runs long, and none is kept in memory."""
    key = list(table.primary_key.columns)
    # Plain strings: the library's own would not be carried.
    names = ["".join(column.name) for column in table.columns]
    after: Sequence[Any] | None = None
    while True:
        query = sa.select(table).order_by(*key).limit(BATCH)
        if unit is not None:
            query = query.where(table.c.unit_id == unit)
        if after is not None:
            last = [
                sa.literal(value, column.type) for value, column in zip(after, key, strict=True)
            ]
            query = query.where(sa.tuple_(*key) > sa.tuple_(*last))
        found = (await connection.execute(query)).all()
        if found:
            yield Batch("".join(table.name), unit, names, [list(each) for each in found])
        if len(found) < BATCH:
            return
        after = [found[-1]._mapping[column.name] for column in key]

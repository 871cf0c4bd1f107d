"""What is to be written, as data; and all of it written in one statement.

A journey to the database costs more than what most parcels bring there, so PostgreSQL gets
everything at once: `WITH a AS (INSERT …), b AS (INSERT …), … SELECT 1`.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


class Put(NamedTuple):
    """Rows for one table; where one is there already its `replace` columns are set. With nothing
    to replace, one that is there is left as it is.
    """

    table: sa.Table
    rows: Sequence[dict[str, Any]]
    replace: tuple[str, ...] = ()


class Change(NamedTuple):
    """A constant statement and its values."""

    statement: sa.Update
    values: dict[str, Any]


async def put(connection: AsyncConnection, *given: Put | Change) -> None:
    """No two for the same table: none of them sees what another one writes."""
    wanted = [each for each in given if isinstance(each, Change) or each.rows]
    if not wanted:
        return
    if connection.dialect.name == "postgresql":
        sql, names = _together(wanted, connection.dialect)
        values = _values(wanted)
        await connection.exec_driver_sql(sql, tuple(values[name] for name in names))
        return
    for each in wanted:
        if isinstance(each, Change):
            await connection.execute(each.statement, each.values)
        else:
            await connection.execute(_insert_one(each.table, each.replace), list(each.rows))


@cache
def _insert_one(table: sa.Table, replace: tuple[str, ...]) -> Any:
    return _upsert(sqlite.insert(table), table, replace)


async def put_found(
    connection: AsyncConnection, where: Put, query: sa.Select[Any], asked: dict[str, Any]
) -> None:
    """What a constant query finds, put as if it were `where`'s rows, without coming by here."""
    insert = _insert_found(connection.dialect.name, where.table, query, where.replace)
    await connection.execute(insert, asked)


@cache
def _insert_found(
    dialect: str, table: sa.Table, query: sa.Select[Any], replace: tuple[str, ...]
) -> Any:
    of = postgresql if dialect == "postgresql" else sqlite
    insert = of.insert(table).from_select([column.name for column in table.columns], query)
    return _upsert(insert, table, replace)


_Key = tuple[str | sa.Update, tuple[str, ...]]
_statements: dict[tuple[_Key, ...], tuple[str, Sequence[str]]] = {}
"""As they are sent, and what their places are called: to recognise so long a statement again costs
the library more than to run it.
"""


def _key(each: Put | Change) -> _Key:
    return (each.statement, ()) if isinstance(each, Change) else (each.table.name, each.replace)


def _together(wanted: Sequence[Put | Change], dialect: sa.Dialect) -> tuple[str, Sequence[str]]:
    key = tuple(map(_key, wanted))
    if key not in _statements:
        parts = [
            (each.statement if isinstance(each, Change) else _insert_all(each)).cte(f"part_{n}")
            for n, each in enumerate(wanted)
        ]
        whole = sa.select(sa.literal_column("1")).add_cte(*parts).compile(dialect=dialect)
        _statements[key] = str(whole), list(whole.positiontup or ())
    return _statements[key]


def _values(wanted: Sequence[Put | Change]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in wanted:
        values |= each.values if isinstance(each, Change) else {each.table.name: _as_json(each)}
    return values


def _insert_all(given: Put) -> Any:
    """`INSERT … SELECT FROM json_to_recordset($1)`: one constant statement and one value for any
    number of rows. Arrays, a column each, cost the driver a look at every single value.
    """
    table = given.table
    document = sa.cast(sa.bindparam(table.name, type_=sa.Text), sa.JSON)
    columns = [sa.column(column.name, column.type) for column in table.columns]
    rows = sa.func.json_to_recordset(document).table_valued(*columns)
    shown = rows.render_derived(name=f"given_{table.name}", with_types=True)
    insert = postgresql.insert(table).from_select(
        [column.name for column in table.columns], sa.select(*shown.c)
    )
    return _upsert(insert, table, given.replace)


def _as_json(given: Put) -> str:
    """Bytes as PostgreSQL reads them in a text."""
    binary = [
        column.name for column in given.table.columns if isinstance(column.type, sa.LargeBinary)
    ]
    rows = given.rows
    if binary:
        rows = [row | {name: _hex(row[name]) for name in binary} for row in rows]
    return msgspec.json.encode(rows).decode()


def _hex(value: bytes | None) -> str | None:
    return None if value is None else f"\\x{value.hex()}"


def _upsert(insert: Any, table: sa.Table, replace: tuple[str, ...]) -> Any:
    if not replace:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: insert.excluded[name] for name in replace},
    )

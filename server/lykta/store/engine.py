"""One database or the other: the only place, with the migrations, where the dialect shows.

Every transaction of a unit begins by saying which unit it is; without that PostgreSQL shows no
row at all. SQLite is written by one at a time, so its writers queue here instead of failing.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from lykta.settings import Wrong

POOL_SIZE = 10
BUSY_MS = 15_000
STATEMENT_MS = 30_000
LOCK_MS = 15_000
WRITABLE = "read-write"
"""Of several hosts the one that may write: where the primary died, its standby once promoted."""


Connection = AsyncConnection
"""A transaction under way, for those who pass it on and know nothing of SQL."""


class Unavailable(Exception):
    """The database cannot be had now: try again later (F72, F74)."""


class Unwritable(Exception):
    """The database would not take these values: a bug of ours, not the weather."""


BUGS = ("22", "23", "42")
"""PostgreSQL's classes for wrong values, broken constraints and wrong statements. The driver's
own names do not tell the first of them from a lost connection.
"""


@contextlib.contextmanager
def _told_apart() -> Iterator[None]:
    """The driver's many errors as the two that anybody can act upon."""
    try:
        yield
    except exc.DBAPIError as error:
        if _is_bug(error):
            raise Unwritable(type(error.driver_exception).__name__) from error
        raise Unavailable(type(error.driver_exception).__name__) from error
    except (exc.TimeoutError, OSError) as error:
        raise Unavailable(type(error).__name__) from error


def _is_bug(error: exc.DBAPIError) -> bool:
    if isinstance(error, exc.DataError | exc.IntegrityError | exc.ProgrammingError):
        return True
    return str(getattr(error.orig, "sqlstate", None) or "").startswith(BUGS)


class Database:
    def __init__(self, url: str) -> None:
        try:
            self.name = sa.make_url(url).get_backend_name()
            self.engine = _sqlite(url) if self.name == "sqlite" else _postgresql(url)
        except (exc.ArgumentError, ValueError):
            raise Wrong(
                "LYKTA_DATABASE cannot be read as an address of a database: correct it, or leave "
                "it out for a SQLite file in LYKTA_DATA."
            ) from None
        self.url = url
        file = self.engine.url.database
        if self.name == "sqlite" and file and not Path(file).parent.is_dir():
            raise Wrong(f"LYKTA_DATABASE names {file}, and there is no such directory: make it.")
        self._one_writer = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def read(self, unit: str | None = None) -> AsyncIterator[AsyncConnection]:
        """A transaction that only looks."""
        with _told_apart():
            async with self.engine.connect() as connection, connection.begin():
                await self._enter(connection, unit)
                yield connection

    @contextlib.asynccontextmanager
    async def write(self, unit: str | None = None) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits if the block ends well, and else leaves no trace."""
        with _told_apart():
            async with self._queue(), self.engine.connect() as connection:
                if self.name == "sqlite":
                    await connection.execution_options(lykta_writes=True)
                async with connection.begin():
                    await self._enter(connection, unit)
                    yield connection

    @contextlib.asynccontextmanager
    async def bare(self) -> AsyncIterator[AsyncConnection]:
        """A connection for the migrations, which begin and end transactions themselves."""
        with _told_apart():
            async with self.engine.connect() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def _queue(self) -> AsyncIterator[None]:
        if self.name != "sqlite":
            yield
            return
        async with self._one_writer:
            yield

    async def _enter(self, connection: AsyncConnection, unit: str | None) -> None:
        if unit is not None and self.name == "postgresql":
            await connection.execute(_SET_UNIT, {"unit": unit})

    async def alone(self) -> asyncpg.Connection:
        """A connection outside the pool, for somebody who listens on it; PostgreSQL alone."""
        url = self.engine.url
        _, given = self.engine.dialect.create_connect_args(url)
        return await asyncpg.connect(**given, target_session_attrs=WRITABLE)

    async def close(self) -> None:
        await self.engine.dispose()


_SET_UNIT = sa.text("SELECT set_config('app.unit_id', :unit, true)")


def _encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _postgresql(url: str) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        json_serializer=_encode,
        json_deserializer=msgspec.json.decode,
        connect_args={
            "target_session_attrs": WRITABLE,
            "server_settings": {
                "statement_timeout": str(STATEMENT_MS),
                "lock_timeout": str(LOCK_MS),
                "jit": "off",
            },
        },
    )


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=POOL_SIZE, max_overflow=0, hide_parameters=True)

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        # The driver must not begin transactions of its own: a read that turns into a write
        # fails with "database is locked" whatever the timeout.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=ON",
            "secure_delete=ON",
            "cache_size=-65536",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("lykta_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


async def put(
    connection: AsyncConnection,
    table: sa.Table,
    rows: Sequence[dict[str, Any]],
    *,
    replace: Sequence[str] = (),
) -> None:
    """Inserts rows in one statement; where one is there already its `replace` columns are set.

    With nothing to replace, one that is there is left as it is.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        await connection.execute(
            _unnest(table, tuple(replace)), _columns(table, rows, connection.dialect)
        )
    else:
        await connection.execute(_upsert(sqlite.insert(table), table, replace), list(rows))


_statements: dict[tuple[str, tuple[str, ...]], Any] = {}


def _unnest(table: sa.Table, replace: tuple[str, ...]) -> Any:
    """`INSERT … SELECT FROM unnest($1, $2 …)`: one constant statement for any number of rows."""
    key = (table.name, replace)
    if key not in _statements:
        arrays = [
            sa.bindparam(column.name, type_=postgresql.ARRAY(_plain(column)))
            for column in table.columns
        ]
        columns = [sa.column(column.name, _plain(column)) for column in table.columns]
        given = sa.func.unnest(*arrays).table_valued(*columns).render_derived(name="given")
        picked = [
            sa.cast(given.c[column.name], postgresql.JSONB)
            if _is_document(column)
            else given.c[column.name]
            for column in table.columns
        ]
        insert = postgresql.insert(table).from_select(
            [column.name for column in table.columns], sa.select(*picked)
        )
        _statements[key] = _upsert(insert, table, replace)
    return _statements[key]


def _upsert(insert: Any, table: sa.Table, replace: Sequence[str]) -> Any:
    if not replace:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: insert.excluded[name] for name in replace},
    )


def _is_document(column: sa.Column[Any]) -> bool:
    return type(column.type).__name__ == "Document"


def _plain(column: sa.Column[Any]) -> Any:
    """What travels in an array: JSON goes as text and is cast on arrival."""
    return sa.Text() if _is_document(column) else column.type


def _columns(
    table: sa.Table, rows: Sequence[dict[str, Any]], dialect: sa.Dialect
) -> dict[str, list[Any]]:
    """Row by row turned into column by column."""
    return {
        column.name: [
            _encode(row[column.name])
            if _is_document(column) and row[column.name] is not None
            else row[column.name]
            for row in rows
        ]
        for column in table.columns
    }

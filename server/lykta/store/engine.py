"""One database or the other: the only place, with the migrations, where the dialect shows.

Every transaction of a unit begins by saying which unit it is; without that PostgreSQL shows no
row at all. SQLite is written by one at a time, so its writers queue here instead of failing.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import msgspec
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from lykta.settings import Wrong

POOL_SIZE = 10
BUSY_MS = 15_000
STATEMENT_MS = 30_000
LOCK_MS = 15_000
WRITABLE = "read-write"
"""Of several hosts the one that may write: where the primary died, its standby once promoted."""


Answer = TypeVar("Answer")
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
        self._plain = (
            self.engine
            if self.name == "sqlite"
            else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self.url = url
        file = self.engine.url.database
        if self.name == "sqlite" and file and not Path(file).parent.is_dir():
            raise Wrong(f"LYKTA_DATABASE names {file}, and there is no such directory: make it.")
        self._one_writer = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def read(self, unit: str | None = None) -> AsyncIterator[AsyncConnection]:
        """A transaction that only looks."""
        with _told_apart():
            async with contextlib.AsyncExitStack() as stack:
                yield await self._begun(stack, unit)

    async def look(self, ask: Callable[[AsyncConnection], Awaitable[Answer]]) -> Answer:
        """`ask` asks of no unit: that needs no transaction, nor its three journeys."""
        with _told_apart():
            try:
                return await self._asked(ask)
            except exc.DBAPIError as error:
                if not error.connection_invalidated:
                    raise
            return await self._asked(ask)

    async def _asked(self, ask: Callable[[AsyncConnection], Awaitable[Answer]]) -> Answer:
        async with self._plain.connect() as connection:
            return await ask(connection)

    @contextlib.asynccontextmanager
    async def still(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one moment, however long it looks; `enter` says which unit."""
        with _told_apart():
            async with self.engine.connect() as connection:
                if self.name == "postgresql":
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                async with connection.begin():
                    yield connection

    @contextlib.asynccontextmanager
    async def write(self, unit: str | None = None) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits if the block ends well, and else leaves no trace."""
        with _told_apart():
            async with self._queue(), contextlib.AsyncExitStack() as stack:
                connection = await self._begun(stack, unit, writes=True)
                yield connection
                await connection.commit()

    async def _begun(
        self, stack: contextlib.AsyncExitStack, unit: str | None, *, writes: bool = False
    ) -> AsyncConnection:
        """In a transaction of this unit. Its first statement tells whether the database has ended
        the connection while it lay in the pool; then a new one takes its place, and nobody hears.
        """
        for again in (True, False):
            connection = await stack.enter_async_context(self.engine.connect())
            try:
                if self.name == "sqlite":
                    await connection.execution_options(lykta_writes=writes)
                await connection.begin()
                await self.enter(connection, unit)
                return connection
            except exc.DBAPIError as error:
                await connection.close()
                if not (again and error.connection_invalidated):
                    raise
        raise AssertionError("unreachable")

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

    async def enter(self, connection: AsyncConnection, unit: str | None) -> None:
        """Of no unit, as ours was before it: rows behind row security stay unseen."""
        if self.name == "postgresql":
            await connection.execute(_SET_UNIT, {"unit": unit or ""})

    async def time(self) -> datetime | None:
        """What the database's machine takes the time to be; None where that is this one."""
        if self.name == "sqlite":
            return None
        return await self.look(lambda at: at.scalar(sa.select(sa.func.now())))

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
        hide_parameters=True,
        json_serializer=_encode,
        json_deserializer=str,
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


def among(
    connection: AsyncConnection, column: sa.ColumnElement[Any], values: Collection[Any]
) -> sa.ColumnElement[bool]:
    """Is it one of these? One constant statement on PostgreSQL, however many they are."""
    if connection.dialect.name != "postgresql":
        return column.in_(values)
    return column == sa.any_(sa.bindparam(None, list(values), type_=_array(column)))


def among_given(dialect: str, column: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[bool]:
    """The same for values that are given under this name when it is asked."""
    if dialect != "postgresql":
        return column.in_(sa.bindparam(name, expanding=True))
    return column == sa.any_(sa.bindparam(name, type_=_array(column)))


def _array(column: sa.ColumnElement[Any]) -> postgresql.ARRAY[Any]:
    return postgresql.ARRAY(column.type, dimensions=1)

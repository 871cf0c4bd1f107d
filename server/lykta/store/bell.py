"""A bell for those who wait for news: "come and read", never what (protocol §8, `/api/live`).

On PostgreSQL a ring reaches every process through LISTEN/NOTIFY; on SQLite there is one process.
Rings are gathered for a moment, so that a burst of letters is one tick. A listener who misses a
ring is no worse off: it reads by its cursor.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import sqlalchemy as sa

from lykta.store.engine import Database

log = logging.getLogger(__name__)

CHANNEL = "lykta_clock"
GATHER_S = 0.1
RETRY_MAX_S = 30.0


class Bell:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: dict[str, set[asyncio.Queue[int | None]]] = {}
        self._gathered: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._rung = asyncio.Event()
        self.stopping = False

    def start(self) -> None:
        if self._database.name == "postgresql":
            self._tasks = [
                asyncio.create_task(self._keep_listening()),
                asyncio.create_task(self._pass_on()),
            ]

    async def stop(self) -> None:
        """Ends every open stream at once: an open one would hold up the shutdown for ever."""
        self.close_streams()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def close_streams(self) -> None:
        self.stopping = True
        for queues in self._listeners.values():
            for queue in queues:
                queue.put_nowait(None)

    def ring(self, unit: str, clock: int) -> None:
        """After the commit. Never waits and never fails: the change is safe already."""
        if self._database.name == "sqlite":
            self._tick(unit, clock)
            return
        self._gathered[unit] = max(clock, self._gathered.get(unit, 0))
        self._rung.set()

    def lines(self) -> int:
        """How many wait to be told."""
        return sum(map(len, self._listeners.values()))

    @contextlib.asynccontextmanager
    async def listen(self, unit: str) -> AsyncIterator[asyncio.Queue[int | None]]:
        """A queue of clocks; None is the end."""
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        if self.stopping:
            queue.put_nowait(None)
        queues = self._listeners.setdefault(unit, set())
        queues.add(queue)
        try:
            yield queue
        finally:
            queues.discard(queue)

    def _tick(self, unit: str, clock: int) -> None:
        for queue in self._listeners.get(unit, ()):
            queue.put_nowait(clock)

    async def _pass_on(self) -> None:
        while True:
            await self._rung.wait()
            await asyncio.sleep(GATHER_S)
            self._rung.clear()
            gathered, self._gathered = self._gathered, {}
            try:
                async with self._database.write() as connection:
                    for unit, clock in gathered.items():
                        await connection.execute(
                            sa.text("SELECT pg_notify(:channel, :message)"),
                            {"channel": CHANNEL, "message": f"{unit} {clock}"},
                        )
            except Exception as error:  # noqa: BLE001 - a missed tick is caught up by the next
                log.warning("ticks not passed on: %s", type(error).__name__)

    async def _keep_listening(self) -> None:
        """Reconnects for ever; after a gap everybody is told to come and read."""
        wait = 0.5
        while True:
            lost = asyncio.Event()
            connection: Any = None
            try:
                connection = await self._database.alone()
                connection.add_termination_listener(lambda _, lost=lost: lost.set())
                await connection.add_listener(CHANNEL, self._heard)
                wait = 0.5
                for unit in list(self._listeners):
                    self._tick(unit, 0)
                await lost.wait()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("not listening to the database: %s", type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(wait * 2, RETRY_MAX_S)
            finally:
                if connection is not None and not connection.is_closed():
                    connection.terminate()

    def _heard(self, _connection: Any, _pid: int, _channel: str, message: Any) -> None:
        unit, _, clock = str(message).partition(" ")
        self._tick(unit, int(clock))

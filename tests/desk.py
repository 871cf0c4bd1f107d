"""A real desk: `lykta serve` in a process of its own, on a real database.

    with running_desk(tmp_path, url_of_database) as desk:
        code = await desk.invite("Ada Påhittad", "worker")

Stop it, kill it, start it again: the database and the keys stay.
"""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from lykta.app import make_desk
from lykta.intake import Desk as Inside
from lykta.settings import Settings
from lykta.store import ledger, people, tables
from lykta.store.schema import upgrade
from lykta.upkeep.people import add_member, add_unit, invite
from lykta.vault.checkpoint_key import CheckpointKey

UNIT = "Exempelenheten"
STOP_S = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningDesk:
    def __init__(self, folder: Path, database: str | None) -> None:
        """`database`: a URL; None for a SQLite file in the folder."""
        self.folder = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.settings = Settings(
            data=folder,
            keys=folder / "keys",
            database=database or f"sqlite+aiosqlite:///{folder / 'lykta.db'}",
            origin=self.url,
        )
        self.program = ["-m", "lykta"]
        self.more: dict[str, str] = {}
        """What else its environment has."""
        self.unit: people.Unit | None = None
        self.log: Path | None = None
        """Where whatever the server says goes; else to the tests' own."""
        self._servers: list[subprocess.Popen[str]] = []

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "LYKTA_DATA": str(self.folder),
            "LYKTA_KEYS": str(self.settings.keys),
            "LYKTA_DATABASE": self.settings.database,
            "LYKTA_ORIGIN": self.url,
            **self.more,
        }

    def start(self, port: int | None = None) -> str:
        """Starts a server and returns its address once it says that it is ready. A second one,
        on a port of its own, works on the same database.
        """
        port = port or self.port
        with self.log.open("a") if self.log else nullcontext() as log:
            server = subprocess.Popen(
                [sys.executable, *self.program, "serve", "--host=localhost", f"--port={port}"],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith("Lykta is ready"):
                break
        else:
            raise RuntimeError("the desk did not start")
        self._servers.append(server)
        return f"http://localhost:{port}"

    def stop_one(self) -> None:
        """The last one that was started; the others go on."""
        server = self._servers.pop()
        server.send_signal(signal.SIGTERM)
        server.wait(STOP_S)
        assert server.stdout is not None
        server.stdout.close()

    def renew(self) -> None:
        """The oldest one ends as it is told to, and when it has, another begins in its place."""
        server = self._servers.pop(0)
        server.send_signal(signal.SIGTERM)
        server.wait(STOP_S)
        assert server.stdout is not None
        server.stdout.close()
        assert isinstance(server.args, list)
        self.start(int(server.args[-1].removeprefix("--port=")))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        for server in self._servers:
            server.send_signal(how)
        for server in self._servers:
            server.wait(STOP_S)
            assert server.stdout is not None
            server.stdout.close()
        self._servers.clear()

    def processes(self) -> list[int]:
        """Ids, in the order they were started."""
        return [server.pid for server in self._servers]

    def environment_of_server(self) -> bytes:
        """As anybody with the same user reads it."""
        return Path(f"/proc/{self._servers[0].pid}/environ").read_bytes()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the command line."""
        return subprocess.run(
            [sys.executable, "-m", "lykta", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @asynccontextmanager
    async def inside(self) -> AsyncIterator[Inside]:
        """The same desk's database and keys, in this process."""
        desk = make_desk(self.settings)
        try:
            yield desk
        finally:
            await desk.database.close()

    async def kinds(self) -> dict[str, int]:
        """How many rows of each kind the unit has, members apart."""
        assert self.unit is not None
        async with self.inside() as desk, desk.database.read(self.unit.id) as connection:
            found = Counter((await connection.execute(sa.select(tables.row.c.kind))).scalars())
        del found["member"]
        return dict(found)

    async def counted(self) -> list[tuple[int, list[int]]]:
        """Of each of the unit's devices the highest number, and those that have not come."""
        assert self.unit is not None
        async with self.inside() as desk, desk.database.read(self.unit.id) as connection:
            return [
                (each.highest_seq, await ledger.missing(connection, self.unit.id, each.id))
                for each in await people.devices_of(connection, self.unit.id)
            ]

    async def make(self) -> None:
        """Tables, keys and one unit."""
        async with self.inside() as desk:
            await upgrade(desk.database)
            desk.keyring.make_kek(desk.now())
            CheckpointKey(desk.keyring.directory).make()
            self.unit = await add_unit(desk, UNIT)

    async def add(self, name: str, role: str) -> str:
        """A new member of the unit: the id."""
        assert self.unit is not None
        async with self.inside() as desk:
            return (await add_member(desk, self.unit.id, name, role)).id

    async def link(self, member: str, kind: str = "phone") -> dict[str, Any]:
        """An invitation: {"code", "url", "expires_at"}."""
        assert self.unit is not None
        async with self.inside() as desk:
            return await invite(desk, self.unit.id, member, kind, self.url)

    async def invite(self, name: str, role: str, kind: str = "phone") -> str:
        """Adds a member and returns the code of an invitation."""
        code: str = (await self.link(await self.add(name, role), kind))["code"]
        return code


@contextmanager
def running_desk(folder: Path, database: str | None = None) -> Iterator[RunningDesk]:
    import asyncio

    desk = RunningDesk(folder, database)
    asyncio.run(desk.make())
    desk.start()
    try:
        yield desk
    finally:
        desk.stop()

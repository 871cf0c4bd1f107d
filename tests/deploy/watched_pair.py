"""Two PostgreSQL servers watched over by Patroni with `deploy/patroni.yml`, and the etcd they vote
in: on one machine, each with ports and a folder of its own.

    with watched_pair() as servers:
        url = servers.fresh_database()
        servers.lose_leader()      # its machine is gone; the other one takes over by itself
        servers.bring_back()       # and follows
"""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from tests.desk import free_port
from tests.postgres import as_server, binaries, room

DEPLOY = Path(__file__).parents[2] / "deploy"
PATIENCE_S = 120
LOOK_S = 0.2
PASSWORD = "påhittat-lösenord".encode().hex()


Found = TypeVar("Found")


class Server:
    """One PostgreSQL and the Patroni beside it."""

    def __init__(self, name: str, folder: Path, etcd: str) -> None:
        self.port, self.rest = free_port(), free_port()
        self.folder = folder
        self.environment = os.environ | {
            "PATRONI_NAME": name,
            "PATRONI_ETCD3_HOSTS": etcd,
            "PATRONI_RESTAPI_LISTEN": f"127.0.0.1:{self.rest}",
            "PATRONI_RESTAPI_CONNECT_ADDRESS": f"127.0.0.1:{self.rest}",
            "PATRONI_POSTGRESQL_LISTEN": f"127.0.0.1:{self.port}",
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": f"127.0.0.1:{self.port}",
            "PATRONI_POSTGRESQL_DATA_DIR": str(folder / "data"),
            "PATRONI_POSTGRESQL_BIN_DIR": str(binaries()),
            "PATRONI_POSTGRESQL_PGPASS": str(folder / "pgpass"),
            "PATRONI_SUPERUSER_USERNAME": "postgres",
            "PATRONI_SUPERUSER_PASSWORD": PASSWORD,
            "PATRONI_REPLICATION_USERNAME": "replicator",
            "PATRONI_REPLICATION_PASSWORD": PASSWORD,
            "PATRONI_REWIND_USERNAME": "rewinder",
            "PATRONI_REWIND_PASSWORD": PASSWORD,
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
        }
        self._patroni: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._patroni = subprocess.Popen(
                [*as_server(), "/usr/bin/patroni", str(DEPLOY / "patroni.yml")],
                env=self.environment, stdout=log, stderr=log, cwd="/",
            )  # fmt: skip

    def role(self) -> dict[str, Any]:
        """What it says of itself: `role`, `state`, `sync_standby`."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.rest}/patroni", timeout=2) as said:
                found: dict[str, Any] = json.load(said)
        except urllib.error.HTTPError as error:
            found = json.load(error)
        except OSError:
            return {}
        return found

    def die(self) -> None:
        """As when the machine loses its power: nothing is said to anybody."""
        assert self._patroni is not None
        self._patroni.kill()
        self._patroni.wait()
        leader = int((self.folder / "data/postmaster.pid").read_text().split("\n", 1)[0])
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        for each in (leader, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self._patroni = None

    def stop(self) -> None:
        if self._patroni is not None:
            self._patroni.terminate()
            self._patroni.wait(PATIENCE_S)
            self._patroni = None


class WatchedPair:
    def __init__(self, one: Server, other: Server) -> None:
        self.both = [one, other]

    def start(self) -> None:
        """The first begins alone; the second copies it and follows."""
        for each in self.both:
            each.start()
            waited_for(self.leader, "a leader")
        waited_for(self.is_safe, "a second copy")

    def leader(self) -> Server | None:
        leads = [each for each in self.both if each.role().get("role") in ("master", "primary")]
        running = [each for each in leads if each.role().get("state") == "running"]
        return running[0] if running else None

    def is_safe(self) -> bool:
        """Does every commit wait for the other one?"""
        return any(each.role().get("sync_standby") for each in self.both)

    def lose_leader(self) -> None:
        """Until somebody leads again."""
        self._lost = waited_for(self.leader, "a leader")
        self._lost.die()
        waited_for(self.leader, "another leader")

    def bring_back(self) -> None:
        self._lost.start()
        waited_for(self.is_safe, "a second copy")

    def sql(self, statement: str, database: str = "postgres") -> str:
        """As the superuser, where it may be written."""
        port = waited_for(self.leader, "a leader").port
        done = subprocess.run(
            [binaries() / "psql", "--no-psqlrc", "-tAqc", statement, "--host=127.0.0.1",
             f"--port={port}", "--username=postgres", f"--dbname={database}"],
            env=os.environ | {"PGPASSWORD": PASSWORD}, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def fresh_database(self) -> str:
        """An address that names both: whoever may write is meant."""
        self.sql(f"CREATE ROLE lykta LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{PASSWORD}'")
        self.sql("CREATE DATABASE lykta OWNER lykta")
        hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in self.both)
        return f"postgresql+asyncpg://lykta:{PASSWORD}@/lykta?{hosts}"


def waited_for(ask: Callable[[], Found | None], what: str) -> Found:
    """They vote in seconds, and tell nobody: so they are asked."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(LOOK_S)
    raise RuntimeError(f"{what} did not come within {PATIENCE_S} s")


@contextmanager
def watched_pair() -> Iterator[WatchedPair]:
    with ExitStack() as stack:
        etcd = stack.enter_context(_etcd(stack.enter_context(room())))
        servers = WatchedPair(
            *(Server(name, stack.enter_context(room()), etcd) for name in ("one", "other"))
        )
        try:
            servers.start()
            yield servers
        finally:
            for each in servers.both:
                each.stop()


@contextmanager
def _etcd(folder: Path) -> Iterator[str]:
    """One voter, where a real house has three."""
    client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*as_server(), "/usr/bin/etcd", "--name=only", f"--data-dir={folder / 'data'}",
             f"--listen-client-urls={client}", f"--advertise-client-urls={client}",
             f"--listen-peer-urls={peer}", f"--initial-advertise-peer-urls={peer}",
             f"--initial-cluster=only={peer}"],
            stdout=log, stderr=log, cwd="/",
        )  # fmt: skip
    try:
        yield client.removeprefix("http://")
    finally:
        process.terminate()
        process.wait(PATIENCE_S)

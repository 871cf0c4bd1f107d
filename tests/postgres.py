"""A real PostgreSQL, made for the tests and thrown away after them.

    with running() as cluster:
        url = cluster.fresh_database()

It keeps what makes a database honest (fsync, checksums) and gives nobody more
rights than in service: the role `lykta` owns its databases, but is no
superuser and cannot step around row security.
"""

import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import Thread
from typing import IO

START_WAIT_S = 60
STOP_WAIT_S = 30

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
AS_INSTALLED = {"shared_buffers": "128MB"}
"""What the distribution gives it, for what is measured; tests run beside each other, with less."""


def binaries() -> Path:
    """The folder of the newest PostgreSQL server here."""
    # Debian keeps them out of PATH, one folder per major version.
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    in_path = shutil.which("initdb")
    if in_path:
        return Path(in_path).resolve().parent
    raise FileNotFoundError("Missing: a PostgreSQL server. Get it: apt-get install postgresql")


class Cluster:
    """One PostgreSQL server with its own data, port and socket."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """`settings`: of postgresql.conf, beside and instead of the tests' own."""
        self.bin = binaries()
        self.settings = SETTINGS | settings
        self.data = folder / "data"
        self.sockets = folder
        self.port = _free_port()
        self.log: deque[str] = deque(maxlen=200)
        self._server: subprocess.Popen[str] | None = None
        self._numbers = count(1)

    def make(self) -> None:
        """Lay out the data folder and start; afterwards the role `lykta` exists."""
        subprocess.run(
            [*as_server(), self.bin / "initdb", "--pgdata", self.data, "--username=postgres",
             "--auth=trust", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
             "--no-sync"],
            check=True, capture_output=True, text=True, cwd="/",
        )  # fmt: skip
        self.start()
        self.sql("CREATE ROLE lykta LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")

    def follow(self, primary: "Cluster") -> None:
        """Become a copy of that one, whatever was here, and start as its standby."""
        shutil.rmtree(self.data, ignore_errors=True)
        subprocess.run(
            [*as_server(), self.bin / "pg_basebackup", "--pgdata", self.data,
             "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync",
             "--host", "127.0.0.1", "--port", str(primary.port), "--username=postgres"],
            check=True, capture_output=True, text=True, cwd="/",
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        """Start the server and return once it takes connections."""
        settings = self.settings | {"port": self.port, "unix_socket_directories": self.sockets}
        self._server = subprocess.Popen(
            [*as_server(), self.bin / "postgres", "-D", self.data,
             *(f"--{name}={value}" for name, value in settings.items())],
            stderr=subprocess.PIPE, text=True, cwd="/", env=os.environ | {"LC_ALL": "C"},
        )  # fmt: skip
        self._wait_until_ready(self._server)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT ends sessions and writes all, SIGQUIT is a crash."""
        if self._server is None:
            return
        self._server.send_signal(how)
        self._server.wait(STOP_WAIT_S)
        self._server = None

    def kill(self) -> None:
        """Pull the plug: nobody shuts anything down, and the next start recovers."""
        if self._server is None:
            return
        leader = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        watched = []
        for each in (leader, *map(int, children)):
            with suppress(OSError):
                watched.append(os.pidfd_open(each))
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self._server.wait(STOP_WAIT_S)
        # Until the last of them is gone their shared memory keeps the next start from its data.
        for fd in watched:
            select.select([fd], [], [], STOP_WAIT_S)
            os.close(fd)
        self._server = None

    def fresh_database(self, tablespace: str = "pg_default") -> str:
        """Make an empty database owned by `lykta`; answer its SQLAlchemy URL."""
        name = f"lykta_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} OWNER lykta TABLESPACE {tablespace}")
        return f"postgresql+asyncpg://lykta@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as superuser; answer its rows as psql prints them, bare."""
        done = subprocess.run(
            [self.bin / "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet",
             "--set=ON_ERROR_STOP=1", "--host", self.sockets, "--port", str(self.port),
             "--username=postgres", "--dbname", database, "--command", statement],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def _wait_until_ready(self, server: subprocess.Popen[str]) -> None:
        # The server says so itself; asking over and over would need a sleep.
        assert server.stderr is not None
        for line in server.stderr:
            self.log.append(line)
            # A standby says "read-only connections".
            if "ready to accept" in line:
                Thread(target=self._read_log, args=(server.stderr,), daemon=True).start()
                return
        server.wait(STOP_WAIT_S)
        raise RuntimeError("PostgreSQL did not start:\n" + "".join(self.log))

    def _read_log(self, stream: IO[str]) -> None:
        # Somebody has to: a full pipe would stop the server.
        with stream:
            self.log.extend(stream)


@contextmanager
def running(**settings: str) -> Iterator[Cluster]:
    """A cluster from nothing, with these settings, gone without a trace at the end."""
    with room() as folder:
        cluster = Cluster(folder, **settings)
        try:
            cluster.make()
            yield cluster
        finally:
            cluster.stop()


@contextmanager
def room() -> Iterator[Path]:
    """A folder for the server's own user, gone at the end."""
    # /tmp by name: the path of a socket may have 107 bytes at most.
    with tempfile.TemporaryDirectory(prefix="lykta-pg-", dir="/tmp") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        yield folder


def as_server() -> list[str]:
    """How to start a server process: never as root, and never outliving the tests."""
    command = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() == 0:
        entry = pwd.getpwnam("postgres")
        command += [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return [*command, "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    print(binaries())

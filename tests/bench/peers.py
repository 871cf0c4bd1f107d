"""Two servers that others sync with, as they come from their registries, for the same letters.

Both keep what they are sent under its id and tell others what changed; neither opens anything.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import msgspec
import sqlalchemy as sa

from tests.desk import free_port

from .plain_http import Line, basic

ROOT = Path(__file__).parents[2]
KINTO = ROOT / ".venv/kinto/bin/kinto"
POUCH = ROOT / ".venv/pouchdb/node_modules/.bin/pouchdb-server"
BATCH = 50
START_S = 60
COLLECTION = "/v1/buckets/bench/collections/letters"
_INI = """
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
threads = 8
[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {url}
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {url}
kinto.cache_backend = kinto.core.cache.memory
kinto.storage_pool_size = 10
kinto.batch_max_requests = {batch}
kinto.paginate_by = 1000
kinto.includes = kinto.plugins.accounts
multiauth.policies = account
multiauth.policy.account.use = kinto.plugins.accounts.authentication.AccountsAuthenticationPolicy
kinto.account_create_principals = system.Everyone
kinto.bucket_create_principals = system.Authenticated
kinto.userid_hmac_secret = made-up
[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = ERROR
handlers =
"""


class Peer(Protocol):
    """What the benchmarks ask of a server, whichever it is."""

    url: str
    headers: dict[str, str]
    process: int
    """Its id, for its memory."""

    async def prepare(self) -> None: ...

    def request(self, documents: Sequence[dict[str, str]]) -> tuple[str, bytes]:
        """Where to POST these, and the body."""

    def taken(self, status: int, answer: bytes) -> int:
        """How many of them it took."""

    async def changed(self, line: Line, cursor: str) -> tuple[list[str], str]:
        """Ids changed since the cursor ("" at the start), and the next cursor."""


class Kinto:
    def __init__(self, url: str, process: int) -> None:
        self.url, self.process = url, process
        self.headers = basic("bench", "made-up")

    async def prepare(self) -> None:
        account = msgspec.json.encode({"data": {"password": "made-up"}})
        async with Line(self.url) as line:
            await line.ask("PUT", "/v1/accounts/bench", account)
        async with Line(self.url, self.headers) as line:
            for path in ("/v1/buckets/bench", COLLECTION):
                status, answer = await line.ask("PUT", path, b"{}")
                assert status in (200, 201), answer

    def request(self, documents: Sequence[dict[str, str]]) -> tuple[str, bytes]:
        asked = [
            {"path": f"{COLLECTION}/records/{each['id']}", "body": {"data": each}}
            for each in documents
        ]
        return "/v1/batch", msgspec.json.encode({"defaults": {"method": "PUT"}, "requests": asked})

    def taken(self, status: int, answer: bytes) -> int:
        if status != 200:
            return 0
        said = msgspec.json.decode(answer)["responses"]
        return sum(each["status"] in (200, 201) for each in said)

    async def changed(self, line: Line, cursor: str) -> tuple[list[str], str]:
        since = f"&_since={cursor}" if cursor else ""
        _, answer = await line.ask("GET", f"{COLLECTION}/records?_sort=last_modified{since}")
        found: list[dict[str, Any]] = msgspec.json.decode(answer)["data"]
        last = str(found[-1]["last_modified"]) if found else cursor
        return [each["id"] for each in found], last


class Pouch:
    headers: dict[str, str] = {}

    def __init__(self, url: str, process: int) -> None:
        self.url, self.process = url, process

    async def prepare(self) -> None:
        async with Line(self.url) as line:
            status, answer = await line.ask("PUT", "/letters")
            assert status in (200, 201), answer

    def request(self, documents: Sequence[dict[str, str]]) -> tuple[str, bytes]:
        docs = [{"_id": each["id"], **each} for each in documents]
        return "/letters/_bulk_docs", msgspec.json.encode({"docs": docs})

    def taken(self, status: int, answer: bytes) -> int:
        if status != 201:
            return 0
        return sum("ok" in each for each in msgspec.json.decode(answer))

    async def changed(self, line: Line, cursor: str) -> tuple[list[str], str]:
        path = f"/letters/_changes?limit=1000&since={cursor or 0}"
        said = msgspec.json.decode((await line.ask("GET", path))[1])
        return [each["id"] for each in said["results"]], str(said["last_seq"])


@contextmanager
def kinto(folder: Path, database: str) -> Iterator[Kinto]:
    """On the database of this address, as SQLAlchemy writes it."""
    port = free_port()
    url = sa.make_url(database).set(drivername="postgresql+psycopg2")
    ini = folder / "kinto.ini"
    ini.write_text(
        _INI.format(port=port, url=url.render_as_string(hide_password=False), batch=BATCH)
    )
    subprocess.run([KINTO, "migrate", "--ini", ini], check=True, capture_output=True, env=_quiet())
    with _running([KINTO, "start", "--ini", ini], port, folder) as process:
        yield Kinto(f"http://127.0.0.1:{port}", process)


@contextmanager
def pouch(folder: Path) -> Iterator[Pouch]:
    port = free_port()
    node = Path(sys.executable).parent / "node"
    command: list[str | Path] = [
        node,
        POUCH,
        "--port",
        str(port),
        "--dir",
        folder,
        "--no-stdout-logs",
        "--no-color",
    ]
    with _running(command, port, folder) as process:
        yield Pouch(f"http://127.0.0.1:{port}", process)


def _quiet() -> dict[str, str]:
    return os.environ | {"PYTHONWARNINGS": "ignore"}


@contextmanager
def _running(command: Sequence[str | Path], port: int, folder: Path) -> Iterator[int]:
    with (folder / "peer.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=_quiet())
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(START_S)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """They do not say when they are ready, so they are asked."""
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise RuntimeError(f"{process.args!r} does not answer")

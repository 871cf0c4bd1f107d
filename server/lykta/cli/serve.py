"""The commands that stay: serve, work, demo."""

import argparse
import asyncio
import contextlib
import gc
import logging
import random
import signal
import tempfile
from collections.abc import Coroutine, Iterator
from pathlib import Path

import uvicorn

from lykta.app import make_app
from lykta.cli import logs
from lykta.cli.admin import look_whether_restored, opened
from lykta.intake import Desk
from lykta.made_up import make_up
from lykta.notices.rounds import rounds
from lykta.settings import Settings, Wrong, read
from lykta.store import people, rows
from lykta.store.bell import Bell
from lykta.store.schema import upgrade
from lykta.upkeep import check
from lykta.upkeep import work as worker
from lykta.upkeep.people import invite
from lykta.vault.checkpoint_key import CheckpointKey

STOP_S = 10


class Server(uvicorn.Server):
    """Says when it is ready; ends open streams at once when told to stop."""

    def __init__(self, config: uvicorn.Config, bell: Bell, ready: str) -> None:
        super().__init__(config)
        self._bell = bell
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if not self.should_exit:
            print(self._ready, flush=True)

    def handle_exit(self, sig: int, frame: object) -> None:
        """In place of uvicorn's own, which raises the signal once more when all is over: then the
        process is dead before what stands after it is done.
        """
        self._bell.close_streams()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


async def serve(asked: argparse.Namespace) -> None:
    logs.set_up()
    settings = read(serves=True)
    ready = f"Lykta is ready on {settings.origin}"
    async with opened(settings) as desk:
        await _run(settings, desk, asked.host, asked.port, ready, works=not asked.no_work)


async def _run(
    settings: Settings, desk: Desk, host: str, port: int, ready: str, *, works: bool
) -> None:
    try:
        app, bell = make_app(settings, desk)
    except OSError as error:
        raise Wrong(
            f"LYKTA_METRICS names an address that cannot be had ({error.strerror}): name another."
        ) from None
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_S,
    )
    _spare_the_collector()
    stop = asyncio.Event()
    working = [asyncio.create_task(each) for each in _work(settings, desk, stop)] if works else []
    try:
        await Server(config, bell, ready).serve()
    finally:
        stop.set()
        await asyncio.gather(*working)


def _spare_the_collector() -> None:
    """What is loaded by now stays: without this the garbage collector looks through all of it,
    again and again, and takes a fifth of the time of a parcel.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _work(
    settings: Settings, desk: Desk, stop: asyncio.Event
) -> tuple[Coroutine[None, None, None], ...]:
    """What has to be told in seconds, and what has to be done by the minute. Raises Wrong."""
    telling = rounds(settings, desk, random.random)
    return telling.go(stop), worker.work(desk, stop)


async def work(asked: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    logs.set_up()
    settings = read()
    async with opened(settings) as desk:
        await asyncio.gather(*_work(settings, desk, stop))


async def demo(asked: argparse.Namespace) -> None:
    logging.basicConfig(level=logging.WARNING)
    origin = f"http://localhost:{asked.port}"
    with _directory(asked.data) as data:
        settings = Settings(data, data / "keys", f"sqlite+aiosqlite:///{data / 'lykta.db'}", origin)
        async with opened(settings, checked=False) as desk:
            if await upgrade(desk.database):
                desk.keyring.make_kek(desk.now())
                CheckpointKey(desk.keyring.directory).make()
                await make_up(desk)
            await check.must_hold(desk)
            await look_whether_restored(desk)
            for line in await _links(desk, origin):
                print(line, flush=True)
            ready = f"Lykta is ready on {origin}"
            await _run(settings, desk, "localhost", asked.port, ready, works=True)


@contextlib.contextmanager
def _directory(given: Path | None) -> Iterator[Path]:
    if given is None:
        with tempfile.TemporaryDirectory(prefix="lykta-demo-") as made:
            yield Path(made)
        return
    try:
        given.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(f"{given} cannot be made ({error.strerror}): name another --data.") from None
    yield given.resolve()


async def _links(desk: Desk, origin: str) -> list[str]:
    """One sign-in link a role: each opens one browser, once, within a quarter of an hour."""
    async with desk.database.read() as connection:
        unit = (await people.units(connection))[0]
    async with desk.database.read(unit.id) as connection:
        found = await rows.members(connection, unit.id)
    lines = [
        "",
        "Made-up people; each link opens one browser, once, within 15 minutes:",
    ]
    done: set[str] = set()
    for row in sorted(found, key=lambda row: row.version):
        if row.data.role not in done:
            done.add(row.data.role)
            kind = "phone" if row.data.role == "worker" else "desk"
            given = await invite(desk, unit.id, row.id, kind, origin)
            lines.append(f"  {row.data.role:<11} {row.data.name:<16} {given['url']}")
    return [*lines, ""]

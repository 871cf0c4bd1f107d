"""A stage on which every screen can be seen: made-up people, a clock that moves when told to.

    async with staged(folder, browsers, Look("sv", "dark")) as stage:
        page = await stage.page("worker")

The desk runs in this process, so that its clock is an argument like the phone's. The same look
gives the same picture whenever it is drawn.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import uvicorn
from playwright.async_api import Page

from lykta.app import make_app, make_desk
from lykta.intake import Desk
from lykta.made_up import MadeUp, make_up
from lykta.settings import Settings
from lykta.store.bell import Bell
from lykta.store.schema import upgrade
from lykta.upkeep.people import invite
from lykta.vault.checkpoint_key import CheckpointKey
from tests.browser import Browsers, Device
from tests.desk import free_port

from .acts import relock, spoken

NIGHT = datetime(2026, 10, 9, 22, 7, tzinfo=UTC)
"""Seven past midnight on a Saturday in Stockholm."""
# Nothing blinks, slides or fades while its picture is taken.
STILL = """*, *::before, *::after { animation: none !important; transition: none !important;
  caret-color: transparent !important; scroll-behavior: auto !important }"""
_STAND_STILL = f"""
const style = new CSSStyleSheet(); style.replaceSync(`{STILL}`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
"""


@dataclass(frozen=True)
class Look:
    language: str
    theme: str

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}"


@dataclass
class Clock:
    now: datetime = NIGHT


@dataclass
class Stage:
    folder: Path
    browsers: Browsers
    desk: Desk
    made_up: MadeUp
    url: str
    look: Look
    clock: Clock
    devices: dict[str, Device] = field(default_factory=dict)

    async def page(self, who: str) -> Page:
        """This person's page, opened at the first asking. It has read nothing yet."""
        if who not in self.devices:
            self.devices[who] = await self._opened(who)
        return self.devices[who].page

    async def later(self, minutes: int = 20) -> None:
        """So much later, for the desk and for everybody: no two contacts of one quarter."""
        self.clock.now += timedelta(minutes=minutes)
        for device in self.devices.values():
            await device.context.clock.set_fixed_time(self.clock.now)
            await relock(device.page)

    async def invitation(self, who: str) -> str:
        """A link for one of the roles."""
        kind = "phone" if who == "worker" else "desk"
        member = self.made_up.members[who]
        given = await invite(self.desk, self.made_up.unit.id, member, kind, self.url)
        link: str = given["url"]
        return link

    async def _opened(self, who: str) -> Device:
        # Without a service worker no picture depends on whether its shell stands by now.
        device = await self.browsers.phone(
            self.folder / who, device_scale_factor=1, is_mobile=False, service_workers="block"
        )
        await device.context.clock.set_fixed_time(self.clock.now)
        chosen = {"lykta.theme": self.look.theme, "lykta.language": self.look.language}
        for name, value in chosen.items():
            await device.context.add_init_script(f"localStorage.setItem('{name}', '{value}')")
        await device.context.add_init_script(_STAND_STILL)
        return device


@asynccontextmanager
async def staged(folder: Path, browsers: Browsers, look: Look) -> AsyncIterator[Stage]:
    port = free_port()
    url = f"http://localhost:{port}"
    settings = Settings(folder, folder / "keys", f"sqlite+aiosqlite:///{folder / 'lykta.db'}", url)
    clock = Clock()
    desk = make_desk(settings, lambda: clock.now)
    await upgrade(desk.database)
    desk.keyring.make_kek(NIGHT)
    CheckpointKey(desk.keyring.directory).make()
    made_up = await make_up(desk)
    app, bell = make_app(settings, desk)
    spoken.set(look.language)
    async with _serving(app, bell, port):
        try:
            yield Stage(folder, browsers, desk, made_up, url, look, clock)
        finally:
            await desk.database.close()


class _Server(uvicorn.Server):
    """Says when it is ready, and leaves the signals to those who run the tests."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


@asynccontextmanager
async def _serving(app: object, bell: Bell, port: int) -> AsyncIterator[None]:
    config = uvicorn.Config(app, host="localhost", port=port, log_level="warning", access_log=False)  # type: ignore[arg-type]
    server = _Server(config)
    running = asyncio.create_task(server.serve())
    await server.ready.wait()
    try:
        yield
    finally:
        bell.close_streams()
        server.should_exit = True
        await running

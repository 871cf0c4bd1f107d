"""Real browsers on real profiles, for the journeys.

    async with browsers() as opened:
        phone = await opened.phone(tmp_path / "ada")
        await phone.page.goto("http://localhost:8000/")
        await phone.close()                               # the app is swiped away
        phone = await opened.phone(tmp_path / "ada")      # and opened again
        assert phone.complaints == []

1. The origin has to be http://localhost:PORT: passkeys refuse 127.0.0.1.
2. Hand `wait_for_function` an arrow function: the page's content security
   policy forbids what Playwright does with a bare expression.
3. A profile is a folder; give each person on each device an own one.
"""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    WebError,
    async_playwright,
)
from playwright.sync_api import sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}}
SWEDEN = {"locale": "sv-SE", "timezone_id": "Europe/Stockholm"}

# No network is weather, a session that is over is signed in again, and a reading that has ended,
# as when somebody gets another role, is begun anew; Chromium reports all three.
WEATHER = (
    "Failed to load resource: net::ERR_",
    "Failed to load resource: the server responded with a status of 401",
    "Failed to load resource: the server responded with a status of 409",
)
REPORT_CSP = """
addEventListener('securitypolicyviolation', (e) =>
  console.error(`CSP: ${e.violatedDirective} blocked ${e.blockedURI} ${e.sample}`));
"""


def executable(brought: str) -> str:
    """The Chromium to drive: the distribution's, or else the one Playwright brought."""
    # Not any `chromium` in PATH: a snap cannot read the profiles in /tmp.
    for path in (os.environ.get("CHROMIUM", "/usr/bin/chromium"), brought):
        if Path(path).exists():
            return path
    raise FileNotFoundError("Missing: Chromium. Get it: apt-get install chromium")


class Device:
    """One browser on one profile, with one page open."""

    def __init__(self, context: BrowserContext, profile: Path) -> None:
        self.context = context
        self.profile = profile
        self.page: Page = context.pages[0]
        # What a journey asserts to be empty: errors, console errors, CSP violations.
        self.complaints: list[str] = []
        context.on("weberror", self._heard_error)
        context.on("console", self._heard_console)

    async def close(self) -> None:
        """Close the browser as a person does; the profile stays."""
        await self.context.close()

    async def kill(self) -> None:
        """Pull the plug: the browser gets no chance to write anything more."""
        pid = _browser_pid(self.profile)
        async with _closing(self.context):
            # Playwright starts each browser as leader of its own process group.
            os.killpg(pid, signal.SIGKILL)

    def _heard_error(self, error: WebError) -> None:
        self.complaints.append(f"page error: {error.error}")

    def _heard_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(WEATHER):
            self.complaints.append(f"console: {message.text}")


class Browsers:
    """Opens browsers; whatever is still open at the end is closed."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._open: list[BrowserContext] = []

    async def phone(self, profile: Path, **options: Any) -> Device:
        """Open a phone: small, touched, Swedish. Options are Playwright's."""
        return await self._launch(profile, PHONE | options)

    async def desk(self, profile: Path, **options: Any) -> Device:
        """Open a supervisor's computer. Options are Playwright's."""
        return await self._launch(profile, DESK | options)

    async def what_stood_there(self) -> AsyncIterator[str]:
        """Of every page that is still open: what somebody would see."""
        for context in self._open:
            for page in context.pages:
                with suppress(Error):
                    yield f"{page.url}\n{await page.locator('body').inner_text(timeout=2_000)}"

    async def close(self) -> None:
        """Close every browser."""
        for context in self._open:
            await context.close()

    async def _launch(self, profile: Path, options: dict[str, Any]) -> Device:
        context = await self._playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable(self._playwright.chromium.executable_path),
            args=ARGS,
            **(SWEDEN | options),
        )
        self._open.append(context)
        await context.add_init_script(REPORT_CSP)
        return Device(context, profile)


@asynccontextmanager
async def browsers() -> AsyncIterator[Browsers]:
    """Browsers for the length of one journey."""
    async with async_playwright() as playwright:
        opened = Browsers(playwright)
        try:
            yield opened
        finally:
            await opened.close()


@asynccontextmanager
async def _closing(context: BrowserContext) -> AsyncIterator[None]:
    """Wait until the context has noticed that it is closed."""
    async with context.expect_event("close"):
        yield


def _browser_pid(profile: Path) -> int:
    """The browser's own process; its helpers carry a --type."""
    mine = f"--user-data-dir={profile}".encode()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:  # it ended while we looked
            continue
        if mine in words and not any(w.startswith(b"--type=") for w in words):
            return int(entry.parent.name)
    raise ProcessLookupError(f"No browser runs on {profile}")


if __name__ == "__main__":
    with sync_playwright() as found:
        print(executable(found.chromium.executable_path))

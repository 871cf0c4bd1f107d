"""Two engines that are not Chromium, behind one small driver. Elements are named by XPath, the one
language both drivers speak.

WebKitGTK stands in for the phones on which every browser is WebKit. Its driver's session keeps
nothing on disk, so there `anew` is a new window and the end of the old one: every line of the app
starts again, from what the service worker kept; the browser itself does not.
"""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.async_api import BrowserContext, Page, Playwright, ViewportSize, async_playwright
from playwright.sync_api import sync_playwright
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import element_to_be_clickable
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser import SWEDEN
from tests.journeys.acts import shell_is_kept

WAIT_S = 20
VIEWPORT: ViewportSize = {"width": 447, "height": 844}
"""No window of WebKitGTK's is narrower."""
FIREFOX = Path("/usr/bin/firefox-esr")
WEBKIT_DRIVER = Path("/usr/bin/WebKitWebDriver")
WEBKIT = "webkit2gtk-4.*/MiniBrowser"
XVFB = Path("/usr/bin/Xvfb")
TO_THE_MIDDLE = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })"
SHELL_IS_KEPT = """const done = arguments[0];
navigator.serviceWorker.ready.then(() => done(true));"""


class Engine(Protocol):
    async def anew(self, url: str) -> None:
        """Ends what runs of the app, then opens it at this address."""

    async def click(self, what: str) -> None: ...
    async def fill(self, what: str, text: str) -> None: ...
    async def see(self, what: str) -> None: ...

    async def shell_is_kept(self) -> None:
        """From here on the app starts without a network."""


class Firefox:
    """Closed and started again on the same profile, as a person does."""

    def __init__(
        self, playwright: Playwright, profile: Path, prefs: Mapping[str, Any] | None = None
    ) -> None:
        self._playwright = playwright
        self._profile = profile
        self._prefs = dict(prefs or {})
        self._context: BrowserContext | None = None

    @property
    def page(self) -> Page:
        assert self._context is not None
        return self._context.pages[0]

    async def anew(self, url: str) -> None:
        await self.close()
        executable = firefox(self._playwright.firefox.executable_path)
        self._context = await self._playwright.firefox.launch_persistent_context(
            self._profile,
            # Without a channel Playwright takes for its own patched build what it is given.
            channel="moz-firefox" if executable == FIREFOX else None,
            executable_path=executable,
            viewport=VIEWPORT,
            locale=SWEDEN["locale"],
            timezone_id=SWEDEN["timezone_id"],
            firefox_user_prefs=self._prefs,
        )
        self._context.set_default_timeout(WAIT_S * 1000)
        await self.page.goto(url)

    async def click(self, what: str) -> None:
        await self.page.locator(f"xpath={what}").first.click()

    async def fill(self, what: str, text: str) -> None:
        await self.page.locator(f"xpath={what}").fill(text)

    async def see(self, what: str) -> None:
        await self.page.locator(f"xpath={what}").first.wait_for()

    async def shell_is_kept(self) -> None:
        await shell_is_kept(self.page)

    async def close(self) -> None:
        if self._context is not None:
            await self._context.close()
        self._context = None


class WebKit:
    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver

    async def anew(self, url: str) -> None:
        await asyncio.to_thread(self._anew, url)

    async def click(self, what: str) -> None:
        def clicked() -> None:
            there = self._once_there(what)
            # Its driver scrolls only as far as the window's edge, where the save button stands.
            self._driver.execute_script(TO_THE_MIDDLE, there)
            there.click()

        await asyncio.to_thread(clicked)

    async def fill(self, what: str, text: str) -> None:
        def typed() -> None:
            field = self._once_there(what)
            field.clear()
            field.send_keys(text)

        await asyncio.to_thread(typed)

    async def see(self, what: str) -> None:
        await asyncio.to_thread(self._once_there, what)

    async def shell_is_kept(self) -> None:
        assert await asyncio.to_thread(self._driver.execute_async_script, SHELL_IS_KEPT)

    def _anew(self, url: str) -> None:
        old = self._driver.current_window_handle
        self._driver.switch_to.new_window("window")
        new = self._driver.current_window_handle
        self._driver.switch_to.window(old)
        self._driver.close()
        self._driver.switch_to.window(new)
        self._driver.get(url)

    def _once_there(self, what: str) -> WebElement:
        there = element_to_be_clickable((By.XPATH, what))
        try:
            return WebDriverWait(self._driver, WAIT_S).until(there, f"never there: {what}")
        except TimeoutException as missing:
            # What a person would have seen instead.
            body = self._driver.find_element(By.TAG_NAME, "body").text
            missing.add_note(f"{self._driver.current_url}\n{body}")
            raise


@asynccontextmanager
async def open_firefox(profile: Path) -> AsyncIterator[Engine]:
    async with async_playwright() as playwright:
        engine = Firefox(playwright, profile)
        try:
            yield engine
        finally:
            await engine.close()


@asynccontextmanager
async def open_webkit(profile: Path) -> AsyncIterator[Engine]:
    options = Options()
    options.binary_location = str(webkit())
    options.add_argument("--automation")
    with _screen() as display:
        # Its sandbox wants a system that lets it make name spaces; the tests run as root, too.
        sandbox = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        home = {"XDG_DATA_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
        service = Service(
            str(WEBKIT_DRIVER), env=os.environ | sandbox | home | {"DISPLAY": display}
        )
        driver = await asyncio.to_thread(_driven, service, options)
        try:
            driver.set_script_timeout(WAIT_S)
            yield WebKit(driver)
        finally:
            await asyncio.to_thread(driver.quit)
            await asyncio.to_thread(service.stop)


ENGINES: dict[str, Callable[[Path], AbstractAsyncContextManager[Engine]]] = {
    "firefox": open_firefox,
    "webkit": open_webkit,
}


def _driven(service: Service, options: Options) -> WebDriver:
    # Selenium's own class for this engine still connects in a way that Selenium warns of.
    service.start()
    try:
        where = ClientConfig(remote_server_addr=service.service_url)
        return WebDriver(RemoteConnection(client_config=where), options=options)
    except BaseException:
        service.stop()
        raise


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody looks at: this engine has no mode without one."""
    command = [str(XVFB), "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as screen:
        assert screen.stdout is not None
        try:
            yield f":{screen.stdout.readline().strip()}"
        finally:
            screen.terminate()


def firefox(brought: str) -> Path:
    """The distribution's, or else the one Playwright brought."""
    return FIREFOX if FIREFOX.exists() else _there(Path(brought))


def webkit() -> Path:
    """The browser that its driver drives; the driver and the screen beside it."""
    _there(WEBKIT_DRIVER)
    _there(XVFB)
    found = sorted(Path("/usr/lib").glob(f"*/{WEBKIT}"))
    return _there(found[-1] if found else Path("/usr/lib") / WEBKIT)


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(
            f"Missing: {path}. Get it: apt-get install firefox-esr webkit2gtk-driver xvfb"
        )
    return path


if __name__ == "__main__":
    with sync_playwright() as found:
        print(firefox(found.firefox.executable_path), webkit())

"""The browser is killed, or its database torn: every contact of which it said "saved" is there."""

import asyncio
import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import on_shift, t, unlock

TORN_BYTES = 200
PATIENCE = 60


async def record(page: Page) -> None:
    await page.get_by_role("link", name=t("preset.left"), exact=True).tap()
    await page.get_by_role("button", name=t("do.save"), exact=True).tap()
    await expect(page.get_by_text(t("record.saved"))).to_be_visible()


async def on_its_night(desk: RunningDesk, browsers: Browsers, profile: Path) -> None:
    """A phone with a shift begun, and from then on no desk."""
    phone = await on_shift(desk, browsers, profile)
    await phone.close()
    desk.stop()


async def test_what_was_saved_is_there_however_the_browser_ended(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path, times: int
) -> None:
    """[F73] [F04] [PH1] Killed the moment it says "saved", again and again; then all of it
    reaches the desk, each once.
    """
    profile = tmp_path / "ada"
    await on_its_night(own_desk, browsers, profile)
    for n in range(times):
        phone = await browsers.phone(profile)
        await phone.page.goto(own_desk.url)
        await unlock(phone.page)
        await expect(phone.page.locator(".contact")).to_have_count(min(n, 20))
        await record(phone.page)
        await phone.kill()
    own_desk.start()
    phone = await browsers.phone(profile)
    await phone.page.goto(own_desk.url)
    await unlock(phone.page)
    await expect(phone.page.get_by_text(t("badge.all_sent"))).to_be_visible(timeout=60_000)
    stands = (await own_desk.kinds())["contact"]
    print(f"{times} kills, {times} saved, {stands} at the desk")
    assert stands == times


async def test_what_was_saved_survives_a_torn_database(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F79] [PH1] Bytes are missing at the end of the newest log, as after a power cut. The start
    but one after that, Chromium deletes the whole database; the person is told, and every letter
    comes back from its second copy and reaches the desk once.
    """
    profile = tmp_path / "ada"
    await on_its_night(own_desk, browsers, profile)
    phone = await browsers.phone(profile)
    await phone.page.goto(own_desk.url)
    await unlock(phone.page)
    for _ in range(3):
        await record(phone.page)
    await phone.kill()
    torn(profile)
    phone = await browsers.phone(profile)
    await phone.page.goto(own_desk.url)
    await unlock(phone.page)
    # On a busy machine it was once gone already, and with it the shift; the letters never are.
    goes_on = await comes(phone.page.get_by_role("link", name=t("preset.left"), exact=True))
    if goes_on:
        await record(phone.page)
    wrote = 4 if goes_on else 3
    restored = re.compile(t("restored.letters.other", count=str(wrote)))
    told = await phone.page.get_by_text(restored).is_visible()
    await phone.close()

    phone = await browsers.phone(profile)
    await phone.page.goto(own_desk.url)
    if not told:
        await expect(phone.page.get_by_text(restored)).to_be_visible()
    own_desk.start()
    for _ in range(PATIENCE):
        if (await own_desk.kinds()).get("contact") == wrote:
            break
        await asyncio.sleep(1)
    await phone.page.reload()
    again = t("restored.letters.other", count=str(wrote))
    await expect(phone.page.get_by_text(again)).to_have_count(0)
    assert (await own_desk.kinds())["contact"] == wrote


async def comes(what: Locator) -> bool:
    try:
        await expect(what).to_be_visible()
    except AssertionError:
        return False
    return True


def torn(profile: Path) -> None:
    logs = profile.glob("Default/IndexedDB/*.indexeddb.leveldb/*.log")
    newest = max(logs, key=lambda log: log.stat().st_mtime)
    whole = newest.read_bytes()
    newest.write_bytes(whole[:-TORN_BYTES])

"""A phone that is full, and a phone on which the app is open twice: nothing is lost, nothing comes
twice.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import choose, group, on_shift, t, unlock

EACH = 5


@asynccontextmanager
async def full(page: Page, origin: str) -> AsyncIterator[None]:
    """Chromium's own quota for this origin is one byte, for as long as this stands."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    yield
    await devtools.detach()


async def test_a_full_phone_says_so_keeps_the_text_and_saves_when_there_is_room(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F24] [PH1] [A109] Nothing is called saved that is not."""
    page = (await on_shift(own_desk, browsers, tmp_path / "ada")).page
    await page.get_by_role("link", name=t("preset.left"), exact=True).tap()
    await choose(page, t("record.age"), t("age.A21P"))
    save = page.get_by_role("button", name=t("do.save"), exact=True)
    async with full(page, own_desk.url):
        await save.tap()
        told = page.get_by_role("alert").filter(has_text=t("trouble.storage"))
        await expect(told).to_be_visible()
        await expect(page.get_by_text(t("record.saved"))).to_have_count(0)
        chosen = group(page, t("record.age")).get_by_label(t("age.A21P"), exact=True)
        await expect(chosen).to_be_checked()
    await save.tap()
    await expect(page.get_by_text(t("record.saved"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    assert (await own_desk.kinds())["contact"] == 1


async def test_a_full_phone_starts_and_sends_what_it_holds(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F24] [PH2] What was saved before the phone filled up leaves it all the same."""
    page = (await on_shift(own_desk, browsers, tmp_path / "ada")).page
    own_desk.stop()
    await saved(page)
    async with full(page, own_desk.url):
        await page.reload()
        await unlock(page)
        await expect(page.get_by_text(t("badge.waiting.one", count="1"))).to_be_visible()
        own_desk.start()
        await page.evaluate("() => { dispatchEvent(new Event('online')) }")
        await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    assert (await own_desk.kinds())["contact"] == 1


async def test_two_tabs_that_write_at_once_count_on_without_a_gap(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F14] [PH1] One outbox, one count, one sender."""
    page = (await on_shift(own_desk, browsers, tmp_path / "ada")).page
    other = await page.context.new_page()
    await other.goto(own_desk.url)
    await unlock(other)
    own_desk.stop()

    async def write(tab: Page) -> None:
        for _ in range(EACH):
            await saved(tab)

    await asyncio.gather(write(page), write(other))
    own_desk.start()
    for tab in (page, other):
        await tab.evaluate("() => { dispatchEvent(new Event('online')) }")
    for tab in (page, other):
        await expect(tab.get_by_text(t("badge.all_sent"))).to_be_visible()
    assert (await own_desk.kinds())["contact"] == 2 * EACH
    # The shift's letter came first.
    assert await own_desk.counted() == [(1 + 2 * EACH, [])]


async def saved(page: Page) -> None:
    await page.get_by_role("link", name=t("preset.left"), exact=True).tap()
    await page.get_by_role("button", name=t("do.save"), exact=True).tap()
    await expect(page.get_by_text(t("record.saved"))).to_be_visible()

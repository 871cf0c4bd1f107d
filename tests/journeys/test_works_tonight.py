"""Before the night, does everything work? All well, no network, a wrong clock, no promise."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    enrol,
    save,
    shell_is_kept,
    street_shift,
    t,
    unlock,
    write_seller,
)

# Whether a browser promises to keep is its own affair; what is made of its answer is ours.
PROMISES = "() => {{ StorageManager.prototype.{asked} = () => Promise.resolve({promise}) }}"
CHECKS = ("desk", "clock", "letters", "kept", "room", "shell", "version")


@pytest.fixture
async def phone(own_desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> Device:
    """Enrolled, its app kept, at the page that leads to the self-test."""
    ada = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    phone = await browsers.phone(tmp_path / "ada")
    await enrol(phone.page, ada["url"])
    await shell_is_kept(phone.page)
    return phone


async def promise(page: Page, kept: bool) -> None:
    for asked in ("persisted", "persist"):
        await page.evaluate(PROMISES.format(asked=asked, promise=str(kept).lower()))


async def look(page: Page) -> None:
    await page.get_by_role("link", name=t("badge.all_sent")).click()
    await page.get_by_role("link", name=t("check.title")).click()
    await expect(page.get_by_role("heading", name=t("check.title"), level=1)).to_be_focused()


def row(page: Page, check: str) -> Locator:
    name = page.get_by_text(t(f"check.{check}"), exact=True)
    return page.get_by_role("listitem").filter(has=name)


async def says(page: Page, check: str, verdict: str, said: str, **facts: str) -> None:
    for words in (t(f"check.is.{verdict}"), t(f"check.{check}.{said}", **facts)):
        await expect(row(page, check).get_by_text(words, exact=True)).to_be_visible()


async def concludes(page: Page, result: str) -> None:
    await expect(page.get_by_text(t(f"check.all.{result}"), exact=True)).to_be_visible()


async def letters_kept(page: Page) -> int:
    """How many letters stand in this phone's own databases."""
    counted: int = await page.evaluate("""async () => {
      let count = 0;
      for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith('lykta-')) continue;
        const db = await new Promise((done) => {
          const open = indexedDB.open(name);
          open.onsuccess = () => done(open.result);
        });
        count += await new Promise((done) => {
          const all = db.transaction('letters').objectStore('letters').count();
          all.onsuccess = () => done(all.result);
        });
        db.close();
      }
      return count;
    }""")
    return counted


async def test_all_is_well_and_the_letter_that_was_tried_leaves_nothing_behind(
    phone: Device,
) -> None:
    page = phone.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    await promise(page, kept=True)
    await look(page)
    for check in CHECKS:
        await says(page, check, "ok", "ok")
    await says(page, "push", "absent", "off")
    await concludes(page, "ok")
    assert await letters_kept(page) == 0
    assert [each for each in asked if each.startswith("POST") and "/api/ops" in each] == []
    assert phone.complaints == []


async def test_without_a_network_it_says_what_still_works_and_tries_again_when_asked(
    phone: Device, own_desk: RunningDesk
) -> None:
    """[PH6] No network is weather, not a fault."""
    page = phone.page
    await promise(page, kept=True)
    await look(page)
    await concludes(page, "ok")
    # A page's lack of network is not its service worker's: there it must be the desk that is gone.
    own_desk.stop()
    await page.context.set_offline(True)
    await page.get_by_role("button", name=t("check.again")).click()
    for check in ("desk", "clock", "version"):
        await says(page, check, "unseen", "unseen")
    for check in ("letters", "kept", "room", "shell"):
        await says(page, check, "ok", "ok")
    await concludes(page, "unseen")
    own_desk.start()
    await page.context.set_offline(False)
    await page.get_by_role("button", name=t("check.again")).click()
    await concludes(page, "ok")


@pytest.mark.parametrize(("wrong", "said"), [(10, "fast"), (-10, "slow")])
async def test_a_clock_ten_minutes_wrong_is_told_with_its_minutes(
    wrong: int, said: str, phone: Device, own_desk: RunningDesk
) -> None:
    """The desk's clock decides (FU7); the phone's is only put right by its owner."""
    page = phone.page
    await page.context.clock.install(time=datetime.now(UTC) + timedelta(minutes=wrong))
    await page.goto(own_desk.url)
    await page.reload()
    await unlock(page)
    await promise(page, kept=True)
    await look(page)
    await says(page, "clock", "todo", said, minutes="10")
    await says(page, "desk", "ok", "ok")
    await concludes(page, "todo")


async def test_storage_without_a_promise_says_how_to_get_one(phone: Device) -> None:
    """[F79] What a browser has not promised to keep, it may clear."""
    page = phone.page
    await promise(page, kept=False)
    await look(page)
    await says(page, "kept", "todo", "refused")
    await concludes(page, "todo")


async def test_whoever_may_lose_what_waits_is_reminded_once_a_day(phone: Device) -> None:
    """[F27] It stands in nobody's way, and says what to do."""
    page = phone.page
    for asked in ("persisted", "persist"):
        await phone.context.add_init_script(f"({PROMISES.format(asked=asked, promise='false')})()")
    await page.reload()
    await unlock(page)
    await page.context.set_offline(True)
    await street_shift(page)
    await expect(page.get_by_text(t("reminder.waits.one", count="1"))).to_be_visible()
    await page.get_by_role("button", name=t("do.understood"), exact=True).click()
    await write_seller(page)
    await save(page)
    await expect(page.get_by_text(t("reminder.waits.other", count="2"))).to_have_count(0)
    await page.reload()
    await unlock(page)
    await expect(page.get_by_role("heading", name=t("tonight.title"))).to_be_visible()
    await expect(page.get_by_text(t("reminder.waits.other", count="2"))).to_have_count(0)
    # The next day it is said again.
    await page.evaluate("() => localStorage.setItem('lykta.reminded', '2026-01-01')")
    await page.reload()
    await unlock(page)
    await expect(page.get_by_text(t("reminder.waits.other", count="2"))).to_be_visible()

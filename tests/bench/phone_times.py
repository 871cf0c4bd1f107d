"""How long a phone takes that is four times slower than this machine, measured in its own page."""

import asyncio
import gzip
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import CDPSession, Page, expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import enrol, shell_is_kept, street_shift, t, unlock

from . import weight

SLOWER = 4
ENTRIES, WAITING, SAVES, STARTS, COVERS = 500, 1000, 100, 7, 10

# When the first thing stands that a thumb can use, and what had been asked for by then.
FIRST_USE = """
addEventListener('DOMContentLoaded', () => {
  const usable = 'form input, a.primary.big, .bar a';
  const look = () => {
    if (window.usableAt || !document.querySelector(usable)) return;
    const now = () => { window.usableAt ??= performance.now(); };
    requestAnimationFrame(() => requestAnimationFrame(now));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
});
"""
ASKED_FOR = """() => performance.getEntriesByType('resource')
  .filter(({ startTime }) => startTime < window.usableAt)
  .filter(({ name }) => /\\.(js|css)$/.test(new URL(name).pathname))
  .map(({ name }) => name)"""
# From the click to the words, and from the click to the frame that shows it.
STOPWATCH = """(words) => {
  const times = { save: [], cover: [] };
  let since = 0, kind = '';
  addEventListener('click', ({ target, isTrusted }) => {
    if (!isTrusted) return;
    since = performance.now();
    kind = target.closest('button')?.matches('[type=submit]') ? 'save' : 'cover';
    if (kind === 'cover') requestAnimationFrame(() => requestAnimationFrame(() => {
      if (document.querySelector('.cover')) times.cover.push(performance.now() - since);
    }));
  }, true);
  new MutationObserver(() => {
    const said = document.querySelector('.line .text')?.textContent ?? '';
    if (kind !== 'save' || !said.includes(words)) return;
    times.save.push(performance.now() - since);
    kind = '';
    window.heard?.();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  window.times = times;
}"""
# Asked before the tap: whoever looks for something on the page while it saves makes it wait.
SAVED_S = 30
SAVED = """(count) => new Promise((resolve) => {
  if (window.times.save.length >= count) resolve();
  else window.heard = resolve;
})"""
# No thumb comes down sooner than this after the one before it.
IDLE = "() => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 400))"
SENT_S = 180
SENT = """(words) => new Promise((resolve) => {
  const look = () => {
    if (document.querySelector('header')?.textContent.includes(words)) resolve();
  };
  new MutationObserver(look).observe(document.querySelector('header'), {
    childList: true, subtree: true, characterData: true,
  });
})"""
FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => {
    window.frames_.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""


@dataclass
class Times:
    """Milliseconds each; bytes for `first_load`."""

    start: list[float]
    unlock: list[float]
    save: list[float]
    cover: list[float]
    frames: list[float]
    first_load: int


async def slowed(page: Page) -> CDPSession:
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


async def measured(desk: RunningDesk, browsers: Browsers, folder: Path) -> Times:
    """1. A first visit. 2. With 500 entries: saves and covers. 3. Starts without a network.
    4. 1,000 letters wait, and go.
    """
    member = await desk.add("Ada Påhittad", "worker")
    link = (await desk.link(member))["url"]
    first_load = await _first_load(browsers, folder / "first", link)
    phone = await browsers.phone(folder / "ada")
    await phone.context.add_init_script(FIRST_USE)
    page = phone.page
    await enrol(page, link)
    await shell_is_kept(page)
    await street_shift(page)
    await weight.told(desk, member, ENTRIES)
    await page.reload()
    await unlock(page)
    await expect(page.locator(".contact")).to_have_count(20, timeout=60_000)
    times = await _saves_and_covers(page)
    starts, unlocks = await _starts(phone, desk.url)
    frames = await _frames(phone, desk.url)
    return Times(starts, unlocks, times["save"], times["cover"], frames, first_load)


async def _first_load(browsers: Browsers, profile: Path, link: str) -> int:
    """JS and CSS asked for before a first visit's screen can be used, each by itself gzip -9."""
    phone = await browsers.phone(profile, service_workers="block")
    await phone.context.add_init_script(FIRST_USE)
    page = phone.page
    await page.goto(link)
    await page.wait_for_function("() => window.usableAt")
    total = 0
    for address in await page.evaluate(ASKED_FOR):
        response = await phone.context.request.get(address)
        assert response.ok, address
        total += len(gzip.compress(await response.body(), 9))
    await phone.close()
    return total


async def _saves_and_covers(page: Page) -> dict[str, list[float]]:
    await page.evaluate(STOPWATCH, t("record.saved"))
    session = await slowed(page)
    for n in range(SAVES):
        await page.get_by_role("link", name=t("preset.left"), exact=True).tap()
        await page.evaluate(IDLE)
        saved = asyncio.create_task(page.evaluate(SAVED, n + 1))
        await page.get_by_role("button", name=t("do.save"), exact=True).tap()
        done, _ = await asyncio.wait([saved], timeout=SAVED_S)
        assert done, f"not saved: {await page.inner_text('body')}"
    for _ in range(COVERS):
        await page.get_by_role("button", name=t("cover.do")).tap()
        await page.get_by_role("button", name=t("cover.show"), exact=True).tap()
    await session.detach()
    found: dict[str, list[float]] = await page.evaluate("() => window.times")
    return found


async def _starts(phone: Device, url: str) -> tuple[list[float], list[float]]:
    """Without a network: to where a passphrase can be typed or a contact begun; then unlocked."""
    starts, unlocks = [], []
    await phone.context.set_offline(True)
    for _ in range(STARTS):
        page = await phone.context.new_page()
        session = await slowed(page)
        await page.goto(url)
        await page.wait_for_function("() => window.usableAt")
        starts.append(await page.evaluate("() => window.usableAt"))
        before = await page.evaluate("() => performance.now()")
        await unlock(page)
        unlocks.append(await page.evaluate("() => performance.now()") - before)
        await session.detach()
        await page.close()
    await phone.context.set_offline(False)
    return starts, unlocks


async def _frames(phone: Device, url: str) -> list[float]:
    page = phone.page
    await phone.context.set_offline(True)
    await weight.waits(page, WAITING)
    await page.reload()
    await unlock(page)
    await page.evaluate("() => { location.hash = '#waiting' }")
    await expect(page.get_by_text(t("badge.waiting.other", count=str(WAITING)))).to_be_visible()
    session = await slowed(page)
    await page.evaluate(FRAMES)
    sent = asyncio.create_task(page.evaluate(SENT, t("badge.all_sent")))
    await phone.context.set_offline(False)
    await asyncio.wait_for(sent, SENT_S)
    await session.detach()
    frames: list[float] = await page.evaluate("() => window.frames_")
    return frames


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]

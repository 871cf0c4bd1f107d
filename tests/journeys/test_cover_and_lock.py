"""A phone in another's hand: covered at once, locked soon, and never in the way of writing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from lykta.domain.words import LISTS
from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    PASSPHRASE,
    choose_passphrase,
    enrol,
    fill_seller,
    new_contact,
    record_seller,
    save,
    shell_is_kept,
    t,
    unlock,
    write_seller,
)

CANARY = "Pahittad kanariefagel"
TRIES = 10
OPS = "**/api/ops"
OUT_OF_SIGHT = """(hidden) => {
  const state = hidden ? 'hidden' : 'visible';
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
"""As a phone does when another app comes to the front."""
SHOWN = """() => {
  const named = [...document.querySelectorAll('[aria-label], [title]')]
    .map((each) => each.getAttribute('aria-label') + each.title);
  return [document.title, document.body.innerText, ...named].join('\\n');
}"""
STARVED = """() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (asked) {
    post.call(this, { ...asked, cost: { ...asked.cost, memoryKiB: 2 ** 31 } });
  };
}"""
"""Argon2 is to take two terabytes, which no browser gives."""
HELD = """() => [document.documentElement.outerHTML,
  ...[...document.querySelectorAll('input, textarea')].map((each) => each.value)].join('\\n')"""


@pytest.fixture
async def ada(own_desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> AsyncIterator[Device]:
    """Ada on her shift's phone; its clock is an argument from here on."""
    phone = await browsers.phone(tmp_path / "ada")
    link = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    await enrol(phone.page, link["url"])
    await shell_is_kept(phone.page)
    await phone.page.clock.install()
    yield phone
    assert phone.complaints == []


async def write_half(page: Page) -> None:
    """A contact half written, the thumb still in its note."""
    await write_seller(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await page.get_by_label(t("more.note_label"), exact=True).fill(CANARY)


async def is_covered(page: Page) -> None:
    await expect(page.get_by_role("button", name=t("cover.show"), exact=True)).to_be_focused()
    shown = await page.evaluate(SHOWN)
    assert CANARY not in shown
    assert [word.code for word in LISTS["role"].words if word.sv in shown] == []


async def is_locked(page: Page) -> None:
    """Nothing that could be read is even in the page."""
    await expect(page.get_by_label(t("lock.passphrase"), exact=True)).to_be_visible()
    held = await page.evaluate(HELD)
    assert CANARY not in held
    assert "Ada Påhittad" not in held


async def test_one_tap_covers_and_one_uncovers_with_the_thumb_where_it_was(ada: Device) -> None:
    """[PH4] Nothing is lost by hiding it, not even the place in the text."""
    page = ada.page
    await write_half(page)
    note = page.get_by_label(t("more.note_label"), exact=True)
    await note.focus()
    # By touch: a tap does not take the focus out of a text, as a click might.
    await page.get_by_role("button", name=t("cover.do")).dispatch_event("click")
    await is_covered(page)
    await page.get_by_role("button", name=t("cover.show"), exact=True).tap()
    await expect(note).to_be_focused()
    await expect(note).to_have_value(CANARY)


async def test_out_of_sight_covers_at_once_and_locks_after_half_a_minute(ada: Device) -> None:
    """[PH4] [F41] [F77]"""
    page = ada.page
    await write_half(page)
    await page.evaluate(OUT_OF_SIGHT, True)
    await is_covered(page)
    await page.clock.fast_forward(29_000)
    await page.evaluate(OUT_OF_SIGHT, False)
    await is_covered(page)
    await page.evaluate(OUT_OF_SIGHT, True)
    await page.clock.fast_forward(31_000)
    await is_locked(page)

    await unlock(page)
    await expect(page.get_by_label(t("more.note_label"), exact=True)).to_have_value(CANARY)


async def test_two_idle_minutes_lock_without_a_network_too(ada: Device) -> None:
    """[PH4] [F34] [F40] And a new start is locked from its first moment."""
    page = ada.page
    await ada.context.set_offline(True)
    await write_half(page)
    await page.clock.fast_forward(119_000)
    await expect(page.get_by_label(t("more.note_label"), exact=True)).to_be_visible()
    await page.clock.fast_forward(2_000)
    await is_locked(page)
    await page.reload()
    await is_locked(page)
    await unlock(page)
    await expect(page.get_by_role("heading", name=t("record.title"))).to_be_visible()


async def test_locked_one_writes_on_and_it_is_sent_and_read_only_after_unlocking(
    own_desk: RunningDesk, ada: Device
) -> None:
    """[PH6] [F38] Sealing needs no unlocking."""
    page = ada.page
    await write_half(page)
    await page.clock.fast_forward(121_000)
    await is_locked(page)
    await page.get_by_role("button", name=t("lock.write")).tap()
    await expect(page.get_by_role("heading", name=t("record.title"))).to_be_visible()
    # What was half written stays locked away; this is another.
    await expect(page.get_by_text(CANARY)).to_have_count(0)
    await fill_seller(page)
    async with page.expect_response(OPS):
        await save(page)
    await is_locked(page)
    assert await own_desk.kinds() == {"contact": 1}

    await unlock(page)
    await expect(page.get_by_text(t("contact.desk"), exact=True)).to_have_count(1)
    await new_contact(page)
    await expect(page.get_by_label(t("more.note_label"), exact=True)).to_have_value(CANARY)


async def test_what_is_begun_aside_is_a_draft_once_it_is_unlocked(ada: Device) -> None:
    """[F29] [PH6]"""
    page = ada.page
    await page.get_by_role("button", name=t("cover.do")).tap()
    await page.get_by_role("button", name=t("cover.lock"), exact=True).tap()
    await page.get_by_role("button", name=t("lock.write")).tap()
    await fill_seller(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await page.get_by_label(t("more.note_label"), exact=True).fill(CANARY)
    await page.get_by_role("button", name=t("cover.do")).tap()
    await is_locked(page)
    await page.get_by_role("button", name=t("lock.write")).tap()
    await expect(page.get_by_role("heading", name=t("record.title"))).to_be_visible()
    assert CANARY not in await page.evaluate(HELD)
    await page.get_by_role("button", name=t("cover.do")).tap()

    await unlock(page)
    await expect(page.get_by_label(t("more.note_label"), exact=True)).to_have_value(CANARY)


async def test_ten_wrong_passphrases_end_reading_and_nothing_else(
    own_desk: RunningDesk, ada: Device
) -> None:
    """[PH5] [F36] [F37] What waits is sent, what is written is sent, and nothing can be read."""
    page = ada.page
    await ada.context.set_offline(True)
    await record_seller(page)
    await page.reload()
    for left in range(TRIES - 1, 0, -1):
        await guess(page, "inte den har")
        words = t("lock.left.one" if left == 1 else "lock.left.other", count=str(left))
        await expect(page.get_by_text(words)).to_be_visible()
        if left == TRIES // 2:
            await page.reload()
    await page.get_by_label(t("lock.passphrase"), exact=True).fill("inte den har")
    await page.get_by_role("button", name=t("lock.open"), exact=True).tap()
    await expect(page.get_by_text(t("lock.walled"))).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(t("lock.walled"))).to_be_visible()
    await expect(page.get_by_label(t("lock.passphrase"), exact=True)).to_have_count(0)

    await page.get_by_role("button", name=t("lock.write")).tap()
    await fill_seller(page)
    await save(page)
    async with page.expect_response(OPS):
        await ada.context.set_offline(False)
    assert (await own_desk.kinds())["contact"] == 2

    again = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    await page.goto(again["url"])
    await choose_passphrase(page)
    await page.get_by_role("button", name=t("enrol.do")).click()
    await expect(page.get_by_role("link", name=t("tonight.new"))).to_be_visible()


async def guess(page: Page, passphrase: str) -> None:
    await page.get_by_label(t("lock.passphrase"), exact=True).fill(passphrase)
    await page.get_by_role("button", name=t("lock.open"), exact=True).tap()
    # The field is emptied once the try has been made.
    await expect(page.get_by_label(t("lock.passphrase"), exact=True)).to_have_value("")


async def test_a_phone_without_the_memory_for_it_says_so_and_can_try_again(ada: Device) -> None:
    """[F36] It does not hang at "unlocking", and no try is lost by it."""
    page = ada.page
    await page.reload()
    await page.evaluate(STARVED)
    for _ in range(TRIES):
        await guess(page, PASSPHRASE)
        await expect(page.get_by_text(t("trouble.unknown"))).to_be_visible()
    # The browser says so too.
    ada.complaints.clear()
    await page.reload()
    await guess(page, "inte den har")
    await expect(page.get_by_text(t("lock.left.other", count=str(TRIES - 1)))).to_be_visible()
    await unlock(page)


async def test_panic_is_two_taps_and_leaves_what_was_recorded(
    own_desk: RunningDesk, ada: Device
) -> None:
    """[PH5] The same passphrase opens an empty phone; the desk has everything."""
    page = ada.page
    await ada.context.set_offline(True)
    await record_seller(page)
    await write_half(page)
    await page.get_by_role("button", name=t("cover.do")).tap()
    await page.get_by_role("button", name=t("panic.name")).tap()
    await page.get_by_role("button", name=t("panic.do")).tap()
    await is_locked(page)
    await unlock(page)
    await page.evaluate("() => { location.hash = '#tonight' }")
    await expect(page.get_by_text(t("tonight.no_contacts"))).to_be_visible()
    await new_contact(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await expect(page.get_by_label(t("more.note_label"), exact=True)).to_have_value("")
    async with page.expect_response(OPS):
        await ada.context.set_offline(False)
    assert (await own_desk.kinds())["contact"] == 1


async def test_a_passphrase_is_changed_by_whoever_knows_the_old_one(ada: Device) -> None:
    page = ada.page
    await page.evaluate("() => { location.hash = '#waiting' }")
    await page.get_by_role("heading", name=t("passphrase.change")).click()
    await page.get_by_label(t("passphrase.old"), exact=True).fill(PASSPHRASE)
    await choose_passphrase(page, "sju gula bilar")
    await page.get_by_role("button", name=t("passphrase.change"), exact=True).tap()
    await expect(page.get_by_text(t("passphrase.changed"))).to_be_visible()
    await page.reload()
    await guess(page, PASSPHRASE)
    await expect(page.get_by_text(t("lock.wrong"))).to_be_visible()
    await unlock(page, "sju gula bilar")


async def test_nothing_comes_back_by_going_back(ada: Device) -> None:
    """[A51] Locked, then signed out: the browser's own "back" and "forward", and a page it kept
    from before, show the lock and no more.
    """
    page = ada.page
    await page.evaluate("() => { location.hash = '#record' }")
    await page.locator("summary", has_text=t("more.note")).click()
    await page.get_by_label(t("more.note_label")).fill(CANARY)
    await page.get_by_role("button", name=t("cover.do")).click()
    await page.get_by_role("button", name=t("cover.lock"), exact=True).click()
    for go in ("back", "forward", "back"):
        await page.evaluate(f"() => history.{go}()")
        await expect(page.get_by_label(t("lock.passphrase"), exact=True)).to_be_visible()
        assert CANARY not in await page.evaluate(HELD)
    await page.goto("about:blank")
    await page.go_back()
    await expect(page.get_by_label(t("lock.passphrase"), exact=True)).to_be_visible()
    assert CANARY not in await page.evaluate(HELD)
    assert await page.evaluate("() => fetch('/api/changes').then(({ status }) => status)") == 401
    ada.complaints.clear()

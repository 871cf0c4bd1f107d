"""A contact opened again: corrected, answered for, promised from, and mended after a no."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk

from .acts import (
    choose,
    enrol,
    group,
    label,
    promise,
    save,
    says_no,
    shell_is_kept,
    t,
    unlock,
    write_seller,
)

NOTE = "Ville tänka till i morgon, påhittat."


async def enrolled(
    own_desk: RunningDesk, browsers: Browsers, folder: Path, **options: Any
) -> Device:
    member = await own_desk.add("Ada Påhittad", "worker")
    phone = await browsers.phone(folder / "ada", **options)
    await enrol(phone.page, (await own_desk.link(member, "phone"))["url"])
    return phone


@pytest.fixture
async def ada(own_desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> Device:
    phone = await enrolled(own_desk, browsers, tmp_path)
    await shell_is_kept(phone.page)
    return phone


async def _open_first(page: Page) -> None:
    await page.locator(".contact a.what").first.click()
    await expect(page.get_by_role("button", name=t("entry.correct"), exact=True)).to_be_visible()


def _fact(name: str) -> str:
    return f"dt:text-is('{name}') + dd"


async def test_a_contact_is_corrected_without_network_and_says_whether_it_has_been_sent(
    ada: Device,
) -> None:
    """[CT6] The form stands filled in, and the note with it; a correction shows as one."""
    page = ada.page
    await page.context.set_offline(True)
    await write_seller(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await page.get_by_label(t("more.note_label"), exact=True).fill(NOTE)
    await save(page)
    await _open_first(page)
    await expect(page.get_by_text(t("entry.sent_phone"))).to_be_visible()
    await expect(page.get_by_text(NOTE)).to_be_visible()

    await page.get_by_role("button", name=t("entry.correct"), exact=True).click()
    await expect(page.get_by_label(t("more.note_label"), exact=True)).to_have_value(NOTE)
    await choose(page, t("record.arena"), label("arena", "HOTEL"))
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("entry.corrected_now"))).to_be_visible()
    arena = page.locator(_fact(t("record.arena")))
    await expect(arena).to_have_text(label("arena", "HOTEL"))
    await expect(page.get_by_text(t("entry.sent_phone"))).to_be_visible()

    await page.context.set_offline(False)
    await expect(page.get_by_text(t("entry.sent_desk"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(arena).to_have_text(label("arena", "HOTEL"))
    assert ada.complaints == []


async def test_an_answer_is_added_afterwards_and_taken_back(ada: Device) -> None:
    """[CO2] [CO7] Purpose by purpose; taking back is two taps."""
    page = ada.page
    await write_seller(page)
    await save(page)
    await _open_first(page)
    await expect(page.get_by_text(t("entry.no_answers"))).to_be_visible()
    await page.get_by_role("button", name=t("entry.new_answer"), exact=True).click()
    await choose(page, t("entry.purpose"), label("purpose", "SHARE_KAST"))
    await choose(page, t("entry.asked_near"), t("police_near.no"))
    await choose(page, label("purpose", "SHARE_KAST"), label("consent_state", "YES"))
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("entry.answered"))).to_be_visible()
    row = page.locator(".answers .contact").filter(has_text=label("purpose", "SHARE_KAST"))
    await expect(row.locator(".where")).to_have_text(label("consent_state", "YES"))

    await row.get_by_text(t("entry.take_back"), exact=True).click()
    await page.get_by_role("button", name=t("entry.take_back_now"), exact=True).click()
    await expect(row.locator(".where")).to_have_text(label("consent_state", "WITHDRAWN"))
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(row.locator(".where")).to_have_text(label("consent_state", "WITHDRAWN"))
    assert ada.complaints == []


async def test_a_follow_up_is_promised_afterwards_on_a_yes(ada: Device) -> None:
    """[CO5] The yes goes before it, so that the desk takes its details in."""
    page = ada.page
    await write_seller(page)
    await save(page)
    await _open_first(page)
    await promise(page, "CALL_BACK")
    await choose(page.locator(".promise"), t("promise.contact_again"), t("answer.yes"))
    await page.get_by_label(t("reach.reach"), exact=True).fill("070-000 00 00")
    await page.get_by_role("button", name=t("entry.promise_save"), exact=True).click()
    await expect(page.get_by_text(t("entry.promised"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await page.get_by_role("link", name=label("follow_up_kind", "CALL_BACK")).click()
    await page.get_by_role("button", name=t("move.take"), exact=True).click()
    await expect(page.get_by_text("070-000 00 00")).to_be_visible()
    assert ada.complaints == []


async def test_a_refused_contact_is_put_right_in_the_form_and_needs_nobody_any_more(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """What is wrong is said at the question; the new letter mends the old one."""
    # A page that a service worker serves may send past the route.
    ada = await enrolled(own_desk, browsers, tmp_path, service_workers="block")
    page = ada.page
    await page.route("**/api/ops", says_no)
    await write_seller(page)
    await save(page)
    await page.get_by_text(t("badge.need_you.one", count="1"), exact=True).click()
    await page.unroute("**/api/ops")
    await page.get_by_role("link", name=t("waiting.mend"), exact=True).click()
    await expect(page.get_by_role("heading", name=t("record.mend"))).to_be_visible()
    said = t("problem.op.invalid").split("{")[0]
    await expect(group(page, t("record.arena")).get_by_text(said)).to_be_visible()
    await choose(page, t("record.arena"), label("arena", "HOTEL"))
    await save(page)
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(page.locator(".contact")).to_have_count(1)
    await expect(page.locator(".contact .where")).to_have_text(t("contact.desk"))
    assert ada.complaints == []


async def test_a_killed_page_has_everything_again(ada: Device) -> None:
    """[F29] [PH1] Chips, promises and words, as they stood."""
    page = ada.page
    await write_seller(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await page.get_by_label(t("more.note_label"), exact=True).fill(NOTE)
    await promise(page, "MEET")
    await ada.context.new_page()
    await page.close()
    again = ada.context.pages[-1]
    await again.goto(page.url)
    await unlock(again)
    await expect(again.get_by_text(t("record.restored"))).to_be_visible()
    await expect(again.get_by_label(t("more.note_label"), exact=True)).to_have_value(NOTE)
    await expect(again.locator(".promise")).to_have_count(1)
    await save(again)

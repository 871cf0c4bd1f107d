"""The queue without a mouse: one stroke a decision, and every one of them undone by another."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import enrol, group, label, record_buyer, record_call_back, t

REACH = "070-000 00 00"


async def focus_says(page: Page) -> str:
    said: str = await page.evaluate("() => document.activeElement.textContent")
    return " ".join(said.split())


async def test_a_morning_s_work_with_the_keyboard_alone(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """From the skip link on: open, give, put back, approve, and no key while somebody writes."""
    ada = await browsers.phone(tmp_path / "ada")
    await enrol(
        ada.page, (await own_desk.link(await own_desk.add("Ada Påhittad", "worker")))["url"]
    )
    siv = await browsers.desk(tmp_path / "siv")
    page = siv.page
    member = await own_desk.add("Siv Påhittad", "supervisor")
    await enrol(page, (await own_desk.link(member, "desk"))["url"])
    await record_call_back(ada.page, REACH)
    await record_buyer(ada.page)

    press = page.keyboard.press
    queue = page.get_by_role("link", name=t("nav.queue"), exact=True)
    await queue.focus()
    await press("Enter")
    await expect(page.get_by_role("heading", name=t("queue.title"))).to_be_focused()
    await expect(page.locator(".card.follow-up")).to_have_count(2)
    await press("j")
    first = await focus_says(page)
    await press("j")
    second = await focus_says(page)
    assert first != second
    await press("k")
    assert await focus_says(page) == first
    panel = page.locator(".panel")
    await expect(panel).to_be_visible()

    await press("a")
    await expect(panel.get_by_role("heading", name=t("move.assign"))).to_be_focused()
    await expect(group(panel, t("move.to"))).to_be_visible()
    await press("Tab")
    assert await focus_says(page) == "Ada Påhittad"
    await press("Enter")
    await expect(page.get_by_text(t("moved.assign"))).to_be_visible()
    await expect(panel.locator(".facts").first).to_contain_text("Ada Påhittad")
    await press("u")
    await expect(page.get_by_text(t("moved.undone"))).to_be_visible()
    await expect(panel.locator(".facts").first).to_contain_text(t("member.nobody"))

    await press("c")
    await expect(panel.get_by_role("heading", name=t("move.complete"))).to_be_focused()
    outcome = panel.get_by_role("radio", name=label("outcome", "LINKED"))
    while not await outcome.evaluate("(radio) => radio.name === document.activeElement.name"):
        await press("Tab")
    while not await outcome.is_checked():
        await press("ArrowDown")
    remark = panel.get_by_label(t("move.remark"), exact=True)
    while not await remark.evaluate("(box) => box === document.activeElement"):
        await press("Tab")
    await page.keyboard.type("jack, erik och u")
    await expect(remark).to_have_value("jack, erik och u")
    done = panel.get_by_role("button", name=t("do.save"), exact=True)
    while not await done.evaluate("(button) => button === document.activeElement"):
        await press("Tab")
    await press("Enter")
    await expect(page.get_by_text(t("moved.complete"))).to_be_visible()
    await expect(panel.locator(".facts").first).to_contain_text(t("state.done"))
    await press("e")
    await expect(page.get_by_text(t("moved.approve"))).to_be_visible()
    await press("r")
    await expect(page.get_by_text(t("keys.not_now"))).to_be_visible()

    await press("?")
    dialog = page.get_by_role("dialog", name=t("keys.title"))
    await expect(dialog).to_be_visible()
    await dialog.get_by_label(t("keys.on")).press(" ")
    await press("Escape")
    await expect(dialog).to_be_hidden()
    await page.get_by_role("heading", name=t("queue.title")).focus()
    await press("j")
    await expect(page.get_by_role("heading", name=t("queue.title"))).to_be_focused()
    assert siv.complaints == []

"""A text that points somebody out is stopped on the phone, with the reason, before it is saved."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import enrol, t, write_seller

NUMBER = "070-174 06 05"
NOTE = "Vill bli uppringd i morgon, "


async def test_a_note_with_a_phone_number_is_saved_once_the_number_is_gone(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[CT5] Said while it is written; the save stops at the field and marks what was found."""
    ada = await own_desk.add("Ada Påhittad", "worker")
    phone = await browsers.phone(tmp_path / "ada")
    page = phone.page
    await enrol(page, (await own_desk.link(ada, "phone"))["url"])
    await write_seller(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    note = page.get_by_label(t("more.note_label"), exact=True)
    await note.fill(f"{NOTE}{NUMBER}.")
    what = t("identifier.phone")
    await expect(page.get_by_text(t("text.points_out", what=what, piece=NUMBER))).to_be_visible()

    await page.get_by_role("heading", name=t("record.title")).click()
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("trouble.points_out", what=what))).to_be_visible()
    await expect(note).to_be_focused()
    await expect(note).to_have_attribute("aria-invalid", "true")
    marked = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert await note.evaluate(marked) == NUMBER

    await page.keyboard.press("Backspace")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("record.saved"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    assert phone.complaints == []

"""What a night costs in taps: the budgets of the recording, held."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser import Browsers
from tests.desk import RunningDesk

from .acts import choose, enrol, label, new_contact, record_child, street_shift, t
from .taps import SEQUENCES, run


async def test_every_way_to_record_keeps_within_its_taps(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """From Tonight to saved; each contact arrives whole."""
    ada = await own_desk.add("Ada Påhittad", "worker")
    phone = await browsers.phone(tmp_path / "ada")
    page = phone.page
    await enrol(page, (await own_desk.link(ada, "phone"))["url"])
    await street_shift(page)
    counts = {name: await run(page, name) for name in SEQUENCES}
    over = {name: c for name, c in counts.items() if c.taps > SEQUENCES[name].limit}
    assert over == {}
    # Only what no chip can say is written.
    assert {name: c.typed for name, c in counts.items() if c.typed} == {
        "call_back": len("070-000 00 00")
    }
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(page.locator(".contact")).to_have_count(len(SEQUENCES))
    assert phone.complaints == []


async def test_the_end_of_a_shift_says_what_is_not_done(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F20] [DU1] A contact that was only begun, and a report that nobody has made."""
    ada = await own_desk.add("Ada Påhittad", "worker")
    page = (await browsers.phone(tmp_path / "ada")).page
    await enrol(page, (await own_desk.link(ada, "phone"))["url"])
    await street_shift(page)
    await page.get_by_role("link", name=t("shift.end")).click()
    await expect(page.get_by_text(t("shift.zero"))).to_be_visible()
    await expect(page.get_by_text(t("shift.unfinished"))).to_have_count(0)
    await page.go_back()
    await record_child(page)
    await new_contact(page)
    await choose(page, t("record.roles"), label("role", "SELLER"))
    await page.go_back()
    await page.get_by_role("link", name=t("shift.end")).click()
    await expect(page.get_by_text(t("shift.unfinished"))).to_be_visible()
    await expect(page.get_by_text(t("shift.duty"))).to_be_visible()

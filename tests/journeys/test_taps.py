"""What a night costs in taps: the budgets of the recording, held."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser import Browsers
from tests.desk import RunningDesk

from .acts import enrol, street_shift, t
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

"""Green says that nothing waits. It ends with the save, not when the screen is next drawn."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import fill_seller, new_contact, on_shift, save, t

# What the badge says in each picture that also says "saved".
WATCH = """
(said) => {
  const badge = document.querySelector('.badge');
  window.badges = [];
  new MutationObserver(() => {
    if (document.body.innerText.includes(said)) window.badges.push(badge.innerText.trim());
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}
"""


async def test_green_is_over_when_saved_is_said(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[PH3] Whoever reads "saved" and puts the phone away has not also read "all sent"."""
    page = (await on_shift(own_desk, browsers, tmp_path / "ada")).page
    own_desk.stop()
    await new_contact(page)
    await fill_seller(page)
    await page.evaluate(WATCH, t("record.saved"))
    await save(page)
    await expect(page.get_by_text(t("badge.waiting.one", count="1"))).to_be_visible()
    badges: list[str] = await page.evaluate("() => window.badges")
    assert badges
    assert t("badge.all_sent") not in badges

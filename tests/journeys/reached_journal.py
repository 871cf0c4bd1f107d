"""How the screens are reached for what is written down beside the nights."""

from playwright.async_api import Page, expect

from .acts import choose, label, t
from .reached import titled, to
from .stage import Stage


async def incident(page: Page, stage: Stage) -> None:
    await to(page, "tonight")
    await page.get_by_role("link", name=t("tonight.journal"), exact=True).click()
    await page.get_by_role("link", name=t("journal.new_incident"), exact=True).click()
    await choose(page, t("journal.incident_kind"), label("incident_kind", "THREAT"))
    await choose(page, t("journal.severity"), label("severity", "MEDIUM"))
    await page.get_by_label(t("journal.action"), exact=True).fill("Påhittat hot. Vi gick därifrån.")


async def worker(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await titled(page, t("journal.title"))
    await expect(page.get_by_text(t("journal.saved"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def empty(page: Page, stage: Stage) -> None:
    await to(page, "journal")
    await titled(page, t("journal.title"))
    await expect(page.get_by_text(t("journal.no_activities"))).to_be_visible()
    await expect(page.get_by_text(t("journal.no_disclosures"))).to_be_visible()


async def activity(page: Page, stage: Stage) -> None:
    await page.get_by_role("link", name=t("journal.new_activity"), exact=True).click()
    await choose(page, t("journal.kind"), label("activity_kind", "LECTURE"))
    await choose(page, t("journal.role"), label("activity_role", "SPOKE"))
    await page.get_by_label(t("journal.partner"), exact=True).fill("Påhittad förening")
    await page.get_by_label(t("journal.count"), exact=True).fill("25")


async def disclosure(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await titled(page, t("journal.title"))
    await page.get_by_role("link", name=t("journal.new_disclosure"), exact=True).click()
    await page.get_by_label(t("journal.to"), exact=True).fill("Påhittade polisen")
    await choose(page, t("journal.law"), t("journal.law_other"))
    await expect(page.get_by_label(t("journal.law_which"), exact=True)).to_be_visible()


async def lacking(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("journal.law_which"), exact=True).fill("Påhittad lag 1 §")
    await page.get_by_label(t("journal.ground"), exact=True).fill("kort")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("form.longer", least="10"))).to_be_visible()


async def written(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("journal.ground"), exact=True).fill("En påhittad begäran om uppgift.")
    await page.get_by_label(t("journal.balance"), exact=True).fill("Inget talade för.")
    await choose(page, t("journal.decision"), label("disclosure_decision", "REFUSED"))
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await titled(page, t("journal.title"))
    await expect(page.get_by_text("Påhittade polisen")).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def opened(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("journal.open"), exact=True).first.click()
    await page.get_by_role("button", name=t("journal.open"), exact=True).last.click()
    await expect(
        page.get_by_role("button", name=t("veil.hold", name=t("journal.text")))
    ).to_be_visible()


async def gone(page: Page, stage: Stage) -> None:
    await to(page, "journal/activity/00000000-0000-7000-8000-000000000000")
    await expect(page.get_by_text(t("journal.gone"))).to_be_visible()

"""How the screens are reached on which the nights are added up: figures, and the final report."""

from playwright.async_api import Page, expect

from .acts import choose, t
from .reached import dies, hangs, titled, to
from .stage import Stage

TABLES = "**/api/statistics/**"
REPORT = "**/api/report*"


async def loading(page: Page, stage: Stage) -> None:
    await page.route(TABLES, hangs)
    await to(page, "statistics")
    await titled(page, t("statistics.title"))
    await expect(page.get_by_text(t("statistics.loading"))).to_be_visible()


async def statistics(page: Page, stage: Stage) -> None:
    await page.unroute(TABLES)
    await to(page, "statistics/offers")
    await to(page, "statistics/roles_and_age")
    await expect(page.get_by_role("img")).to_be_visible()
    await expect(page.get_by_role("table")).to_be_visible()


async def compared(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("statistics.compare", of="2025")).check()
    await expect(page.get_by_role("columnheader", name="2025")).to_be_visible()


async def beside(page: Page, stage: Stage) -> None:
    """[R6] Police near and not, side by side."""
    await page.get_by_label(t("statistics.compare", of="2025")).uncheck()
    await page.get_by_label(t("statistics.table"), exact=True).select_option("offers_with_police")
    await expect(page.locator(".legend")).to_be_visible()


async def months(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("statistics.table"), exact=True).select_option("roles_by_month")
    await expect(page.get_by_text("2026-10").first).to_be_visible()


async def days(page: Page, stage: Stage) -> None:
    """Days on which nothing was recorded."""
    await choose(page, t("statistics.period"), t("statistics.other_days"))
    await page.get_by_label(t("statistics.since"), exact=True).fill("2024-03-01")
    await page.get_by_label(t("statistics.until"), exact=True).fill("2024-05-31")
    await expect(page.get_by_text(t("statistics.empty"))).to_be_visible()


async def refused(page: Page, stage: Stage) -> None:
    await choose(page, t("statistics.period"), "2026")
    await page.get_by_label(t("statistics.table"), exact=True).select_option("roles_and_age")
    await choose(page, t("statistics.mode"), t("statistics.mode.public"))
    await expect(page.get_by_text(t("problem.statistics.period"))).to_be_visible()


async def decide(page: Page, stage: Stage) -> None:
    await choose(page, t("statistics.mode"), t("statistics.mode.funder"))
    await page.get_by_role("button", name=t("exact.open"), exact=True).click()
    await page.get_by_label(t("exact.reason"), exact=True).fill("Påhittat avtal med finansiären.")


async def exact(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("exact.do"), exact=True).click()
    await expect(page.get_by_text(t("exact.stands"))).to_be_visible()


async def failed(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("exact.take_back"), exact=True).click()
    await expect(page.get_by_text(t("exact.open"), exact=True)).to_be_visible()
    await page.route(TABLES, dies)
    await choose(page, t("statistics.mode"), t("statistics.mode.internal"))
    await expect(page.get_by_text(t("trouble.offline"))).to_be_visible()


async def report(page: Page, stage: Stage) -> None:
    await page.unroute(TABLES)
    await page.get_by_role("link", name=t("report.title"), exact=True).click()
    await titled(page, t("report.title"))
    await expect(page.get_by_role("article")).to_be_visible()


async def box(page: Page, stage: Stage) -> None:
    await to(page, "report/continuation")
    await titled(page, t("report.box.continuation"))
    await page.get_by_label(t("report.text"), exact=True).fill("Arbetet bör bli permanent.")


async def costs(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await titled(page, t("report.title"))
    await to(page, "report/costs")
    for name, amount in (("Påhittad personal", "1 006 698"), ("Resor", "tjugo")):
        await page.get_by_role("button", name=t("report.costs_add"), exact=True).click()
        await page.get_by_label(t("report.amount_of"), exact=True).last.fill(name)
        await page.get_by_label(t("report.kronor"), exact=True).last.fill(amount)
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("report.kronor_wrong"))).to_be_visible()


async def known(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("report.kronor"), exact=True).last.fill("20 609")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await titled(page, t("report.title"))
    await to(page, "report/known")
    await page.get_by_label(t("report.court_cases"), exact=True).fill("0")


async def written(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text("Arbetet bör bli permanent.")).to_be_visible()
    await expect(page.get_by_text("1\u00a0027\u00a0307").first).to_be_visible()


async def report_failed(page: Page, stage: Stage) -> None:
    await page.route(REPORT, dies)
    await choose(page, t("statistics.mode"), t("statistics.mode.funder"))
    await expect(page.get_by_text(t("trouble.offline"))).to_be_visible()


async def reviewer(page: Page, stage: Stage) -> None:
    await page.get_by_role("link", name=t("statistics.title"), exact=True).click()
    await titled(page, t("statistics.title"))
    await expect(page.get_by_role("table")).to_be_visible()

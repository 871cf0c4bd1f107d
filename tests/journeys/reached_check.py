"""How the self-test is reached: under way, with a network, and without."""

from playwright.async_api import Page, expect

from .acts import t
from .reached import hangs, to
from .stage import Stage

HEALTH = "**/api/health"


async def check_looking(page: Page, stage: Stage) -> None:
    await page.route(HEALTH, hangs)
    await to(page, "check")
    await expect(page.get_by_text(t("check.looking"))).to_be_visible()


async def check(page: Page, stage: Stage) -> None:
    await page.unroute(HEALTH)
    await to(page, "waiting")
    await page.get_by_role("link", name=t("check.title")).click()
    await expect(page.get_by_text(t("check.desk.ok"))).to_be_visible()


async def check_offline(page: Page, stage: Stage) -> None:
    await page.context.set_offline(True)
    await page.get_by_role("button", name=t("check.again")).click()
    await expect(page.get_by_text(t("check.desk.unseen"), exact=True)).to_be_visible()

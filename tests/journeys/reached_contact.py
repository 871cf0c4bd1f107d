"""How a contact that was written before is reached again; as in `reached`."""

from playwright.async_api import Page, expect

from .acts import choose, label, promise, save, says_no, t, write_seller
from .reached import titled, to
from .stage import Stage


async def contact_offline(page: Page, stage: Stage) -> None:
    await page.locator(".contact a.what").first.click()
    await expect(page.get_by_text(t("entry.sent_phone"))).to_be_visible()


async def contact_answer(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("entry.new_answer"), exact=True).click()
    await choose(page, t("entry.purpose"), label("purpose", "SHARE_KAST"))
    await promise(page, "MEET")


async def contact_correct(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("entry.correct"), exact=True).click()
    await expect(page.get_by_text(t("entry.correct_hint"))).to_be_visible()


async def record_mend(page: Page, stage: Stage) -> None:
    await page.route("**/api/ops", says_no)
    await to(page, "tonight")
    await write_seller(page)
    await save(page)
    await to(page, "waiting")
    await page.get_by_role("link", name=t("waiting.mend"), exact=True).click()
    await titled(page, t("record.mend"))


async def contact_gone(page: Page, stage: Stage) -> None:
    await page.unroute("**/api/ops")
    await to(page, "contact/00000000-0000-7000-8000-000000000000")
    await expect(page.get_by_text(t("entry.gone"))).to_be_visible()

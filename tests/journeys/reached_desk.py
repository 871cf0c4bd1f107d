"""How the screens are reached on which a supervisor's morning is spent."""

import re

from playwright.async_api import Page, expect

from .acts import choose, enrol, group, label, move, open_card, t, unlock
from .reached import CHANGES, INVITATION, NAME, dies, hangs, titled, to
from .stage import Stage


async def morning_loading(page: Page, stage: Stage) -> None:
    await page.route(CHANGES, hangs)
    await enrol(page, await stage.invitation("supervisor"), NAME)
    await expect(page.get_by_text(t("read.loading"))).to_be_visible()
    # [F56] Not read yet is never "nothing there".
    await expect(page.get_by_text(t("morning.calm"))).to_have_count(0)
    await page.get_by_role("button", name=t("do.close")).click()


async def queue_loading(page: Page, stage: Stage) -> None:
    await to(page, "queue")
    await expect(page.get_by_text(t("read.loading"))).to_be_visible()
    await expect(page.get_by_text(t("queue.empty"))).to_have_count(0)


async def morning(page: Page, stage: Stage) -> None:
    await page.unroute(CHANGES)
    await to(page, "morning")
    await page.reload()
    await unlock(page)
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await page.get_by_role("button", name=t("morning.earlier")).click()
    await expect(page.get_by_role("group", name=t("morning.hand_over"))).to_be_visible()


async def morning_failed(page: Page, stage: Stage) -> None:
    await page.route("**/api/devices*", dies)
    await to(page, "queue")
    await to(page, "morning")
    await expect(page.get_by_role("alert")).to_be_visible()


async def morning_before(page: Page, stage: Stage) -> None:
    """A night of which nothing is known."""
    await page.unroute("**/api/devices*")
    for _ in range(5):
        await page.get_by_role("button", name=t("morning.earlier")).click()
    await expect(page.get_by_text(t("morning.no_contacts"))).to_be_visible()


async def queue(page: Page, stage: Stage) -> None:
    await to(page, "queue")
    first = page.get_by_role("link", name=label("follow_up_kind", "CALL_BACK")).first
    await expect(first).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def morning_held(page: Page, stage: Stage) -> None:
    """What the worker's phone could not search, opened and about to be decided."""
    await to(page, "morning")
    card = page.locator(".card.held").first
    await card.get_by_role("button", name=t("held.open"), exact=True).click()
    await expect(
        card.get_by_role("button", name=t("veil.hold", name=t("held.letter")))
    ).to_be_visible()
    await choose(card, t("held.decision"), label("held_decision", "REDACT"))
    await expect(card.get_by_label(t("move.ground"))).to_be_visible()


async def queue_finer(page: Page, stage: Stage) -> None:
    await to(page, "queue")
    await page.locator(".finer > summary").click()
    await page.get_by_label(t("filter.due"), exact=True).select_option(t("filter.due_overdue"))
    await expect(page.get_by_role("button", name=t("filter.clear"))).to_be_visible()


async def queue_marking(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("filter.clear")).click()
    await page.locator(".finer > summary").click()
    await page.get_by_role("button", name=t("bulk.choose"), exact=True).click()
    for card in await page.locator("label.marking").all():
        await card.click()
    await page.get_by_role("button", name=re.compile(rf"^{t('move.assign')}")).click()
    await expect(group(page, t("move.to"))).to_be_visible()


async def queue_keys(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("bulk.done"), exact=True).click()
    await page.locator(".card a.over").first.focus()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name=t("keys.title"))).to_be_visible()


async def queue_opened(page: Page, stage: Stage) -> None:
    await page.keyboard.press("Escape")
    await open_card(page, "CALL_BACK")
    await page.get_by_role("button", name=t("open.do"), exact=True).click()
    veil = page.get_by_role("button", name=t("veil.hold", name=t("open.texts")))
    await expect(veil).to_be_visible()


async def queue_none_here(page: Page, stage: Stage) -> None:
    await to(page, "queue")
    await _filter(page, "closed")
    await expect(page.get_by_text(t("queue.none_here"))).to_be_visible()


async def queue_duty(page: Page, stage: Stage) -> None:
    await _filter(page, "all")
    await open_card(page, "REPORT_WRITTEN")
    await _one(page, "REPORT_WRITTEN")


async def queue_report(page: Page, stage: Stage) -> None:
    await move(page, "complete")
    await expect(group(page, t("report.origin"))).to_be_visible()


async def queue_assign(page: Page, stage: Stage) -> None:
    await to(page, "queue")
    await open_card(page, "CALL_BACK")
    await _one(page, "CALL_BACK")
    await move(page, "assign")
    await expect(group(page, t("move.to"))).to_be_visible()


async def queue_gone(page: Page, stage: Stage) -> None:
    await to(page, "queue/00000000-0000-7000-8000-000000000000")
    await expect(page.get_by_text(t("queue.gone"))).to_be_visible()


async def cards_texts(page: Page, stage: Stage) -> None:
    await to(page, "cards")
    await expect(page.get_by_text(t("cards.made_machine"))).to_have_count(8)


async def cards_edit(page: Page, stage: Stage) -> None:
    await page.get_by_role("link", name=t("cards.edit_one", name="Română")).click()
    await expect(page.get_by_role("form", name=t("cards.wordings"))).to_be_visible()


async def people(page: Page, stage: Stage) -> None:
    await to(page, "people")
    await expect(page.get_by_text("Vilma Påhittad")).to_be_visible()


async def people_invited(page: Page, stage: Stage) -> None:
    await page.route("**/invitation*", lambda route: route.fulfill(status=201, json=INVITATION))
    invite = t("people.invite_phone", name="Vilma Påhittad")
    await page.get_by_role("button", name=invite).click()
    await expect(page.get_by_text(INVITATION["code"], exact=True)).to_be_visible()


async def people_failed(page: Page, stage: Stage) -> None:
    await page.route("**/api/devices*", dies)
    await to(page, "queue")
    await titled(page, t("queue.title"))
    await to(page, "people")
    await expect(page.get_by_role("alert")).to_be_visible()


async def _filter(page: Page, name: str) -> None:
    choices = page.get_by_role("group", name=t("queue.filters"))
    await choices.get_by_role("button", name=t(f"filter.{name}")).click()


async def _one(page: Page, kind: str) -> None:
    name = label("follow_up_kind", kind)
    await expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()

"""How each screen is reached, from where the screen before it left the same person."""

from playwright.async_api import Locator, Page, Route, expect

from .acts import (
    choose,
    choose_passphrase,
    label,
    new_contact,
    promise,
    record_call_back,
    save,
    t,
    unlock,
    write_child,
    write_seller,
)
from .stage import Stage

CHANGES = "**/api/changes*"
NAME = "Påhittad enhet"
NUMBER = "070-174 06 05"
# A real code is chance, and chance makes no two pictures alike.
INVITATION = {
    "code": "pahittad-kod-som-inte-finns",
    "url": "https://lykta.example/#enrol=pahittad-kod-som-inte-finns",
    "expires_at": "2026-10-09T22:22:00Z",
}
# As if the phone's storage never answered.
NO_STORAGE = """() => {
  const never = { addEventListener: { value() {} }, removeEventListener: { value() {} } };
  IDBFactory.prototype.open = () => Object.create(IDBOpenDBRequest.prototype, never);
}"""


async def hangs(route: Route) -> None:
    """A request that is never answered."""


async def dies(route: Route) -> None:
    await route.abort()


async def _unfold(page: Page, title: str) -> None:
    """Opens a fold and brings it up under the header."""
    heading = page.get_by_role("heading", name=title, exact=True)
    await heading.click()
    await up(heading)


async def up(locator: Locator) -> None:
    await locator.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 120)")


async def to(page: Page, route: str) -> None:
    await page.evaluate("to => { location.hash = to }", f"#{route}")


async def titled(page: Page, title: str) -> None:
    await expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()


# ── nobody yet ──────────────────────────────────────────────────────────────


async def opening(page: Page, stage: Stage) -> None:
    await page.add_init_script(f"if (location.search === '?slow') ({NO_STORAGE})()")
    await page.goto(f"{stage.url}/?slow")
    await expect(page.get_by_text(t("read.opening"))).to_be_visible()


async def enrol_by_hand(page: Page, stage: Stage) -> None:
    await page.goto(stage.url)
    await titled(page, t("enrol.title"))


async def enrol_wrong_code(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("enrol.code")).fill("fel-kod")
    await choose_passphrase(page)
    await page.get_by_role("button", name=t("enrol.do")).click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def enrol_offline(page: Page, stage: Stage) -> None:
    await page.context.set_offline(True)
    await expect(page.get_by_text(t("enrol.offline"))).to_be_visible()


# ── a worker's night ────────────────────────────────────────────────────────


async def enrol_by_link(page: Page, stage: Stage) -> None:
    await page.goto(await stage.invitation("worker"))
    await expect(page.get_by_text(t("enrol.from_link"))).to_be_visible()


async def tonight_loading(page: Page, stage: Stage) -> None:
    await page.route(CHANGES, hangs)
    await page.get_by_label(t("enrol.name")).fill(NAME)
    await choose_passphrase(page)
    await page.get_by_role("button", name=t("enrol.do")).click()
    await expect(page.get_by_text(t("read.loading"))).to_be_visible()
    await page.get_by_role("button", name=t("do.close")).click()


async def tonight_failed(page: Page, stage: Stage) -> None:
    await page.unroute(CHANGES)
    await page.route(CHANGES, dies)
    await page.reload()
    await unlock(page)
    await expect(page.get_by_text(t("read.failed"))).to_be_visible()


async def tonight(page: Page, stage: Stage) -> None:
    await page.unroute(CHANGES)
    await page.get_by_role("button", name=t("do.try_again")).click()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(page.get_by_role("button", name=t("do.try_again"))).to_have_count(0)


async def shift_start(page: Page, stage: Stage) -> None:
    await page.get_by_role("link", name=t("shift.start")).click()
    await choose(page, t("shift.police"), label("police", "NONE"))


async def tonight_on_shift(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("shift.start")).click()
    await expect(page.get_by_text(t("shift.started"))).to_be_visible()
    await record_call_back(page, "070-000 00 00")
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await stage.later()


async def covered(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("cover.do")).click()
    await expect(page.get_by_role("button", name=t("cover.show"), exact=True)).to_be_visible()


async def covered_panic(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("panic.name")).click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def lock(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("cover.lock"), exact=True).click()
    await expect(page.get_by_label(t("lock.passphrase"), exact=True)).to_be_visible()


async def lock_wrong(page: Page, stage: Stage) -> None:
    await page.get_by_label(t("lock.passphrase"), exact=True).fill("fel")
    await page.get_by_role("button", name=t("lock.open"), exact=True).click()
    await expect(page.get_by_text(t("lock.wrong"))).to_be_visible()


async def lock_record(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("lock.write")).click()
    await titled(page, t("record.title"))


async def tonight_unlocked(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("cover.do")).click()
    await unlock(page)
    await to(page, "tonight")
    await titled(page, t("tonight.title"))


async def waiting_passphrase(page: Page, stage: Stage) -> None:
    await page.context.set_offline(False)
    await to(page, "waiting")
    await page.get_by_role("heading", name=t("passphrase.change")).click()
    await page.get_by_role(
        "button", name=t("passphrase.change"), exact=True
    ).scroll_into_view_if_needed()


async def record_blank(page: Page, stage: Stage) -> None:
    await new_contact(page)


async def record_promise(page: Page, stage: Stage) -> None:
    await to(page, "tonight")
    await write_seller(page)
    await promise(page, "CALL_BACK")
    await choose(page.locator(".promise"), t("promise.contact_again"), t("answer.yes"))
    await page.get_by_label(t("reach.reach"), exact=True).scroll_into_view_if_needed()


async def record_consents(page: Page, stage: Stage) -> None:
    await _unfold(page, t("consent.title"))


async def record_more(page: Page, stage: Stage) -> None:
    await _unfold(page, t("more.person"))


async def record_points_out(page: Page, stage: Stage) -> None:
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await page.get_by_label(t("more.note_label"), exact=True).fill(f"Ring {NUMBER}")
    found = t("text.points_out", what=t("identifier.phone"), piece=NUMBER)
    await expect(page.get_by_text(found)).to_be_visible()
    await page.get_by_text(found).scroll_into_view_if_needed()


async def record_child(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("record.discard")).click()
    await to(page, "tonight")
    await write_child(page)
    await up(page.get_by_role("heading", name=t("duty.title")))


async def record_child_saved(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("duty.queued"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def tonight_offline(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.done"), exact=True).click()
    await stage.later()
    await page.context.set_offline(True)
    await expect(page.get_by_text(t("offline.hint"))).to_be_visible()
    await write_seller(page)
    await save(page)
    # Saved is said first, and drawn after.
    await expect(page.locator(".contact .where:not(.desk)").first).to_be_visible()


async def waiting_offline(page: Page, stage: Stage) -> None:
    await to(page, "waiting")
    await expect(page.get_by_text(t("waiting.safe"))).to_be_visible()


async def shift_end(page: Page, stage: Stage) -> None:
    await to(page, "shift")
    await titled(page, t("shift.end"))


async def waiting_nothing(page: Page, stage: Stage) -> None:
    await page.context.set_offline(False)
    await to(page, "waiting")
    await expect(page.get_by_text(t("waiting.nothing"))).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def cards(page: Page, stage: Stage) -> None:
    await to(page, "cards")
    await titled(page, t("cards.title"))


async def cards_failed(page: Page, stage: Stage) -> None:
    await page.route("**/assets/ar-*.js", dies)
    await page.get_by_role("link", name="العربية").click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def cards_held_out(page: Page, stage: Stage) -> None:
    await page.unroute("**/assets/ar-*.js")
    await page.get_by_role("button", name=t("do.try_again")).click()
    await page.get_by_role("button", name=t("held_out.next")).click()


async def waiting_needs_you(page: Page, stage: Stage) -> None:
    """A phone that could not search the text for numbers saves it; the desk finds one and holds."""
    await page.route("**/free_text-*.js", dies)
    await page.route(CHANGES, dies)
    await stage.later()
    await to(page, "tonight")
    await page.reload()
    await unlock(page)
    await write_seller(page)
    await page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await page.get_by_label(t("more.note_label"), exact=True).fill(f"Ring {NUMBER}")
    await save(page)
    await page.get_by_text(t("badge.need_you.one", count="1"), exact=True).click()
    await expect(page.get_by_role("button", name=t("do.understood"))).to_be_visible()


async def tonight_signed_out(page: Page, stage: Stage) -> None:
    await to(page, "waiting")
    await page.unroute(CHANGES)
    await page.get_by_role("button", name=t("do.sign_out")).click()
    await to(page, "tonight")
    await expect(page.get_by_text(t("read.signed_out"))).to_be_visible()

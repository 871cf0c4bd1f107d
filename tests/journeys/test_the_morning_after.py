"""The supervisor's morning, at a desk and by phone: seen, given away, opened, decided, undone."""

import json
from pathlib import Path

import msgspec
import sqlalchemy as sa
from playwright.async_api import Route, expect

from lykta.store import audit, tables
from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import (
    choose,
    enrol,
    group,
    label,
    move,
    moved,
    open_card,
    record_buyer,
    record_call_back,
    record_child,
    save,
    street_shift,
    t,
    to_queue,
    write_seller,
)

from .team import Team

REACH = "070-000 00 00"
NUMBER = "070-174 06 05"
GROUND = "Påhittat: numret hör inte hemma här."


async def test_the_night_in_one_screen_and_handed_over_at_one_stroke(team: Team) -> None:
    """Counts, the child first with its clock, what was promised: given away, and taken back."""
    ada, ben, siv = team.page("ada"), team.page("ben"), team.page("siv")
    await expect(siv.get_by_text(t("morning.calm"))).to_be_visible()
    await record_buyer(ada)
    await record_call_back(ada, REACH)
    await record_child(ada)

    # Whatever the hour this test is run at: what was met now may be of the night to come.
    later = siv.get_by_role("button", name=t("morning.later"))
    if await later.is_enabled():
        await later.click()
    await expect(siv.get_by_text(t("morning.contacts_count.other", count="3"))).to_be_visible()
    offers = siv.get_by_role("list", name=t("morning.offers"))
    kast = offers.get_by_role("listitem").filter(has_text=label("offer", "KAST"))
    await expect(kast).to_contain_text(f"{label('response', 'ACCEPTED')} 1")
    await expect(siv.get_by_role("link", name=t("morning.duties.one", count="1"))).to_be_visible()

    stroke = group(siv, t("morning.hand_over"))
    await expect(stroke.get_by_text(t("morning.handed_over.other", count="3"))).to_be_visible()
    await stroke.get_by_role("button", name="Ben Påhittad").click()
    await expect(siv.get_by_text(t("moved_many.assign.other", count="3"))).to_be_visible()
    await expect(siv.get_by_text(t("morning.all_taken"))).to_be_visible()
    await expect(ben.locator(".card.follow-up")).to_have_count(3)

    await siv.get_by_role("button", name=t("do.undo"), exact=True).click()
    await expect(siv.get_by_text(t("moved.undone"))).to_be_visible()
    await expect(group(siv, t("morning.hand_over"))).to_be_visible()
    await expect(ben.locator(".card.follow-up")).to_have_count(0)
    team.right()


async def test_what_a_phone_still_has_is_named_with_its_silence(team: Team) -> None:
    """One letter that the desk could not take yet, told of by the next: it is named until it came;
    and a shift that nobody has ended.
    """
    ada, siv = team.page("ada"), team.page("siv")
    await expect(siv.get_by_text(t("morning.phones_none"))).to_be_visible()

    stuck: list[str] = []

    async def fails(route: Route) -> None:
        """The first letter never gets in; whatever comes after it does."""
        parcel = json.loads(route.request.post_data or "{}")
        stuck[:] = stuck or [parcel["letters"][0]["header"]]
        rest = [each for each in parcel["letters"] if each["header"] not in stuck]
        # Tried together with others it would count as on its way.
        waiting = parcel["waiting"] | {"count": 1, "oldest": "2026-10-09T22:00:00Z"}
        sent = {**parcel, "letters": rest, "waiting": waiting}
        answer = await route.fetch(post_data=json.dumps(sent))
        told = await answer.json()
        took = iter(told["receipts"])
        lack = {"code": "server.fault", "incident": "påhittad"}
        failed = {"id": None, "outcome": "failed", "version": None, "problem": lack}
        receipts = [failed if each["header"] in stuck else next(took) for each in parcel["letters"]]
        await route.fulfill(response=answer, json={**told, "receipts": receipts})

    await ada.route("**/api/ops", fails)
    await write_seller(ada)
    await save(ada)
    await expect(ada.get_by_text(t("badge.waiting.one", count="1"))).to_be_visible()
    await street_shift(ada)

    phones = siv.locator("section", has=siv.get_by_role("heading", name=t("morning.phones")))
    told = phones.locator("li")
    await expect(told).to_contain_text("Ada Påhittad")
    await expect(told).to_contain_text(t("morning.phone_waits.one", count="1", since="")[:-8])
    await expect(told).to_contain_text(t("morning.phone_open_shift"))
    await expect(told).to_contain_text(t("morning.phone_silent", at="").strip())
    await ada.unroute("**/api/ops")
    await ada.evaluate("() => { dispatchEvent(new Event('online')) }")
    await expect(ada.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(told).not_to_contain_text(t("morning.phone_waits.one", count="1", since="")[:-8])


async def test_a_held_letter_is_read_while_held_and_decided(
    team: Team, browsers: Browsers, tmp_path: Path
) -> None:
    """[CT5] [VI4] Not in the page before, gone when the hand is; and the log says who opened it."""
    siv = team.page("siv")
    cleo = await browsers.phone(tmp_path / "cleo", service_workers="block")
    member = await team.desk.add("Cleo Påhittad", "worker")
    # A phone that has not got the patterns yet saves all the same: the desk searches again.
    await cleo.page.route("**/free_text-*.js", lambda route: route.abort())
    await enrol(cleo.page, (await team.desk.link(member))["url"])
    await write_seller(cleo.page)
    await cleo.page.get_by_role("heading", name=t("more.note"), exact=True).click()
    await cleo.page.get_by_label(t("more.note_label"), exact=True).fill(f"Ring {NUMBER}")
    await save(cleo.page)

    card = siv.locator(".card.held")
    await expect(card).to_have_count(1)
    await card.get_by_role("button", name=t("held.open"), exact=True).click()
    veil = card.get_by_role("button", name=t("veil.hold", name=t("held.letter")))
    await expect(veil).to_be_focused()
    assert NUMBER not in await siv.content()
    await veil.dispatch_event("pointerdown")
    await expect(card.get_by_text(f"Ring {NUMBER}")).to_be_visible()
    await siv.evaluate("() => { dispatchEvent(new PointerEvent('pointerup')) }")
    await expect(card.get_by_text(f"Ring {NUMBER}")).to_have_count(0)
    await siv.keyboard.down("Enter")
    await expect(card.get_by_text(f"Ring {NUMBER}")).to_be_visible()
    await siv.keyboard.up("Enter")
    assert NUMBER not in await siv.content()

    await choose(card, t("held.decision"), label("held_decision", "REDACT"))
    await card.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(card.get_by_label(t("move.ground"))).to_be_focused()
    await card.get_by_label(t("move.ground")).fill(GROUND)
    await card.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(siv.get_by_text(t("held.none"))).to_be_visible()
    assert await team.desk.kinds() == {"contact": 1, "held": 1}
    assert ("open", "held") in await logged(team.desk)


async def logged(desk: RunningDesk) -> list[tuple[str, str]]:
    """What was done with what, as the access log has it."""
    assert desk.unit is not None
    async with desk.inside() as inside, inside.database.read(desk.unit.id) as connection:
        found = (await connection.execute(sa.select(tables.audit.c.entry))).scalars()
        entries = [msgspec.json.decode(each, type=audit.Entry) for each in found]
    return [(each.action, each.kind) for each in entries]


async def test_two_outcomes_stand_side_by_side_and_one_tap_decides(team: Team) -> None:
    """[F42] [FU5] Two phones without a network close the same follow-up; nobody's word is lost."""
    ada, ben, siv = team.page("ada"), team.page("ben"), team.page("siv")
    await record_call_back(ada, REACH)
    for page in (ada, siv):
        await to_queue(page)
        await open_card(page, "CALL_BACK")
    await move(ada, "take")
    await expect(siv.locator(".panel > .facts")).to_contain_text(t("state.assigned"))
    await team.devices["ada"].context.set_offline(True)
    # Given to somebody else meanwhile, who is cut off as well.
    await move(siv, "assign")
    await group(siv, t("move.to")).get_by_role("button", name="Ben Påhittad").click()
    await to_queue(ben)
    await open_card(ben, "CALL_BACK")
    await team.devices["ben"].context.set_offline(True)
    for worker, outcome in ((ada, "LINKED"), (ben, "NO_SHOW")):
        await move(worker, "complete")
        await choose(worker, t("move.outcome"), label("outcome", outcome))
        await moved(worker, "complete")
    await team.devices["ada"].context.set_offline(False)
    await expect(ada.get_by_text(t("badge.all_sent"))).to_be_visible()
    await team.devices["ben"].context.set_offline(False)

    two = siv.locator("section.two")
    await expect(two.locator("li")).to_have_count(2)
    await expect(siv.get_by_role("button", name=t("move.approve"), exact=True)).to_have_count(0)
    chosen = t("two.choose_one", outcome=label("outcome", "NO_SHOW"))
    await two.get_by_role("button", name=chosen).click()
    await expect(siv.get_by_text(t("moved.approve"))).to_be_visible()
    facts = siv.locator(".panel > .facts")
    await expect(facts).to_contain_text(t("state.approved"))
    await expect(facts).to_contain_text(label("outcome", "NO_SHOW"))
    history = siv.locator(".history")
    for outcome in ("LINKED", "NO_SHOW"):
        await expect(history).to_contain_text(label("outcome", outcome))


async def test_what_is_written_of_others_is_opened_one_by_one(team: Team) -> None:
    """[VI4] A supervisor sees no way to a person without asking for it, and holding on to it."""
    ada, siv = team.page("ada"), team.page("siv")
    await record_call_back(ada, REACH)
    await to_queue(siv)
    await open_card(siv, "CALL_BACK")
    panel = siv.locator(".panel")
    await expect(panel.get_by_text(t("panel.from"))).to_be_visible()
    assert ("open", "follow_up") not in await logged(team.desk)
    await panel.get_by_role("button", name=t("open.do"), exact=True).click()
    veil = panel.get_by_role("button", name=t("veil.hold", name=t("open.texts")))
    await expect(veil).to_be_focused()
    assert REACH not in await siv.content()
    await siv.keyboard.down(" ")
    await expect(panel.get_by_text(REACH)).to_be_visible()
    await siv.keyboard.up(" ")
    await expect(panel.get_by_text(REACH)).to_have_count(0)
    assert ("open", "follow_up") in await logged(team.desk)
    # [RE3] It is open, so it has no end yet; the rule that will end it is named.
    days = t("settings.days.other", count="730")
    kept = t("kept.open", rule=t("retention.contacts"), days=days)
    await expect(panel.get_by_text(kept)).to_be_visible()
    team.right()


async def test_what_is_sent_back_says_why_on_the_worker_s_phone(team: Team) -> None:
    """[FU3] First of all that there is to read, in the card that is to be done again."""
    ada, siv = team.page("ada"), team.page("siv")
    await record_call_back(ada, REACH)
    await to_queue(ada)
    await open_card(ada, "CALL_BACK")
    await move(ada, "take")
    await move(ada, "complete")
    await choose(ada, t("move.outcome"), label("outcome", "NOT_REACHED"))
    await moved(ada, "complete")
    await to_queue(siv)
    await open_card(siv, "CALL_BACK")
    await move(siv, "return")
    await siv.get_by_label(t("move.remark_needed")).fill("Ring en gång till, påhittat.")
    await moved(siv, "return")
    notice = ada.locator(".notice", has_text=t("panel.returned", name="Siv Påhittad"))
    await expect(notice).to_contain_text("Ring en gång till, påhittat.")
    team.right()


async def test_several_at_one_stroke_and_the_child_by_itself(team: Team) -> None:
    """[DU2] [DU5] Marked, given, put off, approved; a duty is only ever given."""
    ada, siv = team.page("ada"), team.page("siv")
    await record_call_back(ada, REACH)
    await record_buyer(ada)
    await record_child(ada)
    await to_queue(siv)
    await expect(siv.locator(".card.follow-up")).to_have_count(3)
    await siv.get_by_role("button", name=t("bulk.choose"), exact=True).click()
    for card in await siv.locator("label.marking").all():
        await card.click()
    bar = siv.get_by_role("region", name=t("bulk.bar"))
    await expect(bar.get_by_text(t("bulk.chosen.other", count="3"))).to_be_visible()
    put_off = bar.get_by_role("button", name=t("move.reschedule"))
    await expect(put_off).to_contain_text(t("bulk.some", count="2", of="3"))
    await bar.get_by_role("button", name=t("move.assign")).click()
    await group(bar, t("move.to")).get_by_role("button", name="Ben Påhittad").click()
    await expect(siv.get_by_text(t("moved_many.assign.other", count="3"))).to_be_visible()
    await expect(siv.locator(".card.follow-up", has_text="Ben Påhittad")).to_have_count(3)
    team.right()


async def test_what_is_looked_for_is_what_the_law_lets_one_look_for(team: Team) -> None:
    """[CT8] By kind, time, holder and shift; how many are left is said, and all come back."""
    ada, siv = team.page("ada"), team.page("siv")
    await record_call_back(ada, REACH)
    await record_buyer(ada)
    await to_queue(siv)
    cards = siv.locator(".card.follow-up")
    await expect(cards).to_have_count(2)
    await siv.locator(".finer > summary").click()
    await siv.get_by_label(t("filter.kind"), exact=True).select_option(
        label("follow_up_kind", "KAST_BOOKING")
    )
    await expect(cards).to_have_count(1)
    await expect(siv.get_by_text(t("filter.shown.one", count="1"))).to_be_visible()
    await siv.get_by_label(t("filter.due"), exact=True).select_option(t("filter.due_overdue"))
    await expect(siv.get_by_text(t("queue.none_here"))).to_be_visible()
    await siv.get_by_role("button", name=t("filter.clear")).click()
    await expect(cards).to_have_count(2)

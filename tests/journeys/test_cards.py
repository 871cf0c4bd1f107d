"""Cards and consent wordings: held out without a network, mended, and kept with the answer."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from playwright.async_api import Locator, Page, expect

from lykta.domain.bodies import Consent
from lykta.store import tables
from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    WORDS,
    choose,
    enrol,
    label,
    promise,
    save,
    shell_is_kept,
    t,
    unlock,
    write_seller,
)

BEHIND = """() => {
  let behind = 0;
  for (let x = 1; x < innerWidth; x += 19)
    for (let y = 1; y < innerHeight; y += 19)
      if (!document.elementFromPoint(x, y)?.closest('dialog')) behind++;
  return behind;
}"""
"""On how many places of the screen something else than the card is in front."""


def text(language: str) -> dict[str, Any]:
    """What the app brings in this language."""
    read: dict[str, Any] = json.loads((WORDS / "cards" / f"{language}.json").read_text())
    return read


@pytest.fixture
async def ada(own_desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> Device:
    phone = await browsers.phone(tmp_path / "ada")
    member = await own_desk.add("Ada Påhittad", "worker")
    await enrol(phone.page, (await own_desk.link(member))["url"])
    await shell_is_kept(phone.page)
    return phone


@pytest.fixture
async def cleo(own_desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> Device:
    desk = await browsers.desk(tmp_path / "cleo")
    member = await own_desk.add("Cleo Påhittad", "supervisor")
    await enrol(desk.page, (await own_desk.link(member, "desk"))["url"])
    return desk


def held_out(page: Page) -> Locator:
    return page.get_by_role("dialog", name=t("held_out.name"))


async def show_card(page: Page, name: str) -> Locator:
    """Two taps from tonight."""
    await page.get_by_role("link", name=t("nav.cards"), exact=True).tap()
    await page.get_by_role("link", name=name).tap()
    return held_out(page)


async def show_next(page: Page) -> None:
    await held_out(page).get_by_role("button", name=t("held_out.next")).click()


async def close(page: Page) -> None:
    await held_out(page).get_by_role("button", name=t("do.close")).click()
    await expect(held_out(page)).to_have_count(0)


async def test_without_a_network_a_card_in_arabic_is_two_taps_away(ada: Device) -> None:
    page = ada.page
    await ada.context.set_offline(True)
    await page.reload()
    await unlock(page)
    card = await show_card(page, "العربية")

    await expect(
        card.get_by_role("heading", name=text("ar")["card"]["who"]["title"])
    ).to_be_visible()
    read = card.locator("[lang=ar]")
    assert await read.evaluate("(read) => getComputedStyle(read).direction") == "rtl"
    # Nothing of the app: wherever one looks or taps there is the card, and it is no pane of glass.
    assert await card.evaluate("(card) => getComputedStyle(card).opacity") == "1"
    assert await page.evaluate(BEHIND) == 0

    await show_next(page)
    number = read.locator("bdi", has_text="020-50 50 50")
    assert await number.evaluate("(number) => getComputedStyle(number).direction") == "ltr"
    await show_next(page)
    await expect(
        card.get_by_role("heading", name=text("ar")["card"]["kept"]["title"])
    ).to_be_visible()
    assert await overflow(page) == 0
    await close(page)
    await expect(page.get_by_role("navigation")).to_be_visible()
    assert ada.complaints == []


async def test_a_card_once_turned_stays_turned(ada: Device) -> None:
    page = ada.page
    read = (await show_card(page, "Română")).locator("[lang=ro]")
    upright = await read.evaluate("(read) => getComputedStyle(read).transform")
    turn = held_out(page).get_by_role("button", name=t("held_out.turn"))
    await turn.click()
    await expect(turn).to_have_attribute("aria-pressed", "true")
    turned = await read.evaluate("(read) => getComputedStyle(read).transform")
    assert upright == "none"
    assert turned.startswith("matrix(-1,")
    await close(page)
    again = (await show_card(page, "ไทย")).locator("[lang=th]")
    assert await again.evaluate("(read) => getComputedStyle(read).transform") == turned
    await page.go_back()
    await expect(held_out(page)).to_have_count(0)


async def test_a_supervisor_mends_a_text_and_the_phone_shows_it(ada: Device, cleo: Device) -> None:
    """The desk marks who read it; the person is shown nothing of that."""
    desk = cleo.page
    await desk.get_by_role("link", name=t("nav.cards"), exact=True).click()
    await desk.get_by_role("link", name=t("cards.edit_one", name="Română")).click()
    form = desk.get_by_role("form", name=t("cards.card"))
    await expect(form.get_by_text(t("cards.made_machine"))).to_be_visible()
    await expect(form.get_by_text(text("sv")["card"]["who"]["title"])).to_be_visible()
    title = form.get_by_label(t("cards.page_title", page=t("cards.page_who")))
    await title.fill("")
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(form.get_by_text(t("cards.empty"))).to_be_visible()
    await title.fill("Suntem asistente sociale")
    await choose(form, t("cards.check_legend"), t("cards.check"))
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(desk.get_by_text(t("cards.saved"))).to_be_visible()
    line = desk.locator(".texts li", has_text="Română")
    await expect(line.get_by_text("Cleo Påhittad")).to_be_visible()

    card = await show_card(ada.page, "Română")
    await expect(card.get_by_role("heading", name="Suntem asistente sociale")).to_be_visible()
    await expect(card.get_by_text("Cleo")).to_have_count(0)
    await close(ada.page)

    await desk.get_by_role("link", name=t("cards.edit_one", name="Română")).click()
    await form.get_by_role("button", name=t("cards.reset")).click()
    await form.get_by_role("button", name=t("cards.reset_do")).click()
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    card = await show_card(ada.page, "Română")
    await expect(
        card.get_by_role("heading", name=text("ro")["card"]["who"]["title"])
    ).to_be_visible()
    assert [ada.complaints, cleo.complaints] == [[], []]


async def test_the_words_a_consent_was_asked_in_come_with_the_answer(
    own_desk: RunningDesk, ada: Device, cleo: Device
) -> None:
    """[CO2] First in the app's words, then in the unit's own; what was not asked names none."""
    await ask_in_romanian(ada.page, text("ro")["wordings"]["2026-1"]["CONTACT_AGAIN"])
    assert await answers(own_desk) == [("CONTACT_AGAIN", "YES", "2026-1", "ro")]

    desk = cleo.page
    await desk.get_by_role("link", name=t("nav.cards"), exact=True).click()
    await desk.get_by_role("link", name=t("cards.edit_one", name="Română")).click()
    form = desk.get_by_role("form", name=t("cards.wordings"))
    own = "Putem să te sunăm? Text inventat."
    await form.get_by_label(label("purpose", "CONTACT_AGAIN")).fill(own)
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(desk.get_by_text(t("cards.saved"))).to_be_visible()

    await ask_in_romanian(ada.page, own)
    assert await answers(own_desk) == [
        ("CONTACT_AGAIN", "YES", "2026-1", "ro"),
        ("CONTACT_AGAIN", "YES", "own-1", "ro"),
    ]
    assert [ada.complaints, cleo.complaints] == [[], []]


async def ask_in_romanian(page: Page, words: str) -> None:
    """A call back is promised; the question is held out in Romanian, and answered with a yes."""
    await page.get_by_role("link", name=t("nav.tonight"), exact=True).click()
    await write_seller(page)
    await promise(page, "CALL_BACK")
    row = page.locator(".promise .wording").first
    show = t("consent.show_one", purpose=label("purpose", "CONTACT_AGAIN"))
    await row.get_by_role("button", name=show).click()
    await held_out(page).get_by_label(t("consent.language")).select_option("ro")
    await expect(held_out(page).get_by_role("heading", name=words)).to_be_visible()
    await close(page)
    await expect(row.get_by_text(words)).to_be_visible()
    await choose(page.locator(".promise"), t("promise.contact_again"), "Ja")
    # The badge of before may stand for a moment yet.
    async with page.expect_response("**/api/ops"):
        await save(page)
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def answers(desk: RunningDesk) -> list[tuple[str, str, str | None, str | None]]:
    """The consents the desk holds, oldest first."""
    assert desk.unit is not None
    async with desk.inside() as inside, inside.database.read(desk.unit.id) as connection:
        kept = sa.select(tables.consent_act.c.consent).order_by(tables.consent_act.c.version)
        consents = [msgspec.convert(each, Consent) for (each,) in await connection.execute(kept)]
    return [(each.purpose, each.state, each.wording, each.language) for each in consents]


async def overflow(page: Page) -> int:
    found: int = await page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found


@pytest.mark.parametrize("size", [17, 34])
async def test_five_tabs_fit_a_small_phone_also_in_large_text(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path, size: int
) -> None:
    phone = await browsers.phone(tmp_path / "dan", viewport={"width": 320, "height": 640})
    member = await own_desk.add("Dan Påhittad", "supervisor")
    await enrol(phone.page, (await own_desk.link(member))["url"])
    await phone.page.evaluate(
        "(size) => (document.documentElement.style.fontSize = `${size}px`)", size
    )
    tabs = phone.page.get_by_role("navigation", name=t("nav.name")).get_by_role("link")
    await expect(tabs).to_have_count(5)
    places = [await tab.bounding_box() for tab in await tabs.all()]
    assert all(at and at["x"] >= 0 and at["x"] + at["width"] <= 320 for at in places)
    assert all(at and at["height"] >= 48 for at in places)

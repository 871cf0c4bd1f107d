"""The unit's own affairs, at a desk and by phone: people, the way in, settings, and the journal."""

import base64
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser import Browsers

from .acts import (
    choose,
    enrol,
    group,
    label,
    new_contact,
    street_shift,
    t,
    unlock,
)
from .team import Team

QR_READER = Path(__file__).parents[2] / "pwa" / "node_modules" / "jsqr" / "dist" / "jsQR.js"
_READ = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (each) => each.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const { data } = brush.getImageData(0, 0, image.width, image.height);
  return jsQR(data, image.width, image.height)?.data ?? null;
}"""


async def to_unit(page: Page, name: str | None = None) -> None:
    """The unit's own page, and from there to one of its others, by what stands there."""
    await page.get_by_role("link", name=t("nav.people"), exact=True).click()
    await expect(page.get_by_role("heading", name=t("people.title"), level=1)).to_be_visible()
    if name:
        await page.get_by_role("link", name=name, exact=True).click()
        await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


async def setting(page: Page, name: str) -> None:
    await to_unit(page, t("settings.title"))
    await page.get_by_role("link", name=t(f"settings.{name}"), exact=True).click()
    await expect(page.get_by_role("heading", name=t(f"settings.{name}"), level=1)).to_be_visible()


async def saves(page: Page, said: str) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(said)).to_be_visible()
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def scanned(page: Page) -> str:
    """What a camera reads off the code that stands on the screen."""
    picture = await page.locator("svg.qr").screenshot()
    await page.evaluate(f"{QR_READER.read_text(encoding='utf-8')}\n;0")
    read: str = await page.evaluate(_READ, base64.b64encode(picture).decode())
    return read


async def test_somebody_new_comes_in_by_a_code_and_is_shut_out_again(
    team: Team, browsers: Browsers, tmp_path: Path
) -> None:
    siv = team.page("siv")
    await to_unit(siv)
    await siv.get_by_label(t("people.name"), exact=True).fill("Dag Påhittad")
    await siv.get_by_role("button", name=t("people.do_add"), exact=True).click()
    invite = siv.get_by_role("button", name=t("people.invite_phone", name="Dag Påhittad"))
    await invite.click()

    link = await scanned(siv)
    assert link.startswith(f"{team.desk.url}/#enrol=")
    dag = await browsers.phone(tmp_path / "dag")
    await enrol(dag.page, link)
    await street_shift(dag.page)
    await expect(dag.page.get_by_text(t("badge.all_sent"))).to_be_visible()

    await siv.get_by_role("button", name=t("people.change_one", name="Dag Påhittad")).click()
    form = siv.get_by_role("form", name=t("people.change_one", name="Dag Påhittad"))
    await form.get_by_label(t("people.name"), exact=True).fill("Dagny Påhittad")
    await choose(form, t("people.state"), label("member_state", "suspended"))
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(siv.get_by_text(t("people.changed", name="Dagny Påhittad"))).to_be_visible()
    await expect(siv.get_by_text(label("member_state", "suspended").lower())).to_be_visible()
    await expect(invite).to_have_count(0)

    # What was written stays and goes on; reading is over.
    await dag.page.reload()
    await unlock(dag.page)
    await expect(dag.page.get_by_text(t("badge.all_sent"))).to_have_count(0)
    team.right()


async def test_the_last_supervisor_cannot_shut_everybody_out(team: Team) -> None:
    siv = team.page("siv")
    await to_unit(siv)
    await siv.get_by_role("button", name=t("people.change_one", name="Siv Påhittad")).click()
    await expect(siv.get_by_text(t("people.last_one"))).to_be_visible()
    await expect(group(siv, t("people.state"))).to_have_count(0)
    await siv.get_by_role("button", name=t("do.cancel"), exact=True).click()

    await siv.get_by_role("button", name=t("people.change_one", name="Ben Påhittad")).click()
    form = siv.get_by_role("form", name=t("people.change_one", name="Ben Påhittad"))
    await choose(form, t("people.role"), label("member_role", "supervisor"))
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(siv.get_by_text(t("people.changed", name="Ben Påhittad"))).to_be_visible()
    await siv.get_by_role("button", name=t("people.change_one", name="Siv Påhittad")).click()
    await expect(group(siv, t("people.state"))).to_be_visible()
    team.right()


async def test_what_the_unit_sets_is_on_every_phone(team: Team) -> None:
    """Numbers, zones and what can be offered, seen by a worker who does nothing for it."""
    siv, ada = team.page("siv"), team.page("ada")
    await setting(siv, "numbers")
    await expect(siv.get_by_text(t("settings.no_urgent"))).to_be_visible()
    await siv.get_by_role("button", name=t("settings.add_number"), exact=True).click()
    await expect(siv.get_by_label(t("settings.number_name"), exact=True)).to_be_focused()
    await siv.keyboard.type("Socialjouren")
    await siv.get_by_label(t("settings.number"), exact=True).fill("08-000 00 05")
    await saves(siv, t("settings.saved"))
    await expect(siv.get_by_text(t("settings.no_urgent"))).to_have_count(0)

    await setting(siv, "zones")
    await siv.get_by_label(t("settings.zone_sv"), exact=True).first.fill("Påhittade torget")
    await saves(siv, t("settings.saved"))

    await setting(siv, "services")
    await choose(siv, t("settings.services_legend"), label("offer", "KAST"))
    await saves(siv, t("settings.saved"))

    await street_shift(ada)
    await expect(ada.get_by_role("link", name=t("preset.seller"))).to_be_visible()
    await expect(ada.get_by_role("link", name=t("preset.buyer"))).to_have_count(0)
    await new_contact(ada)
    await choose(ada, t("record.roles"), label("role", "OTHER"))
    await choose(ada, t("record.age"), t("age.UNDER_18"))
    await expect(ada.get_by_text("08-000 00 05").first).to_be_visible()
    offers = group(ada, t("record.offers"))
    await expect(offers.get_by_text(label("offer", "SOC_LINK"), exact=True)).to_be_visible()
    await expect(offers.get_by_text(label("offer", "KAST"), exact=True)).to_have_count(0)
    team.right()


async def test_two_who_set_the_same_hear_of_each_other(team: Team) -> None:
    """A half-written form is not overrun by another's saving, nor does it overrun that unseen."""
    siv, ben = team.page("siv"), team.page("ben")
    await to_unit(siv)
    await siv.get_by_role("button", name=t("people.change_one", name="Ben Påhittad")).click()
    form = siv.get_by_role("form", name=t("people.change_one", name="Ben Påhittad"))
    await choose(form, t("people.role"), label("member_role", "supervisor"))
    await form.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(siv.get_by_text(t("badge.all_sent"))).to_be_visible()

    await setting(siv, "receivers")
    await siv.get_by_role("button", name=t("settings.add_receiver"), exact=True).click()
    await siv.keyboard.type("Påhittade stadsdelen")
    await setting(ben, "receivers")
    await ben.get_by_role("button", name=t("settings.add_receiver"), exact=True).click()
    await ben.keyboard.type("Socialjouren")
    await saves(ben, t("settings.saved"))

    await expect(siv.get_by_text(t("settings.overtaken"))).to_be_visible()
    written = siv.get_by_label(t("settings.receiver"), exact=True)
    await expect(written).to_have_value("Påhittade stadsdelen")
    await siv.get_by_role("button", name=t("settings.take_theirs"), exact=True).click()
    await expect(written).to_have_value("Socialjouren")

    # [RE3] Longer waits for the other one.
    await setting(siv, "retention")
    await siv.get_by_label(t("retention.notes"), exact=True).fill("120")
    await saves(siv, t("settings.days_wait"))
    await expect(siv.get_by_text(t("settings.retention_asked.one", count="1"))).to_be_visible()
    await setting(ben, "retention")
    days = t("settings.days.other", count="120")
    await ben.get_by_role("button", name=t("settings.days_agree", days=days)).click()
    await saves(ben, t("settings.saved"))
    await expect(siv.get_by_text(t("settings.retention_asked.one", count="1"))).to_have_count(0)
    team.right()


async def test_what_happened_beside_the_nights_is_written_and_opened_one_by_one(
    team: Team,
) -> None:
    """An incident without a network, an activity put right, a request that was refused."""
    siv, ada = team.page("siv"), team.page("ada")
    await ada.context.set_offline(True)
    await ada.get_by_role("link", name=t("tonight.journal"), exact=True).click()
    await ada.get_by_role("link", name=t("journal.new_incident"), exact=True).click()
    await ada.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(ada.get_by_text(t("form.choose")).first).to_be_visible()
    await choose(ada, t("journal.incident_kind"), label("incident_kind", "THREAT"))
    await choose(ada, t("journal.severity"), label("severity", "HIGH"))
    await ada.get_by_label(t("journal.action"), exact=True).fill("Påhittat hot vid porten.")
    # A page that is killed loses nothing that was typed.
    await expect(ada.get_by_text(t("text.left", left="476"))).to_be_visible()
    await ada.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(ada.get_by_text(t("journal.on_phone"))).to_be_visible()
    await ada.context.set_offline(False)
    await expect(ada.get_by_text(t("journal.on_phone"))).to_have_count(0)

    await to_unit(siv, t("journal.title"))
    incidents = siv.get_by_role("region", name=t("journal.incidents"))
    entry = incidents.get_by_role("listitem").filter(has_text=label("incident_kind", "THREAT"))
    await entry.get_by_role("button", name=t("journal.open"), exact=True).click()
    veil = entry.get_by_role("button", name=t("veil.hold", name=t("journal.text")))
    await expect(siv.get_by_text("Påhittat hot vid porten.")).to_have_count(0)
    await veil.focus()
    await siv.keyboard.down(" ")
    await expect(siv.get_by_text("Påhittat hot vid porten.")).to_be_visible()
    await siv.keyboard.up(" ")

    await siv.get_by_role("link", name=t("journal.new_activity"), exact=True).click()
    await choose(siv, t("journal.kind"), label("activity_kind", "LECTURE"))
    await siv.get_by_label(t("journal.count"), exact=True).fill("tjugo")
    await siv.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(siv.get_by_text(t("form.number"))).to_be_visible()
    await siv.get_by_label(t("journal.count"), exact=True).fill("20")
    await saves(siv, t("journal.saved"))
    await expect(siv.get_by_text(t("journal.persons.other", count="20"))).to_be_visible()
    await siv.get_by_role("link", name=t("journal.correct"), exact=False).first.click()
    await siv.get_by_label(t("journal.count"), exact=True).fill("25")
    await saves(siv, t("journal.corrected"))
    await expect(siv.get_by_text(t("journal.persons.other", count="25"))).to_be_visible()

    await siv.get_by_role("link", name=t("journal.new_disclosure"), exact=True).click()
    await siv.get_by_label(t("journal.to"), exact=True).fill("Påhittade myndigheten")
    await choose(siv, t("journal.law"), t("journal.law_other"))
    await siv.get_by_label(t("journal.law_which"), exact=True).fill("Påhittad lag 1 §")
    await siv.get_by_label(t("journal.ground"), exact=True).fill("Påhittad begäran om uppgift.")
    await siv.get_by_label(t("journal.balance"), exact=True).fill("Inget talade för.")
    await choose(siv, t("journal.decision"), label("disclosure_decision", "REFUSED"))
    await saves(siv, t("journal.saved"))
    await expect(siv.get_by_text("Påhittade myndigheten")).to_be_visible()
    # None of it is a worker's to see.
    await expect(ada.get_by_role("region", name=t("journal.disclosures"))).to_have_count(0)
    assert await team.desk.kinds() == {"incident": 1, "activity": 1, "disclosure": 1}
    team.right()


async def test_the_office_with_the_keyboard_alone(team: Team) -> None:
    """From the tab to a saved setting: only Tab, arrows, space and Enter."""
    siv = team.page("siv")
    press = siv.keyboard.press
    await siv.get_by_role("link", name=t("nav.people"), exact=True).focus()
    await press("Enter")
    await expect(siv.get_by_role("heading", name=t("people.title"), level=1)).to_be_focused()
    await _tab_to(siv, t("settings.title"))
    await press("Enter")
    await expect(siv.get_by_role("heading", name=t("settings.title"), level=1)).to_be_focused()
    await _tab_to(siv, t("settings.quiet_hours"))
    await press("Enter")
    await expect(siv.get_by_role("heading", name=t("settings.quiet_hours"))).to_be_focused()
    none = siv.get_by_label(t("settings.quiet_none"), exact=True)
    await expect(none).to_be_visible()
    await press("Tab")
    await expect(none).to_be_focused()
    await press("Space")
    await _tab_to(siv, t("do.save"))
    await press("Enter")
    await expect(siv.get_by_text(t("settings.saved"))).to_be_visible()
    await expect(siv.get_by_text(t("settings.quiet_none"))).to_be_visible()
    team.right()


async def _tab_to(page: Page, words: str) -> None:
    """With the tab key, as far as it takes within one screen."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        focused: str = await page.evaluate("() => document.activeElement.textContent.trim()")
        if focused == words:
            return
    raise AssertionError(f"no tab leads to {words}")

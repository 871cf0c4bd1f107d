"""What people do in the app, by the words they see. The words come from the app's own lists."""

import base64
import json
import re
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from playwright.async_api import Locator, Page, Route, expect

from lykta.domain.words import LISTS
from tests.browser import Browsers, Device
from tests.desk import RunningDesk

# Two cores carry the desk, the database and three browsers.
expect.set_options(timeout=20_000)

# The language that the person at the browser has chosen.
spoken: ContextVar[str] = ContextVar("spoken", default="sv")

WORDS = Path(__file__).parents[2] / "pwa" / "src" / "words"


@cache
def _words(language: str) -> dict[str, str]:
    read: dict[str, str] = {}
    for part in (language, f"{language}.later"):
        read |= json.loads((WORDS / f"{part}.json").read_text())
    return read


def t(key: str, **facts: str) -> str:
    """The app's own words for this key."""
    text = _words(spoken.get())[key]
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def label(list_name: str, code: str) -> str:
    word = next(word for word in LISTS[list_name].words if word.code == code)
    said: str = getattr(word, spoken.get())
    return said


PASSPHRASE = "lila gran"


async def enrol(page: Page, link: str, name: str = "Påhittad enhet") -> None:
    await page.goto(link)
    await page.get_by_label(t("enrol.name")).fill(name)
    await choose_passphrase(page)
    await page.get_by_role("button", name=t("enrol.do")).click()
    await expect(page.get_by_text(t("enrol.done"))).to_be_visible()


async def choose_passphrase(page: Page, passphrase: str = PASSPHRASE) -> None:
    for field in ("pass.new", "pass.again"):
        await page.get_by_label(t(field), exact=True).fill(passphrase)


async def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    """As after each start."""
    await page.get_by_label(t("lock.passphrase"), exact=True).fill(passphrase)
    await page.get_by_role("button", name=t("lock.open"), exact=True).click()
    await expect(page.get_by_role("button", name=t("cover.do"))).to_be_visible()


async def relock(page: Page) -> None:
    """After a time in which nobody has touched it, the next touch finds it locked."""
    if await page.get_by_role("button", name=t("cover.do")).is_visible():
        await page.evaluate("() => { dispatchEvent(new Event('wheel')) }")
        await unlock(page)


async def shell_is_kept(page: Page) -> None:
    """From here on the app starts without a network."""
    await page.evaluate(
        """() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ||
          new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done))
        ).then(() => undefined)"""
    )


def group(within: Page | Locator, legend: str) -> Locator:
    return within.get_by_role("group", name=legend, exact=True)


async def choose(within: Page | Locator, legend: str, answer: str) -> None:
    """Taps an answer; unfolds the rest where it is not among the first."""
    options = group(within, legend)
    chip = options.locator("label.chip").filter(
        has_text=re.compile(rf"^\s*{re.escape(answer)}\s*$")
    )
    await options.wait_for()
    if not await chip.count():
        await options.get_by_role("button").last.click()
    await chip.click()


async def street_shift(page: Page) -> None:
    await page.get_by_role("link", name=t("shift.start")).click()
    await choose(page, t("shift.police"), label("police", "NONE"))
    await choose(page, t("shift.focus"), label("focus", "STREET"))
    await page.get_by_role("button", name=t("shift.start")).click()
    await expect(page.get_by_text(t("shift.started"))).to_be_visible()


async def on_shift(desk: RunningDesk, browsers: Browsers, profile: Path) -> Device:
    """A phone enrolled for the first time, on a shift that has reached the desk."""
    link = await desk.link(await desk.add("Ada Påhittad", "worker"))
    phone = await browsers.phone(profile)
    await enrol(phone.page, link["url"])
    await shell_is_kept(phone.page)
    await street_shift(phone.page)
    await expect(phone.page.get_by_text(t("badge.all_sent"))).to_be_visible()
    return phone


async def new_contact(page: Page) -> None:
    await page.get_by_role("link", name=t("tonight.new")).click()
    await expect(page.get_by_role("heading", name=t("record.title"))).to_be_visible()


async def promise(page: Page, kind: str) -> None:
    """A follow-up in the same breath, without a way to reach the person."""
    button = page.get_by_role("button", name=t("promise.add"), exact=True)
    if not await button.is_visible():
        await page.get_by_text(t("promise.title"), exact=True).click()
    await button.click()
    await choose(page, t("promise.kind"), label("follow_up_kind", kind))


async def write_seller(page: Page) -> None:
    """A seller and social services: complete, not yet saved."""
    await new_contact(page)
    await fill_seller(page)


async def fill_seller(page: Page) -> None:
    await page.get_by_role("button", name=t("preset.seller")).click()
    await choose(page, t("record.age"), t("age.A21P"))
    await choose(
        page, t("record.response", offer=label("offer", "SOC_LINK")), label("response", "ACCEPTED")
    )
    await _where(page, "STREET", police=False)


async def record_seller(page: Page) -> None:
    """Seller, social services, and the district is to take over."""
    await write_seller(page)
    await promise(page, "DISTRICT_HANDOVER")
    await save(page)


async def record_buyer(page: Page) -> None:
    """Buyer, KAST, and a booking promised."""
    await new_contact(page)
    await page.get_by_role("button", name=t("preset.buyer")).click()
    await choose(
        page, t("record.response", offer=label("offer", "KAST")), label("response", "ACCEPTED")
    )
    await _where(page, "CAR", police=True)
    await promise(page, "KAST_BOOKING")
    await save(page)


async def write_child(page: Page) -> None:
    """Somebody under 18: complete, not yet saved."""
    await new_contact(page)
    await choose(page, t("record.roles"), label("role", "OTHER"))
    await choose(page, t("record.age"), t("age.UNDER_18"))
    await choose(page, t("record.band"), label("age_band", "A15_17"))
    await choose(page, t("record.offers"), label("offer", "MEET_UNIT"))
    response = t("record.response", offer=label("offer", "MEET_UNIT"))
    await choose(page, response, label("response", "LATER"))
    await _where(page, "CLUB", police=False)


async def record_child(page: Page) -> None:
    """Under 18: the duty makes itself."""
    await write_child(page)
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("duty.queued"))).to_be_visible()
    await page.get_by_role("button", name=t("do.done"), exact=True).click()


async def _where(page: Page, arena: str, *, police: bool) -> None:
    answer = t("police_near.yes" if police else "police_near.no")
    await choose(page, t("record.police_near"), answer)
    await choose(page, t("record.arena"), label("arena", arena))
    await choose(page, t("record.source"), label("source", "OWN"))


async def save(page: Page) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("record.saved"))).to_be_visible()


async def to_queue(page: Page) -> None:
    """By its tab, from wherever somebody is."""
    await page.get_by_role("link", name=t("nav.queue"), exact=True).click()
    await expect(page.get_by_role("heading", name=t("queue.title"))).to_be_visible()


def cards(page: Page) -> Locator:
    """The follow-ups in the queue, in the order they stand."""
    return page.locator(".cards > *")


async def record_call_back(page: Page, reach: str) -> None:
    """A seller who asked to be called, and how."""
    await write_seller(page)
    await promise(page, "CALL_BACK")
    await choose(page.locator(".promise"), t("promise.contact_again"), t("answer.yes"))
    await page.get_by_label(t("reach.reach"), exact=True).fill(reach)
    await save(page)


async def open_card(page: Page, kind: str) -> None:
    await page.get_by_role("link", name=label("follow_up_kind", kind)).first.click()


async def move(page: Page, event: str) -> None:
    """Presses a move's button in the open card."""
    await page.get_by_role("button", name=t(f"move.{event}"), exact=True).click()


async def moved(page: Page, event: str) -> None:
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t(f"moved.{event}"))).to_be_visible()


async def report(page: Page) -> None:
    """Fills in what a written report needs."""
    await choose(page, t("report.origin"), label("report_origin", "OTHER"))
    await choose(page, t("report.ground"), label("report_ground", "SEXUAL_EXPLOITATION"))
    await choose(page, t("report.age_band"), label("age_band", "A15_17"))
    await page.get_by_label(t("report.receiver"), exact=True).fill("Socialjouren")
    await group(page, t("report.written_at")).locator("label.chip").first.click()


async def says_no(route: Route) -> None:
    """Refuses each letter for its arena, as the desk would; the desk itself sees none of them."""
    parcel = json.loads(route.request.post_data or "{}")
    answer = await route.fetch(post_data=json.dumps({**parcel, "letters": []}))
    problem = {"code": "op.invalid", "field": "arena"}
    receipts = [
        {"id": _id(letter), "outcome": "refused", "version": None, "problem": problem}
        for letter in parcel["letters"]
    ]
    await route.fulfill(response=answer, json={**(await answer.json()), "receipts": receipts})


def _id(letter: dict[str, str]) -> str:
    header = letter["header"]
    found: str = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))["id"]
    return found


async def take_out(page: Page, path: Path) -> Path:
    """Saves what waits as a file."""
    await page.get_by_text(t("rescue.title"), exact=True).click()
    async with page.expect_download() as saving:
        await page.get_by_role("button", name=t("rescue.save"), exact=True).click()
    await (await saving.value).save_as(path)
    return path


async def choose_file(page: Page, path: Path) -> None:
    """Hands a rescue file to the desk."""
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name=t("rescue.choose"), exact=True).click()
    await (await choosing.value).set_files(path)

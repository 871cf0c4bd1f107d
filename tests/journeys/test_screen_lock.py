"""The phone's own lock opens what is readable here: a passkey that comes with a secret."""

import base64
import json
from pathlib import Path

import sqlalchemy as sa
from playwright.async_api import Page, Request, expect

from lykta.store import tables
from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    PASSPHRASE,
    choose_passphrase,
    record_seller,
    shell_is_kept,
    street_shift,
    t,
    unlock,
)
from tests.journeys.authenticators import ScreenLock, screen_lock

# What the authenticator gives, caught before the app has it.
EAVESDROP = """
window.secrets = [];
for (const name of ['create', 'get']) {
  const ask = navigator.credentials[name].bind(navigator.credentials);
  navigator.credentials[name] = async (options) => {
    const given = await ask(options);
    const first = given?.getClientExtensionResults().prf?.results?.first;
    if (first) window.secrets.push([...new Uint8Array(first)]);
    return given;
  };
}
"""
SPOILED = """
(kind) => {
  const ask = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = async (options) => {
    const given = await ask(options);
    const results = given.getClientExtensionResults();
    const good = results.prf.results.first;
    const bad = { short: good.slice(0, 16), zeros: new ArrayBuffer(32), other: undefined };
    bad.other = crypto.getRandomValues(new Uint8Array(32)).buffer;
    const prf = kind === 'missing' ? undefined : { results: { first: bad[kind] } };
    given.getClientExtensionResults = () => ({ prf });
    return given;
  };
}
"""


async def arrives(
    desk: RunningDesk, browsers: Browsers, profile: Path, **lock: object
) -> tuple[Device, ScreenLock]:
    """A new phone with a lock of its own, its link opened."""
    link = await desk.link(await desk.add("Ada Påhittad", "worker"))
    phone = await browsers.phone(profile)
    await phone.context.add_init_script(EAVESDROP)
    own = await screen_lock(phone.page, **lock)
    await phone.page.goto(link["url"])
    return phone, own


async def joins(page: Page) -> None:
    await page.get_by_label(t("enrol.name")).fill("Påhittad telefon")
    await expect(page.get_by_label(t("pass.new"), exact=True)).to_have_count(0)
    await page.get_by_role("button", name=t("enrol.do")).click()
    await expect(page.get_by_role("heading", name=t("guard.title"))).to_be_visible()


async def use_screen_lock(page: Page) -> None:
    await page.get_by_role("button", name=t("passkey.choose"), exact=True).click()


async def lock(page: Page) -> None:
    await page.get_by_role("button", name=t("cover.do")).click()
    await page.get_by_role("button", name=t("cover.lock"), exact=True).click()


async def open_by_screen_lock(page: Page) -> None:
    await page.get_by_role("button", name=t("lock.by_passkey"), exact=True).click()


async def test_a_phone_is_opened_by_its_own_lock_and_needs_no_network_for_it(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[A77] [PH5] One touch where the passphrase was; nothing is typed. The authenticator's secret
    is in no request, and the desk has the public half of the passkey alone.
    """
    phone, own = await arrives(own_desk, browsers, tmp_path / "ada")
    page, sent = phone.page, Bodies(phone.page)
    await joins(page)
    await use_screen_lock(page)
    await expect(page.get_by_text(t("passkey.chosen"))).to_be_visible()
    await shell_is_kept(page)
    await street_shift(page)
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    own_desk.stop()
    await record_seller(page)
    await lock(page)
    await expect(page.locator(".contact")).to_have_count(0)
    await open_by_screen_lock(page)
    await expect(page.locator(".contact")).to_have_count(1)
    await page.reload()
    await expect(page.locator(".contact")).to_have_count(0)
    await open_by_screen_lock(page)
    await expect(page.locator(".contact")).to_have_count(1)
    own_desk.start()
    await page.evaluate("() => { dispatchEvent(new Event('online')) }")
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()

    secrets: list[list[int]] = await page.evaluate("() => window.secrets")
    assert secrets
    assert sent.bodies, "nothing was overheard"
    for secret in map(bytes, secrets):
        assert not [body for body in sent.bodies if holds(body, secret)]
    (kept,) = await own.passkeys()
    assert await passkeys_at(own_desk) == [base64.b64decode(kept["credentialId"])]
    assert phone.complaints == []


class Bodies:
    """Everything that a page sends."""

    def __init__(self, page: Page) -> None:
        self.bodies: list[str] = []
        page.on("request", self._heard)

    def _heard(self, request: Request) -> None:
        self.bodies.append(request.url + (request.post_data or ""))


def holds(body: str, secret: bytes) -> bool:
    spelled = base64.b64encode(secret).decode().rstrip("=")
    return any(
        each in body
        for each in (spelled, spelled.replace("+", "-").replace("/", "_"), secret.hex())
    )


async def passkeys_at(desk: RunningDesk) -> list[bytes]:
    async with desk.inside() as inside, inside.database.read() as connection:
        found = await connection.execute(sa.select(tables.passkey.c.credential))
        return [bytes(each) for each in found.scalars()]


async def test_a_lock_that_gives_no_secret_is_not_taken_and_a_passphrase_is(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[A78] Said in a sentence, with the way out on the same screen; the desk keeps no passkey."""
    phone, _ = await arrives(own_desk, browsers, tmp_path / "ada", hasPrf=False)
    page = phone.page
    await joins(page)
    await use_screen_lock(page)
    await expect(page.get_by_role("alert").filter(has_text=t("trouble.no_secret"))).to_be_visible()
    assert await passkeys_at(own_desk) == []
    await choose_passphrase(page)
    await page.get_by_role("button", name=t("passphrase.choose"), exact=True).click()
    await expect(page.get_by_text(t("passphrase.chosen"))).to_be_visible()
    await lock(page)
    await unlock(page)


async def test_whoever_the_lock_does_not_know_is_turned_away(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[A78] Another's finger; and an answer that is missing, short, empty or another's."""
    phone, own = await arrives(own_desk, browsers, tmp_path / "ada")
    page = phone.page
    await joins(page)
    await use_screen_lock(page)
    await expect(page.get_by_text(t("passkey.chosen"))).to_be_visible()
    await shell_is_kept(page)
    await street_shift(page)
    await lock(page)
    for kind in ("missing", "short", "zeros", "other"):
        await page.reload()
        await page.evaluate(f"({SPOILED})('{kind}')")
        await open_by_screen_lock(page)
        no_secret = page.get_by_role("alert").filter(has_text=t("trouble.no_secret"))
        await expect(no_secret).to_be_visible()
        await expect(page.get_by_role("button", name=t("cover.do"))).to_have_count(0)
    await page.reload()
    await open_by_screen_lock(page)
    await expect(page.get_by_role("button", name=t("cover.do"))).to_be_visible()
    await lock(page)
    await own.knows_nobody()
    await open_by_screen_lock(page)
    turned_away = page.get_by_role("alert").filter(has_text=t("trouble.turned_away"))
    await expect(turned_away).to_be_visible()
    await expect(page.get_by_role("button", name=t("cover.do"))).to_have_count(0)


async def test_the_same_passkey_on_another_phone_opens_nothing(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[A76] An account that is on two phones has the passkey on both; what lies on this phone lies
    on no other, and the desk lets in the device that it knows.
    """
    phone, own = await arrives(own_desk, browsers, tmp_path / "ada")
    await joins(phone.page)
    await use_screen_lock(phone.page)
    await expect(phone.page.get_by_text(t("passkey.chosen"))).to_be_visible()
    (passkey,) = await own.passkeys()
    other = await browsers.phone(tmp_path / "other")
    await other.page.goto(own_desk.url)
    await (await screen_lock(other.page)).add(passkey)
    await expect(other.page.get_by_role("heading", name=t("enrol.title"))).to_be_visible()
    await expect(other.page.get_by_role("button", name=t("lock.by_passkey"))).to_have_count(0)


async def test_both_ways_can_stand_side_by_side(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """The passphrase first and the phone's lock added; and the other way about."""
    phone, _ = await arrives(own_desk, browsers, tmp_path / "ada")
    page = phone.page
    await joins(page)
    await page.get_by_text(t("passphrase.instead"), exact=True).click()
    await choose_passphrase(page)
    await page.get_by_role("button", name=t("passphrase.choose"), exact=True).click()
    await expect(page.get_by_text(t("passphrase.chosen"))).to_be_visible()
    await page.evaluate("() => { location.hash = '#waiting' }")
    await page.get_by_role("heading", name=t("passkey.choose"), exact=True).click()
    await page.get_by_label(t("passphrase.old"), exact=True).last.fill(PASSPHRASE)
    await page.get_by_role("button", name=t("passkey.choose"), exact=True).click()
    await expect(page.get_by_text(t("passkey.chosen"))).to_be_visible()
    await lock(page)
    await open_by_screen_lock(page)
    await expect(page.get_by_role("button", name=t("cover.do"))).to_be_visible()
    await lock(page)
    await page.get_by_text(t("lock.by_passphrase"), exact=True).click()
    await page.get_by_label(t("lock.passphrase"), exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name=t("lock.open"), exact=True).last.click()
    await expect(page.get_by_role("button", name=t("cover.do"))).to_be_visible()


async def test_a_supervisor_shows_anew_who_she_is_before_devices_change(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[A67] By the phone's lock; then what was wanted is done without asking twice."""
    link = await own_desk.link(await own_desk.add("Sara Påhittad", "supervisor"), kind="desk")
    desk = await browsers.desk(tmp_path / "sara")
    await screen_lock(desk.page)
    page = desk.page
    await page.goto(link["url"])
    await joins(page)
    await use_screen_lock(page)
    await expect(page.get_by_text(t("passkey.chosen"))).to_be_visible()
    await page.evaluate("() => { location.hash = '#people' }")
    await expect(page.get_by_role("heading", name=t("people.title"), exact=True)).to_be_visible()
    async with own_desk.inside() as inside, inside.database.write() as connection:
        long_ago = sa.func.datetime(tables.session.c.started_at, "-6 minutes")
        await connection.execute(sa.update(tables.session).values(started_at=long_ago))
    invite = page.get_by_role("button", name=t("people.invite_phone", name="Sara Påhittad"))
    await invite.click()
    await expect(page.get_by_role("heading", name=t("prove.title"))).to_be_visible()
    await page.get_by_role("button", name=t("prove.by_passkey"), exact=True).click()
    await expect(page.get_by_text(f"{own_desk.url}/#enrol=")).to_be_visible()
    assert json.dumps(desk.complaints) == "[]"

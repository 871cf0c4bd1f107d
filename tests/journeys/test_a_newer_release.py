"""The desk is upgraded while people write: nobody's form is taken from them."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import enrol, shell_is_kept, street_shift, t, unlock
from tests.journeys.releases import newer_release, serving

IS_NEWER = "() => document.querySelector('meta[name=release]') !== null"
# As the browser does by itself when the app is opened or seen again.
LOOK_FOR_NEWER = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  if (worker.state !== 'installed') await new Promise((resolve) => {
    worker.addEventListener('statechange', () => worker.state === 'installed' && resolve());
  });
}"""

# A browser looks by itself once a page was opened. If the desk ends just then, Chromium sometimes
# never comes back from it, and whoever asks for the same waits with it.
LOOKED_ALREADY = """async () => {
  await (await navigator.serviceWorker.getRegistration()).update();
}"""

REFUSES_NEWER = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const seen = new Promise((resolve) => {
    registration.addEventListener('updatefound', () => resolve(registration.installing));
  });
  await registration.update();
  const worker = await seen;
  while (worker.state === 'installing') await new Promise((resolve) => {
    worker.addEventListener('statechange', resolve, { once: true });
  });
  return worker.state;
}"""


async def at_hand(page: Page) -> None:
    """In front, touched, and open, however long it was left."""
    await page.bring_to_front()
    await page.evaluate("() => { dispatchEvent(new Event('wheel')) }")
    if await page.get_by_label(t("lock.passphrase"), exact=True).is_visible():
        await unlock(page)


async def note(page: Page, text: str) -> None:
    field = page.get_by_label(t("more.note_label"))
    if not await field.is_visible():
        await page.locator("summary", has_text=t("more.note")).click()
    await field.fill(text)


async def test_a_newer_release_waits_for_whoever_is_writing(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F28] [F80] Two tabs with half a contact each; a newer release comes. Neither is reloaded.
    One saves and changes over; in the other nothing is lost, then or when it is opened again.
    """
    ada = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    phone = await browsers.phone(tmp_path / "ada")
    one = phone.page
    await enrol(one, ada["url"])
    await shell_is_kept(one)
    await street_shift(one)
    other = await phone.context.new_page()
    await other.goto(own_desk.url)
    await unlock(other)
    in_use = one.get_by_label(t("lock.passphrase"), exact=True)
    assert await in_use.count() == 0, "a tab that starts has locked the one in use"
    for page in (one, other):
        await at_hand(page)
        await page.evaluate("() => { location.hash = '#record' }")
    await at_hand(other)
    await note(other, "Halvskrivet i den andra fliken.")
    await at_hand(one)
    await one.get_by_role("button", name=t("preset.left"), exact=True).tap()
    await note(one, "Halvskrivet i den första fliken.")

    for page in (one, other):
        await page.evaluate(LOOKED_ALREADY)
    own_desk.stop()
    own_desk.program = ["-c", serving(newer_release(tmp_path / "newer"))]
    own_desk.start()
    await one.evaluate(LOOK_FOR_NEWER)
    await at_hand(one)

    change = one.get_by_role("button", name=t("do.update"), exact=True)
    assert await change.count() == 0, "offered to somebody who is writing"
    assert not await one.evaluate(IS_NEWER)
    await expect(one.get_by_label(t("more.note_label"))).to_have_value(
        "Halvskrivet i den första fliken."
    )
    await one.get_by_role("button", name=t("do.save"), exact=True).tap()
    await expect(one.get_by_text(t("record.saved"))).to_be_visible()

    async with one.expect_event("load"):
        await change.tap()
    await unlock(one)
    assert await one.evaluate(IS_NEWER)
    await expect(one.locator(".contact")).to_have_count(1)

    assert not await other.evaluate(IS_NEWER), "reloaded under somebody's hands"
    await at_hand(other)
    await expect(other.get_by_label(t("more.note_label"))).to_have_value(
        "Halvskrivet i den andra fliken."
    )
    await other.reload()
    assert await other.evaluate(IS_NEWER)
    await unlock(other)
    await other.evaluate("() => { location.hash = '#record' }")
    await expect(other.get_by_text(t("record.restored"))).to_be_visible()
    await expect(other.get_by_label(t("more.note_label"))).to_have_value(
        "Halvskrivet i den andra fliken."
    )
    assert phone.complaints == []


async def test_a_release_with_one_byte_changed_on_its_way_is_not_taken(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[A111] The page is not the one that its worker was built with: the shell that stands stays,
    nothing is offered, and the next start is the old one's.
    """
    ada = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    phone = await browsers.phone(tmp_path / "ada")
    page = phone.page
    await enrol(page, ada["url"])
    await shell_is_kept(page)
    await page.evaluate(LOOKED_ALREADY)
    newer = newer_release(tmp_path / "newer")
    whole = (newer / "index.html").read_text()
    (newer / "index.html").write_text(whole.replace("<title>Lykta", "<title>Lykto", 1))
    own_desk.stop()
    own_desk.program = ["-c", serving(newer)]
    own_desk.start()
    assert await page.evaluate(REFUSES_NEWER) == "redundant"
    await page.reload()
    await unlock(page)
    assert not await page.evaluate(IS_NEWER)
    assert await page.title() != "Lykto"
    change = page.get_by_role("button", name=t("do.update"), exact=True)
    assert await change.count() == 0

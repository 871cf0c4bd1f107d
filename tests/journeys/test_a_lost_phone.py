"""A phone is lost with a letter still on it: one button, and what follows from it."""

from pathlib import Path

import sqlalchemy as sa
from playwright.async_api import Page, expect

from lykta.store import tables
from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import (
    PASSPHRASE,
    enrol,
    label,
    on_shift,
    record_seller,
    t,
    unlock,
    write_seller,
)

LEFT = """async () => {
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((good, bad) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => good(asked.result);
      asked.onerror = bad;
    });
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store);
      const keys = await new Promise((good) => (all.getAllKeys().onsuccess = ({ target }) =>
        good(target.result)));
      found[store] = [...(found[store] ?? []), ...keys];
    }
    db.close();
  }
  return found;
}"""


async def a_day_at_the_desk(page: Page, desk: RunningDesk) -> None:
    """Longer ago than the desk takes somebody's word for."""
    async with desk.inside() as inside, inside.database.write() as connection:
        before = sa.func.datetime(tables.session.c.started_at, "-6 minutes")
        await connection.execute(sa.update(tables.session).values(started_at=before))
    await page.evaluate("() => { location.hash = '#people' }")


async def test_a_lost_phone_sends_what_it_has_erases_itself_and_says_so(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F39] [A67] [A110] The supervisor shows who she is, presses one button, and sees what could
    be read on it. The phone, found by a stranger and locked, sends its letter at its next contact,
    destroys what was readable and says so; the letter is held and nobody's name is on the phone.
    """
    sara = await browsers.desk(tmp_path / "sara")
    link = await own_desk.link(await own_desk.add("Sara Påhittad", "supervisor"), kind="desk")
    await enrol(sara.page, link["url"], "Påhittad dator")
    ada = await on_shift(own_desk, browsers, tmp_path / "ada")
    await record_seller(ada.page)
    await expect(ada.page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await ada.context.set_offline(True)
    await write_seller(ada.page)
    await ada.page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(ada.page.get_by_text(t("badge.waiting.one", count="1"))).to_be_visible()
    await ada.page.reload()

    page = sara.page
    await a_day_at_the_desk(page, own_desk)
    await page.get_by_role("button", name=t("lost.button_of", label="Påhittad enhet")).click()
    await page.get_by_label(t("lost.reason"), exact=True).fill("Glömd på en buss, påhittat.")
    await page.get_by_role("button", name=t("lost.do"), exact=True).click()
    await page.get_by_label(t("lock.passphrase"), exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name=t("prove.do"), exact=True).click()
    await expect(page.get_by_text(t("lost.done", label="Påhittad enhet"))).to_be_visible()
    await expect(page.get_by_text(t("lost.not_wiped"))).to_be_visible()
    readable = page.get_by_role("link", name=label("follow_up_kind", "DISTRICT_HANDOVER"))
    await expect(readable).to_be_visible()
    for kind in ("INCIDENT_WARNING", "INCIDENT_NOTICE", "INCIDENT_REPORT"):
        await expect(page.get_by_role("link", name=label("follow_up_kind", kind))).to_be_visible()

    await ada.context.set_offline(False)
    await ada.page.evaluate("() => { dispatchEvent(new Event('online')) }")
    await expect(ada.page.get_by_text(t("enrol.wiped"))).to_be_visible()
    assert "Ada" not in await ada.page.content()
    left: dict[str, list[object]] = await ada.page.evaluate(LEFT)
    assert [left[each] for each in ("night", "drafts", "replica", "segments")] == [[], [], [], []]
    secrets = {"deviceKey", "houseKey", "loginSecret"}
    assert not secrets & set(map(str, left["meta"]))

    async with own_desk.inside() as inside, inside.database.read(own_desk.unit.id) as connection:  # type: ignore[union-attr]
        rows = sa.select(tables.row.c.data).where(tables.row.c.kind == "held")
        (held,) = (await connection.execute(rows)).scalars()
    assert held["why"] == "device.revoked"
    await page.reload()
    await unlock(page)
    await page.evaluate("() => { location.hash = '#people' }")
    await expect(page.get_by_text(t("lost.wiped"), exact=True)).to_be_visible()
    await expect(page.get_by_text(t("lost.not_wiped"))).to_have_count(0)
    assert ada.complaints + sara.complaints == []

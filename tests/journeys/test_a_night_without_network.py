"""The main job: contacts recorded without a network reach the supervisor's queue, each once."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser import Browsers
from tests.desk import RunningDesk
from tests.journeys.acts import (
    cards,
    enrol,
    label,
    record_buyer,
    record_child,
    record_seller,
    shell_is_kept,
    t,
    to_queue,
    unlock,
)


async def test_three_contacts_of_a_night_without_network_stand_in_the_queue_once(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[PH6] [F04] [F55] Enrolled once; then no server, a new start, three contacts, another new
    start; then the server is back, and the supervisor sees them without a reload, the child first.
    """
    ada = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    cleo = await own_desk.link(await own_desk.add("Cleo Påhittad", "supervisor"), "desk")
    desk = await browsers.desk(tmp_path / "cleo")
    await enrol(desk.page, cleo["url"])
    await to_queue(desk.page)
    await expect(desk.page.get_by_text(t("queue.empty"))).to_be_visible()

    phone = await browsers.phone(tmp_path / "ada")
    await enrol(phone.page, ada["url"])
    await shell_is_kept(phone.page)
    await phone.close()
    own_desk.stop()

    phone = await browsers.phone(tmp_path / "ada")
    await phone.page.goto(own_desk.url)
    await unlock(phone.page)
    await record_seller(phone.page)
    await record_buyer(phone.page)
    await record_child(phone.page)
    await expect(phone.page.get_by_text(t("contact.phone"), exact=True)).to_have_count(3)
    assert phone.complaints == []
    await phone.close()

    own_desk.start()
    phone = await browsers.phone(tmp_path / "ada")
    await phone.page.goto(own_desk.url)
    await unlock(phone.page)
    await expect(phone.page.get_by_text(t("contact.desk"), exact=True)).to_have_count(3)
    await expect(phone.page.get_by_text(t("badge.all_sent"))).to_be_visible()

    queue = cards(desk.page)
    await expect(queue).to_have_count(3)
    await expect(queue.nth(0)).to_contain_text(label("follow_up_kind", "REPORT_WRITTEN"))
    for kind in ("DISTRICT_HANDOVER", "KAST_BOOKING"):
        name = label("follow_up_kind", kind)
        await expect(queue.filter(has_text=name)).to_have_count(1)
    assert await own_desk.kinds() == {"contact": 3, "follow_up": 3}
    assert phone.complaints == []

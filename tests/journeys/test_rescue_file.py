"""When nothing else works, what waits on a phone is carried to the desk as a file."""

import json
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    choose_file,
    enrol,
    record_buyer,
    record_child,
    record_seller,
    shell_is_kept,
    t,
    take_out,
    unlock,
)


async def test_letters_carried_in_a_file_stand_at_the_desk_once(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F67] [PH2] Three contacts without a network; their file is taken in at another computer,
    and again, and by the command line; then the phone is back and sends them too.
    """
    phone = await enrolled_phone(own_desk, browsers, tmp_path)
    await phone.context.set_offline(True)
    await record_seller(phone.page)
    await record_buyer(phone.page)
    await record_child(phone.page)
    file = await out_of_waiting(phone.page, tmp_path)
    assert [*json.loads(file.read_text())] == ["lykta", "letters"]
    await expect(phone.page.get_by_text(t("rescue.made.other", count="3"))).to_be_visible()
    await expect(phone.page.get_by_text(t("badge.waiting.other", count="3"))).to_be_visible()

    desk = await supervisor(own_desk, browsers, tmp_path)
    await choose_file(desk.page, file)
    await reads(desk.page, "rescue.read.other", "rescue.fresh.other")
    taken_in = {"contact": 3, "follow_up": 3}
    assert await own_desk.kinds() == taken_in

    await choose_file(desk.page, file)
    await reads(desk.page, "rescue.read.other", "rescue.known.other")
    said = own_desk.run("letters", "import", str(file), "--json")
    assert json.loads(said.stdout) == {"applied": 3}
    assert await own_desk.kinds() == taken_in

    await phone.context.set_offline(False)
    await expect(phone.page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(phone.page.get_by_text(t("rescue.what"))).to_be_hidden()
    assert await own_desk.kinds() == taken_in
    assert phone.complaints == []
    assert desk.complaints == []


async def test_a_locked_phone_gives_the_same_file(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[PH6] After a new start without a network, too: what is sealed needs no unlocking."""
    phone = await enrolled_phone(own_desk, browsers, tmp_path)
    await phone.context.set_offline(True)
    await record_seller(phone.page)
    open_one = (await out_of_waiting(phone.page, tmp_path)).read_bytes()
    await phone.close()

    phone = await browsers.phone(tmp_path / "ada")
    await phone.context.set_offline(True)
    await phone.page.goto(own_desk.url)
    await expect(phone.page.get_by_label(t("lock.passphrase"), exact=True)).to_be_visible()
    locked_one = await take_out(phone.page, tmp_path / "locked.txt")
    assert locked_one.read_bytes() == open_one
    await unlock(phone.page)
    await expect(phone.page.get_by_text(t("badge.waiting.one", count="1"))).to_be_visible()
    assert phone.complaints == []


async def test_a_file_that_is_none_is_refused_with_what_to_do(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """And a spoiled letter among good ones holds back none of them."""
    phone = await enrolled_phone(own_desk, browsers, tmp_path)
    await phone.context.set_offline(True)
    await record_seller(phone.page)
    whole = (await out_of_waiting(phone.page, tmp_path)).read_text()
    desk = await supervisor(own_desk, browsers, tmp_path)
    refused = desk.page.get_by_role("alert")
    for content, fault in (
        (whole[: len(whole) // 2], "broken"),
        ("", "broken"),
        ("<html>Välkommen till hotellet!</html>", "foreign"),
        ('{"lykta":"letters/2","letters":[]}', "newer"),
        ('{"lykta":"letters/1","letters":[]}', "empty"),
    ):
        await choose_file(desk.page, written(tmp_path, content))
        await expect(refused).to_have_text(t(f"rescue.{fault}"))
    assert await own_desk.kinds() == {}

    letters = json.loads(whole)["letters"]
    spoiled = letters[0] | {"signature": "A" * 86}
    both = {"lykta": "letters/1", "letters": [spoiled, *letters]}
    await choose_file(desk.page, written(tmp_path, json.dumps(both)))
    for words in ("rescue.fresh.one", "rescue.needs.one"):
        await expect(desk.page.get_by_text(t(words, count="1"))).to_be_visible()
    await expect(desk.page.get_by_text(t("problem.letter.signature"))).to_be_visible()
    assert await own_desk.kinds() == {"contact": 1, "follow_up": 1}


async def test_a_desk_that_stops_answering_leaves_the_rest_to_be_brought_again(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path
) -> None:
    """[F11] Nothing is told to be in that is not."""
    phone = await enrolled_phone(own_desk, browsers, tmp_path)
    await phone.context.set_offline(True)
    await record_seller(phone.page)
    file = await out_of_waiting(phone.page, tmp_path)
    # A page that a service worker serves may send past the route.
    desk = await supervisor(own_desk, browsers, tmp_path, service_workers="block")
    await desk.page.route("**/api/ops", lambda route: route.abort())
    await choose_file(desk.page, file)
    await expect(desk.page.get_by_text(t("rescue.left.one", count="1"))).to_be_visible()
    await desk.page.unroute("**/api/ops")
    await choose_file(desk.page, file)
    await expect(desk.page.get_by_text(t("rescue.fresh.one", count="1"))).to_be_visible()
    await expect(desk.page.get_by_text(t("rescue.left.one", count="1"))).to_have_count(0)


async def enrolled_phone(desk: RunningDesk, browsers: Browsers, folder: Path) -> Device:
    ada = await desk.link(await desk.add("Ada Påhittad", "worker"))
    phone = await browsers.phone(folder / "ada")
    await enrol(phone.page, ada["url"])
    await shell_is_kept(phone.page)
    return phone


async def supervisor(desk: RunningDesk, browsers: Browsers, folder: Path, **options: Any) -> Device:
    """At another computer, on the page of the staff."""
    cleo = await desk.link(await desk.add("Cleo Påhittad", "supervisor"), "desk")
    device = await browsers.desk(folder / "cleo", **options)
    await enrol(device.page, cleo["url"])
    await device.page.get_by_role("link", name=t("nav.people"), exact=True).click()
    return device


async def out_of_waiting(page: Page, folder: Path) -> Path:
    await page.evaluate("() => { location.hash = 'waiting' }")
    return await take_out(page, folder / "rescue.txt")


async def reads(page: Page, *words: str) -> None:
    """So is the file summed up, of three letters, and in no other words."""
    result = page.locator(".taken_in")
    for each in words:
        await expect(result).to_contain_text(t(each, count="3"))
    await expect(result.get_by_role("listitem")).to_have_count(len(words) - 1)


def written(folder: Path, content: str) -> Path:
    path = folder / "chosen.txt"
    path.write_text(content)
    return path

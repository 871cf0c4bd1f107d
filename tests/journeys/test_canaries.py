"""A night and a morning with a word in every free field. Then everything that anybody could carry
away is searched for them: phone, browser, database, logs, the line.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Page, expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    choose,
    choose_passphrase,
    fill_seller,
    group,
    label,
    move,
    moved,
    new_contact,
    open_card,
    promise,
    save,
    shell_is_kept,
    street_shift,
    t,
    to_queue,
)
from tests.journeys.canaries import PAGE, STORES, Canaries, Overheard
from tests.postgres import Cluster
from tests.server.test_what_lies_in_the_database import whole

TYPED = ("note", "remark", "reach", "call_name", "safe_hours", "draft", "return", "done", "phrase")
"""Every field of this story; the passphrase is one of them."""


class Story(NamedTuple):
    desk: RunningDesk
    ada: Device
    sara: Device
    words: Canaries
    line: list[Overheard]


@pytest.fixture
async def desk(postgres: Cluster, tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """On PostgreSQL, its log in a file."""
    folder = tmp_path / "desk"
    await asyncio.to_thread(folder.mkdir)
    desk = RunningDesk(folder, postgres.fresh_database())
    desk.log = folder / "log"
    await desk.make()
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
async def story(desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> Story:
    words = Canaries()
    ada, sara = await browsers.phone(tmp_path / "ada"), await browsers.desk(tmp_path / "sara")
    line = [Overheard(ada.page), Overheard(sara.page)]
    for device, name, role in ((ada, "Ada", "worker"), (sara, "Sara", "supervisor")):
        member = await desk.add(f"{name} Påhittad", role)
        link = await desk.link(member, "phone" if role == "worker" else "desk")
        words.words[f"invitation of {name}"] = link["code"]
        await device.page.goto(link["url"])
        await device.page.get_by_label(t("enrol.name")).fill("Påhittad enhet")
        await choose_passphrase(device.page, words.of("phrase"))
        await device.page.get_by_role("button", name=t("enrol.do")).click()
        await expect(device.page.get_by_text(t("enrol.done"))).to_be_visible()
    story = Story(desk, ada, sara, words, line)
    await _night(story)
    await _morning(story)
    return story


async def _night(story: Story) -> None:
    """A contact with a note, a promise with a way to reach the person, and a half one."""
    page, of = story.ada.page, story.words.of
    await shell_is_kept(page)
    await street_shift(page)
    await new_contact(page)
    await fill_seller(page)
    await promise(page, "CALL_BACK")
    part = page.locator(".promise")
    await choose(part, t("promise.contact_again"), t("answer.yes"))
    for field in ("reach", "call_name", "safe_hours"):
        await part.get_by_label(t(f"reach.{field}"), exact=True).fill(of(field))
    await part.get_by_label(t("promise.remark"), exact=True).fill(of("remark"))
    await _note(page, of("note"))
    await save(page)
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()


async def _note(page: Page, text: str) -> None:
    field = page.get_by_label(t("more.note_label"), exact=True)
    if not await field.is_visible():
        await page.locator("summary", has_text=t("more.note")).click()
    await field.fill(text)


async def _morning(story: Story) -> None:
    """Given to Ada, done, returned; and Ada begins another contact that she leaves lying."""
    ada, sara, of = story.ada.page, story.sara.page, story.words.of
    await to_queue(sara)
    await open_card(sara, "CALL_BACK")
    await move(sara, "assign")
    await group(sara, t("move.to")).get_by_role("button", name="Ada Påhittad").click()
    await expect(sara.get_by_text(t("moved.assign"))).to_be_visible()
    await ada.evaluate("() => { location.hash = '#queue' }")
    await open_card(ada, "CALL_BACK")
    await expect(ada.get_by_text(of("reach"))).to_be_visible()
    await move(ada, "complete")
    await choose(ada, t("move.outcome"), label("outcome", "LINKED"))
    await ada.get_by_label(t("move.remark"), exact=True).fill(of("done"))
    await moved(ada, "complete")
    await expect(sara.get_by_role("button", name=t("move.approve"))).to_be_visible()
    await move(sara, "return")
    await sara.get_by_label(t("move.remark_needed")).fill(of("return"))
    await moved(sara, "return")
    await expect(ada.locator(".notice")).to_contain_text(of("return"))
    await ada.evaluate("() => { location.hash = '#record' }")
    await _note(ada, of("draft"))
    await expect(ada.get_by_text(t("badge.all_sent"))).to_be_visible()


async def test_nobody_who_carries_it_away_can_read_a_word(story: Story, postgres: Cluster) -> None:
    """[PH4] [PH5] [PH7] [CT4] [A77] [A100] Phone locked and then closed, the supervisor's computer,
    the database, both logs, the desk's environment, everything that went over the line.
    """
    desk, ada, sara, words, line = story
    assert set(TYPED) <= set(words.words)
    assert "draft" in words.found_in(await ada.page.evaluate(PAGE)), "there is nothing to hide"
    for device in (ada, sara):
        await device.page.get_by_role("button", name=t("cover.do")).click()
        await device.page.get_by_role("button", name=t("cover.lock"), exact=True).click()
        await expect(device.page.get_by_label(t("lock.passphrase"), exact=True)).to_be_visible()
        assert words.found_in(await device.page.evaluate(PAGE)) == set()
        assert words.found_in(await device.page.evaluate(STORES)) == set()
    said = [overheard.all() for overheard in line]
    for device in (ada, sara):
        await device.close()
    environment = desk.environment_of_server()
    desk.stop()
    assert desk.log is not None

    clear = whole(desk.settings, postgres)
    assert b"SELLER" in clear, "what is meant to be read would be found"
    assert words.found_in(clear, *postgres.log, desk.log.read_bytes(), environment) == set()
    # The code of an invitation opens nothing any more. It goes to the desk once, and the browser
    # keeps the address it stood in.
    used = {"invitation of Ada", "invitation of Sara"}
    assert words.found_in(*said) == used
    for device in (ada, sara):
        assert words.found_under(device.profile) <= used
    assert words.found_under(ada.profile) | words.found_under(sara.profile) == used


def test_the_search_finds_what_lies_open(tmp_path: Path) -> None:
    """Every writing, in a file, in its name, packed, in the midst of something else."""
    import base64
    import gzip
    import json

    words = Canaries()
    word = words.of("note")
    for n, raw in enumerate(
        [
            word.encode(),
            f"x{word}y".encode("utf-16-le"),
            json.dumps({"note": word}).encode(),
            *(base64.b64encode(b"." * n + word.encode() + b"...") for n in range(3)),
            b"HTTP" + gzip.compress(f"<p>{word}</p>".encode()),
            word.encode().hex().encode(),
        ]
    ):
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "file").write_bytes(raw)
        assert words.found_under(folder) == {"note"}, raw
    assert words.found_in(b"Kanarief") == set()

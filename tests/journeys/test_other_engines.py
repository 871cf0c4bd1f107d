"""What must never fail, in the engines of the phones that are not Chromium's: start offline,
record, send, lock. What the words look like to each driver is in `engines.py`.
"""

from pathlib import Path

import pytest

from tests.desk import RunningDesk
from tests.journeys.acts import PASSPHRASE, label, t
from tests.journeys.engines import ENGINES, Engine


def text(words: str) -> str:
    return f"//*[not(*)][normalize-space()='{words}']"


def starting(words: str) -> str:
    return f"//p[starts-with(normalize-space(), '{words}')]"


def button(words: str) -> str:
    return f"//button[normalize-space()='{words}' or @aria-label='{words}']"


def link(words: str) -> str:
    return f"//a[normalize-space()='{words}']"


def field(words: str) -> str:
    return f"//input[@id=//label[normalize-space()='{words}']/@for]"


def chip(legend: str, answer: str) -> str:
    asked = f"//fieldset[legend[normalize-space()='{legend}']]"
    return f"{asked}//label[contains(@class, 'chip')][normalize-space()='{answer}']"


async def enrol(engine: Engine, url: str) -> None:
    await engine.anew(url)
    await engine.fill(field(t("enrol.name")), "Påhittad telefon")
    for words in (t("pass.new"), t("pass.again")):
        await engine.fill(field(words), PASSPHRASE)
    await engine.click(button(t("enrol.do")))
    await engine.see(text(t("enrol.done")))


async def unlock(engine: Engine, passphrase: str) -> None:
    await engine.fill(field(t("lock.passphrase")), passphrase)
    await engine.click(button(t("lock.open")))


async def record_seller(engine: Engine) -> None:
    await engine.click(link(t("tonight.new")))
    await engine.click(button(t("preset.seller")))
    response = t("record.response", offer=label("offer", "SOC_LINK"))
    for legend, answer in (
        (t("record.age"), t("age.A21P")),
        (response, label("response", "ACCEPTED")),
        (t("record.police_near"), t("police_near.no")),
        (t("record.arena"), label("arena", "STREET")),
        (t("record.source"), label("source", "OWN")),
    ):
        await engine.click(chip(legend, answer))
    await engine.click(button(t("do.save")))
    await engine.see(text(t("record.saved")))


@pytest.mark.parametrize("name", ENGINES)
async def test_a_contact_recorded_offline_arrives_once_and_the_lock_holds(
    name: str, own_desk: RunningDesk, tmp_path: Path
) -> None:
    """[PH6] [F04] [F55] Firefox is closed and started again without a server; WebKitGTK, which
    forgets all at its end when it is driven, opens a new window and closes the old one instead.
    WebKitGTK's driver cannot cut the network either, so for both the server stops.
    """
    invited = await own_desk.link(await own_desk.add("Ada Påhittad", "worker"))
    async with ENGINES[name](tmp_path / "ada") as engine:
        await enrol(engine, invited["url"])
        await engine.shell_is_kept()
        own_desk.stop()

        await engine.anew(own_desk.url)
        await unlock(engine, PASSPHRASE)
        await record_seller(engine)
        await engine.see(text(t("contact.phone")))
        assert await own_desk.kinds() == {}

        own_desk.start()
        await engine.anew(own_desk.url)
        await unlock(engine, PASSPHRASE)
        await engine.see(text(t("contact.desk")))
        await engine.see(text(t("badge.all_sent")))
        assert await own_desk.kinds() == {"contact": 1}

        await engine.click(button(t("cover.do")))
        await engine.click(button(t("cover.lock")))
        await unlock(engine, "fel fras")
        await engine.see(starting(t("lock.wrong")))
        await unlock(engine, PASSPHRASE)
        await engine.see(text(t("contact.desk")))
        assert await own_desk.kinds() == {"contact": 1}

"""What the nights add up to, read and carried on by a supervisor at a computer and with a phone."""

import asyncio
import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from playwright.async_api import Page, expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk

from .acts import choose, enrol, label, record_buyer, record_seller, t
from .team import SIZES

YEAR = datetime.now(UTC).year


@pytest.fixture(params=SIZES)
async def siv(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path, request: pytest.FixtureRequest
) -> Device:
    """A supervisor who has met a seller and a buyer herself."""
    device = await browsers.desk(tmp_path / "siv")
    await enrol(
        device.page,
        (await own_desk.link(await own_desk.add("Siv Påhittad", "supervisor"), "desk"))["url"],
    )
    width, height = SIZES[request.param]
    await device.page.set_viewport_size({"width": width, "height": height})
    for record in (record_seller, record_buyer):
        await device.page.get_by_role("link", name=t("nav.tonight"), exact=True).click()
        await record(device.page)
    await expect(device.page.get_by_text(t("badge.all_sent"))).to_be_visible()
    return device


async def to_statistics(page: Page) -> None:
    await page.get_by_role("link", name=t("nav.people"), exact=True).click()
    await page.get_by_role("link", name=t("statistics.title"), exact=True).click()
    await expect(page.get_by_role("heading", name=t("statistics.title"))).to_be_visible()


async def read_row(page: Page, name: str) -> list[str]:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))
    await row.wait_for()
    return [text.strip() for text in await row.locator("td").all_inner_texts()]


async def fetched(page: Page, link: str) -> bytes:
    async with page.expect_download() as saving:
        await page.get_by_role("link", name=link, exact=True).click()
    kept = await (await saving.value).path()
    return await asyncio.to_thread(kept.read_bytes)


async def test_tables_are_read_compared_and_carried_on(siv: Device) -> None:
    """[ST1] [ST2] Police near and not side by side; the same numbers in every file."""
    page = siv.page
    await to_statistics(page)
    table = page.get_by_label(t("statistics.table"), exact=True)
    await table.select_option("offers_with_police")
    assert await read_row(page, label("offer", "KAST")) == ["1", "0", "1"]
    assert await read_row(page, label("offer", "SOC_LINK")) == ["0", "1", "1"]
    await expect(page.get_by_text("Kontakter är inte personer").last).to_be_visible()
    await page.get_by_label(t("statistics.compare", of=str(YEAR - 1))).check()
    await expect(page.get_by_role("columnheader", name=str(YEAR - 1))).to_be_visible()
    assert await read_row(page, label("offer", "KAST")) == ["1", "0", "1", "0"]

    await choose(page, t("statistics.mode"), t("statistics.mode.funder"))
    await expect(page.get_by_text("visas som 1–4, och")).to_be_visible()
    assert (await read_row(page, label("offer", "KAST")))[0] == "1–4"
    lines = list(
        csv.reader(io.StringIO((await fetched(page, t("statistics.csv"))).decode("utf-8-sig")))
    )
    kast = next(line for line in lines if line and line[0] == label("offer", "KAST"))
    assert kast[1] == "1–4"
    with zipfile.ZipFile(io.BytesIO(await fetched(page, t("statistics.xlsx")))) as book:
        assert "1–4" in book.read("xl/sharedStrings.xml").decode()

    # Somebody decides by name, with a reason; it stands under the table, and can be taken back.
    await page.get_by_role("button", name=t("exact.open"), exact=True).click()
    decide = page.get_by_role("button", name=t("exact.do"), exact=True)
    await expect(decide).to_be_disabled()
    await page.get_by_label(t("exact.reason"), exact=True).fill("Påhittat avtal om sekretess.")
    await decide.click()
    await expect(page.get_by_text("efter beslut av Siv Påhittad")).to_be_visible()
    assert (await read_row(page, label("offer", "KAST")))[0] == "1"
    await page.get_by_role("button", name=t("exact.take_back"), exact=True).click()
    await expect(page.get_by_text("visas som 1–4, och")).to_be_visible()

    await choose(page, t("statistics.mode"), t("statistics.mode.public"))
    await expect(page.get_by_text(t("problem.statistics.period"))).to_be_visible()
    # Without a network it says so, and goes on by itself when there is one.
    await siv.context.set_offline(True)
    await choose(page, t("statistics.mode"), t("statistics.mode.internal"))
    await expect(page.get_by_text(t("trouble.offline"))).to_be_visible()
    await siv.context.set_offline(False)
    assert (await read_row(page, label("offer", "KAST")))[0] == "1"
    assert siv.complaints == []


async def test_the_report_is_written_filled_in_and_carried_on(siv: Device) -> None:
    """[R18] [R21] [R22] What somebody writes stands in the report, the page and the file."""
    page = siv.page
    await to_statistics(page)
    await page.get_by_role("link", name=t("report.title"), exact=True).click()
    report = page.get_by_role("article", name=t("report.title"))
    # Whom nobody suspected is not counted among the suspects.
    await expect(report.get_by_text("erbjöds KAST 0 gånger")).to_be_visible()
    await expect(report.get_by_text("Arbetet ledde till 0 anmälningar")).to_be_visible()

    continuation = "Fortsätter insatserna, i vilken form, och hur betalas de?"
    await page.get_by_role("link", name=t("report.write_what", what=continuation)).click()
    await page.get_by_label(t("report.text"), exact=True).fill("Påhittat: arbetet blir permanent.")
    # What is half written is there again.
    await page.get_by_role("link", name=t("report.title"), exact=True).click()
    await page.get_by_role("link", name=t("report.write_what", what=continuation)).click()
    await expect(page.get_by_label(t("report.text"), exact=True)).to_have_value(
        "Påhittat: arbetet blir permanent."
    )
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(report.get_by_text("Påhittat: arbetet blir permanent.")).to_be_visible()

    await page.get_by_role("link", name=t("report.write_what", what=t("report.costs"))).click()
    for name, amount in (("Personal", "1 006 698"), ("Resor", "20 609"), ("Trycksaker", "300 kr")):
        await page.get_by_role("button", name=t("report.costs_add"), exact=True).click()
        await page.get_by_label(t("report.amount_of"), exact=True).last.fill(name)
        await page.get_by_label(t("report.kronor"), exact=True).last.fill(amount)
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(report.get_by_text("var 1\u00a0027\u00a0607 kronor")).to_be_visible()

    await page.get_by_role("link", name=t("report.write_what", what=t("report.known"))).click()
    await page.get_by_label(t("report.court_cases"), exact=True).fill("ett")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("form.number"))).to_be_visible()
    await page.get_by_label(t("report.court_cases"), exact=True).fill("1")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(report.get_by_text("1 mål om människohandel")).to_be_visible()

    document = Document(io.BytesIO(await fetched(page, t("report.docx"))))
    said = "\n".join(each.text for each in document.paragraphs)
    assert "Påhittat: arbetet blir permanent." in said
    assert "1 mål om människohandel" in said
    async with siv.context.expect_page() as opening:
        await page.get_by_role("link", name=t("report.print"), exact=True).click()
    printed = await opening.value
    await expect(printed.get_by_role("heading", name="7 Fortsättning")).to_be_visible()
    await expect(printed.get_by_text("1\u00a0027\u00a0607", exact=True)).to_be_visible()
    style = await printed.evaluate(
        "() => getComputedStyle(document.querySelector('.number')).textAlign"
    )
    assert style == "right", "its own style is let in by the policy"
    await printed.close()

    await choose(page, t("report.language"), "English")
    await expect(report.get_by_text("1 case of trafficking")).to_be_visible()
    assert siv.complaints == []

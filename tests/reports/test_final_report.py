"""The funder's report writes itself from made-up nights, sentence by sentence (R1 to R22)."""

import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from docx import Document as read_docx

from lykta.domain.final_report import HEADINGS, MISSING, SENTENCES, write
from lykta.domain.statistics import CATALOGUE, DIMENSIONS, FLAGS, MEDIAN, NOT_NOTED
from lykta.domain.statistics_words import Language
from lykta.domain.words import LISTS
from lykta.reports.as_docx import as_docx
from lykta.reports.as_html import as_html
from lykta.reports.document import Document, Grid, Own, Sentence, Title
from lykta.reports.figures import PARTS
from lykta.reports.final_report import final_report
from lykta.reports.told import Mode, Period
from tests.server.inside import Hand, Inside

from .golden import BOXES, PERIOD, Golden, golden, sets

GOLDEN: dict[str, tuple[str, str]] = {
    "R1": (
        "mötte vi brottsutsatta, vittnen och andra vid 11 tillfällen; vid 11 av dem erbjöds",
        "on 11 occasions; on 11 of them",
    ),
    "R2": ("14 uppföljningar ledde till att personen fick kontakt", "14 follow-ups led to contact"),
    "R3": (
        "stödsamtal 6 gånger, medicinsk hjälp 6 gånger och praktisk hjälp 6 gånger",
        "supportive talks were offered 6 times, medical help 6 times",
    ),
    "R4": ("Av 10 kontakter med någon under 18 år medverkade vi vid förhör i 8", "we sat in"),
    "R5": ("informerades vid 12 kontakter och motiverades", "informed in 12 contacts"),
    "R6": (
        "34 pass genomfördes, varav 24 samlokaliserade med polisen. 23 kontakter kom till oss",
        "34 shifts were worked, 24 of them co-located",
    ),
    "R7": (
        "brottsutsatta (3 kontakter), häktade (4) och deras anhöriga (2)",
        "victims (3 contacts), detained persons (4) and their relatives (2)",
    ),
    "R8": (
        "tog initiativ till 6 möten och annat tillsammans med andra, och höll 3 föreläsningar",
        "called 6 meetings and other events with others, and gave 3 lectures",
    ),
    "R9": (
        "0 kontakter gällde människohandel för sexuella ändamål. 2 gällde koppleri; i 2 av dem",
        "0 contacts concerned trafficking",
    ),
    "R10": ("14 anmälningar till socialtjänsten", "14 reports to social services"),
    "R11": ("10 av anmälningarna gällde någon under 18 år", "10 of the reports concerned"),
    "R12": (
        "3 gällde någon på 18 eller 19 år, och 1 någon som var äldre",
        "3 concerned somebody of 18 or 19, and 1 somebody older",
    ),
    "R13": ("erbjöds KAST 12 gånger", "were offered KAST 12 times"),
    "R14": (
        (
            "4 av anmälningarna kom ur arbetet med KAST: 2 för att personen var under 18 år och 2 "
            "i samråd med personen, 2 av dem utifrån social utsatthet. "
            "Utan dem är anmälningarna 10."
        ),
        "4 of the reports came from the work with KAST",
    ),
    "R15": (
        "medverkade vid förhör i 14 kontakter och slussade vidare i samband med förhör i 9",
        "sat in at interviews in 14 contacts",
    ),
    "R16": (
        "10 pass hade unga som inriktning, 10 av dem tillsammans med Citypolisens",
        "10 shifts were about young people",
    ),
    "R17": ("med 3 parter; med 0 av dem finns ett skriftligt avtal", "with 3 partners; with 0"),
    "R18": ("var 1\u00a0027\u00a0607 kronor", "were 1\u00a0027\u00a0607 kronor"),
    "R19": (
        "hade kontakt inom 0 dagar. Motivationsarbete gjordes med häktade i 4 kontakter",
        "Detained persons were motivated in 4 contacts",
    ),
    "R20": (
        (
            "I 15 kontakter saknade personen rätt till stöd enligt socialtjänstlagen, och i 15 "
            "annan försörjning. Tecken på misstänkt organisering noterades i 15"
        ),
        "In 15 contacts the person had no right to support",
    ),
    "R21": ("1 mål om människohandel", "1 case of trafficking"),
}


async def report(
    made: Golden, mode: Mode = "internal", language: Language = "sv", of: Period = PERIOD
) -> Document:
    return await final_report(made.siv.inside.desk, made.siv.actor, of, mode, language)


def sentences(document: Document) -> dict[str, Sentence]:
    return {each.id: each for each in document if isinstance(each, Sentence)}


async def test_the_source_report_s_figures_stand_in_their_sentences(inside: Inside) -> None:
    """[R1] to [R22], under the funder's headings in their order, in both languages."""
    made = await golden(inside)
    for n, language in enumerate(("sv", "en")):
        document = await report(made, language=language)  # type: ignore[arg-type]
        said = sentences(document)
        assert {*GOLDEN, "R22"} == {f"R{n}" for n in range(1, 23)}
        for id, words in GOLDEN.items():
            assert words[n] in said[id].text, f"[{id}] {said[id].text}"
            assert not said[id].missing
        own = {each.box: each.text for each in document if isinstance(each, Own)}
        assert own["continuation"] == BOXES["continuation"], "[R22]"
        headings = [each.text for each in document if isinstance(each, Title) and each.level == 2]
        assert [each[0] for each in headings[:7]] == list("1234567")

    document = await report(made)
    grids = {each.title: each for each in document if isinstance(each, Grid)}
    assert grids["Kostnader"].lines[-1] == ["Summa", "1\u00a0027\u00a0607"], "[R18]"
    assert grids["Finansiering"].lines[-1] == ["Summa", "1\u00a0189\u00a0000"]
    assert len(grids["Aktiviteter"].lines) == 9, "[R8]"
    assert ["2009-11-18", "Möte", "Tog initiativ", "Socialjouren", "8"] in grids[
        "Aktiviteter"
    ].lines, "[R16]"


async def test_the_funder_reads_no_cell_of_one_to_four(inside: Inside) -> None:
    """[ST2] Until somebody named has decided so, and said why; it stands on the report."""
    made = await golden(inside)
    said = sentences(await report(made, "funder"))
    assert "14" not in said["R10"].text
    assert "10 av anmälningarna" in said["R11"].text
    assert re.search(r"[1-9]–\d+ gällde någon på 18", said["R12"].text)
    assert "34 pass" in said["R6"].text, "what the unit did is told as it is"
    days = {"since": PERIOD.since.isoformat(), "to": PERIOD.to.isoformat()}
    await sets(made.siv, "exact", days | {"reason": "Påhittat beslut: finansiären har sekretess."})
    document = await report(made, "funder")
    assert "14 anmälningar" in sentences(document)["R10"].text
    page = as_html(document, "sv").decode()
    assert "Exakta tal efter beslut av Siv Påhittad" in page
    assert "finansiären har sekretess" in page
    # Of no other period, and no longer once it is taken back.
    other = Period(date(2009, 1, 1), date(2010, 1, 1))
    assert "efter beslut" not in as_html(await report(made, "funder", of=other), "sv").decode()
    await sets(made.siv, "exact", days | {"reason": None})
    assert "14" not in sentences(await report(made, "funder"))["R10"].text


@pytest.mark.parametrize("year", [2009, 2010])
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_the_public_reads_none_of_one_two_three_four(
    inside: Inside, year: int, language: Language
) -> None:
    """[ST2] In no sentence, and no list of activities that would say it beside them."""
    made = await golden(inside)
    inside.now = inside.now.replace(year=2012)
    of = Period(date(year, 1, 1), date(year + 1, 1, 1))
    document = await report(made, "public", language, of)
    said = " ".join(each.text for each in sentences(document).values())
    assert not re.search(r"(?<![\d\u00a0])[1-4](?![\d\u00a0])", said.replace("A.", "")), said
    assert not any(isinstance(each, Grid) and each.title == "Aktiviteter" for each in document)


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_what_was_not_recorded_is_not_invented(inside: Inside, language: Language) -> None:
    siv = await inside.hand("supervisor")
    empty = Period(date(1999, 1, 1), date(2000, 1, 1))
    document = await report(Golden(siv), language=language, of=empty)
    assert {each.text for each in sentences(document).values()} == {MISSING.in_(language)}
    assert all(each.missing for each in sentences(document).values())


async def test_one_box_is_saved_and_the_others_stay(inside: Inside) -> None:
    """Kept between runs; of another period nothing is touched."""
    siv = await inside.hand("supervisor")
    first = {"since": "2025-01-01", "to": "2026-01-01"}
    await sets(siv, "narrative", first | {"boxes": {"goals": "Ett.", "activities": "Två."}})
    await sets(
        siv, "narrative", {"since": "2026-01-01", "to": "2027-01-01", "boxes": {"goals": "X"}}
    )
    await sets(siv, "narrative", first | {"boxes": {"goals": ""}, "known": {"court_cases": 2}})
    of = Period(date(2025, 1, 1), date(2026, 1, 1))
    document = await report(Golden(siv), of=of)
    own = {each.box: each.text for each in document if isinstance(each, Own)}
    assert own["activities"] == "Två."
    assert own["goals"] not in ("Ett.", "X")
    assert "2 mål om människohandel" in sentences(document)["R21"].text


async def test_whatever_is_written_stays_text(inside: Inside) -> None:
    """[A64] No markup out of a box, no formula, nothing that a reader would fetch."""
    made = Golden(await inside.hand("supervisor"))
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> ]]> &amp; \u202e=1+1\x01"
    days = {"since": "2026-01-01", "to": "2027-01-01"}
    await sets(made.siv, "narrative", days | {"boxes": {"goals": hostile}})
    await sets(made.siv, "costs", days | {"costs": [{"name": hostile[:100], "amount": 1}]})
    document = await report(made, of=Period(date(2026, 1, 1), date(2027, 1, 1)))
    page = as_html(document, "sv").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    kept = as_docx(document, "sv")
    with zipfile.ZipFile(io.BytesIO(kept)) as book:
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(book.read(name))  # noqa: S314 our own file, just made
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in book.read(name)
        core = book.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    text = "\n".join(each.text for each in read_docx(io.BytesIO(kept)).paragraphs)
    assert "<script>alert(1)</script>" in text


async def test_the_file_says_what_the_page_says(inside: Inside) -> None:
    made = await golden(inside)
    document = await report(made)
    page = as_html(document, "sv").decode()
    read = read_docx(io.BytesIO(as_docx(document, "sv")))
    paragraphs = {each.text for each in read.paragraphs}
    for each in document:
        if isinstance(each, Title | Sentence | Own):
            assert each.text in paragraphs
            assert each.text in page
    cells = {cell.text for table in read.tables for row in table.rows for cell in row.cells}
    assert "1\u00a0027\u00a0607" in cells


async def test_through_the_door(inside: Inside) -> None:
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    span = {"from": "2026-01-01", "to": "2027-01-01"}
    async with inside.doors(siv) as phone:
        await phone.sign_in()
        page = await phone.line.get("/api/report", **span)
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "style-src 'sha256-" in page.headers["content-security-policy"]
        assert "sandbox" in page.headers["content-security-policy"]
        file = await phone.line.get("/api/report", **span, format="docx", mode="funder")
        assert file.headers["content-disposition"].endswith(
            '"lykta-report-2026-01-01-2027-01-01-funder.docx"'
        )
        read = (await phone.line.get("/api/report", **span, format="json", language="en")).json()
        assert read["document"][0] == {"is": "title", "level": 1, "text": "Final report"}
        for wrong in (
            span | {"format": "pdf"},
            span | {"mode": "all"},
            span | {"language": "de"},
            span | {"from": "0001-01-01"},
        ):
            assert (await phone.line.get("/api/report", **wrong)).status_code == 400
        not_over = await phone.line.get("/api/report", **span, mode="public")
        assert not_over.json()["code"] == "statistics.period"
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        assert (await phone.line.get("/api/report", **span)).status_code == 403


def test_every_sentence_has_its_heading_and_names_what_it_needs() -> None:
    for each in SENTENCES:
        assert 1 <= each.heading <= len(HEADINGS)
        for language in ("sv", "en"):
            for n in (0, 1, 7):
                figures = dict.fromkeys(each.needs, n)
                written = {one.id: one for one in write(figures, language)}
                assert "{" not in written[each.id].text
                assert "|" not in written[each.id].text
    assert len({each.id for each in SENTENCES}) == len(SENTENCES)


async def test_a_decision_about_exact_numbers_wants_a_reason(inside: Inside) -> None:
    """[ST2] Spaces are none; days that end before they begin are no period; no worker decides."""
    siv, ada = await inside.hand("supervisor"), await inside.hand("worker")
    days = {"since": "2026-01-01", "to": "2027-01-01"}

    async def said(hand: Hand, value: dict[str, str]) -> str:
        return await hand.did("setting.set", hand.new_id(), {"name": "exact", "value": value})

    assert await said(siv, days | {"reason": "   kort     "}) == "refused ground.too_short"
    backwards = {"since": "2027-01-01", "to": "2026-01-01", "reason": "Påhittat skäl."}
    assert await said(siv, backwards) == "refused op.invalid"
    assert await said(ada, days | {"reason": "Påhittat skäl."}) == "refused op.denied"
    assert await said(siv, days | {"reason": "Påhittat skäl."}) == "applied"


def test_every_figure_is_summed_of_cells_that_there_are() -> None:
    """A code that is in no list would be an honest zero for ever."""
    for name, (table, rows, columns) in PARTS.items():
        of = CATALOGUE.get(table)
        sides = ((of.rows, rows), (of.columns, columns)) if of else ((None, rows), (None, columns))
        for dimension, codes in sides:
            for code in codes or ():
                known = {*MEDIAN, "median"} if dimension is None else codes_of(dimension)
                assert code in known, f"{name}: {table} has no {code}"


def codes_of(dimension: str) -> set[str]:
    at = DIMENSIONS[dimension]
    listed = {word.code for word in LISTS[at.list].words} if at.list else set()
    return {*listed, *(at.bands or {}).values(), *(FLAGS if at.flag else ()), "OFFERED", NOT_NOTED}

"""Tables over whole desks: what was recorded is counted, once, by when it happened."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from lykta.domain.problem import Refused
from lykta.domain.statistics import CATALOGUE, MEDIANS
from lykta.domain.words import LISTS
from lykta.reports import statistics
from lykta.reports.sheets import as_csv, as_xlsx, safe
from lykta.reports.told import Period, Told, text_of
from lykta.store import tables
from tests.phones import bodies

from .inside import Hand, Inside

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
AFTER = datetime(2027, 1, 3, 12, 0, tzinfo=UTC)


async def told(hand: Hand, name: str, mode: Any = "internal", period: Period = YEAR) -> Told:
    return await statistics.table(hand.inside.desk, hand.actor, name, period, mode)


def cell(table: Told, row: str, column: str = "") -> str:
    shown = table.cells[table.rows.index(row)][table.columns.index(column)]
    return text_of(shown, table.mode)


async def records(hand: Hand, times: int = 1, **more: Any) -> None:
    letters = [
        hand.write("contact.record", hand.new_id(), bodies.seller(hand.inside.now, **more))
        for _ in range(times)
    ]
    assert set(await hand.inside.carry(*letters)) == {"applied"}


async def test_what_was_recorded_is_counted_and_a_correction_counts_instead(
    inside: Inside,
) -> None:
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    id = ada.new_id()
    body = bodies.seller(inside.now, gender="F")
    assert await ada.did("contact.record", id, body) == "applied"
    await records(ada, 2, roles=["SELLER", "VICTIM"], gender="F")
    now = await told(siv, "roles_and_gender")
    assert (cell(now, "SELLER", "F"), cell(now, "VICTIM", "F")) == ("3", "2")
    assert not now.adds_up
    assert cell(now, "BUYER", "F") == "0"
    assert now.code_lists == {"role": LISTS["role"].version, "gender": LISTS["gender"].version}
    assert await ada.did("contact.correct", id, body | {"gender": "X"}) == "applied"
    now = await told(siv, "roles_and_gender")
    assert (cell(now, "SELLER", "F"), cell(now, "SELLER", "X")) == ("2", "1")


async def test_offers_are_counted_with_their_answers(inside: Inside) -> None:
    """[R13] And split by whether police were near."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    offers = [
        {"code": "KAST", "response": "ACCEPTED"},
        {"code": "SOC_LINK", "response": "DECLINED"},
    ]
    await records(ada, 3, roles=["BUYER"], suspect=True, offers=offers, police_near=True)
    await records(ada, 1, offers=..., not_offered="LEFT")
    answers = await told(siv, "offers")
    assert cell(answers, "KAST", "ACCEPTED") == "3"
    assert cell(answers, "KAST", "DECLINED") == "0"
    assert cell(await told(siv, "offers_with_police"), "SOC_LINK", "YES") == "3"
    assert cell(await told(siv, "offers_to_suspects"), "KAST", "YES") == "3"
    shares = await told(siv, "offered")
    assert (cell(shares, "BUYER", "OFFERED"), cell(shares, "SELLER", "LEFT")) == ("3", "1")


async def test_the_year_is_that_of_the_meeting_in_stockholm(inside: Inside) -> None:
    """[ST3] Half past midnight on New Year's Day is the day before in Greenwich."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    inside.now = datetime(2026, 12, 31, 23, 45, tzinfo=UTC)
    await records(ada)
    assert sum(each.least for each in (await told(siv, "age_and_gender")).row_totals) == 0
    next_year = Period(date(2027, 1, 1), date(2028, 1, 1))
    found = await told(siv, "age_and_gender", period=next_year)
    assert sum(each.least for each in found.row_totals) == 1
    months = await told(siv, "roles_by_month", period=next_year)
    assert cell(months, "2027-01", "SELLER") == "1"


async def test_a_report_is_counted_with_its_age_and_origin(inside: Inside) -> None:
    """[R10] [R14] One row a person and occasion."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    id = ada.new_id()
    body = bodies.seller(inside.now, age_band="A15_17", roles=["YOUTH_AT_RISK"])
    assert await ada.did("contact.record", id, body) == "applied"
    from lykta.domain.ids import duty_of

    report = bodies.report(inside.now) | {"origin": "KAST_WORK", "age_band": "A15_17"}
    duty = duty_of(str(id))
    done = bodies.completion("LINKED", report=report)
    assert await ada.did("follow_up.complete", duty, done) == "applied"
    ages = await told(siv, "reports_by_origin")
    assert cell(ages, "KAST_WORK", "A15_17") == "1"
    assert cell(await told(siv, "reports_basis"), "KAST_WORK", "CHILD_DUTY") == "1"


async def test_a_funder_s_table_tells_no_small_cell_and_internal_ones_are_logged(
    inside: Inside,
) -> None:
    """[ST2]"""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    await records(ada, 8, gender="F")
    await records(ada, 3, gender="M")
    table = await told(siv, "age_and_gender", "funder")
    assert cell(table, "A25_34", "M") == "1–4"
    async with inside.desk.database.read(inside.unit) as connection:
        query = sa.select(tables.audit.c.entry).where(tables.audit.c.unit_id == inside.unit)
        entries = [bytes(each) for each in (await connection.execute(query)).scalars()]
    assert any(b'"statistics"' in each and b"funder" in each for each in entries)


async def test_what_is_published_stays_as_it_was(inside: Inside) -> None:
    """[ST2] Frozen at first publication: what comes late changes nothing that is out."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    for gender, times in (("F", 17), ("M", 4), ("X", 2)):
        await records(ada, times, gender=gender)
    met = inside.now
    with pytest.raises(Refused, match=r"statistics\.period"):
        await told(siv, "age_and_gender", "public")
    inside.now = AFTER
    rev = await inside.hand("reviewer")
    with pytest.raises(Refused, match=r"role\.denied"):
        await told(rev, "age_and_gender", "public")
    first = await told(siv, "age_and_gender", "public")
    assert await told(rev, "age_and_gender", "public") == first
    shown = {text_of(each, "public") for line in first.cells for each in line}
    assert not shown & {"1", "2", "3", "4"}
    assert all(each == "–" or int(each) % 5 == 0 for each in shown)
    late = bodies.seller(met, gender="F")
    assert await ada.did("contact.record", ada.new_id(), late) == "applied"
    again = await told(siv, "age_and_gender", "public")
    assert again == first
    assert again.published_at == AFTER


async def test_a_year_of_few_is_not_published(inside: Inside) -> None:
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    await records(ada, 19)
    inside.now = AFTER
    with pytest.raises(Refused, match=r"statistics\.few"):
        await told(siv, "age_and_gender", "public")
    month = Period(date(2026, 10, 1), date(2026, 11, 1))
    with pytest.raises(Refused, match=r"statistics\.period"):
        await told(siv, "age_and_gender", "public", month)


async def test_every_table_comes_out_in_every_form(inside: Inside) -> None:
    """[A64] Through the door, by a supervisor or a reviewer; a worker is told no."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    rev = await inside.hand("reviewer")
    await records(ada, 2)
    async with inside.doors(siv) as phone:
        await phone.sign_in()
        span = {"from": "2026-01-01", "to": "2027-01-01"}
        listed = (await phone.line.get("/api/statistics")).json()["tables"]
        assert {each["name"] for each in listed} == {*CATALOGUE, MEDIANS}
        for name in (*CATALOGUE, MEDIANS):
            answer = await phone.line.get(f"/api/statistics/{name}", **span)
            assert answer.status_code == 200, answer.text
        for format in ("csv", "xlsx"):
            answer = await phone.line.get(
                "/api/statistics/offers", **span, format=format, mode="funder"
            )
            kept = answer.headers["content-disposition"]
            assert (
                kept == f'attachment; filename="lykta-offers-2026-01-01-2027-01-01-funder.{format}"'
            )
        for wrong in (
            span | {"mode": "everything"},
            span | {"format": "pdf"},
            {"from": "2026-13-01", "to": "2027-01-01"},
            {"from": "2027-01-01", "to": "2026-01-01"},
            span | {"name": "../x\r\nset-cookie: a=b"},
        ):
            answer = await phone.line.get("/api/statistics/offers", **wrong)
            assert answer.status_code == 400, answer.text
        assert (await phone.line.get("/api/statistics/people", **span)).status_code == 404
    async with inside.doors(rev) as phone:
        await phone.sign_in()
        assert (await phone.line.get("/api/statistics/offers", **span)).status_code == 200
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        assert (await phone.line.get("/api/statistics/offers", **span)).status_code == 403


FORMULAS = (
    '=HYPERLINK("https://exempel.example","klicka")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "=cmd|'/c calc'!A1",
    '=IMPORTXML("https://exempel.example","//a")',
    "  =1+1",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_never_a_formula(text: str) -> None:
    """[ST4] [A61] [A62] [A63] In a sheet, in lines, and after a spreadsheet has read it again."""
    assert safe(text).startswith("'")
    ((read, number),) = csv.reader(io.StringIO(as_csv([[text, 7]]).decode("utf-8-sig"), newline=""))
    assert read.startswith("'")
    assert number == "7"
    with zipfile.ZipFile(io.BytesIO(as_xlsx({"Blad": [[text, 7]]}))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert 't="s"' in sheet
        assert "hyperlink" not in sheet.lower()
        assert not any("externalLink" in name for name in book.namelist())


def test_what_no_sheet_can_hold_is_left_out() -> None:
    """[A62] A NUL ends a file for some, and raises for others."""
    assert safe("a\0b\x1fc") == "abc"
    assert len(safe("x" * 40_000)) < 32_767
    as_xlsx({"Blad": [["a\0b", "x" * 40_000]]})


async def test_what_stands_on_every_table(inside: Inside) -> None:
    """[ST1] Contacts are not persons; period, code lists, and how the numbers are told."""
    siv = await inside.hand("supervisor")
    async with inside.doors(siv) as phone:
        await phone.sign_in()
        span = {"from": "2026-01-01", "to": "2027-01-01"}
        for name in (*CATALOGUE, MEDIANS):
            for mode, words in (("internal", "Lämna inte ut dem"), ("funder", "visas som 1–4")):
                answer = (await phone.line.get(f"/api/statistics/{name}", **span, mode=mode)).json()
                told, said = answer["told"], answer["words"]
                assert len(said["rows"]) == len(told["rows"])
                assert len(said["columns"]) == len(told["columns"])
                notes = " ".join(said["notes"])
                assert "2026-01-01 till och med 2026-12-31" in notes
                assert name == MEDIANS or words in notes
                assert told["counts"] != "contact" or "Kontakter är inte personer" in notes
                for each in told["code_lists"]:
                    assert f"version {LISTS[each].version}" in notes
                pairs = zip(
                    [*told["rows"], *told["columns"]],
                    [*said["rows"], *said["columns"]],
                    strict=True,
                )
                plain = {code for code, label in pairs if code and label == code}
                assert plain <= {"KAST"}, "every code is said in words"
        file = await phone.line.get("/api/statistics/police_near", **span, format="csv")
        lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
        assert lines[0][0] == "Kontakter efter roll och polis inom hörhåll"
        assert any("Kontakter är inte personer" in (line or [""])[0] for line in lines)


async def test_the_middle_of_the_times(inside: Inside) -> None:
    """Hours from the suspicion to the report; told to nobody else of fewer than five."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    from lykta.domain.ids import duty_of

    for n, hours in enumerate((2, 4, 30, 3, 5)):
        id = ada.new_id()
        assert await ada.did("contact.record", id, bodies.under_18(inside.now)) == "applied"
        since = bodies.when(inside.now - timedelta(hours=hours))
        report = bodies.report(inside.now, suspected_at=since)
        done = bodies.completion("LINKED", report=report)
        assert await ada.did("follow_up.complete", duty_of(str(id)), done) == "applied"
        funder = cell(await told(siv, MEDIANS, "funder"), "hours_to_report", "median")
        assert funder == ("4" if n == 4 else "–")
    internal = await told(siv, MEDIANS)
    assert cell(internal, "hours_to_report", "median") == "4"
    assert cell(internal, "hours_to_report", "n") == "5"
    assert cell(internal, "shift_hours", "median") == "–"


async def test_what_was_done_beside_the_nights_is_counted(inside: Inside) -> None:
    """[R8] Activities by their own day; a correction counts instead; disclosures by their law."""
    ada, siv = await inside.hand("worker"), await inside.hand("supervisor")
    id = ada.new_id()
    met = bodies.activity()
    assert await ada.did("activity.record", id, met) == "applied"
    old = met | {"on": "2025-12-31"}
    assert await ada.did("activity.record", ada.new_id(), old) == "applied"
    assert cell(await told(siv, "activities", "funder"), "MEETING", "ATTENDED") == "1"
    assert await ada.did("activity.correct", id, met | {"kind": "LECTURE"}) == "applied"
    now = await told(siv, "activities")
    assert (cell(now, "MEETING", "ATTENDED"), cell(now, "LECTURE", "ATTENDED")) == ("0", "1")
    for law in ("osl 10:28", "Egen påhittad lag om Anna"):
        body = bodies.disclosure(siv.member, law=law)
        assert await siv.did("disclosure.record", siv.new_id(), body) == "applied"
    given = await told(siv, "disclosures")
    assert cell(given, "OSL 10:28", "REFUSED") == "1"
    assert cell(given, "OTHER", "REFUSED") == "1", "what somebody wrote is not a heading"
    assert "Anna" not in str(given.rows)
    assert cell(await told(siv, "disclosures", "funder"), "OSL 10:28", "REFUSED") == "1–4"

"""The source report's own figures, out of made-up nights (R1 to R14), in all three modes."""

from datetime import date

import pytest

from lykta.domain.statistics import CATALOGUE
from lykta.reports import statistics
from lykta.reports.told import Mode, Period, Told, text_of
from tests.server.inside import Inside

from .golden import PERIOD, Golden, golden


async def told(made: Golden, name: str, mode: Mode = "internal", of: Period = PERIOD) -> Told:
    return await statistics.table(made.siv.inside.desk, made.siv.actor, name, of, mode)


def number(table: Told, row: str, column: str) -> int:
    shown = table.cells[table.rows.index(row)][table.columns.index(column)]
    assert shown.least == shown.most
    return shown.least


def of_column(table: Told, column: str) -> int:
    shown = table.column_totals[table.columns.index(column)]
    assert shown.least == shown.most
    return shown.least


async def test_the_figures_of_the_source_report_come_out(inside: Inside) -> None:
    made = await golden(inside)

    by_age = await told(made, "reports_by_age")
    ages = {age: of_column(by_age, age) for age in by_age.columns}
    assert sum(ages.values()) == 14, "[R10]"
    assert ages["U15"] + ages["A15_17"] == 10, "[R11]"
    assert ages["A18_19"] == 3, "[R12]"
    assert ages["A20P"] + ages["UNK"] == 1, "[R12] what is left over, in a band of its own"

    basis = await told(made, "reports_basis")
    assert number(basis, "KAST_WORK", "CHILD_DUTY") == 2, "[R14]"
    assert number(basis, "KAST_WORK", "WITH_CONSENT") == 2, "[R14]"
    grounds = await told(made, "reports_ground")
    assert number(grounds, "SOCIAL_VULNERABILITY", "WITH_CONSENT") == 2, "[R14]"

    offered = await told(made, "offered_by_source")
    sent = offered.rows.index("POL_THB")
    assert number(offered, "POL_THB", "OFFERED") == offered.row_totals[sent].least == 11, "[R1]"

    offence = await told(made, "offence_and_role")
    assert sum(each.least for each in offence.cells[offence.rows.index("THB")]) == 0, "[R9]"
    assert number(offence, "PROCURING", "EVIDENCE_PERSON") == 2, "[R9]"

    roles = await told(made, "roles_and_source")
    for role, times in (("KIN_VICTIM", 3), ("PERP_DETAINED", 4), ("KIN_PERP", 2)):
        assert number(roles, role, "CUSTODY") == times, "[R7]"

    kast = await told(made, "offers_to_suspects")
    assert number(kast, "KAST", "YES") == 12, "[R13]"
    sat = await told(made, "help_and_age")
    assert number(sat, "SAT_IN_INTERVIEW", "A15_17") > 5, "[R4] mostly"
    helped = await told(made, "help")
    assert number(helped, "MOTIVATED", "BUYER") == 12, "[R5]"
    unmet = await told(made, "unmet")
    assert number(unmet, "NO_SOL_RIGHT", "SELLER") == 15, "[R20]"


async def test_the_funder_is_told_no_small_number(inside: Inside) -> None:
    """[ST2] The same data: 10 stands there, 3 and 1 do not."""
    made = await golden(inside)
    table = await told(made, "reports_by_age", "funder")
    shown = {text_of(each, "funder") for line in table.cells for each in line}
    assert not shown & {"1", "2", "3", "4"}
    assert "1–4" in shown


@pytest.mark.parametrize("year", [2009, 2010])
async def test_the_public_is_shown_none_of_one_two_three_four(inside: Inside, year: int) -> None:
    """[ST2] In no cell and no sum of any table."""
    made = await golden(inside)
    inside.now = inside.now.replace(year=2011)
    of = Period(date(year, 1, 1), date(year + 1, 1, 1))
    for name in [each.name for each in CATALOGUE.values() if each.public]:
        table = await told(made, name, "public", of)
        cells = [each for line in table.cells for each in line]
        for each in (*cells, *table.row_totals, *table.column_totals):
            assert text_of(each, "public") not in {"1", "2", "3", "4"}

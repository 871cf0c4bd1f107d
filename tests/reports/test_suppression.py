"""[ST2] Nobody learns of one, two, three or four: attacked with random data sets, and by hand."""

import os
import random
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from lykta.domain import suppression
from lykta.domain.statistics import CATALOGUE, Cell, Cells, cells, columns_of
from lykta.domain.suppression import WIDTHS, Span

from .attack import FOR_EVER, recovered

SETS = int(os.environ.get("LYKTA_ATTACKED", "100"))
"""Of each mode; `make attack-tables` takes 1,000."""
TABLES = {
    name: CATALOGUE[name]
    for name in (
        *("roles_and_age", "roles_and_gender", "roles_and_source", "age_and_gender"),
        *("offered", "offered_by_source", "offers", "offers_with_police", "police_near"),
        *("suspects", "reports_by_age", "reports_by_origin", "reports_basis", "reports_decision"),
    )
}
CHOICES: dict[str, list[object]] = {
    "roles": ["SELLER", "BUYER", "SELLER VICTIM", "WITNESS"],
    "age_band": ["A15_17", "A18_19", "A25_34", "UNK"],
    "gender": ["F", "M", None],
    "source": ["OWN", "POL_THB", "POL_CITY"],
    "offered": ["OFFERED", "LEFT", "POLICE_ACTION"],
    "offers": ["KAST:ACCEPTED", "KAST:LATER", "KAST:DECLINED SOC_LINK:ACCEPTED", None],
    "police_near": [True, False],
    "suspect": [True, False, None],
    "report_kind": ["CHILD_DUTY", "WITH_CONSENT"],
    "report_origin": ["KAST_WORK", "POL_CITY", "OTHER"],
    "report_age": ["A15_17", "A18_19", "A25_34"],
    "report_decision": ["OPENED", "NOT_OPENED", None],
}


def drawn(chance: random.Random) -> dict[str, Cells]:
    """A year of a unit: some things common, most of them rare."""
    things = {"contact": chance.choice((8, 25, 80, 300)), "report": chance.choice((3, 14, 40))}
    weights = {
        name: [chance.random() ** 3 + 0.01 for _ in choices] for name, choices in CHOICES.items()
    }
    people = {
        kind: [
            {name: chance.choices(choices, weights[name])[0] for name, choices in CHOICES.items()}
            for _ in range(count)
        ]
        for kind, count in things.items()
    }
    exact = {}
    for name, table in TABLES.items():
        by = columns_of(table)
        grouped = Counter(tuple(each[column] for column in by) for each in people[table.counts])
        exact[name] = dense(cells(table, [(*words, n) for words, n in grouped.items()]))
    return exact


def dense(of: Cells) -> Cells:
    """The empty ones too, as they are printed (ST3)."""
    rows, columns = ({cell[at] for cell in of} for at in (0, 1))
    return Counter({(row, column): of[row, column] for row in rows for column in columns})


def between(span: Span) -> tuple[int, float]:
    return span.least, FOR_EVER if span.most is None else span.most


def of_funder(exact: dict[str, Cells]) -> dict[str, dict[Cell, tuple[int, float]]]:
    shown, _ = suppression.funder(TABLES, exact)
    return {name: {cell: between(span) for cell, span in of.items()} for name, of in shown.items()}


def of_public(exact: dict[str, Cells]) -> dict[str, dict[Cell, tuple[int, float]]]:
    """From the printed number and its base alone: what it may have been rounded from."""
    _, steps = suppression.public(TABLES, exact)
    printed: dict[str, dict[Cell, tuple[int, float]]] = {}
    for name, of in exact.items():
        printed[name] = {}
        for cell, n in of.items():
            step = steps[name][cell]
            if step >= len(WIDTHS):
                printed[name][cell] = (0, FOR_EVER)
                continue
            base = WIDTHS[step]
            told = suppression.rounded(n, base)
            assert told % 5 == 0
            could = [m for m in range(told + base) if suppression.rounded(m, base) == told]
            printed[name][cell] = (min(could), max(could))
    return printed


def sums(printed: Mapping[Cell, tuple[int, float]]) -> dict[Cell, tuple[int, float]]:
    """What is printed under and beside a table is no more than its cells say."""
    found: dict[Cell, tuple[int, float]] = {}
    for at in (0, 1):
        for value in {cell[at] for cell in printed}:
            given = [between for cell, between in printed.items() if cell[at] == value]
            margin = (value, "") if at == 0 else ("", value)
            found[margin] = (sum(low for low, _ in given), sum(high for _, high in given))
    return found


@pytest.mark.parametrize("printed_of", [of_funder, of_public])
def test_nothing_small_is_recovered_from_all_tables_together(
    printed_of: Callable[[dict[str, Cells]], dict[str, dict[Cell, tuple[int, float]]]],
) -> None:
    found = []
    for seed in range(SETS):
        exact = drawn(random.Random(seed))
        printed = printed_of(exact)
        for name, of in exact.items():
            for cell, n in of.items():
                low, high = printed[name][cell]
                assert low <= n <= high, f"seed {seed}: {name} {cell} is {n}, told {low}–{high}"
        totals = {name: sums(of) for name, of in printed.items()}
        found += [(seed, *each) for each in recovered(TABLES, printed, totals)]
    print(f"{SETS} random data sets, {printed_of.__name__}: {len(found)} cells recovered")
    assert found == []


def test_the_attack_finds_what_is_not_protected() -> None:
    """It can fail: the first rule alone, without the second, gives cells away."""
    found = 0
    for seed in range(40):
        exact = drawn(random.Random(seed))
        printed = {
            name: {cell: (1, 4) if 1 <= n <= 4 else (n, n) for cell, n in of.items()}
            for name, of in exact.items()
        }
        totals = {name: sums(of) for name, of in printed.items()}
        found += len(recovered(TABLES, printed, totals))
    assert found > 0


def test_fourteen_less_ten_less_three_is_not_told() -> None:
    """[R10] [R12] The source's own figures: 10 under 18, 3 of 18 or 19, and one more."""
    tables = {"reports_by_age": CATALOGUE["reports_by_age"]}
    exact: dict[str, Cells] = {
        "reports_by_age": Counter(
            {("CHILD_DUTY", "A15_17"): 10, ("CHILD_DUTY", "A18_19"): 3, ("CHILD_DUTY", "A20P"): 1}
        )
    }
    shown, _ = suppression.funder(tables, exact)
    of = shown["reports_by_age"]
    assert of["CHILD_DUTY", "A15_17"] == Span(10, 10)
    assert of["CHILD_DUTY", "A18_19"] == Span(1, 4)
    assert of["CHILD_DUTY", "A20P"] == Span(1, 4)


def test_zero_is_told_as_zero() -> None:
    """[ST3] [R9] An honest zero: no case of trafficking."""
    tables = {"offence_and_role": CATALOGUE["offence_and_role"]}
    exact: dict[str, Cells] = {
        "offence_and_role": Counter({("THB", "SELLER"): 0, ("PROCURING", "SELLER"): 7})
    }
    shown, _ = suppression.funder(tables, exact)
    assert shown["offence_and_role"]["THB", "SELLER"] == Span(0, 0)


def test_no_public_table_is_by_month_and_zone() -> None:
    forbidden = {frozenset({"month", "zone"})}
    for table in CATALOGUE.values():
        assert not (table.public and frozenset(table.dimensions) in forbidden)

"""What may be shown of a table so that nobody learns of a few (ST2), and how it is made so.

What is shown of a cell is a span: what it may be. Whoever has all tables of one period can add
them up against each other, for they count the same things. So after a first rule (small cells as
"1–4", or rounding to 5) the same sum is done here that an attacker would do (`learned`), and
whatever would give away a cell of 1 to 4 is told more coarsely, until nothing does.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lykta.domain.statistics import DIMENSIONS, Cell, Cells, Table

SMALL = range(1, 5)
BASE = 5


class Span(NamedTuple):
    least: int
    most: int | None
    """None: nobody says how many at most."""

    @property
    def exact(self) -> bool:
        return self.least == self.most


Spans = dict[Cell, Span]
Shown = dict[str, Spans]
"""By table."""
Exact = Mapping[str, Cells]
WIDTHS = (1, 5, 10, 25, 100)
"""How coarsely a cell is told, step by step; after the last one it is not told at all."""


def funder(tables: Mapping[str, Table], exact: Exact) -> tuple[Shown, dict[str, dict[Cell, int]]]:
    """Exact but for cells of 1 to 4, and for what would give one of these away. Also how coarsely
    each cell is told.
    """
    steps = {
        name: {cell: 1 if n in SMALL else 0 for cell, n in cells.items()}
        for name, cells in exact.items()
    }
    return _until_safe(tables, exact, steps, _banded, _widen_one), steps


def public(tables: Mapping[str, Table], exact: Exact) -> tuple[Shown, dict[str, dict[Cell, int]]]:
    """Every cell rounded, one base a table: 5, and more where that gives a cell away."""
    steps = {name: dict.fromkeys(cells, 1) for name, cells in exact.items()}
    return _until_safe(tables, exact, steps, _rounded, _widen_table), steps


def rounded(n: int, base: int) -> int:
    return base * ((n + base // 2) // base)


def _banded(n: int, step: int) -> Span:
    """Zero is shown as 0 (ST3)."""
    if n == 0 or step == 0:
        return Span(n, n)
    if step >= len(WIDTHS):
        return Span(0, None)
    width = WIDTHS[step]
    least = n // width * width
    # Nobody is asked to believe that there are none where there are some.
    return Span(max(least, 1), least + width - 1)


def _rounded(n: int, step: int) -> Span:
    if step >= len(WIDTHS):
        return Span(0, None)
    base = WIDTHS[step]
    shown = rounded(n, base)
    return Span(max(shown - base // 2, 0), shown + (base - 1) // 2)


Steps = dict[str, dict[Cell, int]]
Tells = Callable[[int, int], Span]
Widens = Callable[[Exact, Steps, str, Cell], None]


def _until_safe(
    tables: Mapping[str, Table], exact: Exact, steps: Steps, tells: Tells, widens: Widens
) -> Shown:
    sums = _sums(tables, exact)
    while True:
        shown = {
            name: {cell: tells(n, steps[name][cell]) for cell, n in cells.items()}
            for name, cells in exact.items()
        }
        given_away = [
            (name, cell)
            for name, spans in learned(sums, shown).items()
            for cell, span in spans.items()
            if span.exact and span.least in SMALL
        ]
        if not given_away:
            return shown
        for name, cell in given_away:
            widens(exact, steps, name, cell)


def _widen_one(exact: Exact, steps: Steps, name: str, cell: Cell) -> None:
    """The least coarse of its row and column, the smallest first; the cell itself last."""
    of = steps[name]
    if of[cell] >= len(WIDTHS):
        _widen_all(exact, steps)
        return
    beside = [
        other
        for other, n in exact[name].items()
        if n > 0 and other != cell and (other[0] == cell[0] or other[1] == cell[1])
    ]
    candidates = sorted(beside, key=lambda other: (of[other], exact[name][other], other))
    picked = next((other for other in candidates if of[other] < of[cell]), cell)
    of[picked] += 1


def _widen_table(exact: Exact, steps: Steps, name: str, cell: Cell) -> None:
    step = steps[name][cell] + 1
    if step > len(WIDTHS):
        _widen_all(exact, steps)
    else:
        steps[name] = dict.fromkeys(exact[name], step)


def _widen_all(exact: Exact, steps: Steps) -> None:
    """It is not told, and the others tell it all the same."""
    for name, cells in exact.items():
        for cell in cells:
            steps[name][cell] = min(steps[name][cell] + 1, len(WIDTHS))


# ── what an attacker would do ────────────────────────────────────────────────

Unknown = tuple[str, ...] | tuple[str, Cell]
"""A cell by its table, a margin by what is counted and by what, or all things of a kind."""
Sums = list[tuple[Unknown, list[Unknown]]]
MANY = 10**9
"""More than anybody has counted: stands for "nobody says how many at most"."""


def learned(sums: Sums, shown: Shown) -> Shown:
    """What follows of each cell from all tables of one period together."""
    low: dict[Unknown, int] = {}
    high: dict[Unknown, int] = {}
    for name, spans in shown.items():
        for cell, span in spans.items():
            low[name, cell] = span.least
            high[name, cell] = MANY if span.most is None else span.most
    used: dict[Unknown, list[int]] = defaultdict(list)
    for n, (total, parts) in enumerate(sums):
        low.setdefault(total, 0)
        high.setdefault(total, MANY)
        for each in (total, *parts):
            used[each].append(n)
    ahead = deque(range(len(sums)))
    waits = set(ahead)
    while ahead:
        n = ahead.popleft()
        waits.discard(n)
        for moved in _tighten(low, high, *sums[n]):
            for other in used[moved]:
                if other not in waits:
                    waits.add(other)
                    ahead.append(other)
    return {
        name: {
            cell: Span(low[name, cell], high[name, cell] if high[name, cell] < MANY else None)
            for cell in spans
        }
        for name, spans in shown.items()
    }


def _sums(tables: Mapping[str, Table], exact: Exact) -> Sums:
    """What is the sum of what: rows and columns that count the same things in several tables, and
    all of them together. A sum over a dimension of which a thing may have several counts nothing.
    """
    sums: Sums = []
    values: dict[tuple[str, str], set[str]] = {}
    for name, cells in exact.items():
        table = tables[name]
        for own, other, at in ((table.rows, table.columns, 0), (table.columns, table.rows, 1)):
            if own is None or (other is not None and DIMENSIONS[other].several):
                continue
            for value in sorted({cell[at] for cell in cells}):
                parts: list[Unknown] = [(name, cell) for cell in cells if cell[at] == value]
                values.setdefault((table.counts, own), set()).add(value)
                sums.append(((table.counts, own, value), parts))
    for (counts, own), found in values.items():
        if not DIMENSIONS[own].several:
            sums.append(((counts,), [(counts, own, value) for value in sorted(found)]))
    return sums


def _tighten(
    low: dict[Unknown, int], high: dict[Unknown, int], total: Unknown, parts: list[Unknown]
) -> list[Unknown]:
    """One sum, both ways: of whom more is known now."""
    moved: list[Unknown] = []
    least = sum(low[each] for each in parts)
    most = sum(high[each] for each in parts)
    for each, at_least, at_most in (
        (total, least, most),
        *(
            (each, low[total] - most + high[each], high[total] - least + low[each])
            for each in parts
        ),
    ):
        if at_least > low[each] or at_most < high[each]:
            low[each] = max(low[each], at_least)
            high[each] = min(high[each], at_most)
            moved.append(each)
    return moved

"""Somebody with every published table of a period, a pencil, and time: what do they learn?

Written apart from the program's own check, and from the outside: it knows what is printed (the
tables as they are told, their totals, and the rule they are made by), and nothing of how a cell
was come by. Cells, margins and the whole are unknowns between two bounds; what must add up is
added up until nothing moves.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lykta.domain.statistics import DIMENSIONS, Cell, Table

Unknown = tuple[object, ...]
Bounds = dict[Unknown, tuple[int, float]]
FOR_EVER = float("inf")


def recovered(
    tables: Mapping[str, Table],
    printed: Mapping[str, Mapping[Cell, tuple[int, float]]],
    totals: Mapping[str, Mapping[Cell, tuple[int, float]]],
) -> list[tuple[str, Cell, int]]:
    """Cells known to hold exactly 1, 2, 3 or 4. `printed`, `totals`: between what and what a cell,
    or a sum (`(row, "")`, `("", column)`), lies by what stands on paper.
    """
    bounds: Bounds = {}
    equations: list[tuple[Unknown, list[Unknown]]] = []
    for name, cells in printed.items():
        table = tables[name]
        for cell, between in cells.items():
            bounds["cell", name, cell] = between
        for margin, between in totals[name].items():
            bounds["margin", name, margin] = between
            at = 0 if margin[1] == "" else 1
            parts: list[Unknown] = [
                ("cell", name, cell) for cell in cells if cell[at] == margin[at]
            ]
            equations.append((("margin", name, margin), parts))
            equations += _links(table, name, margin, at)
    for whole, parts in _wholes(tables, printed).items():
        equations.append((whole, parts))
    for total, parts in equations:
        for each in (total, *parts):
            bounds.setdefault(each, (0, FOR_EVER))
    while _moves(bounds, equations):
        pass
    return [
        (name, cell, bounds["cell", name, cell][0])
        for name, cells in printed.items()
        for cell in cells
        if bounds["cell", name, cell][0] == bounds["cell", name, cell][1]
        and 1 <= bounds["cell", name, cell][0] <= 4
    ]


def _links(
    table: Table, name: str, margin: Cell, at: int
) -> Iterator[tuple[Unknown, list[Unknown]]]:
    """The same margin in another table is the same number."""
    own = table.rows if at == 0 else table.columns
    other = table.columns if at == 0 else table.rows
    if own is None or (other is not None and DIMENSIONS[other].several):
        return
    yield ("how many", table.counts, own, margin[at]), [("margin", name, margin)]


def _wholes(
    tables: Mapping[str, Table], printed: Mapping[str, Mapping[Cell, object]]
) -> dict[Unknown, list[Unknown]]:
    """All things of a kind, once by each dimension of which a thing has one value."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, cells in printed.items():
        table = tables[name]
        for own, other, at in ((table.rows, table.columns, 0), (table.columns, table.rows, 1)):
            if own is None or DIMENSIONS[own].several:
                continue
            if other is None or not DIMENSIONS[other].several:
                values[table.counts, own] |= {cell[at] for cell in cells}
    found: dict[Unknown, list[Unknown]] = {}
    for (counts, own), of in values.items():
        parts: list[Unknown] = [("how many", counts, own, value) for value in of]
        found["by", counts, own] = parts
    # The same whole, whatever it is divided by.
    for counts in {counts for counts, _ in values}:
        for by in [each for each in list(found) if each[:2] == ("by", counts)]:
            found["all", counts, by] = [by]
    return found


def _moves(bounds: Bounds, equations: list[tuple[Unknown, list[Unknown]]]) -> bool:
    moved = False
    for total, parts in equations:
        low = sum(bounds[each][0] for each in parts)
        high = sum(bounds[each][1] for each in parts)
        moved |= _narrow(bounds, total, low, high)
        at_least, at_most = bounds[total]
        without_end = sum(bounds[each][1] == FOR_EVER for each in parts)
        finite = sum(bounds[each][1] for each in parts if bounds[each][1] < FOR_EVER)
        for each in parts:
            own_low, own_high = bounds[each]
            endless = own_high == FOR_EVER
            if without_end - endless == 0:
                rest_high = finite - (0 if endless else own_high)
                own_low = max(own_low, int(at_least - rest_high))
            moved |= _narrow(
                bounds, each, own_low, min(own_high, at_most - (low - bounds[each][0]))
            )
    for link in _same(bounds):
        moved |= link
    return moved


def _same(bounds: Bounds) -> Iterator[bool]:
    """Every way of dividing all things of a kind comes to the same number."""
    wholes: dict[object, list[Unknown]] = defaultdict(list)
    for each in bounds:
        if each[0] == "by":
            wholes[each[1]].append(each)
    for of in wholes.values():
        low = max(bounds[each][0] for each in of)
        high = min(bounds[each][1] for each in of)
        for each in of:
            yield _narrow(bounds, each, low, high)


def _narrow(bounds: Bounds, of: Unknown, low: int, high: float) -> bool:
    before = bounds[of]
    bounds[of] = (max(before[0], low), min(before[1], high))
    return bounds[of] != before

"""A table as it is told: cells that are exact, a span, or rounded, and the sums of what is told."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Literal

from msgspec import Struct

from lykta.domain.duty import STOCKHOLM
from lykta.domain.ids import Id
from lykta.domain.statistics import DIMENSIONS, FLAGS, NOT_NOTED, Cell, Cells, Table
from lykta.domain.statistics_words import HIDDEN
from lykta.domain.suppression import Span, Spans
from lykta.domain.words import LISTS

Mode = Literal["internal", "funder", "public"]


class Period(Struct, frozen=True):
    """Whole days in Stockholm; `to` is the first that is not in it (ST3)."""

    since: date
    to: date

    def bounds(self) -> tuple[datetime, datetime]:
        start, end = (
            datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).astimezone(UTC)
            for day in (self.since, self.to)
        )
        return start, end

    @property
    def year(self) -> int | None:
        """The calendar year that it is, if it is one."""
        first = date(self.since.year, 1, 1)
        whole = (first, date(first.year + 1, 1, 1))
        return self.since.year if (self.since, self.to) == whole else None


class Shown(Struct):
    """What a number is told to be. `most` is null where nobody says how many at most; in the public
    mode `rounded` is what stands for it.
    """

    least: int
    most: int | None
    rounded: int | None = None


class Approval(Struct):
    """Who decided that a funder may see the exact numbers, and why (ST2)."""

    by: Id
    at: datetime
    reason: str


class Told(Struct):
    table: str
    counts: str
    mode: Mode
    since: date
    to: date
    code_lists: dict[str, int]
    """The version of each list that its codes are of (ST1)."""
    rows: list[str]
    columns: list[str]
    cells: list[list[Shown]]
    row_totals: list[Shown]
    column_totals: list[Shown]
    adds_up: bool
    """False: a thing may stand at several rows or columns, and the totals count mentions."""
    published_at: datetime | None = None
    base: int | None = None
    """In the public mode: to what each number is rounded. Null: it is not told."""
    exact: Approval | None = None

    def part(
        self, rows: Iterable[str] | None = None, columns: Iterable[str] | None = None
    ) -> Shown:
        """The sum of what is told of some of its cells; none of a name that it does not have."""
        return add(
            cell
            for row, line in zip(self.rows, self.cells, strict=True)
            if rows is None or row in rows
            for column, cell in zip(self.columns, line, strict=True)
            if columns is None or column in columns
        )


def add(parts: Iterable[Shown]) -> Shown:
    """Nothing is told of a sum that is not told of its parts."""
    given = list(parts)
    most = [each.most for each in given]
    rounded = [each.rounded for each in given]
    return Shown(
        sum(each.least for each in given),
        None if None in most else sum(each or 0 for each in most),
        None if None in rounded else sum(each or 0 for each in rounded),
    )


def text_of(shown: Shown, mode: Mode) -> str:
    """As it stands on paper: `7`, `1–4`, at least 3 as `3–`."""
    if mode == "public":
        return HIDDEN if shown.rounded is None else str(shown.rounded)
    if shown.most is None:
        return f"{shown.least}–" if shown.least else HIDDEN
    return str(shown.least) if shown.least == shown.most else f"{shown.least}–{shown.most}"


def told(
    of: Table, mode: Mode, period: Period, spans: Spans, rounded: Mapping[Cell, int | None]
) -> Told:
    """`rounded`: of each cell, in the public mode; empty in the others."""
    rows = values(of.rows, {row for row, _ in spans})
    columns = values(of.columns, {column for _, column in spans})

    def shown(cell: Cell) -> Shown:
        return Shown(spans[cell].least, spans[cell].most, rounded.get(cell))

    cells = [[shown((row, column)) for column in columns] for row in rows]
    return Told(
        table=of.name,
        counts=of.counts,
        mode=mode,
        since=period.since,
        to=period.to,
        code_lists={
            name: LISTS[name].version
            for name in (DIMENSIONS[each].list for each in of.dimensions)
            if name is not None
        },
        rows=rows,
        columns=columns,
        cells=cells,
        row_totals=[add(line) for line in cells],
        column_totals=[add(line[n] for line in cells) for n in range(len(columns))],
        adds_up=not any(DIMENSIONS[each].several for each in of.dimensions),
    )


def as_it_is(cells: Cells) -> Spans:
    return {cell: Span(n, n) for cell, n in cells.items()}


def values(dimension: str | None, met: set[str]) -> list[str]:
    """All that the list has, in its order, and whatever else was met (ST3: zero is shown)."""
    if dimension is None:
        return [""]
    name = DIMENSIONS[dimension].list
    listed = [word.code for word in LISTS[name].words] if name else []
    if DIMENSIONS[dimension].flag:
        listed = list(FLAGS)
    bands = DIMENSIONS[dimension].bands
    if bands:
        listed = list(dict.fromkeys(bands.values()))
    others = sorted(met - set(listed) - {NOT_NOTED})
    return [*listed, *others, *([NOT_NOTED] if NOT_NOTED in met - set(listed) else [])]

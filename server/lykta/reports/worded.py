"""A told table in words: its title, its rows and columns, and what stands under it (ST1)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct

from lykta.domain import statistics_words as words
from lykta.domain.duty import STOCKHOLM
from lykta.domain.statistics import CATALOGUE, DIMENSIONS, MEDIANS
from lykta.domain.statistics_words import HIDDEN, Language
from lykta.reports.told import Told, text_of


class Worded(Struct):
    title: str
    rows: list[str]
    columns: list[str]
    cells: list[list[str]]
    sum: str
    row_sums: list[str]
    column_sums: list[str]
    notes: list[str]


def word(told: Told, language: Language, zones: Mapping[str, str], approver: str) -> Worded:
    """`zones`: the unit's own names; `approver`: who let a funder see exact numbers."""
    table = CATALOGUE.get(told.table)
    by = table.dimensions if table else []
    of_rows, of_columns = (*by, None, None)[:2]
    return Worded(
        title=words.title_of(told.counts, by, language),
        rows=[words.value_of(of_rows, code, language, zones) for code in told.rows],
        columns=[words.value_of(of_columns, code, language, zones) for code in told.columns],
        cells=[[text_of(each, told.mode) for each in line] for line in told.cells],
        sum=words.SUM.in_(language),
        row_sums=[text_of(each, told.mode) for each in told.row_totals],
        column_sums=[text_of(each, told.mode) for each in told.column_totals],
        notes=list(_notes(told, by, language, approver)),
    )


def _notes(told: Told, by: list[str], language: Language, approver: str) -> list[str]:
    until = told.to - timedelta(days=1)
    said = [words.period_note(told.counts, told.since, until, language)]
    if told.counts in words.NOT_PERSONS:
        said.append(words.NOT_PERSONS[told.counts].in_(language))
    said.append(mode_note(told, language, approver))
    if by and not told.adds_up:
        said.append(words.SEVERAL.in_(language))
    if "met_before" in by:
        said.append(words.NEW.in_(language))
    if "indicator" in by:
        said.append(words.BLANK.in_(language))
    if told.code_lists:
        named = {DIMENSIONS[each].list or "": each for each in by}
        said.append(words.lists_note(told.code_lists, named, language))
    return said


def mode_note(told: Told, language: Language, approver: str) -> str:
    """How the numbers are told, and by whose decision."""
    if told.exact is not None:
        return words.EXACT.in_(language).format(
            by=approver, at=told.exact.at.astimezone(STOCKHOLM).date(), reason=told.exact.reason
        )
    if told.mode == "public" and told.published_at is not None and told.table != MEDIANS:
        if told.base is None:
            return words.MODES["hidden"].in_(language)
        return (
            words.MODES["public"]
            .in_(language)
            .format(base=told.base, published=told.published_at.astimezone(STOCKHOLM).date())
        )
    if told.table == MEDIANS:
        return words.MIDDLE.in_(language)
    return words.MODES[told.mode].in_(language)


def lines(told: Told, worded: Worded) -> list[list[Any]]:
    """With its heading, totals and notes, a line each: for a sheet. A number is one where it is."""
    cells = worded.cells if told.columns != [""] else [[] for _ in worded.rows]
    columns = worded.columns if told.columns != [""] else []
    sums = [[each] for each in worded.row_sums] or [[] for _ in worded.rows]
    body: list[list[Any]] = [[worded.title, *columns, *([worded.sum] if worded.row_sums else [])]]
    for label, line, total in zip(worded.rows, cells, sums, strict=True):
        body.append([label, *(_value(each) for each in (*line, *total))])
    if worded.row_sums and columns:
        body.append([worded.sum, *(_value(each) for each in worded.column_sums)])
    return [*body, [], *([note] for note in worded.notes)]


def _value(text: str) -> int | str:
    return int(text) if text.isdecimal() else text if text != HIDDEN else ""

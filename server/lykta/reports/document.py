"""The final report as a document: what stands on it, in which order, whatever it is printed as."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from lykta.domain.final_report import BOXES, HEADINGS, TO_FILL, Written, grouped
from lykta.domain.report_settings import Amount, Costs
from lykta.domain.rows import Activity
from lykta.domain.statistics_words import Language, Word, value_of
from lykta.reports.of_unit import OfUnit
from lykta.reports.told import Mode, Period


class Block(Struct, tag_field="is"):
    pass


class Title(Block, tag="title"):
    level: int
    """1 the document's, 2 a heading of the form, 3 of a table."""
    text: str


class Sentence(Block, tag="sentence"):
    id: str
    text: str
    missing: bool


class Own(Block, tag="own"):
    """The unit's own words, and what the form asks."""

    box: str
    asks: str
    text: str
    missing: bool


class Grid(Block, tag="grid"):
    """The last `numbers` columns are numbers."""

    title: str
    head: list[str]
    lines: list[list[str]]
    numbers: int
    last_is_sum: bool = False


class Note(Block, tag="note"):
    text: str


class Signature(Block, tag="signature"):
    labels: list[str]


Document = list[Title | Sentence | Own | Grid | Note | Signature]

REPORT = Word("Slutrapport", "Final report")
OF = Word("{unit}, {since} till och med {until}", "{unit}, {since} to {until} inclusive")
KINDS: dict[Mode, Word] = {
    "internal": Word("Arbetsexemplar", "Working copy"),
    "funder": Word("Till finansiären", "For the funder"),
    "public": Word("Offentlig", "Public"),
}
COSTS = Word("Kostnader", "Costs")
FUNDING = Word("Finansiering", "Funding")
WHAT = Word("Vad", "What")
KRONOR = Word("Kronor", "Kronor")
SUM = Word("Summa", "Sum")
ACTIVITIES = Word("Aktiviteter", "Activities")
COLUMNS = (
    Word("Datum", "Date"),
    Word("Slag", "Kind"),
    Word("Vår roll", "Our part"),
    Word("Med", "With"),
    Word("Antal", "Number"),
)
SIGNING = Word("Undertecknande", "Signatures")
SIGN = (
    Word("Ort och datum", "Place and date"),
    Word("Underskrift", "Signature"),
    Word("Namnförtydligande", "Name in print"),
)


def compose(
    written: Sequence[Written],
    unit: OfUnit,
    activities: Iterable[Activity],
    name: str,
    period: Period,
    mode: Mode,
    note: str,
    language: Language,
) -> Document:
    """`name` is the unit's, `note` says how its numbers are told."""
    until = period.to - timedelta(days=1)
    said = OF.in_(language).format(unit=name, since=period.since, until=until)
    made: Document = [
        Title(1, REPORT.in_(language)),
        Note(said),
        Note(f"{KINDS[mode].in_(language)}. {note}"),
    ]
    own = unit.narrative.boxes if unit.narrative else {}
    for heading in HEADINGS:
        made.append(Title(2, f"{heading.number} {heading.title.in_(language)}"))
        made += [
            Sentence(each.id, each.text, each.missing)
            for each in written
            if each.heading == heading.number
        ]
        if heading.number == 2 and mode != "public":
            made += _activities(activities, language)
        if heading.number == 5:
            made += _budget(unit.costs, language)
        made += [
            Own(box, BOXES[box].in_(language), own.get(box, TO_FILL.in_(language)), box not in own)
            for box in heading.boxes
        ]
    labels = [each.in_(language) for each in SIGN]
    return [*made, Title(2, SIGNING.in_(language)), Signature(labels), Signature(labels)]


def _activities(activities: Iterable[Activity], language: Language) -> Iterator[Grid]:
    """What the unit did beside the nights: of organisations, never of a person who was met."""
    lines = [
        [
            each.on.isoformat(),
            value_of("activity_kind", each.kind, language),
            value_of("activity_role", each.role, language) if each.role else "",
            each.partner or "",
            "" if each.count is None else str(each.count),
        ]
        for each in sorted(activities, key=lambda each: each.on)
    ]
    if lines:
        head = [each.in_(language) for each in COLUMNS]
        yield Grid(ACTIVITIES.in_(language), head, lines, numbers=1)


def _budget(costs: Costs | None, language: Language) -> Iterator[Grid]:
    for title, amounts in (
        (COSTS, costs.costs if costs else []),
        (FUNDING, costs.funding if costs else []),
    ):
        if amounts:
            yield _amounts(title.in_(language), amounts, language)


def _amounts(title: str, amounts: Sequence[Amount], language: Language) -> Grid:
    lines = [[each.name, grouped(each.amount)] for each in amounts]
    total = [SUM.in_(language), grouped(sum(each.amount for each in amounts))]
    head = [WHAT.in_(language), KRONOR.in_(language)]
    return Grid(title, head, [*lines, total], numbers=1, last_is_sum=True)


def of_days(activities: Iterable[Activity], since: date, to: date) -> list[Activity]:
    return [each for each in activities if since <= each.on < to]

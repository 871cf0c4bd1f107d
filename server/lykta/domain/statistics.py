"""The catalogue of tables (ST1): what is counted, by what, and how a group is taken apart.

A table has at most two dimensions (ST2). Contacts are not persons: whoever is met twice is
counted twice, and where a thing has several codes of one list it stands at each of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from lykta.domain.facts import WITH

FLAGS = ("YES", "NO")
NOT_NOTED = "NN"
"""Nobody said, or it was not asked."""


class Dimension(NamedTuple):
    column: str
    list: str | None = None
    """The code list its codes are of; None where they are no list's: months, zones, yes and no."""
    several: bool = False
    """A thing may have more than one."""
    part: int = 0
    """Of a word with its answer: 0 the code, 1 the answer."""
    bands: dict[str, str] | None = None
    """Codes that are counted as one."""
    flag: bool = False
    """Yes or no."""


REPORT_AGES = {
    "U15": "U15",
    "A15_17": "A15_17",
    "A18_19": "A18_19",
    **dict.fromkeys(("A20", "A21_24", "A25_34", "A35_49", "A50P", "ADULT_UNK"), "A20P"),
    "UNK": "UNK",
}
"""Bands that do not overlap: the source's "under 20" counts none of the "under 18" again (R12)."""

DIMENSIONS: dict[str, Dimension] = {
    "month": Dimension("month"),
    "role": Dimension("roles", "role", several=True),
    "age": Dimension("age_band", "age_band"),
    "gender": Dimension("gender", "gender"),
    "home": Dimension("home", "home"),
    "arena": Dimension("arena", "arena"),
    "zone": Dimension("zone", "zone"),
    "source": Dimension("source", "source"),
    "police_near": Dimension("police_near", flag=True),
    "met_before": Dimension("met_before", flag=True),
    "suspect": Dimension("suspect", flag=True),
    "offence": Dimension("offence", "offence"),
    "offered": Dimension("offered", "not_offered"),
    "offer": Dimension("offers", "offer", several=True),
    "response": Dimension("offers", "response", several=True, part=1),
    "help": Dimension("help", "help", several=True),
    "unmet": Dimension("unmet", "unmet", several=True),
    "indicator": Dimension("indicators", "indicator", several=True),
    "seen_or_told": Dimension("indicators", "seen_or_told", several=True, part=1),
    "follow_up_kind": Dimension("follow_up_kind", "follow_up_kind"),
    "state": Dimension("state"),
    "outcome": Dimension("outcome", "outcome"),
    "report_kind": Dimension("report_kind", "report_kind"),
    "report_origin": Dimension("report_origin", "report_origin"),
    "report_ground": Dimension("report_ground", "report_ground"),
    "report_age": Dimension("report_age", "age_band", bands=REPORT_AGES),
    "report_decision": Dimension("report_decision", "report_decision"),
    "police": Dimension("police", "police"),
    "focus": Dimension("focus", "focus"),
    "co_located": Dimension("co_located", flag=True),
    "zero_contacts": Dimension("zero_contacts", flag=True),
    "activity_kind": Dimension("activity_kind", "activity_kind"),
    "activity_role": Dimension("activity_role", "activity_role"),
    "law": Dimension("law"),
    "disclosure_decision": Dimension("disclosure_decision", "disclosure_decision"),
}


class Table(NamedTuple):
    name: str
    counts: str
    """What: contact, follow_up, report, shift, activity, disclosure."""
    rows: str
    columns: str | None = None
    public: bool = True

    @property
    def dimensions(self) -> list[str]:
        return [self.rows] if self.columns is None else [self.rows, self.columns]


_TABLES = (
    Table("shifts", "shift", "police", "focus"),
    Table("shifts_by_month", "shift", "month", "police", public=False),
    Table("shifts_together", "shift", "police", "co_located"),
    Table("roles_and_age", "contact", "role", "age"),
    Table("roles_and_gender", "contact", "role", "gender"),
    Table("roles_and_arena", "contact", "role", "arena"),
    Table("roles_and_source", "contact", "role", "source"),
    Table("roles_and_home", "contact", "role", "home", public=False),
    Table("roles_by_month", "contact", "month", "role", public=False),
    Table("zones", "contact", "zone", "role", public=False),
    Table("age_and_gender", "contact", "age", "gender"),
    Table("offence_and_role", "contact", "offence", "role"),
    Table("offence_by_source", "contact", "offence", "source"),
    Table("suspects", "contact", "role", "suspect"),
    Table("met_before", "contact", "role", "met_before"),
    Table("police_near", "contact", "role", "police_near"),
    Table("offered", "contact", "role", "offered"),
    Table("offered_by_source", "contact", "source", "offered"),
    Table("offered_with_police", "contact", "offered", "police_near"),
    Table("offers", "contact", "offer", "response"),
    Table("offers_with_police", "contact", "offer", "police_near"),
    Table("offers_to_suspects", "contact", "offer", "suspect"),
    Table("help", "contact", "help", "role"),
    Table("help_and_age", "contact", "help", "age"),
    Table("unmet", "contact", "unmet", "role"),
    Table("unmet_and_age", "contact", "unmet", "age"),
    Table("indicators", "contact", "indicator", "seen_or_told"),
    Table("reports_by_age", "report", "report_kind", "report_age"),
    Table("reports_by_origin", "report", "report_origin", "report_age"),
    Table("reports_basis", "report", "report_origin", "report_kind"),
    Table("reports_ground", "report", "report_ground", "report_kind"),
    Table("reports_origin_ground", "report", "report_origin", "report_ground"),
    Table("reports_decision", "report", "report_decision", "report_kind"),
    Table("reports_by_month", "report", "month", "report_kind", public=False),
    Table("outcomes", "follow_up", "follow_up_kind", "outcome"),
    Table("follow_ups", "follow_up", "follow_up_kind", "state"),
    Table("activities", "activity", "activity_kind", "activity_role"),
    Table("disclosures", "disclosure", "law", "disclosure_decision"),
)
CATALOGUE: dict[str, Table] = {table.name: table for table in _TABLES}
"""No month × zone and no age × gender × arena stands in it for the public."""

OF_NOBODY = frozenset({"shift", "activity"})
"""What the unit did, not whom it met: a funder is told it as it is."""

MEDIANS = "medians"
"""The name of the table of these."""


class Median(NamedTuple):
    """Of a number that each thing has: in `unit` of the column's own, as 60 minutes are an hour."""

    counts: str
    column: str
    unit: int = 1


MEDIAN: dict[str, Median] = {
    "hours_to_report": Median("report", "minutes", 60),
    "days_to_linked": Median("follow_up", "days"),
    "shift_hours": Median("shift", "minutes", 60),
}

Cell = tuple[str, str]
"""Row and column; the column of a table with one dimension is empty."""
Cells = Counter[Cell]


def cells(table: Table, groups: Iterable[Sequence[Any]]) -> Cells:
    """`groups`: the table's columns in order, each once, and how often."""
    counted: Cells = Counter()
    taken = _takes(table)
    for *words, n in groups:
        for cell in taken(words):
            counted[cell] += n
    return counted


def columns_of(table: Table) -> list[str]:
    """To group by: two dimensions may be the two parts of one column."""
    return list(dict.fromkeys(DIMENSIONS[each].column for each in table.dimensions))


def _takes(table: Table) -> Callable[[Sequence[Any]], Iterable[Cell]]:
    first = DIMENSIONS[table.rows]
    if table.columns is None:
        return lambda words: [(code, "") for code in codes(first, words[0])]
    second = DIMENSIONS[table.columns]
    if first.column == second.column:
        return lambda words: [
            (_part(first, each), _part(second, each)) for each in _split(words[0])
        ]
    return lambda words: [
        (row, column) for row in codes(first, words[0]) for column in codes(second, words[1])
    ]


def codes(dimension: Dimension, word: Any) -> list[str]:
    """What stands in a column, taken apart."""
    if isinstance(word, bool):
        return [FLAGS[0] if word else FLAGS[1]]
    if dimension.several:
        # Without any a thing stands nowhere: nobody is asked what they did not need.
        return [_part(dimension, each) for each in _split(word)]
    if word is None:
        return [NOT_NOTED]
    return [dimension.bands[word] if dimension.bands else word]


def _split(word: str | None) -> list[str]:
    return word.split(" ") if word else []


def _part(dimension: Dimension, word: str) -> str:
    parts = word.split(WITH)
    return parts[dimension.part] if len(parts) > 1 else word

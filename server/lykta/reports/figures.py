"""The figures of the final report: out of what the tables tell, in the mode they tell it."""

from collections.abc import Mapping

from lykta.domain import suppression
from lykta.domain.final_report import Figures
from lykta.domain.rows import Actor
from lykta.domain.statistics import MEDIANS
from lykta.domain.statistics_words import HIDDEN
from lykta.intake.desk import Desk
from lykta.reports import statistics
from lykta.reports.of_unit import OfUnit
from lykta.reports.told import Mode, Period, Shown, Told, text_of

CHILDREN = ("U15", "A15_17")
POLICE = ("POL_CITY", "POL_THB", "POL_OTHER")
LECTURES = ("LECTURE", "TRAINING")
"""Where somebody of us spoke; all other activities are met as others' guests or hosts."""
PUBLIC_BASE = 5
"""What is rounded in the public's tables is rounded here, too, where it comes from no table."""
Part = tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]
"""A table, and which of its rows and columns; None: all."""
PARTS: dict[str, Part] = {
    "thb_met": ("offered_by_source", ("POL_THB",), None),
    "thb_offered": ("offered_by_source", ("POL_THB",), ("OFFERED",)),
    "linked": ("outcomes", None, ("LINKED",)),
    "support_talks": ("offers", ("SUPPORT_TALK",), None),
    "medical": ("offers", ("MEDICAL",), None),
    "practical": ("offers", ("PRACTICAL",), None),
    "children": ("age_and_gender", CHILDREN, None),
    "sat_in": ("help_and_age", ("SAT_IN_INTERVIEW",), CHILDREN),
    "sat_in_all": ("help_and_age", ("SAT_IN_INTERVIEW",), None),
    "channelled": ("help_and_age", ("CHANNELLED",), None),
    "informed": ("help", ("INFORMED",), ("BUYER", "SELLER")),
    "motivated": ("help", ("MOTIVATED",), ("BUYER", "SELLER")),
    "detained_motivated": ("help", ("MOTIVATED",), ("PERP_DETAINED",)),
    "kin_victim": ("roles_and_source", ("KIN_VICTIM",), None),
    "perp_detained": ("roles_and_source", ("PERP_DETAINED",), None),
    "kin_perp": ("roles_and_source", ("KIN_PERP",), None),
    "trafficking": ("offence_by_source", ("THB",), None),
    "procuring": ("offence_by_source", ("PROCURING",), None),
    "evidence": ("offence_and_role", ("PROCURING",), ("EVIDENCE_PERSON",)),
    "from_police": ("offered_by_source", POLICE, None),
    "kast_suspects": ("offers_to_suspects", ("KAST",), ("YES",)),
    "no_right": ("unmet_and_age", ("NO_SOL_RIGHT",), None),
    "no_income": ("unmet_and_age", ("NO_INCOME",), None),
    "organised": ("indicators", ("ORG_SUSPECTED",), None),
    "reports": ("reports_by_age", None, None),
    "reports_children": ("reports_by_age", None, CHILDREN),
    "reports_18_19": ("reports_by_age", None, ("A18_19",)),
    "reports_others": ("reports_by_age", None, ("A20P", "UNK")),
    "kast_reports": ("reports_basis", ("KAST_WORK",), None),
    "kast_duty": ("reports_basis", ("KAST_WORK",), ("CHILD_DUTY",)),
    "kast_agreed": ("reports_basis", ("KAST_WORK",), ("WITH_CONSENT",)),
    "kast_vulnerable": ("reports_origin_ground", ("KAST_WORK",), ("SOCIAL_VULNERABILITY",)),
    "reports_besides": ("reports_basis", ("POL_CITY", "POL_THB", "OTHER", "NN"), None),
    "shifts": ("shifts_together", None, None),
    "shifts_together": ("shifts_together", None, ("YES",)),
    "shifts_youth": ("shifts", None, ("YOUTH",)),
    "shifts_youth_police": ("shifts", ("POL_CITY",), ("YOUTH",)),
    "lectures": ("activities", LECTURES, None),
    "meetings": ("activities", ("MEETING", "EVENT", "STUDY_TRIP", "METHOD"), None),
    "days_to_linked": (MEDIANS, ("days_to_linked",), ("median",)),
}
SOURCES = {"contact": "age_and_gender", "shift": "shifts_together", "activity": "activities"}
"""An honest zero needs that something was recorded at all: by what is counted, where to see it."""
TABLES = tuple(dict.fromkeys((*(name for name, _, _ in PARTS.values()), *SOURCES.values())))


async def tables(desk: Desk, reader: Actor, period: Period, mode: Mode) -> dict[str, Told]:
    """Raises Refused: role.denied, statistics.period, statistics.few."""
    return await statistics.tables(desk, reader, TABLES, period, mode)


def figures(told: Mapping[str, Told], unit: OfUnit, mode: Mode) -> Figures:
    """None where nothing was recorded that it could be counted from."""
    some = {
        counts: _some(told[name].part()) if name in told else False
        for counts, name in SOURCES.items()
    }
    found: dict[str, int | str | None] = _besides(unit, mode)
    for name, (table, rows, columns) in PARTS.items():
        given = told[table].part(rows, columns)
        counts = told[table].counts
        # Reports and follow-ups come of contacts.
        met = some.get(counts, some["contact"])
        found[name] = _figure(given, mode) if met else None
        if table == MEDIANS and mode == "internal" and found[name] == HIDDEN:
            # The unit itself is told every middle that there is.
            found[name] = None
    return found


def _besides(unit: OfUnit, mode: Mode) -> dict[str, int | str | None]:
    """What no table counts: the unit's own settings."""
    costs = unit.costs.costs if unit.costs else []
    known = unit.narrative.known if unit.narrative else {}
    partners = len(unit.partners)
    counted: dict[str, int | str | None] = {
        "partners": partners or None,
        "agreements": sum(each.agreement for each in unit.partners),
        "court_cases": known.get("court_cases"),
    }
    if mode == "public":
        counted = {
            name: suppression.rounded(n, PUBLIC_BASE) if isinstance(n, int) else None
            for name, n in counted.items()
        }
    return counted | {"costs": sum(each.amount for each in costs) if costs else None}


def _figure(shown: Shown, mode: Mode) -> int | str:
    text = text_of(shown, mode)
    return int(text) if text.isdecimal() else text


def _some(shown: Shown) -> bool:
    return shown.least > 0 or shown.most != 0

"""What a unit itself tells of a period, beside what was counted: three settings.

`narrative`: the boxes of the final report, kept from one printing to the next. `costs`: its
budget. `exact`: who has decided, and why, that a funder may see cells of 1 to 4 (ST2). Each is
saved for one period, and a saving touches no other; of the narrative no other box either, so two
supervisors at two boxes never write over each other.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.bodies import Body, Short
from lykta.domain.form import Time, of_form
from lykta.domain.ids import Id
from lykta.domain.problem import Refused

Box = Literal[
    "goals",
    "activities",
    "timetable",
    "cooperation",
    "budget",
    "experiences_a",
    "experiences_b",
    "continuation",
]
BoxText = Annotated[str, Meta(max_length=limits.BOX_CHARS)]
Known = Literal["court_cases"]
"""A number of the period that stands in no contact: courts and police have it (R21)."""
Kronor = Annotated[int, Meta(ge=0, le=10_000_000_000)]
Count = Annotated[int, Meta(ge=0, le=100_000)]


class OfPeriod(Body):
    """Whole days in Stockholm; `to` is the first that is not in it."""

    since: date
    to: date


class Amount(Body):
    name: Annotated[Short, Meta(min_length=1)]
    amount: Kronor


class Costs(OfPeriod):
    costs: Annotated[list[Amount], Meta(max_length=40)] = []
    funding: Annotated[list[Amount], Meta(max_length=20)] = []


class Narrative(OfPeriod):
    """An empty text, or a null number, takes away what stood there."""

    boxes: dict[Box, BoxText] = {}
    known: dict[Known, Count | None] = {}


class ExactSaid(OfPeriod):
    """Null takes it back."""

    reason: Annotated[str, Meta(max_length=limits.NOTE_CHARS)] | None


class Exact(OfPeriod):
    reason: str
    by: Id
    at: Time


P = TypeVar("P", bound=OfPeriod)


class ByPeriod(Struct):
    """A setting as it stands in its row: last saved first."""

    periods: list[Any]


def settle_costs(value: Any, before: Any, by: Id, at: datetime) -> ByPeriod:
    """Raises Refused("op.invalid", the field's path)."""
    said = _said(value, Costs)
    empty = not said.costs and not said.funding
    return _kept(before, Costs, said, None if empty else said)


def settle_narrative(value: Any, before: Any, by: Id, at: datetime) -> ByPeriod:
    """Raises Refused("op.invalid", the field's path)."""
    said = _said(value, Narrative)
    now = of(before, Narrative, said.since, said.to) or Narrative(since=said.since, to=said.to)
    boxes = {name: text for name, text in (now.boxes | said.boxes).items() if text.strip()}
    known: dict[Known, int | None] = {
        name: n for name, n in (now.known | said.known).items() if n is not None
    }
    written = Narrative(since=said.since, to=said.to, boxes=boxes, known=known)
    return _kept(before, Narrative, said, written if boxes or known else None)


def settle_exact(value: Any, before: Any, by: Id, at: datetime) -> ByPeriod:
    """Raises Refused("op.invalid", the field's path) or Refused("ground.too_short")."""
    said = _said(value, ExactSaid)
    if said.reason is None:
        return _kept(before, Exact, said, None)
    if len(said.reason.strip()) < limits.GROUND_CHARS_MIN:
        raise Refused("ground.too_short", "value.reason", least=limits.GROUND_CHARS_MIN)
    told = Exact(since=said.since, to=said.to, reason=said.reason.strip(), by=by, at=at)
    return _kept(before, Exact, said, told)


def standing(value: Any, form: type[P]) -> list[P]:
    """What stands of each period, last saved first; an older form is none."""
    try:
        kept = msgspec.convert(msgspec.to_builtins(value), ByPeriod)
        return [msgspec.convert(each, form) for each in kept.periods]
    except msgspec.ValidationError:
        return []


def of(value: Any, form: type[P], since: date, to: date) -> P | None:
    """What was told of this period and no other."""
    found = (each for each in standing(value, form) if (each.since, each.to) == (since, to))
    return next(found, None)


def _said(value: Any, form: type[P]) -> P:
    said = of_form(value, form, "value")
    if said.since >= said.to:
        raise Refused("op.invalid", "value.to")
    return said


def _kept(before: Any, form: type[P], said: OfPeriod, written: P | None) -> ByPeriod:
    others = [
        each for each in standing(before, form) if (each.since, each.to) != (said.since, said.to)
    ]
    now = others if written is None else [written, *others]
    return ByPeriod(now[: limits.REPORT_PERIODS])

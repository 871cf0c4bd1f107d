"""How long each class of record is kept (RE1), and who may change it (RE3).

A shorter time is one supervisor's to set and holds at once. A longer one is only asked for: it
holds when another supervisor has asked for the same.
"""

from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec import Struct

from lykta.domain.form import Time
from lykta.domain.ids import Id
from lykta.domain.problem import Refused


class Span(NamedTuple):
    """Days, counted from what RE1 says of the class."""

    days: int
    least: int
    most: int


CLASSES: dict[str, Span] = {
    "details": Span(30, 1, 90),
    "notes": Span(90, 7, 365),
    "held": Span(14, 1, 90),
    "contacts": Span(730, 90, 1826),
    "log": Span(1826, 1826, 3652),
    "receipts": Span(730, 60, 3652),
}
"""`log` never under five years: that is how long others may have to look at it. `receipts` longer
than a phone keeps its letters, or one that comes again would be taken in twice."""


class Longer(Struct):
    """Asked for by one supervisor; another has to ask for the same."""

    days: int
    by: Id
    at: Time


class Retention(Struct):
    """The setting `retention`, as it stands in its row."""

    days: dict[str, int]
    longer: dict[str, Longer] = {}


def standing(before: object) -> Retention:
    """What holds: of a class that was never set, the default."""
    try:
        kept = msgspec.convert(msgspec.to_builtins(before), Retention)
    except msgspec.ValidationError:
        kept = Retention({})
    known = {name: days for name, days in kept.days.items() if _fits(name, days)}
    return Retention(
        {name: span.days for name, span in CLASSES.items()} | known,
        {name: each for name, each in kept.longer.items() if _fits(name, each.days)},
    )


def settled(value: object, before: object, by: Id, at: datetime) -> Retention:
    """`value`: days by class, those that are to change. Raises Refused("op.invalid", field)."""
    if not isinstance(value, dict) or not value:
        raise Refused("op.invalid", "value")
    now = standing(before)
    days, longer = dict(now.days), dict(now.longer)
    for name, wanted in value.items():
        if not _fits(name, wanted):
            # A receipt lies in clear: it names no class that is not known here.
            raise Refused("op.invalid", f"value.{name}" if name in CLASSES else "value")
        asked = longer.pop(name, None)
        agreed = asked is not None and asked.days == wanted and asked.by != by
        if wanted <= days[name] or agreed:
            days[name] = wanted
        elif asked is not None and asked.days == wanted:
            longer[name] = asked
        else:
            longer[name] = Longer(wanted, by, at)
    return Retention(days, longer)


def _fits(name: object, days: object) -> bool:
    span = CLASSES.get(name) if isinstance(name, str) else None
    return span is not None and type(days) is int and span.least <= days <= span.most

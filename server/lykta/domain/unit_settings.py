"""What a unit's setting becomes when somebody has set it.

Zones, numbers and receivers stand as they were sent: phones read them with care, and show the
list's own zones, or no number, where there is nothing to read. What the desk itself acts on has a
form, and is refused where it is not of it.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lykta.domain import report_settings, retention, shown_texts
from lykta.domain.bodies import Body, OfferCode, Short
from lykta.domain.form import decode
from lykta.domain.ids import Id
from lykta.domain.notices import Quiet

PARTNERS_MOST = 60


class Partner(Body):
    """Whom the unit works with, and whether that is written down (R17)."""

    name: Annotated[Short, Meta(min_length=1)]
    agreement: bool = False
    since: date | None = None


Name = Annotated[Short, Meta(min_length=1)]


class Partners(Body):
    """A bare name is a partner of whom no more is known."""

    value: Annotated[list[Partner | Name], Meta(max_length=PARTNERS_MOST)]


class Services(Body):
    """The offers that the unit can make."""

    value: Annotated[list[OfferCode], Meta(min_length=1, max_length=32)]


class QuietHours(Body):
    """Null: none."""

    value: Quiet | None


Settles = Callable[[Any, Any, Id, datetime], Any]


def _of(form: type[Partners | Services | QuietHours]) -> Settles:
    def settle(value: Any, before: Any, by: Id, at: datetime) -> Any:
        return decode(msgspec.json.encode({"value": value}), form).value

    return settle


def _settle_partners(value: Any, before: Any, by: Id, at: datetime) -> list[Partner]:
    told = _of(Partners)(value, before, by, at)
    return [Partner(name=each) if isinstance(each, str) else each for each in told]


SETTLES: dict[str, Settles] = {
    "cards": shown_texts.settle_cards,
    "wordings": shown_texts.settle_wordings,
    "retention": retention.settled,
    "quiet_hours": _of(QuietHours),
    "partners": _settle_partners,
    "services": _of(Services),
    "narrative": report_settings.settle_narrative,
    "costs": report_settings.settle_costs,
    "exact": report_settings.settle_exact,
}


def settled(name: str, value: Any, before: Any, by: Id, at: datetime) -> Any:
    """The setting's new value. Raises Refused("op.invalid", the field's path)."""
    return SETTLES[name](value, before, by, at) if name in SETTLES else value

"""What every question about a period says: from when, to when, how exactly, in which language."""

from datetime import date
from typing import cast, get_args

from lykta.domain import limits
from lykta.domain.problem import Refused
from lykta.domain.statistics_words import Language
from lykta.reports.told import Mode, Period
from lykta.routes.query import Query


def period_in(asked: Query) -> Period:
    """Raises Refused: query.malformed."""
    period = Period(_day(asked, "from"), _day(asked, "to"))
    if period.since >= period.to:
        raise Refused("query.malformed", "to")
    return period


def mode_in(asked: Query) -> Mode:
    """Internal where nothing is said. Raises Refused: query.malformed."""
    mode = asked.get("mode", "internal")
    if mode not in get_args(Mode):
        raise Refused("query.malformed", "mode")
    return cast(Mode, mode)


def language_in(asked: Query) -> Language:
    """Swedish where nothing is said. Raises Refused: query.malformed."""
    language = asked.get("language", "sv")
    if language not in get_args(Language):
        raise Refused("query.malformed", "language")
    return cast(Language, language)


def _day(asked: Query, name: str) -> date:
    try:
        day = date.fromisoformat(asked.get(name, ""))
    except ValueError:
        raise Refused("query.malformed", name) from None
    if not limits.YEAR_MIN <= day.year <= limits.YEAR_MAX:
        raise Refused("query.malformed", name)
    return day

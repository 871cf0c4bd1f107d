"""The order of the queue as a table (DU5). Phone, desk and database read the same one."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from lykta.domain import limits
from lykta.domain.follow_up import OPEN, STATES
from lykta.domain.rows import FollowUp

RUNNING = frozenset({"new", "assigned"})
"""States in which the work is still to be done; what is done waits only for a supervisor."""

Edge = Literal["now", "tomorrow"]
PlaceName = Literal["duty", "overdue", "today", "new", "running", "approval", "closed"]


class Place(NamedTuple):
    """Within a place, what is due first stands first."""

    name: PlaceName
    duty: bool | None
    """None: a duty stands there like all others."""
    states: frozenset[str]
    since: Edge | None = None
    """Due at this moment or later."""
    before: Edge | None = None


PLACES = (
    Place("duty", True, OPEN),
    Place("overdue", False, RUNNING, before="now"),
    Place("today", False, RUNNING, since="now", before="tomorrow"),
    Place("new", False, frozenset({"new"}), since="tomorrow"),
    Place("running", False, frozenset({"assigned"}), since="tomorrow"),
    Place("approval", False, frozenset({"done"})),
    Place("closed", None, frozenset(STATES) - OPEN),
)

DUE: dict[str, tuple[Edge | None, Edge | None]] = {
    "overdue": (None, "now"),
    "today": ("now", "tomorrow"),
    "later": ("tomorrow", None),
}
"""What can be asked for by when it is due: since, and before. Only what runs is late (FU7)."""


def edges(now: datetime) -> dict[Edge, datetime]:
    """`now` is the desk's: no phone's clock makes anything late (FU7)."""
    local = now.astimezone(ZoneInfo(limits.TIME_ZONE))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return {"now": now, "tomorrow": midnight + timedelta(days=1)}


def place_of(data: FollowUp, now: datetime) -> PlaceName:
    at = edges(now)
    return next(place.name for place in PLACES if _stands(data, place, at))


def _stands(data: FollowUp, place: Place, at: dict[Edge, datetime]) -> bool:
    return (
        data.state in place.states
        and place.duty in (None, data.duty)
        and (place.since is None or data.due_at >= at[place.since])
        and (place.before is None or data.due_at < at[place.before])
    )


def is_overdue(data: FollowUp, now: datetime) -> bool:
    return data.state in RUNNING and data.due_at < now

"""What a date that has come does by itself: ends a way to reach somebody, or hands a letter on."""

from datetime import datetime

from msgspec import Struct, structs

from lykta.domain import moves
from lykta.domain.decision import Decision
from lykta.domain.rows import Row


class Come(Struct, frozen=True):
    decision: Decision
    redacts: bool = False
    """The held letter is to lose its way to reach the person, unopened by anybody (CO5)."""


def on_its_date(row: Row, now: datetime) -> Come:
    """`row.until` has come. A follow-up's details end (CO8); a refused letter that its author has
    had for a day is the supervisor's; a held one of theirs keeps no details beyond their date.
    """
    if row.kind == "follow_up":
        expired = moves.expire(row, now)
        return Come(Decision(rows=[expired], destroyed=[(row.id, "details")]))
    if row.owner is not None:
        passed = structs.replace(row, owner=None, until=row.data.details_until)
        return Come(Decision(rows=[passed]))
    return Come(Decision(rows=[structs.replace(row, until=None)]), redacts=True)

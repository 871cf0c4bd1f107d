"""When a follow-up falls due if nobody said (FU6). Working days know Swedish holidays."""

from datetime import datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple

import holidays

from lykta.domain.duty import STOCKHOLM, next_morning

OFFICE_CLOSES_H = 16


class Rule(NamedTuple):
    after: int
    unit: Literal["days", "working_days", "morning"]


RULES: dict[str, Rule] = {
    "REPORT_WRITTEN": Rule(0, "morning"),
    "KAST_BOOKING": Rule(2, "working_days"),
    "DISTRICT_HANDOVER": Rule(1, "working_days"),
    "REPORT_FEEDBACK": Rule(21, "days"),
}
OTHERS = Rule(7, "days")


def due_at(kind: str, now: datetime) -> datetime:
    """`CALL_BACK` has an agreed time of its own; where that is missing it gets the seven days."""
    rule = RULES.get(kind, OTHERS)
    if rule.unit == "morning":
        return next_morning(now)
    local = now.astimezone(STOCKHOLM)
    days = rule.after if rule.unit == "days" else _calendar_days(local, rule.after)
    day = local.date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, OFFICE_CLOSES_H, tzinfo=STOCKHOLM)


def _calendar_days(local: datetime, working_days: int) -> int:
    days = 0
    while working_days:
        days += 1
        day = local.date() + timedelta(days=days)
        if day.weekday() < 5 and day not in _red_days():
            working_days -= 1
    return days


@cache
def _red_days() -> holidays.HolidayBase:
    return holidays.country_holidays("SE", include_sundays=False)

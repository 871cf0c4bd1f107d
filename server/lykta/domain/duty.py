"""The duty to report: a follow-up that a child's contact opens by itself (DU1, DU4)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lykta.domain import ids, limits
from lykta.domain.rows import Event, FollowUp, Row

CHILD_BANDS = frozenset({"U15", "A15_17"})
STOCKHOLM = ZoneInfo(limits.TIME_ZONE)


def is_child(age_band: str, may_be_minor: bool) -> bool:
    """DU1: a child's band, or unknown with "may be under 18" answered yes."""
    return age_band in CHILD_BANDS or (age_band == "UNK" and may_be_minor)


def next_morning(after: datetime) -> datetime:
    """The first 06:00 in Stockholm after `after`, right across the nights clocks change."""
    local = after.astimezone(STOCKHOLM)
    morning = local.replace(hour=limits.MORNING_H, minute=0, second=0, microsecond=0, fold=0)
    if morning <= local:
        morning = (local + timedelta(days=1)).replace(
            hour=limits.MORNING_H, minute=0, second=0, microsecond=0, fold=0
        )
    return morning


def due_at(met_at: datetime, shift_end: datetime | None) -> datetime:
    """The end of the shift, or the next 06:00 where none is known (DU1, FU6)."""
    return shift_end if shift_end and shift_end >= met_at else next_morning(met_at)


def open_duty(
    contact: str,
    *,
    met_at: datetime,
    shift: str | None,
    shift_end: datetime | None,
    by: str,
    now: datetime,
    op: str,
) -> Row:
    """The duty's row, with the id that phone and desk agree on."""
    data = FollowUp(
        kind="REPORT_WRITTEN",
        state="new",
        duty=True,
        due_at=due_at(min(met_at, now), shift_end),
        contact=contact,
        shift=shift,
        opened_by=by,
        events=[Event(now, by, "open", op)],
    )
    return Row("follow_up", ids.duty_of(contact), by, now, data)


def open_feedback(done: Row, by: str, now: datetime, op: str) -> Row:
    """DU4: ask the receiver what came of it, 21 days later."""
    data = FollowUp(
        kind="REPORT_FEEDBACK",
        state="new",
        duty=False,
        due_at=now + timedelta(days=limits.FEEDBACK_DAYS),
        contact=done.data.contact,
        shift=done.data.shift,
        opened_by=by,
        events=[Event(now, by, "open", op)],
    )
    return Row("follow_up", ids.feedback_of(done.id), by, now, data)

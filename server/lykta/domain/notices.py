"""Who is told that something waits for them, and when (DU5). What it is, is never in a notice."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.follow_up import OPEN
from lykta.domain.queue import is_overdue
from lykta.domain.rows import FollowUp, Member, Role, Row

What = Literal["assigned", "returned", "duty", "duty_overdue", "held", "overdue", "test"]
STOCKHOLM = ZoneInfo(limits.TIME_ZONE)

TOLD: dict[What, frozenset[Role]] = {
    "assigned": frozenset({"worker", "supervisor"}),
    "returned": frozenset({"worker", "supervisor"}),
    "duty": frozenset({"supervisor"}),
    "duty_overdue": frozenset({"supervisor"}),
    "held": frozenset({"supervisor"}),
    "overdue": frozenset({"supervisor"}),
}
"""What each role may be told of, and choose not to be. A test is told to whoever asks for one."""
URGENT: frozenset[What] = frozenset({"duty", "duty_overdue"})
"""Told at any hour: a child cannot wait for the morning."""

Text = Literal["tasks", "urgent", "test"]
"""All that a push ever says, beside a count."""
TEXTS: tuple[Text, ...] = get_args(Text)


Hour = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]


class Quiet(Struct, frozen=True, rename={"since": "from"}):
    """From one time of the day in Stockholm to another, over midnight where `to` is the earlier.
    From a time to itself is none.
    """

    since: Hour
    to: Hour


QUIET = Quiet("22:00", "07:00")
"""The unit's, until it sets others."""
NONE = Quiet("00:00", "00:00")


class Notice(NamedTuple):
    member: str
    what: What
    subject: str
    occasion: str
    """With the rest of it, what makes it this one and no other: told once."""
    at: datetime


def quiet_set(value: Any) -> Quiet:
    """The setting `quiet_hours` as it lies in its row: null is none."""
    if value is None:
        return NONE
    try:
        return msgspec.convert(value, Quiet)
    except msgspec.ValidationError:
        return QUIET


def offered_to(role: str) -> list[What]:
    return [what for what, roles in TOLD.items() if role in roles]


def arising(row: Row, members: dict[str, Member], now: datetime) -> Iterator[Notice]:
    """All that is to be told of a row as it stands now. Nobody is told of what they did."""
    if row.gone:
        return
    if row.kind == "held":
        if holds("held", row, "", now):
            yield from _to_supervisors(members, None, "held", row.id, "open", now)
        return
    if row.kind != "follow_up":
        return
    data: FollowUp = row.data
    yield from _given(row, members, now)
    if data.duty and data.state in OPEN and data.events:
        opened = data.events[0]
        yield from _to_supervisors(members, opened.by, "duty", row.id, "open", opened.at)
    if is_overdue(data, now):
        late = now - data.due_at
        hour = f"{data.due_at.isoformat()}+{int(late / timedelta(hours=1))}"
        what: What = "duty_overdue" if data.duty else "overdue"
        occasion = hour if data.duty else data.due_at.isoformat()
        yield from _to_supervisors(members, None, what, row.id, occasion, now)


def _given(row: Row, members: dict[str, Member], now: datetime) -> Iterator[Notice]:
    """By the last move that gave it to whoever has it."""
    data: FollowUp = row.data
    who = data.assigned_to
    given = [
        (number, event)
        for number, event in enumerate(data.events)
        if event.stands and event.what in ("assign", "take", "return", "reopen")
    ]
    if who is None or not given or data.state != "assigned":
        return
    number, event = given[-1]
    if event.what in ("assign", "return") and event.by != who and who in members:
        what: What = "assigned" if event.what == "assign" else "returned"
        yield Notice(who, what, row.id, str(number), event.at)


def _to_supervisors(
    members: dict[str, Member],
    but: str | None,
    what: What,
    subject: str,
    occasion: str,
    at: datetime,
) -> Iterator[Notice]:
    for id, member in sorted(members.items()):
        if member.role == "supervisor" and member.state == "active" and id != but:
            yield Notice(id, what, subject, occasion, at)


def holds(what: What, row: Row | None, member: str, now: datetime) -> bool:
    """Is there still something to be told when the moment comes? (F64)"""
    if what == "test":
        return True
    if row is None or row.gone:
        return False
    if what == "held":
        supervisors = row.owner is None or (row.until is not None and row.until <= now)
        return row.kind == "held" and row.data.state == "open" and supervisors
    data: FollowUp = row.data
    if what in ("assigned", "returned"):
        return data.state == "assigned" and data.assigned_to == member
    if what == "duty":
        return data.duty and data.state in OPEN
    return is_overdue(data, now)


def text_of(waiting: Sequence[What]) -> Text:
    if "test" in waiting:
        return "test"
    return "urgent" if URGENT & set(waiting) else "tasks"


def told_at(what: What, quiet: Quiet, now: datetime) -> datetime:
    """Now, or when the quiet hours end."""
    return now if what in URGENT or what == "test" else _end_of(quiet, now) or now


def _end_of(quiet: Quiet, now: datetime) -> datetime | None:
    """None outside of them. By the clock on the wall, also in the nights it changes (F70)."""
    local = now.astimezone(STOCKHOLM)
    clock = local.strftime("%H:%M")
    over_midnight = quiet.to < quiet.since
    if over_midnight:
        inside = clock >= quiet.since or clock < quiet.to
    else:
        inside = quiet.since <= clock < quiet.to
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and clock >= quiet.since else 0)
    return datetime.combine(day, time.fromisoformat(quiet.to), STOCKHOLM).astimezone(UTC)

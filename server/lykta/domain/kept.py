"""Why is something still here, and until when (RE1, RE3)? One table for every record there is.

A promise that is open, a letter that waits to be decided and somebody who is at work have no end
yet: their time begins when that does.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from lykta.domain.follow_up import OPEN
from lykta.domain.rows import Kind, Row

Since = Literal["received", "settled"]
"""When it reached the desk; or when it changed last, where it is settled by then."""


class Rule(NamedTuple):
    span: str
    """Of `retention.CLASSES`."""
    since: Since
    open_in: frozenset[str] = frozenset()
    """States in which it has no end yet."""


ROWS: dict[Kind, Rule | None] = {
    "contact": Rule("contacts", "received"),
    "shift": Rule("contacts", "received"),
    "activity": Rule("contacts", "received"),
    "incident": Rule("contacts", "received"),
    "follow_up": Rule("contacts", "settled", OPEN),
    "held": Rule("held", "settled", frozenset({"open"})),
    "disclosure": Rule("log", "received"),
    "member": Rule("log", "settled", frozenset({"active"})),
    # What a unit is set to is about nobody: it is kept as long as the unit is.
    "setting": None,
}
NOTES = frozenset({"note", "remark"})
"""Texts that end before what they were written to. All others end with it."""


class Kept(Struct, frozen=True):
    """`until` None: not before it is settled."""

    rule: str
    until: datetime | None


def row_kept(row: Row, changed_at: datetime, days: Mapping[str, int]) -> Kept | None:
    """None: as long as the unit. A contact waits besides for what was promised to it."""
    rule = ROWS[row.kind]
    if rule is None:
        return None
    if getattr(row.data, "state", None) in rule.open_in:
        return Kept(rule.span, None)
    begins = row.received_at if rule.since == "received" else changed_at
    return Kept(rule.span, begins + timedelta(days=days[rule.span]))


def note_kept(row: Row, kept_at: datetime, days: Mapping[str, int]) -> Kept:
    """A note, or a remark; while a promise is open it may still be needed."""
    if row.kind == "follow_up" and row.data.state in OPEN:
        return Kept("notes", None)
    return Kept("notes", kept_at + timedelta(days=days["notes"]))


def is_note(field: str) -> bool:
    return field.partition("/")[0] in NOTES

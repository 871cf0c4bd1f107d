"""What was written in a small world, by whom, and what is true of it now; never asked of the desk.

Every text carries a mark of its own, so that it is known wherever it turns up.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from .matrix import Say, says

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# However its first letters are spelled in JSON, once or twice.
MARK = re.compile(r"rke-(\d+)")
DAY = timedelta(hours=24)
SHIFT = timedelta(hours=14)


class Marks:
    """Marks that were never given before, and the field that each stands in."""

    def __init__(self) -> None:
        self._numbers = count(1000)
        self._fields: dict[str, str] = {}

    def new(self, name: str) -> str:
        number = str(next(self._numbers))
        self._fields[number] = name
        return f"märke-{number}"

    def of(self, body: object) -> dict[str, str]:
        """Every mark in it, and the field that it was made for."""
        return {mark: self._fields[mark] for mark in MARK.findall(str(body))}


class Reader(NamedTuple):
    """One device of one member, as the rules see it."""

    unit: str
    member: str
    role: str
    standing: str
    """"in", or the stranger that it is: "unsigned", "suspended", "revoked"."""


@dataclass
class Thing:
    kind: str
    id: str
    unit: str
    by: str
    at: datetime
    marks: dict[str, str] = field(default_factory=dict)
    """Mark → the field of the table that it stands in."""
    beside: set[str] = field(default_factory=set)
    """Ids that are told with it: its contact and shift, the ops of its history."""
    state: str = "open"
    """A held letter's: refused, held or closed."""
    contact: "Thing | None" = None
    shift: "Thing | None" = None
    started: datetime | None = None
    ended: datetime | None = None
    assigned_to: str | None = None
    had: set[str] = field(default_factory=set)
    details_until: datetime | None = None
    withdrawn: bool = False
    outcome: str = ""

    def put(self, name: str, marks: dict[str, str], into: str | None = None) -> None:
        """All marks of a field. Where `into` says so, what stood there before is that from now."""
        new = {mark for mark, where in marks.items() if where == name}
        if new and into is not None:
            self.marks = {mark: into if f == name else f for mark, f in self.marks.items()}
        self.marks |= dict.fromkeys(new, name)

    def until(self) -> datetime:
        """VI2: 24 h after the shift; without one, after the receipt. PH5: 14 h at the longest."""
        shift = self if self.kind == "shift" else self.shift
        if shift is None or shift.started is None:
            return self.at + DAY
        return (shift.ended or shift.started + SHIFT) + DAY

    def edges(self) -> list[datetime]:
        """When time alone changes something about it."""
        return [self.until(), *([self.details_until] if self.details_until else [])]

    def when(self, reader: Reader, now: datetime) -> set[str]:
        words = {self.state} if self.kind == "held" else set()
        # VI2: time ends a worker's sight of what they wrote, not a supervisor's.
        kept = reader.role == "supervisor" and self.by == reader.member and self.kind != "held"
        words.add("over" if now >= self.until() and not kept else "fresh")
        if self.kind == "follow_up":
            words.add("assigned" if self.assigned_to else "nobodys")
        if self.withdrawn:
            return words | {"withdrawn"}
        expired = self.details_until is not None and now >= self.details_until
        return words | {"expired" if expired else "kept"}

    def who(self, reader: Reader) -> set[str]:
        if reader.standing != "in":
            return {reader.standing}
        if reader.unit != self.unit:
            return {"elsewhere"}
        if reader.role == "reviewer":
            return {"reviewer"}
        words = {reader.role}
        if self.by == reader.member:
            words.add("author")
        if self.assigned_to == reader.member:
            words.add("assignee")
        elif reader.member in self.had:
            words.add("former")
        return words

    def says(self, name: str, reader: Reader, now: datetime) -> Say:
        """Details that have ended are nobody's, not even in a letter that is still its author's."""
        when = self.when(reader, now)
        if name == "details" and "expired" in when:
            when.discard("refused")
        return says(self.kind, name, when, self.who(reader))

"""What a decision may look at, and what it may say.

`Scene` is all the desk knows that matters to one letter, loaded beforehand; a decision never
asks for more and never changes it. Its result is data: rows to put, texts to keep or destroy.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from lykta.domain.bodies import ContactFacts
from lykta.domain.consent import Act
from lykta.domain.problem import Problem, Refused
from lykta.domain.rows import Actor, Kind, Row, Text

OutcomeOf = Literal["applied", "adjusted", "held", "refused", "failed"]


class Letter(Struct, frozen=True):
    """What the header says of a letter that verified and opened."""

    id: str
    device: str
    seq: int
    at: datetime
    seen: int | None


class Scene(Struct):
    actor: Actor
    letter: Letter
    now: datetime
    rows: Mapping[str, Row]
    acts: Mapping[str, list[Act]]
    """Consent acts by contact."""
    version: int
    """The version an act of this letter gets, for CO9's "had it been read?"."""

    def get(self, kind: Kind, id: str | None) -> Row | None:
        row = self.rows.get(id) if id else None
        return row if row is not None and row.kind == kind and not row.gone else None

    def is_gone(self, id: str | None) -> bool:
        return id is not None and id in self.rows and self.rows[id].gone

    def of_contact(self, contact: str) -> list[Row]:
        """The follow-ups of a contact."""
        return [
            row
            for row in self.rows.values()
            if row.kind == "follow_up" and not row.gone and row.data.contact == contact
        ]


class Decision(Struct):
    rows: list[Row] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    destroyed: list[tuple[str, str]] = field(default_factory=list)
    """(row, field) of texts that end now."""
    acts: list[Act] = field(default_factory=list)
    facts: dict[str, ContactFacts] = field(default_factory=dict)
    """By id: what is counted of a contact that is gone (RE4)."""
    hides: dict[str, datetime | None] = field(default_factory=dict)
    """By shift: when the author stops seeing the contacts of it."""
    problem: Problem | None = None
    """Why it was taken in with a change, if it was."""

    @property
    def outcome(self) -> OutcomeOf:
        return "adjusted" if self.problem else "applied"

    def adjust(self, code: str, field: str | None = None) -> None:
        """The first change made is the one that is told."""
        if self.problem is None:
            self.problem = Refused(code, field).problem

    def keep(self, row: str, field: str, text: str | None) -> None:
        if text:
            self.texts.append(Text(row, field, text))

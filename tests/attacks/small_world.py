"""A small world of two units: one letter, or a stretch of time, after the other.

Whether a letter is taken in is the desk's to say; what that makes of the world is worked out from
the rules, by the steps.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from lykta.domain.ids import held_of
from tests.phones.letter import Json, Letter
from tests.server.inside import Inside

from .among import id_of
from .people import Cast, Person
from .things import ID, Thing

SECOND = timedelta(seconds=1)
CONSENT = timedelta(days=30)
WAITS = (timedelta(minutes=20), timedelta(hours=13), timedelta(days=15), timedelta(days=31))


class Step(NamedTuple):
    what: str
    who: str = "ada"
    which: int = -1
    """Of the things (or people) that it may be about; the last one made."""
    how: int = 0


class Said(NamedTuple):
    op: str
    outcome: str

    @property
    def taken(self) -> bool:
        return self.outcome.startswith(("applied", "adjusted"))


class World(Cast):
    def __init__(self, inside: Inside) -> None:
        super().__init__(inside)
        self.letters: list[Letter] = []

    async def say(
        self, person: Person, type: str, subject: UUID | str, body: Json, mends: str | None = None
    ) -> Said:
        """One letter, carried. If it is held or refused, that is where its texts are."""
        hand = person.hand
        letter = hand.write(type, subject, body, mends=UUID(mends) if mends else None)
        self.letters.append(letter)
        (outcome,) = await self.inside.carry(letter)
        assert not outcome.startswith("failed"), f"{type}: {outcome}"
        said = Said(id_of(letter), outcome)
        if not said.taken:
            held = self.add("held", held_of(hand.device, said.op), person)
            held.state = outcome.split()[0]
            held.beside = {hand.device, said.op, str(subject), *ID.findall(str(body))}
            fields = self.marks.of(body)
            held.marks = {m: "details" if f == "details" else "letter" for m, f in fields.items()}
            held.details_until = self.details_end(body)
        return said

    def details_end(self, body: Json) -> datetime | None:
        """CO5: at their own date, at most 30 days."""
        promises = [body, *body.get("follow_ups", [])]
        ends = [one["details"]["expires_at"] for one in promises if one.get("details")]
        latest = self.inside.now + CONSENT
        return min([*map(datetime.fromisoformat, ends), latest]) if ends else None

    def add(self, kind: str, id: UUID | str, by: Person) -> Thing:
        made = Thing(kind, str(id), by.unit, by.id, self.inside.now)
        self.things.append(made)
        return made

    def pick(self, kind: str, person: Person, which: int) -> Thing | None:
        """One of the unit's own; where it has none, another unit's, which is nothing to it."""
        found = [one for one in self.things if one.kind == kind and one.state != "closed"]
        own = [one for one in found if one.unit == person.unit] or found
        return own[which % len(own)] if own else None

    def promises_of(self, contact: Thing) -> list[Thing]:
        return [one for one in self.things if one.contact is contact]

    async def wait(self, how: int) -> None:
        """A stretch of time; or until the next thing ends by time, or to a second before.

        The desk's own work may be late: what has ended is told by no door all the same.
        """
        later = [edge for one in self.things for edge in one.edges() if edge > self.inside.now]
        if how % 6 < len(WAITS) or not later:
            self.inside.now += WAITS[how % 6 % len(WAITS)]
        else:
            edge = min(later) - SECOND * (how % 2)
            self.inside.now = max(edge, self.inside.now)

"""The cast of two units in one house, each with two devices at the doors of one desk.

The first device of each follows the feed; the second, let in by the doors, always reads anew.
"""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from litestar.types import Message, Receive, Scope, Send

from lykta.app import make_app
from lykta.domain.rows import Role
from tests.phones.answers import Refused
from tests.phones.line import Line
from tests.phones.phone import Phone
from tests.server.inside import ORIGIN, Hand, Inside, invited

from .things import Marks, Reader, Thing

HERE: dict[str, Role] = {
    "ada": "worker",
    "ben": "worker",
    "eve": "worker",
    "cleo": "supervisor",
    "gus": "supervisor",
    "rut": "reviewer",
}
THERE: dict[str, Role] = {"dan": "supervisor", "dora": "worker"}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SESSION = timedelta(minutes=4)
"""Fresh enough to change devices, too."""
NOBODY = Reader("", "", "", "unsigned")


@dataclass(eq=False)
class Seat:
    """A device, and all that it was answered and not yet looked at."""

    phone: Phone
    person: "Person | None" = None
    """None: of nobody."""
    revoked: bool = False
    heard: list[httpx.Response] = field(default_factory=list)
    until: datetime = LONG_AGO
    """When it has to sign in again."""
    given: set[str] = field(default_factory=set)
    """Ids of the rows that the desk has ever told this device."""

    async def hear(self, answer: httpx.Response) -> None:
        await answer.aread()
        self.heard.append(answer)

    @property
    def reader(self) -> Reader:
        if self.person is None:
            return NOBODY
        of = self.person
        standing = "suspended" if of.suspended else "revoked" if self.revoked else "in"
        return Reader(of.unit, of.hand.member, of.role, standing)


@dataclass(eq=False)
class Person:
    name: str
    unit: str
    role: Role
    hand: Hand
    suspended: bool = False
    seats: list[Seat] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.hand.member


class Cast:
    """Everybody; and the rows that tell of people and devices."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside
        self.app, self.bell = make_app(inside.settings, inside.desk)
        inside.desk.spend = lambda device, letters: None
        self.ticks: asyncio.Queue[bytes] = asyncio.Queue()
        """What the open streams have told, piece by piece."""
        self.marks = Marks()
        self.people: dict[str, Person] = {}
        self.things: list[Thing] = []
        self.units: list[str] = []
        self.nobody = self._heard(
            Seat(Phone(self._line(), now=self.now, random_bytes=secrets.token_bytes))
        )

    def now(self) -> datetime:
        return self.inside.now

    @property
    def seats(self) -> list[Seat]:
        return [*self.seats_of(self.people), self.nobody]

    def seats_of(self, names: Iterable[str]) -> list[Seat]:
        return [seat for name in names for seat in self.people[name].seats]

    async def arrive(self) -> None:
        for roles in (THERE, HERE):
            await self.inside.open_unit()
            self.units.append(self.inside.unit)
            self._thing("unit", self.inside.unit, {})
            for name, role in roles.items():
                await self._join(name, role)

    async def _join(self, name: str, role: Role) -> None:
        """The first device is put there; the second is let in by its invitation."""
        called, labelled = self.marks.new("codes"), self.marks.new("codes")
        hand = await self.inside.hand(role, called)
        person = self.people[name] = Person(name, self.inside.unit, role, hand)
        self._thing("member", person.id, self.marks.of(called))
        hand.phone.line = self._line()
        second = Phone(self._line(), now=self.now, random_bytes=secrets.token_bytes)
        person.seats = [self._heard(Seat(phone, person)) for phone in (hand.phone, second)]
        form = second.device.enrolment(await invited(self.inside, person.id))
        answer = await second.line.post("/api/devices", form | {"label": labelled})
        assert answer.status_code == 201
        self._thing("device", hand.device, {})
        self._thing("device", str(second.device.id), self.marks.of(labelled))

    def _thing(self, kind: str, id: str, marks: dict[str, str]) -> None:
        self.things.append(Thing(kind, id, self.inside.unit, "", self.inside.now, marks))

    def _line(self) -> Line:
        return Line(ORIGIN, httpx.ASGITransport(self._tapped))  # type: ignore[arg-type]

    async def _tapped(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A stream's answer is heard only at its end; here each of its ticks."""

        async def tap(message: Message) -> None:
            await send(message)
            if scope["path"] == "/api/live" and message["type"] == "http.response.body":
                self.ticks.put_nowait(message["body"])

        await self.app(scope, receive, tap)

    def _heard(self, seat: Seat) -> Seat:
        seat.phone.line.client.event_hooks["response"].append(seat.hear)
        return seat

    async def enter(self, seat: Seat) -> None:
        """Signs in anew before the half-hour is over. A no is an answer like any other."""
        if seat.person is None or self.now() < seat.until:
            return
        try:
            await seat.phone.sign_in()
            seat.until = self.now() + SESSION
        except Refused:
            return

    async def leave(self) -> None:
        for seat in self.seats:
            await seat.phone.line.client.aclose()

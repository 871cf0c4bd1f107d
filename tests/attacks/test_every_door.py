"""Does chance find a request at any door that is a fault of ours? `make fuzz` asks 20,000 times.

The bodies are drawn from the very structs that the doors read; some are then spoiled. Everything
is asked by a supervisor, a worker, a reviewer and nobody, at doors in this process whose clock
moves on with each request.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lykta.app import DOORS
from lykta.routes.audit import Said
from lykta.routes.devices import Enrol
from lykta.routes.lost import Revoke, Wiped
from lykta.routes.members import AddMember, Invite
from lykta.routes.notices import Choose
from lykta.routes.passkeys import MakePasskey
from lykta.routes.push import Subscribe
from lykta.routes.session import AskChallenge, SignIn
from lykta.settings import Settings
from tests.phones.letter import b64
from tests.phones.phone import Phone
from tests.server.inside import Hand, Inside

from .hand import good, text_of
from .spoil import HOSTILE, SPOILS, paths

REQUESTS = int(os.environ.get("LYKTA_FUZZ", "1000"))
"""On each database."""
AT_ONCE = 5
SIGN_IN_EVERY = 250
UNSHRUNK = (Phase.explicit, Phase.generate)
TICK = timedelta(milliseconds=200)
BODIES: dict[str, type[msgspec.Struct] | None] = {
    "/api/devices": Enrol,
    "/api/devices/{id:str}/revoke": Revoke,
    "/api/devices/{id:str}/wiped": Wiped,
    "/api/invitations": Invite,
    "/api/members": AddMember,
    "/api/ops": None,
    "/api/passkeys": MakePasskey,
    "/api/passkeys/options": None,
    "/api/notices": Choose,
    "/api/push": Subscribe,
    "/api/push/test": None,
    "/api/reviews": Said,
    "/api/session": SignIn,
    "/api/session/challenge": AskChallenge,
}
STREAMS = {"/api/live"}
"""Answers that do not end are not waited for; the door is asked for in other tests."""
QUERIES = ["cursor", "limit", "device", "from", "to", "after", "sort", "\u202e"]


class Door(NamedTuple):
    method: str
    path: str


ALL = sorted(
    Door(str(method), path)
    for door in DOORS
    for path in door.paths
    for method in door.http_methods
    if path not in STREAMS
)
scalars = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(), max_size=20),
    st.integers(),
    st.booleans(),
    st.none(),
    st.binary(max_size=80).map(b64),
    st.datetimes().map(lambda time: time.isoformat() + "Z"),
)


class Drawn(NamedTuple):
    """One request; what is a number is looked up in what the story holds."""

    door: Door
    who: int
    id: int
    whole: Any
    fields: list[Any]
    spoils: list[tuple[int, Any, object]]
    queries: list[tuple[str, object]]
    headers: list[tuple[str, str]]
    cut: int


drawn = st.builds(
    Drawn,
    st.sampled_from(ALL),
    st.integers(0, 3),
    st.integers(0, 9),
    scalars,
    st.lists(scalars, min_size=2, max_size=2),
    st.lists(st.tuples(st.integers(0, 99), st.sampled_from(SPOILS), scalars), max_size=2),
    st.lists(st.tuples(st.sampled_from(QUERIES), scalars), max_size=2),
    st.lists(
        st.tuples(
            st.sampled_from(["Content-Type", "Content-Encoding", "Cookie", "Origin", "Accept"]),
            st.sampled_from(["", "x", "text/plain", "gzip", "lykta=AA", "null", "a" * 300]),
        ),
        max_size=1,
    ),
    st.integers(0, 40),
)


class Crowd:
    """Four who ask, and what they ask about."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside
        self.told: Counter[str] = Counter()
        self.hands: list[Hand] = []
        self.phones: list[Phone] = []
        self.ids: list[str] = []

    async def gather(self, doors: AsyncExitStack) -> None:
        roles = ("supervisor", "worker", "reviewer")
        self.hands = [await self.inside.hand(role) for role in roles]  # type: ignore[arg-type]
        self.phones = [await doors.enter_async_context(self.inside.doors(h)) for h in self.hands]
        self.phones.append(await doors.enter_async_context(self.inside.stranger()))
        contact, follow_up = self.phones[1].new_id(), self.phones[1].new_id()
        letter = good(self.phones[1])
        assert await self.inside.carry(letter) == ["applied"]
        devices = [hand.device for hand in self.hands]
        members = [hand.member for hand in self.hands]
        # Of these only strangers' may be lost or suspended, or nobody would be left to ask.
        spare = [(await self.inside.hand()).device for _ in range(2)]
        self.ids = [str(contact), str(follow_up), *spare, *members, *devices]

    async def sign_in(self) -> None:
        for phone in self.phones[:3]:
            await phone.sign_in()

    async def ask(self, each: Drawn) -> None:
        self.inside.now += TICK
        phone = self.phones[each.who]
        hostile = each.whole if isinstance(each.whole, str) else str(each.whole)
        id = self.ids[each.id] if each.id % 3 else hostile
        if each.door.path.endswith("/revoke") and id in self.ids[-3:]:
            id = self.ids[2]
        answer = await phone.line.client.request(
            each.door.method,
            "/" + "/".join(_quoted(id if part == "{id:str}" else part) for part in _parts(each)),
            params={name: _text(value) for name, value in each.queries},
            headers={"Content-Type": "application/json", "Origin": phone.line.origin}
            | dict(each.headers),
            content=self.body(each, id, phone) if each.door.method == "POST" else None,
        )
        self.told[str(answer.status_code)] += 1
        assert answer.status_code < 500, (each, answer.status_code, answer.text)
        assert answer.status_code < 300 or problem_of(answer), (each, answer.text)

    def body(self, each: Drawn, id: str, phone: Phone) -> bytes:
        form = BODIES[each.door.path]
        if each.door.path == "/api/ops":
            value: Any = {"protocol": 1, "letters": [good(self.phones[1]).as_json(), each.whole]}
        elif form is None:
            value = {}
        else:
            value = {
                field: self.honest(field, id, phone, each.fields[n % 2])
                for n, field in enumerate(form.__struct_encode_fields__)
            }
        for number, spoil, with_ in each.spoils:
            places = list(paths(value))
            value = spoil(value, places[number % len(places)], with_)
        whole = text_of(value)
        return whole[: -each.cut] if each.cut > 38 else whole

    def honest(self, field: str, id: str, phone: Phone, chance: Any) -> Any:
        """What a phone would say there, so that the doors behind the form are reached as well."""
        said: dict[str, Any] = {
            "device": str(phone.device.id),
            "member": self.hands[1].member,
            "role": "worker",
            "kind": "phone",
            "verdict": "ok",
            "seq": 1,
            "signing_key": b64(phone.device.public_point()),
            "login": {"kind": "secret", "secret": b64(bytes(32))},
            "wipe": False,
        }
        return said.get(field, chance)


def problem_of(answer: httpx.Response) -> bool:
    kind = answer.headers.get("content-type")
    return kind == "application/problem+json" and "code" in answer.json()


def _parts(each: Drawn) -> list[str]:
    return each.door.path.strip("/").split("/")


def _quoted(part: str) -> str:
    return httpx.URL("http://x", params={"a": _text(part)}).query.decode()[2:].replace("+", "%20")


def _text(value: object) -> str:
    """As it can travel in an address."""
    return str(value).encode(errors="ignore").decode()


@pytest.fixture
def ask(fresh: Settings) -> Iterator[tuple[Callable[[list[Drawn]], None], Counter[str]]]:
    """Asks, one after the other, at a desk of its own; and counts the answers."""
    with asyncio.Runner() as runner:
        doors = AsyncExitStack()
        inside = Inside(fresh)
        crowd = Crowd(inside)

        async def begin() -> None:
            await inside.open_unit()
            await crowd.gather(doors)

        async def ask_all(requests: list[Drawn]) -> None:
            if crowd.told.total() % SIGN_IN_EVERY < AT_ONCE:
                await crowd.sign_in()
            for each in requests:
                await crowd.ask(each)

        async def end() -> None:
            await doors.aclose()
            await inside.aclose()

        runner.run(begin())
        yield lambda requests: runner.run(ask_all(requests)), crowd.told
        runner.run(end())


def test_no_request_at_any_door_is_a_fault(
    ask: tuple[Callable[[list[Drawn]], None], Counter[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """[A22] [A24] [A28] [A36] [A48] [A54] [A57] [A60] [A118] Never a 5xx, and every no in its
    form; a failure prints how to ask it again.
    """
    asks, told = ask

    @settings(
        max_examples=-(-REQUESTS // AT_ONCE),
        suppress_health_check=list(HealthCheck),
        deadline=None,
        database=None,
        phases=UNSHRUNK,
    )
    @given(st.lists(drawn, min_size=AT_ONCE, max_size=AT_ONCE))
    def some(requests: list[Drawn]) -> None:
        asks(requests)

    some()
    with capsys.disabled():
        print(f"fuzz: {told.total():,} requests at {len(ALL)} doors, {dict(told)}")
    assert told.total() >= REQUESTS
    assert set(told) >= {"200", "400", "401", "403", "404", "415"}


def test_every_door_with_a_body_is_in_the_table() -> None:
    """A new one has to be asked too."""
    assert {door.path for door in ALL if door.method == "POST"} == BODIES.keys()

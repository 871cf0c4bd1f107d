"""A desk in this process, on either database, whose clock is an argument.

    ada = await inside.hand("worker")
    assert await ada.did("contact.record", ada.new_id(), seller(inside.now)) == "applied"
    inside.now += timedelta(hours=24)
    assert (await ada.read()).gone

Letters are sealed and signed by the second client and carried to `take_in` by hand. Each test has
a unit of its own in a database that all share.
"""

import asyncio
import json
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar.types import ASGIApp

from lykta.app import make_app
from lykta.domain.lost import DeviceState
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor, Kind, Role
from lykta.intake import Answer, Desk, take_in
from lykta.letters.base64 import encode
from lykta.letters.parcel import Parcel
from lykta.reading import cursor as cursors
from lykta.reading.changes import Changes, changes
from lykta.reading.one import open_one
from lykta.settings import Settings
from lykta.store import people
from lykta.store.bell import Bell
from lykta.store.engine import Database
from lykta.store.schema import upgrade
from lykta.store.sessions import hashed
from lykta.upkeep import work
from lykta.upkeep.people import add_member, add_unit, invite
from lykta.vault.checkpoint_key import CheckpointKey
from lykta.vault.keyring import Keyring
from tests.phones.letter import Json, Letter
from tests.phones.line import Line
from tests.phones.phone import Phone
from tests.postgres import Cluster

NIGHT = datetime(2026, 10, 9, 22, 7, tzinfo=UTC)
ORIGIN = "http://localhost:1"
COPY = "backup"
Place = tuple[str, str]
"""(kind, id) of a row."""


@dataclass
class Heard:
    """What one reading brought, over all its pages."""

    rows: list[Place] = field(default_factory=list)
    gone: list[Place] = field(default_factory=list)

    def add(self, page: Changes) -> None:
        self.rows += [(row.kind, row.id) for row in page.rows]
        self.gone += [(each.kind, each.id) for each in page.gone]


class Hand:
    """One of the cast with an honest phone, and what it has been told."""

    def __init__(self, inside: "Inside", phone: Phone, actor: Actor) -> None:
        self.inside = inside
        self.phone = phone
        self.actor = actor
        self.cursor: cursors.Cursor | None = None
        self.told: dict[Place, Json] = {}

    @property
    def member(self) -> str:
        return self.actor.member

    @property
    def device(self) -> str:
        return self.actor.device

    def new_id(self) -> UUID:
        return self.phone.new_id()

    def write(
        self,
        op_type: str,
        subject: UUID | str,
        body: Json | None = None,
        *,
        seen: int | None = None,
        mends: UUID | None = None,
    ) -> Letter:
        return self.phone.write(op_type, UUID(str(subject)), body, seen=seen, mends=mends)

    async def did(
        self,
        op_type: str,
        subject: UUID | str,
        body: Json | None = None,
        *,
        seen: int | None = None,
        mends: UUID | None = None,
    ) -> str:
        """Writes one op and carries it to the desk: "applied", "held subject.unknown" …"""
        letter = self.write(op_type, subject, body, seen=seen, mends=mends)
        (outcome,) = await self.inside.carry(letter)
        return outcome

    async def page(self, limit: int = 500) -> Changes:
        """What the desk answers from here; the answer is lost, so nothing moves."""
        return await changes(self.inside.desk, self.actor, self.cursor, limit)

    async def read(self, limit: int = 500) -> Heard:
        """To the end, page by page."""
        heard = Heard()
        while True:
            page = await self.page(limit)
            heard.add(page)
            self.cursor = cursors.read(page.cursor)
            assert self.cursor is not None
            for row in page.rows:
                self.told[row.kind, row.id] = json.loads(msgspec.json.encode(row.data))
            for each in page.gone:
                assert self.told.pop((each.kind, each.id), None), f"{each} was never given"
            if not page.more:
                return heard

    async def sees(self, kind: Kind, id: UUID | str) -> bool:
        """Does a reading to the end leave it with this reader?"""
        await self.read()
        return (kind, str(id)) in self.told

    async def opens(self, kind: Kind, id: UUID | str) -> Json | None:
        """The whole of it by GET …/ID; None for 404."""
        try:
            return await open_one(self.inside.desk, self.actor, kind, str(id))
        except Refused as no:
            if no.problem.code != "not.found":
                raise
            return None


class Inside:
    def __init__(self, settings: Settings, now: datetime = NIGHT) -> None:
        self.settings = settings
        self.now = now
        self.desk = Desk(Database(settings.database), Keyring(settings.keys), lambda: self.now)
        self.unit = ""
        self.app: ASGIApp | None = None
        self.bell: Bell | None = None
        self._ingest: list[Json] = []

    async def open_unit(self) -> None:
        self.unit = (await add_unit(self.desk, f"Exempelenheten {secrets.token_hex(3)}")).id
        async with self.desk.database.read(self.unit) as connection:
            keys = await people.ingest_keys(connection, self.unit)
        self._ingest = [{"id": key.id, "public_key": encode(key.public_key)} for key in keys]

    async def hand(self, role: Role = "worker", name: str = "Ada Påhittad") -> Hand:
        """A new member of the unit, with a phone."""
        member = (await add_member(self.desk, self.unit, name, role)).id
        return await self.phone_of(member, role)

    async def phone_of(self, member: str, role: Role) -> Hand:
        phone = self._phone()
        phone.keyring.adopt(self._ingest)
        device = people.Device(
            id=str(phone.device.id),
            unit=self.unit,
            member=member,
            label="Påhittad telefon",
            kind="phone",
            signing_key=phone.device.public_point(),
            secret_hash=hashed(phone.device.secret),
            state="active",
            last_seen=None,
            highest_seq=0,
            waiting_count=None,
            waiting_oldest=None,
        )
        async with self.desk.database.write() as connection:
            await people.add_device(connection, device, self.now)
        return Hand(self, phone, Actor(self.unit, member, role, device.id))

    async def device(self, hand: Hand) -> people.Device:
        async with self.desk.database.read() as connection:
            return (await people.devices(connection, [hand.device]))[hand.device]

    async def set_device(self, hand: Hand, state: DeviceState) -> None:
        async with self.desk.database.write() as connection:
            await people.set_state(connection, hand.device, state)

    async def post(self, *letters: Letter) -> Answer:
        return await take_in(self.desk, parcel(*letters))

    async def carry(self, *letters: Letter) -> list[str]:
        """The letters in one parcel, and what was answered to each."""
        return [
            f"{each.outcome} {each.problem.code}" if each.problem else each.outcome
            for each in (await self.post(*letters)).receipts
        ]

    async def aclose(self) -> None:
        await self.desk.database.close()

    async def work(self) -> None:
        """The desk's own work, as if this unit were the only one: the others are other tests'."""
        units = [people.Unit(self.unit, "Exempelenheten")]
        with mock.patch.object(people, "units", mock.AsyncMock(return_value=units)):
            await work.once(self.desk)

    @asynccontextmanager
    async def doors(self, hand: Hand) -> AsyncIterator[Phone]:
        """The same phone, with a line to this desk's HTTP doors."""
        async with self._line() as hand.phone.line:
            yield hand.phone

    @asynccontextmanager
    async def stranger(self) -> AsyncIterator[Phone]:
        """A phone at the doors that is not enrolled."""
        phone = self._phone()
        async with self._line() as phone.line:
            yield phone

    def _phone(self) -> Phone:
        line = Line(ORIGIN, httpx.MockTransport(_no_line))
        return Phone(line, now=lambda: self.now, random_bytes=secrets.token_bytes)

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[Line]:
        if self.app is None:
            self.app, self.bell = make_app(self.settings, self.desk)
        line = Line(ORIGIN, httpx.ASGITransport(self.app))  # type: ignore[arg-type]
        yield line
        await line.client.aclose()


async def invited(inside: Inside, member: str) -> str:
    """The code of an invitation."""
    code: str = (await invite(inside.desk, inside.unit, member, "phone", ORIGIN))["code"]
    return code


def parcel(*letters: Letter) -> Parcel:
    return Parcel([msgspec.Raw(msgspec.json.encode(each.as_json())) for each in letters])


def _no_line(_: httpx.Request) -> httpx.Response:
    return httpx.Response(503)


def made(folder: Path, database: str | None = None) -> Settings:
    """A migrated database and its keys: a URL, or a SQLite file in the folder."""
    url = database or f"sqlite+aiosqlite:///{folder / 'lykta.db'}"
    settings = Settings(folder, folder / "keys", url, ORIGIN)

    async def make() -> None:
        opened = Database(url)
        await upgrade(opened)
        await opened.close()

    asyncio.run(make())
    Keyring(settings.keys).make_kek(NIGHT)
    CheckpointKey(settings.keys).make()
    return settings


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A database for the session on either engine: open a unit of your own in it."""
    folder = tmp_path_factory.mktemp("inside")
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").fresh_database()
    return made(folder, url)


@pytest.fixture
def fresh(database: Settings, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A database of one's own, to look at whole, to copy and to spoil."""
    if database.database.startswith("sqlite"):
        yield made(tmp_path)
        return
    postgres: Cluster = request.getfixturevalue("postgres")
    url = postgres.fresh_database()
    yield made(tmp_path, url)
    # Left to the end of all tests they would be a long farewell: the server writes each to disk.
    name = url.rpartition("/")[2]
    for each in (name, f"{name}_{COPY}"):
        postgres.sql(f"DROP DATABASE IF EXISTS {each} WITH (FORCE)")


@pytest.fixture
async def inside(database: Settings) -> AsyncIterator[Inside]:
    desk = Inside(database)
    await desk.open_unit()
    yield desk
    await desk.aclose()


def copy_of(settings: Settings, postgres: Cluster) -> Settings:
    """The database as it is now, with the same keys and notes: what a backup would bring back.
    Nobody may have it open.
    """
    if settings.database.startswith("sqlite"):
        copy = settings.data / f"{COPY}.db"
        shutil.copy(settings.data / "lykta.db", copy)
        url = f"sqlite+aiosqlite:///{copy}"
    else:
        source = settings.database.rpartition("/")[2]
        url = f"{settings.database}_{COPY}"
        postgres.sql(f"CREATE DATABASE {source}_{COPY} TEMPLATE {source} OWNER lykta")
    return msgspec.structs.replace(settings, database=url)

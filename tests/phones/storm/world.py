"""One unit, its phones, a book of every letter ever written, and what must hold after every step.

The desk is the real one, twice on one real database, behind its own HTTP doors; only the network
between is played (`sky.py`). What a phone keeps is what it would have on its disk.
"""

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

import httpx
import sqlalchemy as sa

from lykta.app import make_app
from lykta.domain.rows import Role
from lykta.intake import Desk
from lykta.store import tables
from lykta.store.engine import Database
from lykta.vault.keyring import Keyring
from tests.phones.answers import Receipt, Refused, Weather
from tests.phones.bodies import (
    consent,
    contact,
    follow_up,
    seller,
    shift_start,
    under_18,
    wants_a_call,
)
from tests.phones.letter import Json
from tests.phones.line import Line
from tests.phones.outbox import Outbox, Said
from tests.phones.phone import Phone
from tests.phones.posting import carry
from tests.phones.replica import Replica
from tests.server.inside import ORIGIN, Inside

from .sky import Sky

SETTLED = ("applied", "adjusted", "refused")
PAGE = 200
PAGES = 30
"""So many at most in a reading: a page for each row of thousands would be all there is to see."""
CREW: tuple[Role, ...] = ("worker", "worker", "worker", "supervisor")


class Entry(NamedTuple):
    """A receipt as it stands in the desk's ledger."""

    seq: int
    outcome: str
    version: int | None


@dataclass
class Copy:
    """What a backup of a phone holds."""

    outbox: Outbox
    cursor: str | None


@dataclass
class Carrier:
    """A phone, whose copy was made when, and what it can write about."""

    phone: Phone
    member: str
    role: Role
    copy: Copy | None = None
    contacts: list[UUID] = field(default_factory=list)
    follow_ups: list[UUID] = field(default_factory=list)


@dataclass
class Tally:
    """What was got through, over all worlds of a run."""

    steps: int = 0
    letters: int = 0
    receipts: int = 0
    destroyed: int = 0
    weather: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        for name in ("steps", "letters", "receipts", "destroyed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, count in other.weather.items():
            self.weather[kind] = self.weather.get(kind, 0) + count

    def __str__(self) -> str:
        met = sum(count for kind, count in self.weather.items() if kind != "fair")
        return (
            f"{self.steps:,} steps, {self.letters:,} letters, {self.receipts:,} receipts, "
            f"{met:,} requests in bad weather, {self.destroyed:,} letters gone with a phone's "
            "disk; 0 lost, 0 doubled"
        )


class World:
    def __init__(self, inside: Inside, sky: Sky, tally: Tally, random: Random) -> None:
        self.inside = inside
        self.sky = sky
        self.tally = tally
        self.random = random
        self.beside: Desk | None = None
        self.crew: list[Carrier] = []
        self.said: dict[UUID, Said] = {}
        # The contact that each `contact.record` told of, by op.
        self.recorded: dict[UUID, UUID] = {}
        # With the disk of a phone that was replaced by an older copy.
        self.destroyed: set[UUID] = set()
        self.told: dict[UUID, Receipt] = {}

    @classmethod
    async def made(cls, inside: Inside, tally: Tally, seed: int) -> "World":
        await inside.open_unit()
        settings = inside.settings
        beside = Desk(Database(settings.database), Keyring(settings.keys), lambda: inside.now)
        apps = [make_app(settings, desk)[0] for desk in (inside.desk, beside)]
        sky = Sky([httpx.ASGITransport(app) for app in apps], Random(seed))  # type: ignore[arg-type]
        world = cls(inside, sky, tally, Random(seed + 1))
        world.beside = beside
        for role in CREW:
            world.crew.append(await world.lift(role))
        return world

    async def lift(self, role: Role, member: str | None = None) -> Carrier:
        """Another phone, of a new member or of this one, signed in."""
        hand = (
            await self.inside.hand(role)
            if member is None
            else await self.inside.phone_of(member, role)
        )
        phone = hand.phone
        phone.random_bytes = secrets.token_bytes if member else self.random.randbytes
        phone.line = Line(ORIGIN, self.sky.line())
        await phone.sign_in()
        return Carrier(phone, hand.member, role)

    def write(self, carrier: Carrier, count: int) -> None:
        for _ in range(count):
            op_type, subject, body = self._something(carrier)
            carrier.phone.write(op_type, subject, body)
            said = next(reversed(carrier.phone.outbox.waiting.values()))
            self.said[said.id] = said
            if op_type == "contact.record":
                self.recorded[said.id] = subject
        self.tally.letters += count

    def _something(self, carrier: Carrier) -> tuple[str, UUID, Json]:
        phone, random = carrier.phone, self.random
        now, subject = phone.now(), phone.new_id()
        kind = random.randrange(12)
        if kind < 4 or not carrier.contacts:
            carrier.contacts.append(subject)
            return "contact.record", subject, contact(now)
        if kind == 4:
            carrier.contacts.append(subject)
            return "contact.record", subject, under_18(now)
        if kind < 7:
            call = phone.new_id()
            carrier.contacts.append(subject)
            carrier.follow_ups.append(call)
            return "contact.record", subject, wants_a_call(now, call)
        if kind == 7:
            return "shift.start", subject, shift_start(now, carrier.member)
        if kind == 8:
            return "contact.correct", random.choice(carrier.contacts), seller(now)
        if kind == 9:
            asked = consent("CONTACT_AGAIN", random.choice(("NO", "YES")), now)
            return "consent.set", random.choice(carrier.contacts), asked
        if kind == 10 or not self._promises():
            return "follow_up.open", subject, follow_up("MEET", now)
        move = random.choice(("follow_up.take", "follow_up.give_back", "follow_up.attempt"))
        body: Json = {"result": "NOT_REACHED"} if move == "follow_up.attempt" else {}
        # Anybody's: two who take the same one are a conflict, and a conflict is no loss.
        return move, random.choice(self._promises()), body

    def _promises(self) -> list[UUID]:
        return [one for carrier in self.crew for one in carrier.follow_ups]

    async def post(self, carrier: Carrier, through: Carrier | None = None) -> None:
        """One round; over another's line if the phone is shared (F32)."""
        own, phone = carrier.phone.line, carrier.phone
        if through is not None:
            phone.line = through.phone.line
        try:
            receipts = await phone.post()
        except Weather:
            return
        finally:
            phone.line = own
        self.hear(receipts)

    async def at_once(self, twice: Carrier) -> None:
        """Everybody sends and reads at the same moment, one of them from two tabs (F14, F49)."""
        posting = [self.post(carrier) for carrier in (*self.crew, twice)]
        await asyncio.gather(*posting, *(self.read(carrier) for carrier in self.crew))

    async def rescue(self, carrier: Carrier) -> None:
        """What waits goes to the desk by another road, and the phone hears nothing of it (F67)."""
        letters = [said.letter for said in carrier.phone.outbox.waiting.values()]
        try:
            self.hear(await carry(carrier.phone.line, letters))
        except Weather:
            return

    def hear(self, receipts: list[Receipt]) -> None:
        """A letter is answered the same however often it comes; what is held may be decided."""
        self.tally.receipts += len(receipts)
        for receipt in receipts:
            assert receipt.id in self.said, f"a receipt for {receipt.id}, which nobody wrote"
            before = self.told.get(receipt.id)
            if before is not None and receipt.outcome == "held" and is_older(receipt, before):
                # Overtaken on its way: held when it was said, and taken in since.
                continue
            if before is not None and before.outcome in SETTLED:
                assert (before.outcome, before.version) == (receipt.outcome, receipt.version), (
                    f"{receipt.id} was {before.outcome} and is now {receipt.outcome}"
                )
            if receipt.outcome != "failed":
                self.told[receipt.id] = receipt

    async def read(self, carrier: Carrier, limit: int | None = None) -> None:
        """To the end, if the weather lets it; signs in again where the session is over."""
        before = carrier.phone.replica.clock
        limit = limit or max(self.random.choice((1, 7, PAGE)), len(self.said) // PAGES)
        try:
            try:
                await carrier.phone.read(limit)
            except Refused:
                await carrier.phone.sign_in()
                await carrier.phone.read(limit)
        except (Weather, Refused):
            assert self.sky.chance, "not read in fair weather"
            return
        after = carrier.phone.replica.clock
        assert after is not None
        assert before is None or after >= before, f"the clock ran back, {before} to {after}"

    def restart(self, carrier: Carrier, *, keeps_replica: bool) -> None:
        """Killed and opened again; the browser may have thrown its cache away (F24)."""
        outbox = carrier.phone.outbox
        carrier.phone.outbox = copied(outbox)
        if not keeps_replica:
            carrier.phone.replica = Replica()

    def back_up(self, carrier: Carrier) -> None:
        carrier.copy = Copy(copied(carrier.phone.outbox), carrier.phone.replica.cursor)

    async def restore(self, carrier: Carrier) -> None:
        """The old copy takes the phone's place. What only its disk knew is gone with the disk, and
        numbers come again (§2).
        """
        if carrier.copy is None:
            return
        kept = carrier.copy.outbox.waiting.keys() | carrier.copy.outbox.receipted.keys()
        here = await self.ledger()
        lost = carrier.phone.outbox.waiting.keys() - kept - here.keys()
        self.destroyed |= lost
        self.tally.destroyed += len(lost)
        carrier.phone.outbox = copied(carrier.copy.outbox)
        carrier.phone.replica = Replica()

    async def ledger(self) -> dict[UUID, Entry]:
        column = tables.receipt.c
        query = sa.select(column.op_id, column.seq, column.outcome, column.version)
        async with self.inside.desk.database.read(self.inside.unit) as connection:
            found = await connection.execute(query.where(column.unit_id == self.inside.unit))
            rows = [(UUID(str(op)), Entry(*entry)) for op, *entry in found]
        assert len({op for op, _ in rows}) == len(rows), "a letter stands twice in the ledger"
        return dict(rows)

    async def check(self) -> None:
        """PH1 to PH3, as they can be seen from outside."""
        ledger = await self.ledger()
        waiting = {op for carrier in self.crew for op in carrier.phone.outbox.waiting}
        for op, said in self.said.items():
            entry = ledger.get(op)
            assert entry or op in waiting or op in self.destroyed, f"LOST: letter {said.seq}, {op}"
            assert entry is None or entry.seq == said.seq, f"{op} was numbered anew"
        assert ledger.keys() <= self.said.keys(), "the desk holds what nobody wrote"
        for op, receipt in self.receipted():
            assert op in ledger, f"LOST: {op} was receipted and is not in the ledger"
            if receipt.outcome in SETTLED:
                assert ledger[op].outcome == receipt.outcome, f"{op} was decided twice"

    def receipted(self) -> Iterator[tuple[UUID, Receipt]]:
        for carrier in self.crew:
            for op, (_, receipt) in carrier.phone.outbox.receipted.items():
                yield op, receipt

    async def quiet(self) -> None:
        """The weather clears: all arrives, once, and everybody sees the same as somebody new."""
        await self.sky.clear()
        for carrier in self.crew:
            await self.post(carrier)
            assert not carrier.phone.outbox.waiting, "something waits in fair weather"
        await self.check()
        ledger = await self.ledger()
        # What a phone's disk took with it may have been on its way all the same.
        assert self.said.keys() - self.destroyed <= ledger.keys() <= self.said.keys()
        self.tally.destroyed -= len(self.destroyed & ledger.keys())
        await self._each_once(ledger)
        for carrier in self.crew:
            await self.read(carrier, PAGE)
            fresh = await self.lift(carrier.role, carrier.member)
            await fresh.phone.read()
            seen, anew = carrier.phone.replica.rows, fresh.phone.replica.rows
            assert seen == anew, f"the feed left a gap: {seen.keys() ^ anew.keys()}"

    async def _each_once(self, ledger: dict[UUID, Entry]) -> None:
        """A contact for each letter that told of one, and no op twice in a follow-up's history."""
        taken = {op for op, entry in ledger.items() if entry.outcome in ("applied", "adjusted")}
        row = tables.row.c
        contacts = sa.select(row.id).where(row.unit_id == self.inside.unit, row.kind == "contact")
        async with self.inside.desk.database.read(self.inside.unit) as connection:
            found = sorted(UUID(str(id)) for (id,) in await connection.execute(contacts))
        assert found == sorted(self.recorded[op] for op in taken & self.recorded.keys()), (
            "LOST or DOUBLED: not one contact for each letter that told of one"
        )
        supervisor = next(one for one in self.crew if one.role == "supervisor")
        await self.read(supervisor, PAGE)
        for (kind, id), held in supervisor.phone.replica.rows.items():
            if kind == "follow_up":
                moves = [(event["op"], event["what"]) for event in held.data["events"]]
                assert len(moves) == len(set(moves)), f"DOUBLED: {moves} in {id}"

    def pass_time(self, minutes: int) -> None:
        self.inside.now += timedelta(minutes=minutes)

    async def close(self) -> None:
        if self.beside is not None:
            await self.beside.database.close()
        for kind, count in self.sky.met.items():
            self.tally.weather[kind] = self.tally.weather.get(kind, 0) + count


def is_older(receipt: Receipt, than: Receipt) -> bool:
    return (receipt.version or 0) < (than.version or 0)


def copied(outbox: Outbox) -> Outbox:
    """As it stands on the disk: letters never change, so only the lists are anew."""
    return replace(outbox, waiting=dict(outbox.waiting), receipted=dict(outbox.receipted))

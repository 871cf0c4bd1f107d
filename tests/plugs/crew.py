"""Phones that write and send until they are told to stop, whatever becomes of the desk."""

import asyncio
import secrets
from contextlib import suppress
from uuid import UUID

import httpx
import sqlalchemy as sa

from lykta.store import tables
from tests.desk import RunningDesk
from tests.phones.answers import Receipt, Weather
from tests.phones.bodies import contact
from tests.phones.conftest import clock
from tests.phones.line import Line
from tests.phones.phone import Phone
from tests.phones.posting import OPS_PER_PARCEL, as_json

PHONES, LETTERS, MOST = 4, 25, 200
PATIENCE = 200


class Crew:
    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.phones: list[Phone] = []
        self.weather = 0
        """How often somebody had to send again."""
        self._transport = transport
        self.said: dict[UUID, UUID] = {}
        self.told: dict[UUID, Receipt] = {}
        self.sending = asyncio.Event()
        self._done = False

    async def enrol(self, desk: RunningDesk) -> None:
        for _ in range(PHONES):
            code = (await desk.link(await desk.add("Ada Påhittad", "worker")))["code"]
            line = Line(desk.url, self._transport)
            phone = Phone(line, now=clock, random_bytes=secrets.token_bytes)
            await phone.enrol(code)
            self.phones.append(phone)

    async def work(self) -> None:
        """Each writes a handful and posts, over and over, in any weather."""
        async with asyncio.TaskGroup() as all_of_them:
            for phone in self.phones:
                all_of_them.create_task(self._one(phone))

    def write(self, phone: Phone) -> None:
        for _ in range(LETTERS):
            subject = phone.new_id()
            phone.write("contact.record", subject, contact(clock()))
            said = next(reversed(phone.outbox.waiting.values()))
            self.said[said.id] = subject

    async def refused(self) -> httpx.Response:
        """Writes and sends until the desk says that it cannot; its answer."""
        phone = self.phones[0]
        for _ in range(PATIENCE):
            self.write(phone)
            letters = [as_json(said.letter) for said in phone.outbox.waiting.values()]
            told = {"protocol": 1, "letters": letters[:OPS_PER_PARCEL]}
            response = await phone.line.post("/api/ops", told)
            if response.status_code != 200:
                return response
            self._hear(await phone.post())
        raise AssertionError("there is always room")

    async def _one(self, phone: Phone) -> None:
        while not self._done:
            # While the desk is down there is enough to send already.
            if len(phone.outbox.waiting) < MOST:
                self.write(phone)
            self.sending.set()
            try:
                self._hear(await phone.post())
            except Weather:
                self.weather += 1
            # A desk that is down answers at once; the others want their turn.
            await asyncio.sleep(0)

    def stop(self) -> None:
        self._done = True

    async def finish(self) -> None:
        """All that is still in an outbox, to a desk that stands."""
        for phone in self.phones:
            for _ in range(PATIENCE):
                with suppress(Weather):
                    self._hear(await phone.post())
                if not phone.outbox.waiting:
                    break
            assert not phone.outbox.waiting, "a letter does not get through"

    def _hear(self, receipts: list[Receipt]) -> None:
        for receipt in receipts:
            assert receipt.id is not None
            before = self.told.setdefault(receipt.id, receipt)
            assert before == receipt, f"{receipt.id} was answered twice, and not alike"

    async def close(self) -> None:
        for phone in self.phones:
            await phone.line.close()


async def stands(desk: RunningDesk, crew: Crew) -> tuple[int, int]:
    """(lost, doubled) at the desk, of all that the crew wrote."""
    assert desk.unit is not None
    row = tables.row.c
    async with desk.inside() as inside, inside.database.read(desk.unit.id) as connection:
        ops = (await connection.execute(sa.select(tables.receipt.c.op_id))).scalars()
        receipts = [UUID(str(op)) for op in ops]
        ids = (await connection.execute(sa.select(row.id).where(row.kind == "contact"))).scalars()
        contacts = [UUID(str(id)) for id in ids]
    lost = len(crew.said.keys() - set(receipts)) + len(set(crew.said.values()) - set(contacts))
    doubled = len(receipts) - len(set(receipts)) + len(contacts) - len(set(contacts))
    return lost, doubled + len(set(contacts) - set(crew.said.values()))

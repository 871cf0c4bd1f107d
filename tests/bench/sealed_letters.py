"""Letters of many devices, sealed beforehand, so that a benchmark times the desk and nothing else.

Four devices a unit: as many as are out on one night.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec

from lykta.intake.desk import Desk
from lykta.store import people
from lykta.upkeep.people import add_member, add_unit
from tests.phones import bodies
from tests.phones.device import Device
from tests.phones.letter import Header, IngestKey, Json, RandomBytes, letter, uuid7

PER_UNIT = 4
NOTE = (
    "Påhittad anteckning, så lång som de brukar bli: hon hade fått kortet förra veckan och "
    "frågade vad det kostar, svaret var ingenting, och hon ville tänka på saken till fredag."
)


@dataclass
class Sender:
    """A device that is enrolled, and everything it says."""

    device: Device
    unit: str
    key: IngestKey
    now: datetime
    random_bytes: RandomBytes
    seq: int = 0
    shift: UUID | None = field(default=None)

    def write(self, op_type: str, subject: UUID, body: Json) -> bytes:
        """A letter as it stands in a parcel."""
        self.seq += 1
        id = uuid7(self.now, self.random_bytes)
        header = Header(id, self.device.id, self.seq, self.now, self.key.id)
        op: Json = {"type": op_type, "subject": str(subject), "seen": None, "body": body}
        made = letter(op, header, self.key, self.device.signing_key)
        return msgspec.json.encode(made.as_json())

    def contacts(self, number: int) -> Iterator[bytes]:
        """The first letter a device ever writes begins its shift."""
        for _ in range(number):
            if self.shift is None:
                self.shift = uuid7(self.now, self.random_bytes)
                yield self.write("shift.start", self.shift, bodies.shift_start(self.now))
            else:
                yield self.write(
                    "contact.record",
                    uuid7(self.now, self.random_bytes),
                    bodies.seller(self.now, shift=str(self.shift), note=NOTE),
                )

    def parcels(self, number: int, size: int) -> list[bytes]:
        """`number` letters, `size` to a parcel."""
        letters = list(self.contacts(number))
        return [parcel(letters[at : at + size]) for at in range(0, number, size)]


def parcel(letters: Sequence[bytes]) -> bytes:
    return b'{"protocol":1,"letters":[' + b",".join(letters) + b"]}"


async def senders(desk: Desk, number: int, seed: int) -> list[Sender]:
    """Devices that the desk knows, as if they had been enrolled."""
    random_bytes = random.Random(seed).randbytes
    made: list[Sender] = []
    for first in range(0, number, PER_UNIT):
        unit = await add_unit(desk, f"Påhittad enhet {seed}/{first}")
        made += [
            await _sender(desk, unit.id, random_bytes) for _ in range(min(PER_UNIT, number - first))
        ]
    return made


async def _sender(desk: Desk, unit: str, random_bytes: RandomBytes) -> Sender:
    now = desk.now()
    member = await add_member(desk, unit, "Påhittad", "worker")
    device = Device(now, random_bytes)
    known = people.Device(
        str(device.id), unit, member.id, "Påhittad", "phone", device.public_point(),
        None, "active", None, 0, None, None,
    )  # fmt: skip
    async with desk.database.write() as connection:
        await people.add_device(connection, known, now)
    async with desk.database.read() as connection:
        key = (await people.ingest_keys(connection, unit))[0]
    return Sender(device, unit, IngestKey(key.id, key.public_key), now, random_bytes)

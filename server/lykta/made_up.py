"""Made-up data for the demo and the tests: seeded, so that it comes out the same every time.

It goes through the same door as everything else, as opened letters of made-up phones.
"""

import hashlib
import random
import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from lykta.domain.ids import duty_of
from lykta.intake import Desk, take_unit
from lykta.intake.opened import Opened, read_plaintext
from lykta.letters.parcel import Header
from lykta.store import people
from lykta.upkeep.people import add_member, add_unit

MEMBERS = (
    ("Vilma Påhittad", "worker"),
    ("Tore Låtsas", "worker"),
    ("Ylva Exempel", "supervisor"),
    ("Gunnar Hittepå", "reviewer"),
)
UNIT = "Exempelenheten"
NIGHT = timedelta(hours=7)


class MadeUp(Struct):
    unit: people.Unit
    members: dict[str, str]
    """Member id by role; the first of each role."""


class Pen(Struct):
    """A made-up phone that writes letters."""

    device: people.Device
    chance: random.Random
    seq: int = 0

    def id(self, at: datetime) -> str:
        """A UUIDv7 floored to the quarter, as a phone makes it."""
        quarter = int(at.timestamp()) // 900 * 900_000
        value = quarter << 80 | self.chance.getrandbits(80)
        value = value & ~(0xF << 76) | 7 << 76
        return str(uuid.UUID(int=value & ~(3 << 62) | 2 << 62))

    def write(self, at: datetime, type: str, subject: str, body: dict[str, Any]) -> Opened:
        self.seq += 1
        plaintext = msgspec.json.encode({"type": type, "subject": subject, "body": body})
        quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
        header = Header(1, self.id(at), self.device.id, self.seq, quarter, "made-up")
        digest = hashlib.sha256(plaintext).digest()
        return read_plaintext(Opened(header, (digest, digest), self.device, plaintext=plaintext))


async def make_up(desk: Desk, seed: int = 1) -> MadeUp:
    """One unit, its people, two nights of contacts and what was promised."""
    chance = random.Random(seed)
    unit = await add_unit(desk, UNIT)
    members = [(role, (await add_member(desk, unit.id, name, role)).id) for name, role in MEMBERS]
    by_role: dict[str, str] = {}
    for role, id in members:
        by_role.setdefault(role, id)
    pens = [
        Pen(await made_up_device(desk, unit.id, id, chance), chance)
        for role, id in members
        if role in ("worker", "supervisor")
    ]
    now = desk.now()
    await _take(desk, unit.id, _settings(pens[-1], now), now)
    last = _last_evening(now)
    for evening, pen in ((last - timedelta(days=1), pens[1]), (last, pens[0])):
        for letter in _night(pen, evening, chance):
            await _take(desk, unit.id, [letter], letter.header.at)
    return MadeUp(unit, by_role)


def _last_evening(now: datetime) -> datetime:
    """The start of the last night that is over by now."""
    over = now - NIGHT
    evening = over.replace(hour=19, minute=0, second=0, microsecond=0)
    return evening if evening <= over else evening - timedelta(days=1)


async def _take(desk: Desk, unit: str, letters: list[Opened], at: datetime) -> None:
    """As if the desk's clock stood at the time of writing, so that ages and dates look true."""
    then = Desk(desk.database, desk.keyring, lambda: at)
    receipts, _ = await take_unit(then, unit, letters)
    strange = [each for each in receipts if each.outcome not in ("applied", "adjusted")]
    assert not strange, strange


async def made_up_device(
    desk: Desk, unit: str, member: str, chance: random.Random
) -> people.Device:
    device = people.Device(
        id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        unit=unit,
        member=member,
        label="Påhittad telefon",
        kind="phone",
        signing_key=b"",
        secret_hash=None,
        state="active",
        last_seen=None,
        highest_seq=0,
        waiting_count=None,
        waiting_oldest=None,
    )
    async with desk.database.write() as connection:
        await people.add_device(connection, device, desk.now())
    return device


def _settings(pen: Pen, now: datetime) -> list[Opened]:
    values: dict[str, Any] = {
        "numbers": {
            "socialjouren": "08-000 00 00",
            "enheten": "08-000 00 01",
            "kollegan i beredskap": "070-000 00 00",
        },
        "receivers": ["Socialjouren", "Påhittade stadsdelen", "Annan kommun"],
    }
    return [
        pen.write(now, "setting.set", pen.id(now), {"name": name, "value": value})
        for name, value in values.items()
    ]


def _night(pen: Pen, start: datetime, chance: random.Random) -> list[Opened]:
    shift = pen.id(start)
    letters = [
        pen.write(
            start,
            "shift.start",
            shift,
            {"started_at": start, "police": "POL_CITY", "focus": "MIXED", "zone": "Z_CITY"},
        )
    ]
    for number in range(5):
        at = start + timedelta(minutes=45 * number + chance.randrange(30))
        body = _contact(pen, at, number, shift)
        letters.append(pen.write(at, "contact.record", pen.id(at), body))
    child = start + timedelta(hours=4)
    contact = pen.id(child)
    letters.append(pen.write(child, "contact.record", contact, _child(child, shift)))
    letters.append(pen.write(child, "follow_up.take", duty_of(contact), {}))
    end = start + NIGHT
    letters.append(pen.write(end, "shift.end", shift, {"ended_at": end, "debrief": True}))
    return letters


def _contact(pen: Pen, at: datetime, number: int, shift: str) -> dict[str, Any]:
    buyer = number % 2 == 1
    agrees = number in (0, 3)
    return {
        "shift": shift,
        "met_at": at,
        "roles": ["BUYER" if buyer else "SELLER"],
        "age_band": "A35_49" if buyer else "A25_34",
        "arena": "CAR" if buyer else "STREET",
        "zone": "Z_CITY",
        "source": "POL_CITY" if buyer else "OWN",
        "police_near": buyer,
        "offers": [
            {"code": "KAST", "response": "ACCEPTED" if agrees else "LATER"}
            if buyer
            else {"code": "SOC_LINK", "response": "ACCEPTED" if agrees else "DECLINED"}
        ],
        "consents": [{"purpose": "CONTACT_AGAIN", "state": "YES", "how": "ORAL"}] if agrees else [],
        "follow_ups": [_call_back(pen, at, number)] if agrees else [],
    }


def _call_back(pen: Pen, at: datetime, number: int) -> dict[str, Any]:
    return {
        "id": pen.id(at),
        "kind": "CALL_BACK",
        "due_at": at + timedelta(days=1 + number),
        "details": {
            "channel": "PHONE",
            "reach": "070-000 00 00",
            "call_name": "Påhittad",
            "safe_hours": "vardagar efter 14",
            "may_say_who": False,
            "expires_at": at + timedelta(days=20),
        },
        "remark": "Vill veta mer om stöd.",
    }


def _child(at: datetime, shift: str) -> dict[str, Any]:
    return {
        "shift": shift,
        "met_at": at,
        "roles": ["YOUTH_AT_RISK"],
        "age_band": "A15_17",
        "age_basis": "STATED",
        "arena": "CLUB",
        "zone": "Z_CITY",
        "source": "OWN",
        "police_near": False,
        "offers": [{"code": "SOCJOUR", "response": "ACCEPTED"}],
    }

"""The desk's deciding without its database: what a unit knows, in memory, letter after letter.

Everything that decides is the real code (`intake.unit.Work` and `domain`); only fetching and
writing are left out, because nothing is ever forgotten here.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import structs

from lykta.domain.problem import Refused
from lykta.domain.rows import Member, Row
from lykta.intake.opened import Opened, read_plaintext
from lykta.intake.scenes import Known
from lykta.intake.unit import Work
from lykta.letters.parcel import Header
from lykta.store.ledger import Receipt
from lykta.store.people import Device

UNIT = str(UUID(int=1, version=4))
START = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


def made_id(number: int) -> str:
    """A UUIDv7 of the first quarter of the evening."""
    quarter = int(START.timestamp()) // 900 * 900_000
    value = (quarter << 80 | number) & ~(0xF << 76) | 7 << 76
    return str(UUID(int=value & ~(3 << 62) | 2 << 62))


def _device(number: int, member: str) -> Device:
    id = str(UUID(int=1000 + number, version=4))
    return Device(id, UNIT, member, "Påhittad", "phone", b"", None, "active", None, 0, None, None)


@dataclass
class Pen:
    """One device and who writes on it. `seen` is what it has read of the desk."""

    device: Device
    seq: int = 0
    seen: int | None = None

    def write(self, type: str, subject: str, body: dict[str, Any] | None = None) -> Opened:
        self.seq += 1
        op = {"type": type, "subject": subject, "seen": self.seen, "body": body or {}}
        plaintext = json.dumps(op, ensure_ascii=False).encode()
        id = made_id(int(self.device.id[-4:], 16) * 10_000 + self.seq)
        header = Header(1, id, self.device.id, self.seq, START, "made-up")
        digest = hashlib.sha256(plaintext).digest()
        return read_plaintext(Opened(header, (digest, digest), self.device, plaintext=plaintext))


@dataclass
class SmallDesk:
    roles: tuple[str, ...] = ("worker", "worker", "supervisor")
    work: Work = field(init=False)
    pens: list[Pen] = field(init=False)

    def __post_init__(self) -> None:
        members = [str(UUID(int=100 + n, version=4)) for n in range(len(self.roles))]
        rows = {
            id: Row("member", id, None, START, Member(f"Påhittad {n}", role))
            for n, (id, role) in enumerate(zip(members, self.roles, strict=True))
        }
        self.pens = [Pen(_device(n, member)) for n, member in enumerate(members)]
        self.work = Work(Known(UNIT, rows=rows), START, 0)

    def take(self, letter: Opened) -> Receipt:
        """A letter arrives, and with it whatever waited for it."""
        receipt = self.work.take(letter)
        while waiting := list(self.work.waiting()):
            for row in waiting:
                self._take_again(row)
        return receipt

    def _take_again(self, row: Row) -> None:
        text = self.work.texts[row.id, "letter"].value.encode()
        data = row.data
        device = next(pen.device for pen in self.pens if pen.device.id == data.device)
        header = Header(1, data.op, data.device, data.seq, data.at, "made-up")
        digest = hashlib.sha256(text).digest()
        opened = read_plaintext(Opened(header, (digest, digest), device, plaintext=text))
        try:
            decision = self.work.decided_anyway(opened, self.work.scene_of(opened))
        except Refused as no:
            stays = structs.replace(data, why=no.problem.code, waits_for=None)
            self.work.known.rows[row.id] = row.but(stays)
            return
        self.work.apply(decision)
        self.work.known.rows[row.id] = row.but(structs.replace(data, state="taken_in"))

    def later(self, hours: float) -> None:
        self.work.now += timedelta(hours=hours)

    def of_kind(self, kind: str) -> list[Row]:
        return [row for row in self.work.known.rows.values() if row.kind == kind]


def contact(**more: Any) -> dict[str, Any]:
    """A contact's body, complete and made up."""
    return {
        "met_at": START.isoformat(),
        "roles": ["SELLER"],
        "age_band": "A25_34",
        "arena": "STREET",
        "source": "OWN",
        "police_near": False,
        "offers": [{"code": "SOC_LINK", "response": "LATER"}],
    } | more


def call_back(number: int, reach: str = "påhittat") -> dict[str, Any]:
    """A promise to call, with the way to reach the person."""
    expires = START + timedelta(days=20)
    details = {"channel": "PHONE", "reach": reach, "expires_at": expires.isoformat()}
    return {"id": made_id(number), "kind": "CALL_BACK", "details": details}


def yes(purpose: str = "CONTACT_AGAIN", state: str = "YES") -> dict[str, Any]:
    return {"purpose": purpose, "state": state, "asked_at": START.isoformat()}

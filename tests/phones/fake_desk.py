"""What does the phone do when a desk answers *this*? A desk of one unit that says what it is told.

It opens and checks every letter as protocol §2 has it, so a phone that passes here is honest.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

import httpx
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from .device import Device
from .letter import Json, b64, unb64
from .line import Line
from .phone import Phone

NIGHT = datetime(2031, 3, 7, 23, 52, 41, tzinfo=UTC)
URL = "http://localhost:1"


@dataclass
class FakeDesk:
    """`outcomes`: by op subject, else `applied`. `instead`: answers given first, in their order."""

    ingest: Device = field(default_factory=lambda: Device(NIGHT, Random(1).randbytes))
    outcomes: dict[str, str] = field(default_factory=dict)
    instead: list[httpx.Response] = field(default_factory=list)
    largest: int = 50
    epoch: str = "first"
    safe: int = 0
    asked: list[httpx.Request] = field(default_factory=list)
    ops: list[Json] = field(default_factory=list)
    parcels: list[int] = field(default_factory=list)

    def phone(self, seed: int = 7) -> Phone:
        line = Line(URL, httpx.MockTransport(self.answer))
        phone = Phone(line, now=lambda: NIGHT, random_bytes=Random(seed).randbytes)
        phone.keyring.adopt([self.ingest_key("newest")])
        return phone

    def ingest_key(self, id: str) -> Json:
        return {"id": id, "public_key": b64(self.ingest.public_point()), "not_after": None}

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.instead:
            return self.instead.pop(0)
        if request.url.path == "/api/ops":
            return self.take_in(json.loads(request.content)["letters"])
        page = {"rows": [], "gone": [], "cursor": "c", "more": False, "clock": 9}
        return httpx.Response(200, json=page | {"epoch": self.epoch})

    def take_in(self, letters: list[Json]) -> httpx.Response:
        if len(letters) > self.largest:
            return httpx.Response(413)
        self.parcels.append(len(letters))
        receipts = [self.receipt(one) for one in letters]
        body = {"receipts": receipts, "epoch": self.epoch, "safe": self.safe, "wipe": []}
        return httpx.Response(200, json=body)

    def receipt(self, letter: Json) -> Json:
        header, op = opened(letter, self.ingest.signing_key)
        self.ops.append(op)
        outcome = self.outcomes.get(op["subject"], "applied")
        version = None if outcome == "failed" else len(self.ops)
        return {"id": header["id"], "outcome": outcome, "version": version, "problem": None}


def opened(letter: Json, private_key: ec.EllipticCurvePrivateKey) -> tuple[Json, Json]:
    """Header and op, by the words of §2 rather than by the functions that sealed them."""
    header, sealed = unb64(letter["header"]), unb64(letter["sealed"])
    suite = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    bound = b"lykta/op/1\0" + hashlib.sha256(header).digest()
    return json.loads(header), json.loads(suite.decrypt(sealed, private_key, info=bound))


def verify(letter: Json, public_key: ec.EllipticCurvePublicKey) -> None:
    """Raises InvalidSignature."""
    header, sealed = unb64(letter["header"]), unb64(letter["sealed"])
    raw = unb64(letter["signature"])
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    message = b"lykta/op/1\0" + hashlib.sha256(header).digest() + hashlib.sha256(sealed).digest()
    public_key.verify(der, message, ec.ECDSA(hashes.SHA256()))

"""How an op becomes a letter (protocol §2).

Law: what is hashed and signed is the bytes that are sent, so a letter keeps bytes, never values.
Time and randomness of ids come from the caller; seal and signature draw their own randomness.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

Json = dict[str, Any]
RandomBytes = Callable[[int], bytes]

CONTEXT = b"lykta/op/1\0"
SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
PADDED_TO_BYTES = 512
TIME_STEP_S = 15 * 60


@dataclass(frozen=True, slots=True)
class IngestKey:
    """A key of the unit that letters are sealed to; `public_key` is the raw point, 65 bytes."""

    id: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Header:
    id: UUID
    device: UUID
    seq: int
    at: datetime
    key: str

    def as_bytes(self) -> bytes:
        """The header as it is sent; `at` is floored here, so no caller can forget it."""
        return json_bytes(
            {
                "v": 1,
                "id": str(self.id),
                "device": str(self.device),
                "seq": self.seq,
                "at": floored(self.at).isoformat(),
                "key": self.key,
            }
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """The three byte strings that travel. Tests break one with `dataclasses.replace`."""

    header: bytes
    sealed: bytes
    signature: bytes

    def as_json(self) -> Json:
        return {
            "header": b64(self.header),
            "sealed": b64(self.sealed),
            "signature": b64(self.signature),
        }


def letter(
    op: Json, header: Header, key: IngestKey, signing_key: ec.EllipticCurvePrivateKey
) -> Letter:
    head = header.as_bytes()
    sealed = seal(padded(json_bytes(op)), head, key)
    return Letter(head, sealed, sign(signing_key, signed_bytes(head, sealed)))


def seal(plaintext: bytes, header: bytes, key: IngestKey) -> bytes:
    """`enc || ciphertext`, bound to the header by `info`: it opens under no other header."""
    public_key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public_key)
    return SUITE.encrypt(plaintext, public_key, info=info(header))


def info(header: bytes) -> bytes:
    return CONTEXT + hashlib.sha256(header).digest()


def signed_bytes(header: bytes, sealed: bytes) -> bytes:
    return CONTEXT + hashlib.sha256(header).digest() + hashlib.sha256(sealed).digest()


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Raw `r || s`, 64 bytes, as WebCrypto writes it; the library speaks DER."""
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def padded(plaintext: bytes) -> bytes:
    return plaintext + b" " * (-len(plaintext) % PADDED_TO_BYTES)


def uuid7(now: datetime, random_bytes: RandomBytes) -> UUID:
    """A UUIDv7 that tells the quarter of an hour it was made in, and no more."""
    milliseconds = int(floored(now).timestamp()) * 1000
    noise = int.from_bytes(random_bytes(10), "big")
    value = milliseconds << 80 | noise
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def floored(now: datetime) -> datetime:
    seconds = int(now.timestamp())
    return datetime.fromtimestamp(seconds - seconds % TIME_STEP_S, UTC)


def json_bytes(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

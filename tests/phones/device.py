"""How does a device say who it is: enrolment and sign-in (protocol §7)?"""

import hashlib
from datetime import datetime
from typing import Literal

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .letter import Json, RandomBytes, b64, sign, unb64, uuid7

Kind = Literal["phone", "desk"]

ENROL = b"lykta/enrol/1\0"
SESSION = b"lykta/session/1\0"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Device:
    """Id, signing key and secret; the same randomness makes the same device."""

    def __init__(self, now: datetime, random_bytes: RandomBytes, kind: Kind = "phone") -> None:
        self.id = uuid7(now, random_bytes)
        self.kind = kind
        # 16 bytes more than the order needs, so that the remainder favours no key.
        seed = int.from_bytes(random_bytes(48), "big")
        self.signing_key = ec.derive_private_key(seed % (P256_ORDER - 1) + 1, ec.SECP256R1())
        self.secret = random_bytes(32)

    def public_point(self) -> bytes:
        """65 bytes, uncompressed."""
        public_key = self.signing_key.public_key()
        return public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def enrolment(self, code: str) -> Json:
        proof = ENROL + hashlib.sha256(code.encode()).digest()
        return {
            "invitation": code,
            "device": str(self.id),
            "label": f"Påhittad {self.kind}",
            "kind": self.kind,
            "signing_key": b64(self.public_point()),
            "login": {"kind": "secret", "secret": b64(self.secret)},
            "proof": b64(sign(self.signing_key, proof)),
        }

    def sign_in(self, challenge: str) -> Json:
        """Signs the challenge's bytes, not its text."""
        return {
            "device": str(self.id),
            "challenge": challenge,
            "signature": b64(sign(self.signing_key, SESSION + unb64(challenge))),
            "secret": b64(self.secret),
        }

"""What holds a passkey? A small authenticator that makes and shows one for real (WebAuthn §6).

Every part that a desk has to look at is an argument, so that each can be wrong alone.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from .letter import Json, RandomBytes, b64

PRESENT, VERIFIED, MAY_BE_BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x40
AAGUID = bytes(16)


@dataclass(frozen=True)
class Scene:
    """Where it is asked, and whether somebody is there."""

    origin: str
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    framed: bool | None = None


class Authenticator:
    def __init__(self, random_bytes: RandomBytes) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential = random_bytes(16)
        self.count = 0

    def make(self, challenge: str, scene: Scene) -> Json:
        """What `navigator.credentials.create` gives, in JSON."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big")}
        cose[-3] = numbers.y.to_bytes(32, "big")
        attested = AAGUID + len(self.credential).to_bytes(2, "big") + self.credential
        data = self._data(scene, ATTESTED) + attested + cbor2.dumps(cose)
        object_ = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            attestationObject=b64(object_),
            clientDataJSON=b64(_client_data("webauthn.create", challenge, scene)),
        )

    def show(self, challenge: str, scene: Scene) -> Json:
        """What `navigator.credentials.get` gives, in JSON; counts on."""
        self.count += 1
        client = _client_data("webauthn.get", challenge, scene)
        data = self._data(scene)
        signed = data + hashlib.sha256(client).digest()
        return self._answer(
            authenticatorData=b64(data),
            clientDataJSON=b64(client),
            signature=b64(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
        )

    def _data(self, scene: Scene, flags: int = 0) -> bytes:
        of = hashlib.sha256(scene.host.encode()).digest()
        return of + bytes([scene.flags | flags]) + self.count.to_bytes(4, "big")

    def _answer(self, **response: str) -> Json:
        id = b64(self.credential)
        return {"id": id, "rawId": id, "type": "public-key", "response": response}


def _client_data(type: str, challenge: str, scene: Scene) -> bytes:
    data: dict[str, Any] = {"type": type, "challenge": challenge, "origin": scene.origin}
    if scene.framed is not None:
        data["crossOrigin"] = scene.framed
    return json.dumps(data).encode()

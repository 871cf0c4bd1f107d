"""How can a letter be broken? One way per function; each takes a good letter.

The functions that give a dict break what no `Letter` can hold: the text form.
"""

import json
from dataclasses import replace
from typing import Literal
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from .letter import Json, Letter, json_bytes, sign, signed_bytes

Part = Literal["header", "sealed", "signature"]


def with_flipped_signature(good: Letter) -> Letter:
    return replace(good, signature=_flipped(good.signature))


def with_flipped_seal(good: Letter) -> Letter:
    """The signature no longer fits: somebody on the way changed a byte."""
    return replace(good, sealed=_flipped(good.sealed))


def with_der_signature(good: Letter) -> Letter:
    """The form most libraries write, and the protocol does not take."""
    r = int.from_bytes(good.signature[:32], "big")
    s = int.from_bytes(good.signature[32:], "big")
    return replace(good, signature=encode_dss_signature(r, s))


def with_other_id(good: Letter, other: UUID) -> Letter:
    """Another's id under this letter's seal and signature."""
    header = json.loads(good.header)
    return replace(good, header=json_bytes(header | {"id": str(other)}))


def with_doubled_key(good: Letter, key: ec.EllipticCurvePrivateKey) -> Letter:
    """A header, truly signed, that says `seq` twice: two readers could read two things."""
    header = good.header[:-1] + b',"seq":1}'
    return Letter(header, good.sealed, sign(key, signed_bytes(header, good.sealed)))


def with_spoiled_base64(good: Letter, part: Part) -> Json:
    spoiled = good.as_json()
    return spoiled | {part: "*" + spoiled[part][1:]}


def with_padding(good: Letter, part: Part) -> Json:
    """Base64url *with* padding characters, which the protocol leaves out."""
    whole = good.as_json()
    return whole | {part: whole[part] + "="}


def without(good: Letter, part: Part) -> Json:
    return {name: text for name, text in good.as_json().items() if name != part}


def _flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])

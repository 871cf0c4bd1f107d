"""A hand that writes what no phone would, and seals and signs it as honestly as any.

So it passes the signature and the seal, and what is decided is decided behind them.
"""

import json
from typing import Any
from uuid import UUID

from tests.phones.bodies import seller
from tests.phones.letter import IngestKey, Json, Letter, floored, padded, seal, sign, signed_bytes
from tests.phones.phone import Phone


def header_of(phone: Phone, **overrides: Any) -> Json:
    """An honest header with the phone's next number; an override of `...` leaves a field out."""
    phone.outbox.last_seq += 1
    honest: Json = {
        "v": 1,
        "id": str(phone.new_id()),
        "device": str(phone.device.id),
        "seq": phone.outbox.last_seq,
        "at": floored(phone.now()).isoformat(),
        "key": phone.keyring.newest.id,
    }
    merged = honest | overrides
    return {name: value for name, value in merged.items() if value is not ...}


def written(
    phone: Phone, plaintext: bytes, sealed_to: IngestKey | None = None, **header: Any
) -> Letter:
    """Any bytes as a letter."""
    head = text_of(header_of(phone, **header))
    return under(phone, head, seal(plaintext, head, sealed_to or phone.keyring.newest))


def under(phone: Phone, header: bytes, sealed: bytes | None = None) -> Letter:
    """Any bytes as a header, truly signed; what is sealed under it is a good contact."""
    if sealed is None:
        plaintext = text_of(contact(phone, phone.new_id()))
        sealed = seal(padded(plaintext), header, phone.keyring.newest)
    return Letter(header, sealed, sign(phone.device.signing_key, signed_bytes(header, sealed)))


def op(phone: Phone, type: object, subject: object, body: object, **more: Any) -> Letter:
    whole = {"type": type, "subject": str(subject), "seen": None, "body": body} | more
    return written(phone, padded(text_of(whole)))


def contact(phone: Phone, id: UUID, **overrides: Any) -> Json:
    body = seller(phone.now(), **overrides)
    return {"type": "contact.record", "subject": str(id), "seen": None, "body": body}


def good(phone: Phone) -> Letter:
    return written(phone, padded(text_of(contact(phone, phone.new_id()))))


def text_of(value: object) -> bytes:
    """JSON in ASCII, so that a lone surrogate travels as its escape."""
    return json.dumps(value, separators=(",", ":")).encode()


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth

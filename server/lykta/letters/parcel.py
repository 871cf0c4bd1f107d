"""A parcel is unpacked so that no letter can hurt its neighbours (protocol §2, §3)."""

import hashlib
import json
import re
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.form import Time, decode
from lykta.domain.ids import Id, tells_no_second
from lykta.domain.problem import Refused
from lykta.letters import base64


class Waiting(Struct):
    """What a phone says of its own outbox; it only informs."""

    device: Id
    count: Annotated[int, Meta(ge=0, le=1_000_000)]
    oldest: Time | None = None


class Parcel(Struct):
    letters: list[msgspec.Raw]
    protocol: Annotated[int, Meta(ge=1, le=1000)] = 1
    waiting: msgspec.Raw = msgspec.Raw(b"null")


class Form(Struct):
    """A letter as it stands in a parcel."""

    header: str
    sealed: str
    signature: str


class Header(Struct):
    v: Annotated[int, Meta(ge=1, le=1)]
    id: Id
    device: Id
    seq: Annotated[int, Meta(ge=1, le=limits.SEQ_MAX)]
    at: Time
    key: Annotated[str, Meta(min_length=1, max_length=64)]


class Letter(Struct, frozen=True):
    """One letter, read but not yet trusted."""

    header: Header
    header_bytes: bytes
    sealed: bytes
    signature: bytes

    @property
    def hashes(self) -> tuple[bytes, bytes]:
        """Two letters are the same if these are; the signature does not count."""
        return hashlib.sha256(self.header_bytes).digest(), hashlib.sha256(self.sealed).digest()


def read_parcel(body: bytes) -> Parcel | None:
    """None for anything but a JSON object of this form; its letters are not looked into yet."""
    return _parcel(body) or _parcel(_tamed(body))


def _parcel(body: bytes) -> Parcel | None:
    try:
        return msgspec.json.decode(body, type=Parcel)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]|[^"\[\]{}]++', re.DOTALL)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_LETTER_DEPTH = 3
"""Parcel, list, letter: no field of a letter lies deeper."""


def _tamed(body: bytes) -> bytes:
    """The parcel without what is JSON and yet stops the decoder: too deep a value, half a
    character. Neither can be part of a letter, so it hurts only the piece it stands in.
    """
    tamed, depth = bytearray(), 0
    for token in _TOKENS.findall(body):
        if token in (b"[", b"{"):
            depth += 1
            tamed += b"null" if depth == _LETTER_DEPTH + 1 else b""
        if depth <= _LETTER_DEPTH:
            tamed += _SURROGATE.sub(rb"\\ufffd", token)
        if token in (b"]", b"}"):
            depth -= 1
    return bytes(tamed)


def read_waiting(raw: msgspec.Raw) -> Waiting | None:
    """It only informs, so a strange one is no reason to say no."""
    try:
        return decode(raw, Waiting)
    except Refused:
        return None


def read_letter(raw: msgspec.Raw) -> Letter:
    """Raises Refused("letter.malformed", field) or Refused("op.too_large")."""
    if len(raw) > limits.LETTER_BYTES:
        raise Refused("op.too_large")
    form = _decode(bytes(raw), Form)
    parts = {name: base64.decode(getattr(form, name)) for name in ("header", "sealed", "signature")}
    for name, part in parts.items():
        if not part:
            raise Refused("letter.malformed", name)
    header_bytes, sealed, signature = (part or b"" for part in parts.values())
    return Letter(read_header(header_bytes), header_bytes, sealed, signature)


def read_header(data: bytes) -> Header:
    header: Header = _decode(data, Header)
    _no_duplicate_keys(data)
    if not tells_no_second(header.id):
        raise Refused("letter.malformed", "id")
    if not _on_the_quarter(header.at):
        raise Refused("letter.malformed", "at")
    return header


def _on_the_quarter(at: datetime) -> bool:
    return at.minute % limits.ROUND_MIN == 0 and at.second == 0 and at.microsecond == 0


def _decode(data: bytes, type: type[Any]) -> Any:
    try:
        return msgspec.json.decode(data, type=type)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refused("letter.malformed") from None


def _no_duplicate_keys(data: bytes) -> None:
    """What is signed must mean one thing; the fast decoder lets the last of two keys win."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise Refused("letter.malformed", "header")
        return dict(pairs)

    try:
        json.loads(data, object_pairs_hook=unique)
    except (ValueError, RecursionError):
        raise Refused("letter.malformed", "header") from None


def id_of(raw: msgspec.Raw) -> str | None:
    """The id to answer a letter by that could not be taken; None where no header can be read."""
    try:
        form = msgspec.json.decode(raw, type=Form)
        header = base64.decode(form.header)
        return read_header(header).id if header else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, Refused):
        return None

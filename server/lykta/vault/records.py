"""Texts at rest: AES-256-GCM, each under a key of its own, wrapped by one outside the database.

Destroying the wrapped key is the deletion (RE2). Bound to its place: a ciphertext moved to
another unit, row or field does not open.
"""

import os
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lykta.vault.keyring import Keyring

NONCE_BYTES = 12
KEY_BYTES = 32


class Kept(NamedTuple):
    """A text as the database holds it."""

    kek: str
    wrapped_key: bytes
    sealed: bytes


class Damaged(Exception):
    """A text that does not open: it was altered or moved."""


class Records:
    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def keep(self, unit: str, row: str, field: str, text: bytes) -> Kept:
        kek_id, kek = self._keyring.newest_kek()
        key, place = os.urandom(KEY_BYTES), _place(unit, row, field)
        return Kept(kek_id, _seal(kek, key, place), _seal(key, text, place))

    def read(self, unit: str, row: str, field: str, kept: Kept) -> bytes:
        """Raises Damaged, or KeysMissing."""
        kek, place = self._keyring.kek(kept.kek), _place(unit, row, field)
        try:
            return _open(_open(kek, kept.wrapped_key, place), kept.sealed, place)
        except (InvalidTag, ValueError):  # a cut one has not even the form
            raise Damaged(f"text {field} of row {row}") from None

    def rewrapped(self, unit: str, row: str, field: str, kept: Kept) -> Kept:
        """The same text under the newest key-encryption key; the text itself is not touched.
        Raises Damaged, or KeysMissing.
        """
        kek_id, kek = self._keyring.newest_kek()
        place = _place(unit, row, field)
        try:
            key = _open(self._keyring.kek(kept.kek), kept.wrapped_key, place)
        except (InvalidTag, ValueError):
            raise Damaged(f"text {field} of row {row}") from None
        return Kept(kek_id, _seal(kek, key, place), kept.sealed)


def _place(unit: str, row: str, field: str) -> bytes:
    return f"{unit}|text|{field}|{row}".encode()


def _seal(key: bytes, data: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, place)


def _open(key: bytes, data: bytes, place: bytes) -> bytes:
    return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place)

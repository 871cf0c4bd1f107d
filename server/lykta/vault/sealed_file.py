"""A file that only somebody elsewhere can open: sealed to a public key, in frames, to its end.

    lykta/backup/1\\n
    2 bytes length, the content key sealed by HPKE (RFC 9180: P-256, HKDF-SHA256, AES-256-GCM)
    frame after frame: 4 bytes length, AES-256-GCM of the frame

The nonce counts the frames and says which is the last one, so none can be left out, moved or cut
off at the end without being noticed (the STREAM construction).
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"lykta/backup/1\n"
KEY_BYTES = 32
FRAME_BYTES_MAX = 64 * 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_LENGTH, _KEY_LENGTH = struct.Struct(">I"), struct.Struct(">H")


class Unopened(Exception):
    """The file does not open. The message is a sentence."""


def new_pair() -> tuple[bytes, bytes]:
    """(private, public), both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


class SealedFile:
    """Written under another name, and in its place only when it is whole and on the disk."""

    def __init__(self, path: Path, public: bytes) -> None:
        self._path = path
        self._draft = path.with_suffix(path.suffix + ".part")
        key = os.urandom(KEY_BYTES)
        self._cipher = AESGCM(key)
        recipient = serialization.load_pem_public_key(public)
        assert isinstance(recipient, ec.EllipticCurvePublicKey)
        sealed = _SUITE.encrypt(key, recipient, info=MAGIC)
        descriptor = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file: BinaryIO = os.fdopen(descriptor, "wb")
        self._file.write(MAGIC + _KEY_LENGTH.pack(len(sealed)) + sealed)
        self._frames = 0

    def write(self, frame: bytes, *, last: bool = False) -> None:
        """At most FRAME_BYTES_MAX."""
        sealed = self._cipher.encrypt(_nonce(self._frames, last), frame, MAGIC)
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._frames += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if error is None:
                self.write(b"", last=True)
                self._file.flush()
                os.fsync(self._file.fileno())
        if error is None:
            self._draft.replace(self._path)
        else:
            self._draft.unlink()


def frames(path: Path, private: bytes) -> Iterator[bytes]:
    """Frame by frame, none before it has proved to be the right one. Raises Unopened."""
    with path.open("rb") as file:
        cipher = AESGCM(_content_key(file, path, private))
        n = 0
        while True:
            length = file.read(_LENGTH.size)
            if len(length) < _LENGTH.size:
                raise Unopened(f"{path} is cut off: take another copy of it.")
            (size,) = _LENGTH.unpack(length)
            sealed = file.read(size) if size <= FRAME_BYTES_MAX + 16 else b""
            frame, last = _opened(cipher, n, sealed, path)
            if last:
                if file.read(1):
                    raise Unopened(f"{path} goes on after its end: take another copy of it.")
                return
            yield frame
            n += 1


def _content_key(file: BinaryIO, path: Path, private: bytes) -> bytes:
    if file.read(len(MAGIC)) != MAGIC:
        raise Unopened(f"{path} is no backup of Lykta's.")
    try:
        key = serialization.load_pem_private_key(private, None)
        (length,) = _KEY_LENGTH.unpack(file.read(_KEY_LENGTH.size))
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return _SUITE.decrypt(file.read(length), key, info=MAGIC)
    except (InvalidTag, ValueError, TypeError, AssertionError, struct.error):
        raise Unopened(
            f"{path} does not open with this key: give the private half of the key that "
            "`lykta keys backup` made before it was written."
        ) from None


def _opened(cipher: AESGCM, n: int, sealed: bytes, path: Path) -> tuple[bytes, bool]:
    for last in (False, True):
        try:
            return cipher.decrypt(_nonce(n, last), sealed, MAGIC), last
        except (InvalidTag, ValueError):
            continue
    raise Unopened(f"{path} was changed or is damaged: take another copy of it.")


def _nonce(n: int, last: bool) -> bytes:
    return n.to_bytes(11, "big") + bytes([last])

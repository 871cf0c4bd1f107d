"""The keys directory: ingest keys that open letters, and key-encryption keys for the records.

    KEYS/ingest/<unit id>/<key id>.pem   private, PKCS8
    KEYS/kek/<key id>.key                32 bytes
    KEYS/destroyed.txt                   names of key-encryption keys that are gone for good
    KEYS/backup.pem                      the public half of the key that backups are sealed to

Beside them lie this machine's own notes, which no backup has: `clocks.json`, `last-*.json`.
Strict modes; nothing here is ever in the database. Only the command line makes keys: a server
that finds none says so and stops (F78).
"""

import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

KEK_BYTES = 32
DESTROYED = "destroyed.txt"


class KeysMissing(Exception):
    """A key that should be here is not. The message is a sentence."""


class Keyring:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._ingest: dict[tuple[str, str], ec.EllipticCurvePrivateKey] = {}
        self._keks: dict[str, bytes] = {}
        self._listed: tuple[int, list[str]] | None = None

    def ingest(self, unit: str, key: str) -> ec.EllipticCurvePrivateKey | None:
        """The private half; None for a key that is unknown or another unit's."""
        if (unit, key) not in self._ingest:
            path = self._ingest_path(unit, key)
            if not _plain(key) or not path.is_file():
                return None
            loaded = serialization.load_pem_private_key(path.read_bytes(), None)
            assert isinstance(loaded, ec.EllipticCurvePrivateKey)
            self._ingest[unit, key] = loaded
        return self._ingest[unit, key]

    def kek(self, key: str) -> bytes:
        """Raises KeysMissing."""
        if key not in self._keks:
            path = self.directory / "kek" / f"{key}.key"
            if not path.is_file():
                raise KeysMissing(f"The key {path} is missing. Put it back from its backup.")
            self._keks[key] = path.read_bytes()
        return self._keks[key]

    def newest_kek(self) -> tuple[str, bytes]:
        """(id, key) that new texts are wrapped with. Raises KeysMissing."""
        ids = self.keks()
        if not ids:
            raise KeysMissing(
                f"There are no keys in {self.directory}. Put them back from their backup, "
                "or point LYKTA_KEYS at the directory that holds them."
            )
        return ids[-1], self.kek(ids[-1])

    def make_kek(self, now: datetime) -> None:
        """One a month; an existing one is kept."""
        path = self.directory / "kek" / f"{now:%Y-%m}.key"
        if not path.exists():
            write_key(path, os.urandom(KEK_BYTES))

    def keks(self) -> list[str]:
        """Their ids, oldest first. Another process may make one, so the folder's time is asked."""
        folder = self.directory / "kek"
        changed = folder.stat().st_mtime_ns if folder.is_dir() else 0
        if self._listed is None or self._listed[0] != changed:
            self._listed = changed, sorted(path.stem for path in folder.glob("*.key"))
        return self._listed[1]

    def destroy_kek(self, key: str) -> None:
        """For good: whatever is still wrapped by it, here or in a backup, is gone with it (RE2)."""
        path = self.directory / "kek" / f"{key}.key"
        # Named first: whoever is stopped in between destroys it again, and no copy brings it back.
        self.name_destroyed({key})
        with path.open("r+b") as file:
            file.write(os.urandom(KEK_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        self._keks.pop(key, None)

    def destroyed(self) -> set[str]:
        """Names of those that are gone for good: no restore may bring them back (RE2)."""
        path = self.directory / DESTROYED
        return set(path.read_text().split()) if path.is_file() else set()

    def name_destroyed(self, keys: set[str]) -> None:
        named = sorted(self.destroyed() | keys)
        write_whole(self.directory / DESTROYED, "".join(f"{key}\n" for key in named).encode())

    @property
    def half_restored(self) -> Path:
        """Lies here while a restore is under way: nobody may serve half of a desk."""
        return self.directory / "half-restored"

    def make_ingest(self, unit: str, now: datetime) -> tuple[str, bytes]:
        """A new ingest key of a unit: (key id, public point of 65 bytes)."""
        key = ec.generate_private_key(ec.SECP256R1())
        point = key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        # The id holds a piece of the public key, so that two keys of a month never share one.
        key_id = f"{now:%Y-%m}-{point[1:5].hex()}"
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        write_key(self._ingest_path(unit, key_id), pem)
        return key_id, point

    def _ingest_path(self, unit: str, key: str) -> Path:
        return self.directory / "ingest" / unit / f"{key}.pem"


def _plain(key: str) -> bool:
    """A key id comes from outside and becomes a file name, so only plain ones are looked up."""
    return key.isascii() and key.replace("-", "").isalnum()


def _folder(path: Path) -> None:
    """Every level for its owner alone; `mkdir(parents=True)` would close the last one only."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def write_key(path: Path, data: bytes) -> None:
    """A new file for its owner alone, on the disk before anything relies on it."""
    _folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, data: bytes) -> None:
    """In place of what was there: a crash leaves the old file or the new one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.write_bytes(data)
    draft.replace(path)

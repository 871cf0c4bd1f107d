"""Backups: data and keys in files apart, sealed to a key that is not here, read back to be sure.

DIR/data/TIME.lykta    every table as it was at one moment
DIR/keys/TIME.lykta    the directory of keys: kept a shorter time, on another medium
DIR/destroyed.txt      names of keys that are gone: every restore reads it first (RE2)
"""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lykta import __version__
from lykta.intake.desk import Desk
from lykta.settings import Wrong
from lykta.store import copying
from lykta.store.copying import Batch
from lykta.store.schema import newest_revision
from lykta.upkeep import last
from lykta.upkeep.epoch import begin_anew
from lykta.vault.keyring import DESTROYED, write_key, write_whole
from lykta.vault.sealed_file import SealedFile, frames, new_pair

PUBLIC = "backup.pem"
NAMED = "%Y-%m-%dT%H%M%SZ"
KEEP = {"data": timedelta(days=90), "keys": timedelta(days=14)}
"""A key that is destroyed here must be gone from every copy long before its data is."""
NOT_COPIED = frozenset({"clocks.json", "half-restored"}) | last.NAMES
"""What stands in these notes is of the machine that they lie on."""


class Head(Struct):
    """The first frame of each file."""

    kind: str
    version: str
    revision: str
    at: datetime


class Tail(Struct):
    """The last frame of the data: rows by table."""

    counts: dict[str, int]


class Made(Struct):
    data: Path
    keys: Path
    counts: dict[str, int]


def make_key(desk: Desk, private: Path) -> None:
    """The public half beside the keys, the private one where it is named: carry it away."""
    if private.exists():
        raise Wrong(f"{private} is there already: name another file, or keep using that key.")
    secret, public = new_pair()
    write_key(private, secret)
    target = desk.keyring.directory / PUBLIC
    target.unlink(missing_ok=True)
    write_key(target, public)


async def backup(desk: Desk, directory: Path) -> Made:
    """While everything runs. Raises Wrong. What is older than KEEP goes, but for the newest."""
    public = desk.keyring.directory / PUBLIC
    if not public.is_file():
        raise Wrong("There is no key to seal backups to: run `lykta keys backup FILE` first.")
    name = f"{desk.now():{NAMED}}.lykta"
    made = Made(directory / "data" / name, directory / "keys" / name, {})
    for path in (made.data, made.keys):
        path.parent.mkdir(parents=True, exist_ok=True)
    # The keys first: a text in the data may lie under no key that is younger than their copy.
    with SealedFile(made.keys, public.read_bytes()) as file:
        file.write(_encode(Head("keys", __version__, newest_revision(), desk.now())))
        for path in sorted(desk.keyring.directory.rglob("*")):
            inner = path.relative_to(desk.keyring.directory)
            if path.is_file() and str(inner) not in NOT_COPIED and path.suffix != ".part":
                file.write(_encode((str(inner), path.read_bytes())))
    with SealedFile(made.data, public.read_bytes()) as file:
        file.write(_encode(Head("data", __version__, newest_revision(), desk.now())))
        async for batch in copying.read_all(desk.database):
            file.write(_encode(batch))
            made.counts[batch.table] = made.counts.get(batch.table, 0) + len(batch.rows)
        file.write(_encode(Tail(made.counts)))
    _name_destroyed(desk, directory)
    _let_go(directory, desk.now())
    last.done(desk, "backup", str(made.data.parent.parent))
    return made


async def restore(desk: Desk, directory: Path, private: bytes) -> dict[str, int]:
    """The newest copies into an empty database and an empty directory of keys. Rows by table.

    Raises Wrong, Unopened. Every unit begins a new epoch: its phones offer their letters again.
    """
    if not await copying.is_empty(desk.database):
        raise Wrong("The database holds units already: restore into an empty one.")
    data, keys = (_newest(directory / kind) for kind in KEEP)
    _restore_keys(desk, directory, keys, private)
    write_key(desk.keyring.half_restored, b"")
    counts: dict[str, int] = {}
    promised: dict[str, int] | None = None
    async for batch in batches(data, private):
        if isinstance(batch, Tail):
            promised = batch.counts
            continue
        await copying.put_all(desk.database, batch)
        counts[batch.table] = counts.get(batch.table, 0) + len(batch.rows)
    if counts != promised:
        raise Wrong(f"{data} holds other numbers of rows than it says: take another copy of it.")
    await copying.settle(desk.database)
    await begin_anew(desk)
    desk.keyring.half_restored.unlink()
    return counts


async def move(desk: Desk, target: Desk) -> dict[str, int]:
    """Everything into another, empty database; the keys stay where they are. Raises Wrong."""
    if not await copying.is_empty(target.database):
        raise Wrong("The other database holds units already: name an empty one.")
    counts: dict[str, int] = {}
    async for batch in copying.read_all(desk.database):
        await copying.put_all(target.database, batch)
        counts[batch.table] = counts.get(batch.table, 0) + len(batch.rows)
    await copying.settle(target.database)
    return counts


def _restore_keys(desk: Desk, directory: Path, file: Path, private: bytes) -> None:
    """All but what was destroyed since: of that the data stays shut for good (RE2)."""
    there = desk.keyring.directory
    if there.is_dir() and desk.keyring.keks():
        raise Wrong(f"There are keys in {there} already: restore into an empty directory.")
    gone = _destroyed(directory)
    kept = []
    for n, frame in enumerate(frames(file, private)):
        if n == 0:
            _head(frame, "keys", file)
            continue
        name, content = msgspec.msgpack.decode(frame, type=tuple[str, bytes])
        kept.append((name, content))
        if name == DESTROYED:
            gone |= set(content.decode().split())
    for name, content in kept:
        path = (there / name).resolve()
        if there.resolve() not in path.parents:
            raise Wrong(f"{file} names a file outside the keys: it was not made by this program.")
        if not (path.parent.name == "kek" and path.stem in gone) and name != DESTROYED:
            write_key(path, content)
    desk.keyring.name_destroyed(gone)


async def batches(file: Path, private: bytes) -> AsyncIterator[Batch | Tail]:
    for n, frame in enumerate(frames(file, private)):
        if n == 0:
            _head(frame, "data", file)
            continue
        value = msgspec.msgpack.decode(frame)
        if isinstance(value, dict):
            yield msgspec.convert(value, Tail)
        else:
            yield msgspec.convert(value, Batch)


def _head(frame: bytes, kind: str, file: Path) -> None:
    head = msgspec.msgpack.decode(frame, type=Head)
    if head.kind != kind:
        raise Wrong(f"{file} holds {head.kind}, not {kind}: put it where it belongs.")
    if head.revision != newest_revision():
        raise Wrong(
            f"{file} was made by Lykta {head.version}, whose tables are others: restore it with "
            "that version, and upgrade after."
        )


def _newest(folder: Path) -> Path:
    found = sorted(folder.glob("*.lykta"))
    if not found:
        raise Wrong(f"There is no backup in {folder}.")
    return found[-1]


def _destroyed(directory: Path) -> set[str]:
    path = directory / DESTROYED
    return set(path.read_text().split()) if path.is_file() else set()


def _name_destroyed(desk: Desk, directory: Path) -> None:
    named = sorted(_destroyed(directory) | desk.keyring.destroyed())
    write_whole(directory / DESTROYED, "".join(f"{key}\n" for key in named).encode())


def _let_go(directory: Path, now: datetime) -> None:
    for kind, keep in KEEP.items():
        oldest = f"{now - keep:{NAMED}}.lykta"
        for path in sorted((directory / kind).glob("*.lykta"))[:-1]:
            if path.name < oldest:
                path.unlink()


def _encode(value: Any) -> bytes:
    return msgspec.msgpack.encode(value)

"""The access log is proved: checkpoints signed and carried away, the chain and they compared.

The chain finds an edit, a deletion in its midst and a hole. Only a checkpoint finds an end cut
off, or everything written anew; and only one that lies elsewhere finds that the checkpoints here
were written anew too.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from lykta.domain import retention
from lykta.intake.desk import Desk
from lykta.letters import base64
from lykta.store import audit, checkpoints, ledger, people
from lykta.store.checkpoints import Signed
from lykta.store.engine import Connection
from lykta.vault.checkpoint_key import CheckpointKey

EVERY = timedelta(minutes=15)
PAGE = 1000


class Statement(Struct):
    """What is signed: these bytes, as they are."""

    unit: str
    seq: int
    hash: str
    at: datetime


class Carried(Struct):
    """A line of the file that is carried away."""

    statement: str
    signature: str


async def checkpoint(desk: Desk, unit: str) -> Carried | None:
    """Where the log of this unit stands, signed when it last moved. None while it is empty."""
    key = CheckpointKey(desk.keyring.directory)
    async with desk.database.write(unit) as connection:
        await ledger.lock(connection, unit)
        seq, last = await audit.head(connection, unit)
        signed = await checkpoints.last(connection, unit)
        if seq > (signed.seq if signed else 0):
            statement = msgspec.json.encode(Statement(unit, seq, last.hex(), desk.now()))
            signed = Signed(seq, statement, key.sign(statement))
            await checkpoints.add(connection, unit, signed)
    if signed is None:
        return None
    return Carried(base64.encode(signed.statement), base64.encode(signed.signature))


async def checkpoint_when_due(desk: Desk, unit: str) -> None:
    async with desk.database.read(unit) as connection:
        kept = await checkpoints.last(connection, unit)
    said = _read(kept) if kept else None
    if said is None or desk.now() - said.at >= EVERY:
        await checkpoint(desk, unit)


class Verified(Struct):
    entries: int
    checkpoints: int
    carried: int
    faults: list[str]
    """A sentence each."""


async def verify(
    desk: Desk, unit: people.Unit, carried: Iterable[Carried], public: Path | None
) -> Verified:
    """Reads the whole log of a unit once."""
    key = CheckpointKey(desk.keyring.directory)
    async with desk.database.read(unit.id) as connection:
        kept = await checkpoints.all_of(connection, unit.id)
    away = [_signed(each) for each in carried]
    faults: list[str] = []
    expected: dict[int, set[str]] = {}
    number = [0, 0]
    for where, source in enumerate((kept, away)):
        for signed in source:
            statement = _read(signed)
            if statement is not None and statement.unit != unit.id:
                continue
            number[where] += 1
            if statement is None or not key.verifies(signed.statement, signed.signature, public):
                faults.append(f"A checkpoint at entry {signed.seq} is not signed by our key.")
                continue
            expected.setdefault(statement.seq, set()).add(statement.hash)
    entries = 0
    start = await _begins(desk, unit.id, expected, faults)
    async for seq, before in _chain(desk, unit.id, start, faults):
        entries = seq
        if expected.pop(seq, {before.hex()}) != {before.hex()}:
            faults.append(f"Entry {seq} is not what it was when its checkpoint was signed.")
    faults += [
        f"Entry {seq} stood here when its checkpoint was signed, and is gone."
        for seq in sorted(expected)
    ]
    return Verified(entries, number[0], number[1], list(dict.fromkeys(faults)))


async def _begins(
    desk: Desk, unit: str, expected: Mapping[int, set[str]], faults: list[str]
) -> tuple[int, bytes]:
    """(seq, hash) before the first entry. A log may have been shortened where its checkpoint says
    what stood there, and only of what was old enough (RE1).
    """
    async with desk.database.read(unit) as connection:
        first = await audit.links(connection, unit, 0, 1)
        kept = await checkpoints.last_before(connection, unit, first[0].seq) if first else None
    if not first or first[0].seq == 1:
        return 0, audit.START
    seq = first[0].seq - 1
    hashes = expected.get(seq, set())
    said = _read(kept) if kept and kept.seq == seq else None
    if said is None or len(hashes) != 1:
        faults.append(f"Entry {seq} and all before it are missing, and no checkpoint says why.")
        return 0, audit.START
    if desk.now() - said.at < timedelta(days=retention.CLASSES["log"].least):
        faults.append(f"Entry {seq} and those before it were taken away before their time.")
    return seq, bytes.fromhex(next(iter(hashes)))


async def _chain(
    desk: Desk, unit: str, start: tuple[int, bytes], faults: list[str]
) -> AsyncIterator[tuple[int, bytes]]:
    """(seq, hash) of each entry, the hash as it is worked out anew."""
    seq, last = start
    if seq:
        yield seq, last
    while True:
        async with desk.database.read(unit) as connection:
            page = await audit.links(connection, unit, seq, PAGE)
        for link in page:
            if link.seq != seq + 1:
                faults.append(f"Entry {seq + 1} is missing.")
            seq, last = link.seq, audit.chained(last, link.entry)
            if last != link.hash:
                faults.append(f"Entry {seq} was changed, or one before it was.")
                # Said once: what follows is looked at by itself.
                last = link.hash
            if _number(link) != seq:
                faults.append(f"Entry {seq} calls itself by another number.")
            yield seq, last
        if len(page) < PAGE:
            return


async def count_before(connection: Connection, unit: str, before: datetime) -> int:
    """Entries that may go: up to the last checkpoint that was signed by then."""
    cut = await _cut(connection, unit, before)
    return 0 if cut is None else await audit.count_up_to(connection, unit, cut)


async def shorten(connection: Connection, unit: str, before: datetime) -> int:
    """Takes those away; how many. The caller holds the unit's lock, and on PostgreSQL owns the
    tables: the desk's own role can add to the log, and nothing else.
    """
    cut = await _cut(connection, unit, before)
    if cut is None:
        return 0
    await checkpoints.end_before(connection, unit, cut)
    return await audit.end_up_to(connection, unit, cut)


async def _cut(connection: Connection, unit: str, before: datetime) -> int | None:
    """The number of the last checkpoint from before then: what it says is how the log begins."""
    cut = None
    for signed in await checkpoints.all_of(connection, unit):
        said = _read(signed)
        if said is None or said.at > before:
            break
        cut = signed.seq
    return cut


def _number(link: audit.Link) -> int | None:
    try:
        return link.read().seq
    except msgspec.MsgspecError:
        return None


def _read(signed: Signed) -> Statement | None:
    try:
        return msgspec.json.decode(signed.statement, type=Statement)
    except msgspec.MsgspecError:
        return None


def _signed(carried: Carried) -> Signed:
    statement = base64.decode(carried.statement) or b""
    signed = Signed(0, statement, base64.decode(carried.signature) or b"")
    said = _read(signed)
    return signed._replace(seq=said.seq) if said else signed


def read_carried(path: Path) -> list[Carried]:
    """One JSON object a line, as `lykta audit checkpoint` prints them. Raises OSError or
    msgspec.MsgspecError.
    """
    lines = path.read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Carried) for line in lines if line.strip()]

"""As fast as it could be: the same letters verified, opened and committed by one process that
decides nothing, answers nobody and speaks no HTTP.
"""

import asyncio
import json
import sqlite3
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import asyncpg
import msgspec
import sqlalchemy as sa

from lykta.letters.parcel import Parcel, read_letter
from lykta.letters.seal import open_sealed
from lykta.letters.sign import letter_message, public_key, verify
from lykta.vault.keyring import Keyring

from .sealed_letters import Sender

COLUMNS = ("id", "device", "seq", "at", "op")
_TABLE = "CREATE TABLE plain (id {0} PRIMARY KEY, device {0}, seq bigint, at {1}, op {2})"
_UNNEST = """
INSERT INTO plain SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[],
  $5::bytea[]) ON CONFLICT DO NOTHING
"""
_ONE = "INSERT OR IGNORE INTO plain VALUES (?, ?, ?, ?, ?)"


class Plain(NamedTuple):
    """What is kept of a letter."""

    id: str
    device: str
    seq: int
    at: datetime
    op: bytes


def opened(parcel: bytes, sender: Sender, keyring: Keyring) -> list[Plain]:
    """Keys are read once a parcel, not once a letter."""
    public = public_key(sender.device.public_point())
    private = keyring.ingest(sender.unit, sender.key.id)
    assert public is not None
    assert private is not None
    found = []
    for raw in msgspec.json.decode(parcel, type=Parcel).letters:
        letter = read_letter(raw)
        head = letter.header
        assert verify(public, letter.signature, letter_message(letter.header_bytes, letter.sealed))
        op = open_sealed(letter.sealed, letter.header_bytes, private)
        assert op is not None
        found.append(Plain(head.id, head.device, head.seq, head.at, op))
    return found


def closed(parcel: bytes) -> list[Plain]:
    """The same without the crypto: the letter as it came."""
    found = []
    for raw in msgspec.json.decode(parcel, type=Parcel).letters:
        letter = read_letter(raw)
        head = letter.header
        found.append(Plain(head.id, head.device, head.seq, head.at, letter.sealed))
    return found


Work = Sequence[tuple[Sender, bytes]]


async def on_postgresql(url: str, work: Work, keyring: Keyring | None) -> float:
    """Seconds; without a keyring nothing is opened."""
    at = sa.make_url(url)
    connection = await asyncpg.connect(
        host=at.host, port=at.port, user=at.username, database=at.database
    )
    try:
        await connection.execute("DROP TABLE IF EXISTS plain")
        await connection.execute(_TABLE.format("uuid", "timestamptz", "bytea"))
        statement = await connection.prepare(_UNNEST)
        begun = time.perf_counter()
        for sender, parcel in work:
            rows = opened(parcel, sender, keyring) if keyring else closed(parcel)
            await statement.fetch(*map(list, zip(*rows, strict=True)))
        return time.perf_counter() - begun
    finally:
        await connection.close()


async def on_sqlite(file: Path, work: Work, keyring: Keyring | None) -> float:
    """Seconds; as durable as the desk's own (WAL, FULL)."""

    def run() -> float:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("DROP TABLE IF EXISTS plain")
        connection.execute(_TABLE.format("text", "text", "blob"))
        begun = time.perf_counter()
        for sender, parcel in work:
            rows = opened(parcel, sender, keyring) if keyring else closed(parcel)
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_ONE, [(*row[:3], row.at.isoformat(), row.op) for row in rows])
            connection.execute("COMMIT")
        took = time.perf_counter() - begun
        connection.close()
        return took

    return await asyncio.to_thread(run)


def as_documents(parcels: Sequence[bytes]) -> list[list[dict[str, str]]]:
    """The same letters for a server that keeps JSON, each under its own id."""
    found = []
    for parcel in parcels:
        letters = json.loads(parcel)["letters"]
        ids = [read_letter(msgspec.Raw(msgspec.json.encode(each))).header.id for each in letters]
        found.append([{"id": id, **each} for id, each in zip(ids, letters, strict=True)])
    return found

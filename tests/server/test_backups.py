"""Copies that are taken while all runs, carried apart, and brought back: on either database."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from msgspec import structs

from lykta.reading.one import open_one
from lykta.settings import Settings, Wrong
from lykta.store import copying, people, tables
from lykta.store.engine import Database
from lykta.store.schema import upgrade
from lykta.upkeep import audit, backup, check, keys
from lykta.vault.sealed_file import SealedFile, Unopened, frames, new_pair
from tests.phones.bodies import seller
from tests.postgres import Cluster
from tests.server.inside import Inside

NOTE = "Påhittad anteckning om någon som inte finns."


@pytest.fixture
async def desk(fresh: Settings) -> AsyncIterator[Inside]:
    async with aclosing(Inside(fresh)) as inside:
        await inside.open_unit()
        yield inside


async def elsewhere(desk: Inside, postgres: Cluster, folder: Path) -> Settings:
    """An empty database of the same kind, and no keys."""
    await asyncio.to_thread(folder.mkdir)
    url = f"sqlite+aiosqlite:///{folder / 'lykta.db'}"
    if desk.desk.database.name == "postgresql":
        url = postgres.fresh_database()
    await migrated(url)
    return structs.replace(desk.settings, data=folder, keys=folder / "keys", database=url)


async def migrated(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


def sealing(desk: Inside, folder: Path) -> bytes:
    private = folder / "private.pem"
    backup.make_key(desk.desk, private)
    return private.read_bytes()


async def test_what_was_copied_comes_back_and_phones_bring_the_rest(
    desk: Inside, postgres: Cluster, tmp_path: Path
) -> None:
    """[F30] [F68] Texts open, the log verifies, and what came after the copy is taken in once."""
    private = sealing(desk, tmp_path)
    ada, siv = await desk.hand("worker"), await desk.hand("supervisor")
    first, later = ada.new_id(), ada.new_id()
    letters = [ada.write("contact.record", first, seller(desk.now, note=NOTE))]
    assert await desk.carry(*letters) == ["applied"]
    async with desk.doors(siv) as phone:
        await phone.sign_in()
    await open_one(desk.desk, siv.actor, "contact", str(first))
    await audit.checkpoint(desk.desk, desk.unit)
    made = await backup.backup(desk.desk, tmp_path / "copies")
    letters.append(ada.write("contact.record", later, seller(desk.now)))
    assert await desk.carry(letters[1]) == ["applied"]
    epoch = (await desk.post(letters[0])).epoch

    async with aclosing(Inside(await elsewhere(desk, postgres, tmp_path / "new"))) as there:
        there.unit, there.now = desk.unit, desk.now
        counts = await backup.restore(there.desk, tmp_path / "copies", private)
        assert counts == made.counts
        assert counts["row"] > 0
        assert "session" not in counts, "nobody is signed in to a copy"
        await check.must_hold(there.desk)
        answer = await there.post(*letters)
        assert [each.outcome for each in answer.receipts] == ["applied", "applied"]
        assert answer.epoch != epoch
        assert (await there.post(*letters)).receipts == answer.receipts
        opened = await open_one(there.desk, siv.actor, "contact", str(first))
        assert NOTE in str(opened)
        async with there.desk.database.read() as connection:
            (unit,) = [each for each in await people.units(connection) if each.id == desk.unit]
        found = await audit.verify(there.desk, unit, [], None)
        assert found.faults == []
        assert found.checkpoints == 1


async def test_a_copy_is_of_one_moment(desk: Inside, tmp_path: Path) -> None:
    """Letters come in all the while; no receipt is there without what it is the receipt of."""
    private = sealing(desk, tmp_path)
    ada = await desk.hand("worker")
    done = asyncio.Event()

    async def write() -> None:
        while not done.is_set():
            await desk.carry(ada.write("contact.record", ada.new_id(), seller(desk.now)))

    writing = asyncio.create_task(write())
    try:
        for n in range(4):
            desk.now += timedelta(seconds=1)
            made = await backup.backup(desk.desk, tmp_path / str(n))
            held = [
                batch
                async for batch in backup.batches(made.data, private)
                if isinstance(batch, copying.Batch)
            ]

            def of(name: str, column: str, held: list[copying.Batch] = held) -> list[str]:
                return [
                    row[batch.columns.index(column)]
                    for batch in held
                    if batch.table == name
                    for row in batch.rows
                ]

            contacts = of("fact_contact", "id")
            assert len(of("receipt", "op_id")) == len(contacts)
            assert set(contacts) <= set(of("row", "id"))
    finally:
        done.set()
        await writing


async def test_a_desk_moves_from_one_database_to_another(
    desk: Inside, postgres: Cluster, tmp_path: Path
) -> None:
    """From SQLite to PostgreSQL, or back: row for row the same."""
    ada = await desk.hand("worker")
    for _ in range(3):
        await desk.carry(ada.write("contact.record", ada.new_id(), seller(desk.now, note=NOTE)))
    other = f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
    if desk.desk.database.name == "sqlite":
        other = postgres.fresh_database()
    await migrated(other)
    async with aclosing(Inside(structs.replace(desk.settings, database=other))) as there:
        counts = await backup.move(desk.desk, there.desk)
        assert await everything(there.desk.database) == await everything(desk.desk.database)
        assert counts["row"] > 3
        if there.desk.database.name == "postgresql":
            name = other.rpartition("/")[2]
            known = postgres.sql(
                "SELECT reltuples FROM pg_class WHERE oid = '\"row\"'::regclass", name
            )
            assert float(known) == counts["row"], "its planner takes the table to be empty"
        with pytest.raises(Wrong, match="holds units already"):
            await backup.move(desk.desk, there.desk)
        there.unit, there.now = desk.unit, desk.now
        again = ada.write("contact.record", ada.new_id(), seller(desk.now))
        assert await there.carry(again) == ["applied"]


async def everything(database: Database) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    async for batch in copying.read_all(database):
        # The one keeps the order of a document's names, the other does not.
        said = (msgspec.json.encode(row, order="sorted").decode() for row in batch.rows)
        held.setdefault(batch.table, []).extend(said)
    return {name: sorted(rows) for name, rows in held.items()}


async def test_what_was_destroyed_stays_shut_in_every_copy(
    desk: Inside, postgres: Cluster, tmp_path: Path
) -> None:
    """[RE2] [A105] A key that is gone is gone from an older copy too: the list says so."""
    private = sealing(desk, tmp_path)
    ada = await desk.hand("worker")
    id = ada.new_id()
    await desk.carry(ada.write("contact.record", id, seller(desk.now, note=NOTE)))
    old = desk.desk.keyring.keks()[0]
    await backup.backup(desk.desk, tmp_path / "copies")
    # Deleted here, its text is wrapped by nothing newer; then the months pass.
    async with desk.desk.database.write(desk.unit) as connection:
        await connection.execute(sa.delete(tables.text).where(tables.text.c.unit_id == desk.unit))
    for days in (31, 31, 31):
        desk.now += timedelta(days=days)
        await keys.rotate(desk.desk)
    assert old in desk.desk.keyring.destroyed()
    # The list goes to where the copies are; the copy itself is older.
    (tmp_path / "copies" / "destroyed.txt").write_text(f"{old}\n")
    async with aclosing(Inside(await elsewhere(desk, postgres, tmp_path / "new"))) as there:
        there.unit, there.now = desk.unit, desk.now
        await backup.restore(there.desk, tmp_path / "copies", private)
        assert old not in there.desk.keyring.keks()
        assert old in there.desk.keyring.destroyed()
        assert not any(
            NOTE.encode() in path.read_bytes() for path in there.settings.keys.rglob("*.key")
        )


async def test_half_a_desk_is_not_served(
    desk: Inside, postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = sealing(desk, tmp_path)
    ada = await desk.hand("worker")
    await desk.carry(ada.write("contact.record", ada.new_id(), seller(desk.now)))
    await backup.backup(desk.desk, tmp_path / "copies")
    async with aclosing(Inside(await elsewhere(desk, postgres, tmp_path / "new"))) as there:

        async def dies(database: Database, batch: copying.Batch) -> None:
            if batch.table == "row":
                raise OSError("the machine stopped")
            await put(database, batch)

        put = copying.put_all
        monkeypatch.setattr(copying, "put_all", dies)
        with pytest.raises(OSError, match="stopped"):
            await backup.restore(there.desk, tmp_path / "copies", private)
        monkeypatch.undo()
        there.desk.keyring.make_kek(desk.now)
        with pytest.raises(Wrong, match="did not come to its end"):
            await check.must_hold(there.desk)
        with pytest.raises(Wrong, match="holds units already"):
            await backup.restore(there.desk, tmp_path / "copies", private)


async def test_old_copies_go_and_those_of_the_keys_sooner(desk: Inside, tmp_path: Path) -> None:
    sealing(desk, tmp_path)
    for _ in range(14):
        await backup.backup(desk.desk, tmp_path / "copies")
        desk.now += timedelta(days=10)
    assert len(list((tmp_path / "copies" / "data").glob("*"))) == 10
    assert len(list((tmp_path / "copies" / "keys").glob("*"))) == 2


async def test_without_a_key_there_is_no_backup(desk: Inside, tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="lykta keys backup"):
        await backup.backup(desk.desk, tmp_path)
    sealing(desk, tmp_path)
    with pytest.raises(Wrong, match="is there already"):
        backup.make_key(desk.desk, tmp_path / "private.pem")


FRAMES = [b"one", b"", b"three" * 1000]


def sealed(path: Path) -> tuple[bytes, bytes]:
    """(the file, the private key)."""
    private, public = new_pair()
    with SealedFile(path, public) as file:
        for each in FRAMES:
            file.write(each)
    return path.read_bytes(), private


def test_a_file_that_was_changed_anywhere_does_not_open(tmp_path: Path) -> None:
    """A bit flipped, a frame left out, moved or cut off, something hung on: none goes unnoticed."""
    path = tmp_path / "copy"
    whole, private = sealed(path)
    assert list(frames(path, private)) == FRAMES
    chance = random.Random(7)
    spoiled = [whole[:n] for n in (0, 10, len(whole) - 1, len(whole) - 20, len(whole) // 2)]
    spoiled.append(whole + b"\0")
    for at in {*range(40), *chance.sample(range(len(whole)), 60)}:
        spoiled.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    start = whole.index(b"lykta/backup/1\n") + 15
    body = start + 2 + int.from_bytes(whole[start : start + 2], "big")
    pieces = []
    while body < len(whole):
        size = 4 + int.from_bytes(whole[body : body + 4], "big")
        pieces.append(whole[body : body + size])
        body += size
    head = whole[: len(whole) - sum(map(len, pieces))]
    for order in ((0, 2, 3), (1, 0, 2, 3), (0, 1, 2), (0, 1, 3), (3,)):
        spoiled.append(head + b"".join(pieces[n] for n in order))
    for n, content in enumerate(spoiled):
        path.write_bytes(content)
        assert opened(path, private) is None, f"spoiled file {n} opened"


def opened(path: Path, private: bytes) -> list[bytes] | None:
    try:
        return list(frames(path, private))
    except Unopened:
        return None


def test_another_key_opens_nothing_and_a_torn_copy_is_none(tmp_path: Path) -> None:
    path = tmp_path / "copy"
    sealed(path)
    with pytest.raises(Unopened, match="does not open with this key"):
        list(frames(path, new_pair()[0]))
    torn = tmp_path / "torn"
    with pytest.raises(OSError, match="full"), SealedFile(torn, new_pair()[1]) as file:  # noqa: PT012
        file.write(b"half")
        raise OSError("the disk is full")
    assert list(tmp_path.glob("torn*")) == []

"""Is it the weather or a bug of ours? The database's many errors, told apart (F07, F71, F74)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from lykta.domain import ops
from lykta.domain.rows import Row
from lykta.intake import take_in
from lykta.settings import Wrong
from lykta.store import rows, tables
from lykta.store.engine import Database, Unavailable, Unwritable
from lykta.store.puts import Put
from lykta.store.schema import is_current, upgrade
from tests.desk import free_port
from tests.phones.bodies import contact, under_18
from tests.phones.outbox import duty_of
from tests.postgres import Cluster
from tests.server.inside import Inside, parcel


async def put(inside: Inside, **columns: Any) -> None:
    async with inside.desk.database.write(inside.unit) as connection:
        await connection.execute(sa.insert(tables.receipt).values(**columns))


def a_receipt(inside: Inside, **columns: Any) -> dict[str, Any]:
    return {
        "unit_id": inside.unit,
        "device_id": inside.unit,
        "op_id": inside.unit,
        "seq": 1,
        "header_hash": b"",
        "sealed_hash": b"",
        "outcome": "applied",
        "received_at": inside.now,
    } | columns


async def test_values_that_the_database_would_not_take_are_a_bug(inside: Inside) -> None:
    """Not the weather: trying again would not help, and would hold up every other letter."""
    await put(inside, **a_receipt(inside))
    another = {"op_id": "00000000-0000-4000-8000-000000000000"}
    wrong: list[dict[str, Any]] = [{}, another | {"seq": None}]
    if inside.desk.database.name == "postgresql":
        wrong += [another | {"outcome": "a\0b"}, another | {"problem": {"code": "a\0b"}}]
        wrong += [{"op_id": "nonsense"}]
    for columns in wrong:
        with pytest.raises(Unwritable):
            await put(inside, **a_receipt(inside, **columns))


async def test_a_statement_that_is_wrong_is_a_bug(inside: Inside) -> None:
    with pytest.raises((Unwritable, Unavailable)) as error:
        async with inside.desk.database.read() as connection:
            await connection.execute(sa.text("SELECT nothing FROM nowhere"))
    if inside.desk.database.name == "postgresql":
        assert error.type is Unwritable


@pytest.mark.parametrize("host", ["127.0.0.1:{closed}/lykta", "127.0.0.1:{open}/nowhere"])
async def test_a_server_or_a_database_that_is_not_there_is_weather(
    postgres: Cluster, host: str
) -> None:
    """[F72] Whatever the driver calls it; also for the migrations, which ask first."""
    place = host.format(closed=free_port(), open=postgres.port)
    await is_not_to_be_had(Database(f"postgresql+asyncpg://lykta@{place}"))


async def is_not_to_be_had(database: Database) -> None:
    async def read(database: Database) -> None:
        async with database.read():
            pass

    async def write(database: Database) -> None:
        async with database.write():
            pass

    for ask in (read, write, is_current, upgrade):
        with pytest.raises(Unavailable):
            await ask(database)
    await database.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://lykta@host:port/lykta",
        "postgresql+asyncpg://[::1/lykta",
        "sqlite+aiosqlite://host/lykta.db",
        "sqlite+aiosqlite:////no/such/directory/lykta.db",
    ],
)
def test_an_address_that_is_none_is_wrong(url: str) -> None:
    """Said in a sentence that names the setting."""
    with pytest.raises(Wrong, match="LYKTA_DATABASE"):
        Database(url)


async def test_one_letter_that_cannot_be_written_fails_alone(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F07] The whole is refused by the database, so each is tried by itself; `failed` is not for
    ever, and nothing of it is left behind.
    """
    ada = await inside.hand()
    ids = [ada.new_id() for _ in range(5)]
    letters = [ada.write("contact.record", id, under_18(inside.now)) for id in ids]
    whole = rows.saved

    def saved(unit: str, changed: Iterable[Row], now: datetime, **how: bool) -> Put:
        """One of them without what the table insists on."""
        put = whole(unit, changed, now, **how)
        spoilt = [row | {"kind": None} if row["id"] == str(ids[2]) else row for row in put.rows]
        return put._replace(rows=spoilt)

    with monkeypatch.context() as spoiled:
        spoiled.setattr(rows, "saved", saved)
        answer = await take_in(inside.desk, parcel(*letters))
    outcomes = [each.outcome for each in answer.receipts]
    assert outcomes == ["applied", "applied", "failed", "applied", "applied"]
    failed = answer.receipts[2]
    assert failed.problem is not None
    assert failed.problem.code == "server.fault"
    assert failed.problem.incident
    assert not await ada.sees("contact", ids[2])
    assert not await ada.sees("follow_up", duty_of(ids[2]))
    assert await inside.carry(*letters) == ["applied"] * 5
    assert await ada.sees("contact", ids[2])


async def test_a_bug_in_deciding_one_letter_is_a_number_and_leaves_nothing(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F07] The number can be read out; the letter is tried again later."""
    ada = await inside.hand()
    ids = [ada.new_id() for _ in range(3)]
    letters = [ada.write("contact.record", id, contact(inside.now)) for id in ids]
    decide = ops.decide

    def stumbles(op: Any, body: Any, scene: Any) -> Any:
        decision = decide(op, body, scene)
        if op.subject == str(ids[1]):
            raise KeyError("Påhittat namn")
        return decision

    with monkeypatch.context() as spoiled:
        spoiled.setattr(ops, "decide", stumbles)
        assert await inside.carry(*letters) == ["applied", "failed server.fault", "applied"]
    assert await inside.carry(*letters) == ["applied"] * 3

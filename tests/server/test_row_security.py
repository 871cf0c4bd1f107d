"""On PostgreSQL another unit's rows do not exist, whatever the code above forgets (VI1)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import msgspec
import pytest
import sqlalchemy as sa

from lykta.domain.bodies import ContactFacts
from lykta.domain.ids import duty_of
from lykta.domain.notices import Notice
from lykta.settings import Settings
from lykta.store import checkpoints, choices, notices, publications, push, tables
from lykta.store.choices import Choice
from lykta.store.engine import Database, Unwritable
from lykta.store.facts import saved
from lykta.store.puts import put
from lykta.upkeep.audit import checkpoint
from tests.phones.bodies import (
    activity,
    completion,
    contact,
    disclosure,
    report,
    shift_start,
    under_18,
    wants_a_call,
)
from tests.postgres import Cluster
from tests.server.inside import Inside, made

OUTSIDE = {
    "alembic_version": "holds nothing of any unit",
    "unit": "its name and clock; read before a unit's context can exist",
    "device": "whose letter is it? asked before its unit is known",
    "ingest_key": "public halves",
    "invitation": "looked up by the hash of its code",
    "challenge": "looked up by its hash",
    "session": "looked up by the hash of its token",
    "passkey": "public halves; needed before it is known who asks",
}
"""Tables without row security, and why."""
BEHIND = sorted(table.name for table in tables.OF_A_UNIT)


class TwoUnits:
    def __init__(self, cluster: Cluster, database: Database, ours: str, theirs: str) -> None:
        self.cluster = cluster
        self.database = database
        self.ours = ours
        self.theirs = theirs

    @property
    def name(self) -> str:
        return self.database.url.rpartition("/")[2]

    def as_superuser(self, statement: str) -> list[str]:
        return self.cluster.sql(statement, self.name).splitlines()

    async def count(self, table: str, unit: str | None) -> int:
        async with self.database.read(unit) as connection:
            found = await connection.execute(
                sa.select(sa.func.count()).select_from(sa.table(table))
            )
            return int(found.scalar_one())


@pytest.fixture(scope="module")
def walls(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, str, str]:
    """A database, and the ids of two units in it."""
    settings = made(tmp_path_factory.mktemp("walls"), postgres.fresh_database())
    return settings, asyncio.run(inhabited(settings)), asyncio.run(inhabited(settings))


async def inhabited(settings: Settings) -> str:
    """A unit with something in every table."""
    async with aclosing(Inside(settings)) as inside:
        await inside.open_unit()
        ada = await inside.hand()
        body = wants_a_call(inside.now, ada.new_id())
        await ada.did("contact.record", ada.new_id(), body | {"note": "Påhittat."})
        await ada.did("contact.record", ada.new_id(), contact(inside.now, not_offered=...))
        await ada.did("shift.start", ada.new_id(), shift_start(inside.now))
        child = ada.new_id()
        await ada.did("contact.record", child, under_18(inside.now))
        done = completion("LINKED", report=report(inside.now))
        await ada.did("follow_up.complete", duty_of(str(child)), done)
        await ada.did("activity.record", ada.new_id(), activity())
        siv = await inside.hand("supervisor")
        told = disclosure(siv.member)
        assert await siv.did("disclosure.record", siv.new_id(), told) == "applied"
        await ada.read()
        facts = msgspec.json.decode(msgspec.json.encode(contact(inside.now)), type=ContactFacts)
        async with inside.desk.database.write(inside.unit) as connection:
            await put(connection, *saved(inside.unit, [], {str(ada.new_id()): facts}))
            await publications.publish(
                connection, inside.unit, 2025, inside.now, ada.member, {"of": "nothing"}
            )
            sealed = push.Subscription("2026-10", b"\1", b"\2")
            await push.subscribe(connection, inside.unit, ada.device, sealed, b"\3", inside.now)
            given = Notice(ada.member, "assigned", str(ada.new_id()), "1", inside.now)
            await notices.add(connection, inside.unit, [(given, inside.now)])
            await notices.take_turn(connection, inside.unit, inside.now)
            await choices.choose(connection, inside.unit, ada.member, Choice([], None))
            said = checkpoints.Reviewed(1, "ok", ada.member, inside.now)
            await checkpoints.review(connection, inside.unit, said)
        assert await checkpoint(inside.desk, inside.unit)
        return inside.unit


@pytest.fixture
async def two(walls: tuple[Settings, str, str], postgres: Cluster) -> AsyncIterator[TwoUnits]:
    settings, ours, theirs = walls
    async with aclosing(Inside(settings)) as inside:
        yield TwoUnits(postgres, inside.desk.database, ours, theirs)


async def test_every_table_is_behind_row_security_or_named_as_outside(two: TwoUnits) -> None:
    """Enabled and forced: the owner is bound by it too. A new table must find its place here."""
    found = two.as_superuser(
        "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    )
    walled = dict(line.split("|") for line in found)
    assert {name for name, is_walled in walled.items() if is_walled == "f"} == set(OUTSIDE)
    assert sorted(name for name, is_walled in walled.items() if is_walled == "t") == BEHIND


async def test_every_wall_is_one_policy_for_all_that_names_the_unit_both_ways(
    two: TwoUnits,
) -> None:
    """Permissive policies add up: a second one would be a second door."""
    found = two.as_superuser(
        "SELECT tablename, permissive, roles, cmd, qual = with_check FROM pg_policies ORDER BY 1"
    )
    assert found == [f"{name}|PERMISSIVE|{{public}}|ALL|t" for name in BEHIND]


async def test_every_table_with_a_unit_is_one_of_these(two: TwoUnits) -> None:
    """`unit_id` outside the wall stands only where it is looked up before a context exists."""
    found = two.as_superuser(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'unit_id'"
        " AND table_schema = 'public'"
    )
    assert set(found) == {*BEHIND, "device", "ingest_key", "invitation"}


async def test_the_desk_is_no_superuser_and_cannot_step_around(two: TwoUnits) -> None:
    """The owner of the tables, and still bound."""
    (role,) = two.as_superuser(
        "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'lykta'"
    )
    assert role == "f|f"
    owners = two.as_superuser(
        "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
    )
    assert owners == ["lykta"]


@pytest.mark.parametrize("table", BEHIND)
async def test_without_a_unit_and_as_another_there_are_no_rows(two: TwoUnits, table: str) -> None:
    """[VI1] No context, no rows; another unit's context, only its own; a wrong one, none."""
    (there,) = two.as_superuser(
        f"SELECT count(*) FILTER (WHERE unit_id = '{two.ours}'),"  # noqa: S608
        f" count(*) FILTER (WHERE unit_id = '{two.theirs}') FROM \"{table}\""
    )
    ours, theirs = map(int, there.split("|"))
    assert min(ours, theirs) > 0, "nothing to hide: the story must leave something here"
    assert await two.count(table, None) == 0
    assert await two.count(table, two.ours) == ours
    assert await two.count(table, two.theirs) == theirs
    assert await two.count(table, "00000000-0000-4000-8000-000000000000") == 0


async def test_a_context_that_is_no_unit_fails_closed(two: TwoUnits) -> None:
    """No rows, or no answer at all."""
    assert await two.count("row", "") == 0
    with pytest.raises(Unwritable):
        await two.count("row", "nonsense")


async def test_nobody_writes_into_another_unit(two: TwoUnits) -> None:
    """[VI1] Neither a new row, nor by moving one's own, nor by touching or deleting theirs."""
    ours, theirs = two.ours, two.theirs
    before = await two.count("audit", theirs)
    moves = f"UPDATE audit SET unit_id = '{theirs}', seq = seq + 100"  # noqa: S608
    puts = f"INSERT INTO audit VALUES ('{theirs}', 99, '', '')"  # noqa: S608
    for statement in (moves, puts):
        with pytest.raises(Unwritable):
            async with two.database.write(ours) as connection:
                await connection.execute(sa.text(statement))
    async with two.database.write(ours) as connection:
        for statement in ("UPDATE audit SET hash = ''", "DELETE FROM audit"):
            done = await connection.execute(sa.text(f"{statement} WHERE unit_id = '{theirs}'"))
            assert done.rowcount == 0
    assert await two.count("audit", theirs) == before > 0


async def test_nothing_stays_in_a_pooled_connection(two: TwoUnits) -> None:
    """The context ends with its transaction: after a commit, and after a failure."""
    database = two.database
    backends = set()
    for unit in (two.ours, None, two.theirs, None):
        async with database.read(unit) as connection:
            backend = await connection.execute(sa.text("SELECT pg_backend_pid()"))
            backends.add(backend.scalar_one())
            units = await connection.execute(sa.select(tables.row.c.unit_id).distinct())
            assert list(units.scalars()) == ([unit] if unit else [])
    with pytest.raises(ZeroDivisionError):
        async with database.write(two.ours):
            raise ZeroDivisionError
    assert await two.count("row", None) == 0
    assert len(backends) == 1, "one connection served them all, so it could have remembered"


async def test_a_table_spared_from_row_security_would_be_noticed(two: TwoUnits) -> None:
    """The counting above can see: without the wall the rows are there."""
    two.as_superuser('ALTER TABLE "text" NO FORCE ROW LEVEL SECURITY')
    try:
        assert await two.count("text", None) > 0
    finally:
        two.as_superuser('ALTER TABLE "text" FORCE ROW LEVEL SECURITY')
    assert await two.count("text", None) == 0

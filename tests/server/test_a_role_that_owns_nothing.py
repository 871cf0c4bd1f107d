"""On PostgreSQL the desk works as a role that owns no table: what can it not do (H11, H15)?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec import structs

from lykta.settings import Settings
from lykta.store.engine import Unwritable
from lykta.upkeep.audit import checkpoint
from tests.phones.bodies import seller
from tests.postgres import Cluster
from tests.server.inside import ORIGIN, Inside
from tests.server.terminal import Terminal

ROLE = "lykta_desk"


@pytest.fixture
def settings(postgres: Cluster, tmp_path: Path) -> Settings:
    """A database migrated by its owner, and the desk's own role for the rest."""
    if ROLE not in postgres.sql("SELECT rolname FROM pg_roles").splitlines():
        postgres.sql(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
    owner = postgres.fresh_database()
    desk = owner.replace("//lykta@", f"//{ROLE}@")
    settings = Settings(tmp_path, tmp_path / "keys", desk, ORIGIN, owner=owner)
    said = Terminal(settings).run("migrate", LYKTA_DATABASE_OWNER=owner)
    assert said.code == 0, said
    return settings


@pytest.fixture
async def inside(settings: Settings) -> AsyncIterator[Inside]:
    async with aclosing(Inside(settings)) as inside:
        await inside.open_unit()
        yield inside


async def test_the_desk_does_all_its_work_as_that_role(inside: Inside, settings: Settings) -> None:
    """Letters, reading, opening, dates that come, a lost phone, the log signed; migrating again
    changes nothing.
    """
    ada, sara = await inside.hand(), await inside.hand("supervisor")
    contact = ada.new_id()
    body = seller(inside.now, note="Påhittat.")
    assert await ada.did("contact.record", contact, body) == "applied"
    await ada.read()
    assert "Påhittat." in str(await sara.opens("contact", contact))
    inside.now += timedelta(days=40)
    await inside.work()
    async with inside.doors(sara) as phone:
        await phone.sign_in()
        path = f"/api/devices/{ada.device}/revoke"
        assert (await phone.line.post(path, {"wipe": True})).status_code == 204
    assert await checkpoint(inside.desk, inside.unit) is not None
    migrate = partial(Terminal(settings).run, "migrate", LYKTA_DATABASE_OWNER=settings.owner)
    again = await asyncio.to_thread(migrate)
    assert (again.code, again.out) == (0, "The database is up to date.\n")
    said = (await asyncio.to_thread(Terminal(settings).run, "check")).out
    assert "  ok  The desk's role owns no table" in said


FORBIDDEN = [
    "UPDATE audit SET entry = entry",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "UPDATE checkpoint SET signature = signature",
    "DELETE FROM checkpoint",
    'ALTER TABLE "row" DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE "row" NO FORCE ROW LEVEL SECURITY',
    'DROP POLICY own_unit ON "row"',
    "DROP TABLE audit",
    "CREATE TABLE mine (id int)",
    "SET ROLE lykta",
    "UPDATE alembic_version SET version_num = '0'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
async def test_it_can_take_down_no_wall_and_change_no_log(inside: Inside, statement: str) -> None:
    ada, sara = await inside.hand(), await inside.hand("supervisor")
    contact = ada.new_id()
    await ada.did("contact.record", contact, seller(inside.now, note="Påhittat."))
    await sara.opens("contact", contact)
    with pytest.raises(Unwritable):
        async with inside.desk.database.write(inside.unit) as connection:
            await connection.execute(sa.text(statement))


def test_check_says_so_where_the_desk_owns_its_tables(postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.fresh_database()
    terminal = Terminal(Settings(tmp_path, tmp_path / "keys", url, ORIGIN))
    assert terminal.run("migrate").code == 0
    assert "  !!  The desk's role owns the tables" in terminal.run("check").out


@pytest.mark.parametrize(
    "may",
    ["ALTER ROLE {role} SUPERUSER", "ALTER ROLE {role} BYPASSRLS", "GRANT lykta TO {role}"],
)
def test_check_says_so_where_the_desk_may_step_over_the_walls(
    settings: Settings, postgres: Cluster, may: str
) -> None:
    """It owns nothing and yet sees every unit."""
    role = "lykta_above"
    postgres.sql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS")
    try:
        assert settings.owner is not None
        above = structs.replace(settings, database=settings.owner.replace("lykta@", f"{role}@"))
        migrate = Terminal(above).run("migrate", LYKTA_DATABASE_OWNER=settings.owner)
        assert migrate.code == 0, migrate
        assert "  ok  The desk's role owns no table" in Terminal(above).run("check").out
        postgres.sql(may.format(role=role))
        assert "  !!  The desk's role owns the tables or may" in Terminal(above).run("check").out
    finally:
        database = settings.database.rpartition("/")[2]
        postgres.sql(f"DROP OWNED BY {role}", database)
        postgres.sql(f"DROP ROLE {role}")

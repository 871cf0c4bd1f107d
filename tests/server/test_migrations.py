"""The schema's history and the tables the code names are the same thing."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from lykta.settings import Settings
from lykta.store.engine import Database
from lykta.store.migrations import differences
from lykta.store.schema import is_current, upgrade
from lykta.store.tables import metadata
from tests.phones.bodies import contact
from tests.server.inside import Inside


@pytest.fixture
async def opened(fresh: Settings) -> AsyncIterator[Database]:
    database = Database(fresh.database)
    yield database
    await database.close()


async def missing(database: Database) -> list[object]:
    async with database.engine.connect() as connection:
        return await connection.run_sync(differences)


async def test_a_fresh_database_is_what_the_tables_say(opened: Database) -> None:
    assert await is_current(opened)
    assert await missing(opened) == []


async def test_a_difference_would_be_noticed(opened: Database) -> None:
    """The comparison above can see: a column taken away is missed, and so is an index."""
    async with opened.engine.connect() as connection:
        await connection.exec_driver_sql("ALTER TABLE device DROP COLUMN label")
        await connection.exec_driver_sql("DROP INDEX ix_row_version")
        await connection.commit()
    assert len(await missing(opened)) == 2


async def test_upgrading_twice_is_harmless(fresh: Settings) -> None:
    """Nothing is made anew, nothing is lost; and only the first time was it empty."""
    async with aclosing(Inside(fresh)) as inside:
        await inside.open_unit()
        ada = await inside.hand()
        id = ada.new_id()
        await ada.did("contact.record", id, contact(inside.now))
        assert await upgrade(inside.desk.database) is False
        assert await upgrade(inside.desk.database) is False
        assert await missing(inside.desk.database) == []
        assert await ada.sees("contact", id)


async def test_an_empty_database_is_not_current(opened: Database) -> None:
    async with opened.engine.connect() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.exec_driver_sql("DROP TABLE alembic_version")
        await connection.commit()
    assert not await is_current(opened)
    assert await upgrade(opened) is True
    assert await missing(opened) == []

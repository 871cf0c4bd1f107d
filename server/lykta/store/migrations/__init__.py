"""The schema's history, run by `lykta migrate`; `make migration m="…"` writes the next step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from lykta.store.engine import Database
from lykta.store.migrations.grants import grant, is_above_walls

HERE = Path(__file__).parent


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database) -> bool:
    """Brings the schema up to date. True where the database was empty before."""
    async with database.bare() as connection:
        empty = await connection.run_sync(_revision) is None
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "head"))
        await connection.commit()
    return empty


async def grant_to(database: Database, role: str) -> None:
    """The owner gives the desk's own role what it needs, and takes away what it had beyond that."""
    async with database.bare() as connection:
        await connection.run_sync(grant, role)
        await connection.commit()


async def above_walls(database: Database) -> bool:
    """Could the desk's role take down its own walls? PostgreSQL alone."""
    async with database.bare() as connection:
        return await connection.run_sync(is_above_walls)


def newest_revision() -> str:
    """The name of the last step there is."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


async def is_current(database: Database) -> bool:
    async with database.bare() as connection:
        revision = await connection.run_sync(_revision)
    return revision == newest_revision()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def revise(connection: Connection, message: str) -> None:
    """Writes a new step from the difference between the tables and this database."""
    steps = len(list(ScriptDirectory.from_config(_config()).walk_revisions()))
    command.revision(
        _config(connection), message=message, autogenerate=True, rev_id=f"{steps + 1:04}"
    )


def differences(connection: Connection) -> list[object]:
    """What the tables say and the database does not have; empty when the history is whole."""
    from alembic.autogenerate import compare_metadata

    from lykta.store.tables import metadata

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))

"""The tables as a desk finds them: are they today's, and kept from it as they should be?

The library that makes them is loaded by whoever needs it, for no server has use for it.
"""

from pathlib import Path

import sqlalchemy as sa

from lykta.store.engine import Database

STEPS = Path(__file__).parent / "migrations" / "versions"


def newest_revision() -> str:
    """The name of the last step there is: each file is named by its own, in their order."""
    return max(path.name.partition("_")[0] for path in STEPS.glob("[0-9]*.py"))


async def upgrade(database: Database) -> bool:
    """Brings the tables up to date. True where the database was empty before."""
    from lykta.store.migrations import to_newest

    async with database.bare() as connection:
        empty = await connection.run_sync(revision) is None
        await connection.run_sync(to_newest)
        await connection.commit()
    return empty


async def grant_to(database: Database, role: str) -> None:
    """The owner gives the desk's own role what it needs, and takes away what it had beyond that."""
    from lykta.store.migrations.grants import grant

    async with database.bare() as connection:
        await connection.run_sync(grant, role)
        await connection.commit()


async def is_current(database: Database) -> bool:
    async with database.bare() as connection:
        return await connection.run_sync(revision) == newest_revision()


def revision(connection: sa.Connection) -> str | None:
    """The name of the last step that was taken; None where there are no tables yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version"))
    name: str | None = found.scalar_one_or_none()
    return name


async def is_above_walls(database: Database) -> bool:
    """May the desk's role act as a table's owner, as a superuser may, or is it bound by no policy?
    PostgreSQL alone.
    """
    query = """
    SELECT bool_or(pg_has_role(relowner, 'MEMBER'))
      OR (SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user)
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    """
    return bool(await database.look(lambda at: at.scalar(sa.text(query))))

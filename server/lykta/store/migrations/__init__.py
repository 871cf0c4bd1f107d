"""The schema's history, run by `lykta migrate`; `make migration m="…"` writes the next step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE = Path(__file__).parent


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def to_newest(connection: Connection) -> None:
    """Takes all the steps that were not taken yet."""
    command.upgrade(_config(connection), "head")


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

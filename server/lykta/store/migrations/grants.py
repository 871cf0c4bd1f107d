"""What the desk may do, where another role owns the tables: use them, and nothing else.

It can neither take down the walls between units nor change what the access log says: there it
may read and add, in PostgreSQL's own words.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from lykta.store.tables import metadata

USES = "SELECT, INSERT, UPDATE, DELETE"
APPENDS = "SELECT, INSERT"
APPEND_ONLY = frozenset({"audit", "checkpoint"})


def grant(connection: Connection, role: str) -> None:
    """By the owner, after each migration."""
    name = connection.dialect.identifier_preparer.quote(role)
    for table in metadata.tables:
        rights = APPENDS if table in APPEND_ONLY else USES
        connection.execute(sa.text(f'REVOKE ALL ON "{table}" FROM {name}'))
        connection.execute(sa.text(f'GRANT {rights} ON "{table}" TO {name}'))
    connection.execute(sa.text(f"GRANT SELECT ON alembic_version TO {name}"))
    connection.execute(sa.text(f"GRANT USAGE ON SCHEMA public TO {name}"))

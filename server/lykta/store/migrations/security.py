"""Row security on PostgreSQL: no unit named, no rows; and the owner is bound by it too."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op


def forbid_other_units(*tables: str) -> None:
    """Each transaction says which unit it is (`app.unit_id`); other rows do not exist for it.

    The setting is empty outside a transaction that named a unit, and an empty string is no uuid:
    it fails closed.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in tables:
        name = f'"{table}"'
        own = "unit_id = NULLIF(current_setting('app.unit_id', true), '')::uuid"
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_unit ON {name} USING ({own}) WITH CHECK ({own})")


def each_unit(connection: sa.Connection) -> Iterator[str]:
    """Unit by unit: on PostgreSQL there is nothing to be seen without naming one."""
    named = connection.dialect.name == "postgresql"
    for unit in connection.execute(sa.text("SELECT id FROM unit")).scalars().all():
        if named:
            name = sa.text("SELECT set_config('app.unit_id', :unit, true)")
            connection.execute(name, {"unit": str(unit)})
        yield str(unit)

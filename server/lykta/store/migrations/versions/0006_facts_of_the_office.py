"""Activities and disclosures are counted too, with all that is here already."""

import sqlalchemy as sa
from alembic import op

from lykta.domain.facts import of_row
from lykta.store import tables
from lykta.store.fact_tables import FACTS
from lykta.store.migrations.security import each_unit, forbid_other_units
from lykta.store.rows import GONE, STORED, read_row

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.Uuid(as_uuid=False)
WHEN = tables.Instant(timezone=True)
CODES = {"activity": "activity_kind activity_role", "disclosure": "law disclosure_decision"}


def upgrade() -> None:
    for name, codes in CODES.items():
        op.create_table(
            f"fact_{name}",
            sa.Column("unit_id", KEY, nullable=False),
            sa.Column("id", KEY, nullable=False),
            sa.Column("at", WHEN, nullable=False),
            sa.Column("month", sa.Text(), nullable=False),
            *(sa.Column(each, sa.Text(), nullable=True) for each in codes.split()),
            *([sa.Column("audience", sa.Integer(), nullable=True)] if name == "activity" else []),
            sa.PrimaryKeyConstraint("unit_id", "id", name=op.f(f"pk_fact_{name}")),
        )
        op.create_index(f"ix_fact_{name}_at", f"fact_{name}", ["unit_id", "at"])
    forbid_other_units(*(f"fact_{name}" for name in CODES))
    connection = op.get_bind()
    row = tables.row
    for unit in each_unit(connection):
        kinds = row.c.kind.in_(CODES) & (row.c.unit_id == unit)
        for record in connection.execute(sa.select(*STORED).where(kinds)).all():
            if record.state != GONE:
                for name, fact in of_row(read_row(record)).items():
                    given = {"unit_id": unit, "id": record.id, **fact}
                    connection.execute(sa.insert(FACTS[name]), given)

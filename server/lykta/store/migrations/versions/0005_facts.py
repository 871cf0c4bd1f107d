"""What the statistics count, a flat row a thing, counted of all that is here; and publications."""

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

from lykta.domain.bodies import ContactFacts
from lykta.domain.facts import of_contact, of_row
from lykta.store import tables
from lykta.store.fact_tables import FACTS
from lykta.store.migrations.security import each_unit, forbid_other_units
from lykta.store.rows import GONE, STORED, read_row

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.Uuid(as_uuid=False)
WHEN = tables.Instant(timezone=True)
CODES = {
    "contact": "roles age_band gender home arena zone source offence "
    "offered offers help unmet indicators",
    "follow_up": "follow_up_kind state outcome",
    "report": "report_kind report_origin report_ground report_age report_decision",
    "shift": "police focus",
}
FLAGS = {"contact": "police_near met_before suspect", "shift": "co_located zero_contacts"}
NUMBERS = {"follow_up": "days", "report": "minutes", "shift": "minutes"}


def upgrade() -> None:
    for name, codes in CODES.items():
        op.create_table(
            f"fact_{name}",
            sa.Column("unit_id", KEY, nullable=False),
            sa.Column("id", KEY, nullable=False),
            sa.Column("at", WHEN, nullable=False),
            sa.Column("month", sa.Text(), nullable=False),
            *(sa.Column(each, sa.Text(), nullable=True) for each in codes.split()),
            *(sa.Column(each, sa.Boolean(), nullable=True) for each in FLAGS.get(name, "").split()),
            *(
                sa.Column(each, sa.Integer(), nullable=True)
                for each in NUMBERS.get(name, "").split()
            ),
            sa.PrimaryKeyConstraint("unit_id", "id", name=op.f(f"pk_fact_{name}")),
        )
        op.create_index(f"ix_fact_{name}_at", f"fact_{name}", ["unit_id", "at"])
    op.create_table(
        "publication",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("tables", tables.Document(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "year", name=op.f("pk_publication")),
    )
    forbid_other_units(*(f"fact_{name}" for name in CODES), "publication")
    _count(op.get_bind())
    op.drop_table("fact")


def _count(connection: sa.Connection) -> None:
    for unit in each_unit(connection):
        for table, fact in [*_of_rows(connection, unit), *_of_gone(connection, unit)]:
            connection.execute(sa.insert(table), fact)


Counted = Iterator[tuple[sa.Table, dict[str, Any]]]


def _of_rows(connection: sa.Connection, unit: str) -> Counted:
    row = tables.row
    kinds = row.c.kind.in_(("contact", "follow_up", "shift")) & (row.c.unit_id == unit)
    for record in connection.execute(sa.select(*STORED).where(kinds)):
        if record.state != GONE:
            for name, fact in of_row(read_row(record)).items():
                yield FACTS[name], {"unit_id": unit, "id": record.id, **fact}


def _of_gone(connection: sa.Connection, unit: str) -> Counted:
    before = sa.table(
        "fact",
        sa.column("unit_id", KEY),
        sa.column("id", KEY),
        sa.column("data", tables.Document()),
    )
    for record in connection.execute(sa.select(before).where(before.c.unit_id == unit)):
        fact = of_contact(msgspec.convert(record.data, ContactFacts))
        yield FACTS["contact"], {"unit_id": unit, "id": record.id, **fact}

"""The next date of what a device was given is the first in its index: what is gone has none."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_sight_until", "sight")
    dated = sa.text("gone IS NULL AND until IS NOT NULL")
    op.create_index(
        "ix_sight_until",
        "sight",
        ["unit_id", "device_id", "until"],
        postgresql_where=dated,
        sqlite_where=dated,
    )

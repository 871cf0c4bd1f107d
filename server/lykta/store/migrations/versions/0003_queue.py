"""The queue in its order, and older things by their date, from an index each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    of_follow_ups = sa.text("kind = 'follow_up'")
    op.create_index(
        "ix_row_queue",
        "row",
        ["unit_id", "duty", "state", "due_at", "id"],
        postgresql_where=of_follow_ups,
        sqlite_where=of_follow_ups,
    )
    op.create_index("ix_row_received_at", "row", ["unit_id", "kind", "received_at", "id"])

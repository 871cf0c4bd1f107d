"""What has come to its end is found by when it began; what was forgotten is not missed; what a
device was given is found by its key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device", sa.Column("counted_from", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_index("ix_text_kept_at", "text", ["unit_id", "kept_at"])
    for name in ("until", "gone"):
        op.drop_index(f"ix_sight_{name}", "sight")
        few = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_sight_{name}",
            "sight",
            ["unit_id", "device_id", name],
            postgresql_where=few,
            sqlite_where=few,
        )

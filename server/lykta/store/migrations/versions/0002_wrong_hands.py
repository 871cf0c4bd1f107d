"""Passkeys, lost phones, signed checkpoints, reviews of the access log, where to ring."""

import sqlalchemy as sa
from alembic import op

from lykta.store import tables
from lykta.store.migrations.security import forbid_other_units

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("backed_up", sa.Boolean(), nullable=False),
        sa.Column("made_at", tables.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_passkey_device_id")),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_passkey")),
    )
    op.create_table(
        "checkpoint",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "seq", name=op.f("pk_checkpoint")),
    )
    op.create_table(
        "review",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", tables.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "seq", name=op.f("pk_review")),
    )
    op.create_table(
        "push_subscription",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kek", sa.Text(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", tables.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "device_id", name=op.f("pk_push_subscription")),
    )
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("lost_at", tables.Instant(timezone=True), nullable=True))
        device.add_column(sa.Column("wiped_at", tables.Instant(timezone=True), nullable=True))
    with op.batch_alter_table("session") as session:
        session.add_column(sa.Column("only", sa.Text(), nullable=True))
    forbid_other_units("checkpoint", "review", "push_subscription")

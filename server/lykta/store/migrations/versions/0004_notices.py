"""What is to be told to whom, on which devices, and what each person wants to be told of."""

import sqlalchemy as sa
from alembic import op

from lykta.store import tables
from lykta.store.migrations.security import forbid_other_units

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Uuid(as_uuid=False)
WHEN = tables.Instant(timezone=True)


def _sending() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("leased_until", WHEN, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", WHEN, nullable=True),
    )


def upgrade() -> None:
    with op.batch_alter_table("push_subscription") as subscription:
        subscription.add_column(sa.Column("place_hash", sa.LargeBinary(), nullable=True))
        for column in _sending():
            subscription.add_column(column)
        subscription.add_column(sa.Column("accepted_at", WHEN, nullable=True))
        subscription.add_column(sa.Column("trouble", sa.Text(), nullable=True))
    op.create_index(
        "ix_push_subscription_place_hash", "push_subscription", ["unit_id", "place_hash"]
    )
    op.create_table(
        "notice_cursor",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_notice_cursor")),
    )
    op.create_table(
        "notice",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("tell_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_at", "notice", ["unit_id", "at"])
    op.create_table(
        "ring",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("notice_id", KEY, nullable=False),
        sa.Column("tell_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "device_id", "notice_id", name=op.f("pk_ring")),
    )
    op.create_table(
        "notice_choice",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("chosen", tables.Document(), nullable=False),
        sa.Column("quiet", tables.Document(), nullable=True),
        sa.Column("kek", sa.Text(), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mailed_on", sa.Text(), nullable=True),
        *_sending(),
        sa.PrimaryKeyConstraint("unit_id", "member_id", name=op.f("pk_notice_choice")),
    )
    forbid_other_units("notice_cursor", "notice", "ring", "notice_choice")

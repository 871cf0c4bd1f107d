"""The first tables, and the walls between units."""

import sqlalchemy as sa
from alembic import op

from lykta.store import tables
from lykta.store.migrations.security import forbid_other_units

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "seq", name=op.f("pk_audit")),
    )
    op.create_table(
        "challenge",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("expires_at", tables.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_challenge")),
    )
    op.create_table(
        "consent_act",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("contact_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("op_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("met_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("consent", tables.Document(), nullable=False),
        sa.PrimaryKeyConstraint(
            "unit_id", "contact_id", "op_id", "n", "device_id", name=op.f("pk_consent_act")
        ),
    )
    op.create_table(
        "receipt",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("op_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("header_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_hash", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("problem", tables.Document(), nullable=True),
        sa.Column("received_at", tables.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "device_id", "op_id", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_seq", "receipt", ["unit_id", "device_id", "seq"], unique=False)

    op.create_table(
        "row",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("received_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("changed_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("until", tables.Instant(timezone=True), nullable=True),
        sa.Column("owner", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("shift", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("contact", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("assigned_to", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("due_at", tables.Instant(timezone=True), nullable=True),
        sa.Column("duty", sa.Boolean(), nullable=True),
        sa.Column("waits_for", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("data", tables.Document(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_row")),
    )
    op.create_index(
        "ix_row_assigned_to", "row", ["unit_id", "assigned_to", "version"], unique=False
    )
    op.create_index("ix_row_by", "row", ["unit_id", "by", "version"], unique=False)
    op.create_index("ix_row_contact", "row", ["unit_id", "contact"], unique=False)
    op.create_index(
        "ix_row_member",
        "row",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("kind = 'member'"),
        sqlite_where=sa.text("kind = 'member'"),
    )
    op.create_index(
        "ix_row_ending",
        "row",
        ["unit_id", "until"],
        unique=False,
        postgresql_where=sa.text("until IS NOT NULL AND kind IN ('follow_up', 'held')"),
        sqlite_where=sa.text("until IS NOT NULL AND kind IN ('follow_up', 'held')"),
    )
    op.create_index("ix_row_shift", "row", ["unit_id", "shift"], unique=False)
    op.create_index("ix_row_version", "row", ["unit_id", "version"], unique=True)
    op.create_index(
        "ix_row_waits_for",
        "row",
        ["unit_id", "waits_for"],
        unique=False,
        postgresql_where=sa.text("waits_for IS NOT NULL"),
        sqlite_where=sa.text("waits_for IS NOT NULL"),
    )

    op.create_table(
        "sight",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("row_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("until", tables.Instant(timezone=True), nullable=True),
        sa.Column("gone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("unit_id", "device_id", "row_id", name=op.f("pk_sight")),
    )
    op.create_index("ix_sight_gone", "sight", ["unit_id", "device_id", "gone"], unique=False)
    op.create_index("ix_sight_until", "sight", ["unit_id", "device_id", "until"], unique=False)

    op.create_table(
        "text",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("row_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("kek", sa.Text(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", tables.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "row_id", "field", name=op.f("pk_text")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("clock", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("safe", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("enrolled_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("last_seen", tables.Instant(timezone=True), nullable=True),
        sa.Column("highest_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("repeated_seqs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waiting_count", sa.Integer(), nullable=True),
        sa.Column("waiting_oldest", tables.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_device_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_unit_id"), "device", ["unit_id"], unique=False)

    op.create_table(
        "ingest_key",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("not_after", tables.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ingest_key_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_ingest_key")),
    )
    op.create_table(
        "invitation",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("expires_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_invitation_unit_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("started_at", tables.Instant(timezone=True), nullable=False),
        sa.Column("used_at", tables.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_session_device_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_device_id"), "session", ["device_id"], unique=False)

    op.create_table(
        "fact",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", tables.Instant(timezone=True), nullable=False),
        sa.Column("data", tables.Document(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_fact")),
    )
    op.create_index("ix_fact_at", "fact", ["unit_id", "at"], unique=False)

    forbid_other_units("row", "text", "consent_act", "receipt", "sight", "audit", "fact")

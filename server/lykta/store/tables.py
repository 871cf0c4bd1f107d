"""The tables. All but the first seven belong to a unit and lie behind row security on PostgreSQL.

Keys are `(unit_id, id)`, so that an id can never tell one unit of another's (VI1).
"""

from typing import Any

import sqlalchemy as sa

from lykta.store.columns import JSON, Document, Instant, Key, metadata
from lykta.store.fact_tables import FACTS, publication

__all__ = ["JSON", "Document", "Instant", "metadata"]


def _partial(name: str, where: str, *columns: str) -> sa.Index:
    """An index over the few rows that are ever looked up by it."""
    return sa.Index(name, *columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def _sending() -> tuple[sa.Column[Any], ...]:
    """Who is sending it until when, how often it has failed, and when it is tried again."""
    return (
        sa.Column("leased_until", Instant),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("not_before", Instant),
    )


unit = sa.Table(
    "unit",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("epoch", sa.Text, nullable=False),
    sa.Column("clock", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("safe", sa.BigInteger, nullable=False, server_default="0"),
)
device = sa.Table(
    "device",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("unit_id", Key, sa.ForeignKey("unit.id"), nullable=False),
    sa.Column("member_id", Key, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("signing_key", sa.LargeBinary, nullable=False),
    sa.Column("secret_hash", sa.LargeBinary),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("enrolled_at", Instant, nullable=False),
    sa.Column("last_seen", Instant),
    sa.Column("highest_seq", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("repeated_seqs", sa.Integer, nullable=False, server_default="0"),
    # Letters up to this number are no longer asked for: their receipts are gone (RE1).
    sa.Column("counted_from", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("waiting_count", sa.Integer),
    sa.Column("waiting_oldest", Instant),
    # When it was called lost, and when it told that nothing is readable on it any more.
    sa.Column("lost_at", Instant),
    sa.Column("wiped_at", Instant),
    sa.Index(None, "unit_id"),
)
invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("code_hash", sa.LargeBinary, primary_key=True),
    sa.Column("unit_id", Key, sa.ForeignKey("unit.id"), nullable=False),
    sa.Column("member_id", Key, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("device_id", Key),
)
challenge = sa.Table(
    "challenge",
    metadata,
    sa.Column("hash", sa.LargeBinary, primary_key=True),
    sa.Column("device_id", Key, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
)
session = sa.Table(
    "session",
    metadata,
    sa.Column("token_hash", sa.LargeBinary, primary_key=True),
    sa.Column("device_id", Key, sa.ForeignKey("device.id"), nullable=False),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("used_at", Instant, nullable=False),
    # Good for one thing only, as for the first passkey of a device.
    sa.Column("only", sa.Text),
    sa.Index(None, "device_id"),
)
passkey = sa.Table(
    "passkey",
    metadata,
    sa.Column("device_id", Key, sa.ForeignKey("device.id"), primary_key=True),
    sa.Column("credential", sa.LargeBinary, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("sign_count", sa.BigInteger, nullable=False),
    sa.Column("backed_up", sa.Boolean, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
)
ingest_key = sa.Table(
    "ingest_key",
    metadata,
    sa.Column("unit_id", Key, sa.ForeignKey("unit.id"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("not_after", Instant, nullable=False),
)

# ── behind row security ──────────────────────────────────────────────────────

row = sa.Table(
    "row",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("id", Key, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("by", Key),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    sa.Column("until", Instant),
    sa.Column("owner", Key),
    # What rows are looked up by, lifted out of `data`.
    sa.Column("shift", Key),
    sa.Column("contact", Key),
    sa.Column("state", sa.Text),
    sa.Column("assigned_to", Key),
    sa.Column("due_at", Instant),
    sa.Column("duty", sa.Boolean),
    sa.Column("waits_for", Key),
    sa.Column("data", Document, nullable=False),
    sa.Index("ix_row_version", "unit_id", "version", unique=True),
    _partial("ix_row_member", "kind = 'member'", "unit_id"),
    sa.Index("ix_row_by", "unit_id", "by", "version"),
    sa.Index("ix_row_contact", "unit_id", "contact"),
    sa.Index("ix_row_shift", "unit_id", "shift"),
    _partial("ix_row_waits_for", "waits_for IS NOT NULL", "unit_id", "waits_for"),
    sa.Index("ix_row_assigned_to", "unit_id", "assigned_to", "version"),
    # The queue's places are stretches of this, each in its own order (DU5).
    _partial("ix_row_queue", "kind = 'follow_up'", "unit_id", "duty", "state", "due_at", "id"),
    sa.Index("ix_row_received_at", "unit_id", "kind", "received_at", "id"),
    _partial(
        "ix_row_ending",
        "until IS NOT NULL AND kind IN ('follow_up', 'held')",
        "unit_id",
        "until",
    ),
)
text = sa.Table(
    "text",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("row_id", Key, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("kek", sa.Text, nullable=False),
    sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Instant, nullable=False),
    sa.Index("ix_text_kept_at", "unit_id", "kept_at"),
)
consent_act = sa.Table(
    "consent_act",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("contact_id", Key, primary_key=True),
    sa.Column("op_id", Key, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("device_id", Key, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("seen", sa.BigInteger),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("met_at", Instant, nullable=False),
    sa.Column("consent", Document, nullable=False),
)
receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("device_id", Key, primary_key=True),
    sa.Column("op_id", Key, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("header_hash", sa.LargeBinary, nullable=False),
    sa.Column("sealed_hash", sa.LargeBinary, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger),
    sa.Column("problem", Document),
    sa.Column("received_at", Instant, nullable=False),
    sa.Index("ix_receipt_seq", "unit_id", "device_id", "seq"),
)
sight = sa.Table(
    "sight",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("device_id", Key, primary_key=True),
    sa.Column("row_id", Key, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("until", Instant),
    sa.Column("gone", sa.BigInteger),
    # Of few rows each; so that one row of a device is only ever looked for by its key, even while
    # the planner knows nothing of the table yet.
    _partial(
        "ix_sight_until", "gone IS NULL AND until IS NOT NULL", "unit_id", "device_id", "until"
    ),
    _partial("ix_sight_gone", "gone IS NOT NULL", "unit_id", "device_id", "gone"),
)
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True),
    sa.Column("entry", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)
checkpoint = sa.Table(
    "checkpoint",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True),
    sa.Column("statement", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)
review = sa.Table(
    "review",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("by", Key, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
push_subscription = sa.Table(
    "push_subscription",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("device_id", Key, primary_key=True),
    # The endpoint and its keys: whoever has them can ring a phone.
    sa.Column("kek", sa.Text, nullable=False),
    sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    # A browser has one place to be rung: its endpoint and both its keys.
    sa.Column("place_hash", sa.LargeBinary),
    *_sending(),
    sa.Column("accepted_at", Instant),
    sa.Column("trouble", sa.Text),
    sa.Index("ix_push_subscription_place_hash", "unit_id", "place_hash"),
)
# Up to where each unit has been looked through for what is to be told.
notice_cursor = sa.Table(
    "notice_cursor",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("clock", sa.BigInteger, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
notice = sa.Table(
    "notice",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("id", Key, primary_key=True),
    sa.Column("member_id", Key, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("subject", Key, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("tell_at", Instant, nullable=False),
    sa.Index("ix_notice_at", "unit_id", "at"),
)
# A notice that is still to ring on a device.
ring = sa.Table(
    "ring",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("device_id", Key, primary_key=True),
    sa.Column("notice_id", Key, primary_key=True),
    sa.Column("tell_at", Instant, nullable=False),
)
notice_choice = sa.Table(
    "notice_choice",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("member_id", Key, primary_key=True),
    sa.Column("chosen", Document, nullable=False),
    sa.Column("quiet", Document),
    # Where the morning's mail goes: encrypted like every text.
    sa.Column("kek", sa.Text),
    sa.Column("wrapped_key", sa.LargeBinary),
    sa.Column("sealed", sa.LargeBinary),
    sa.Column("mailed_on", sa.Text),
    *_sending(),
)
OF_A_UNIT = (
    row,
    text,
    consent_act,
    receipt,
    sight,
    audit,
    checkpoint,
    review,
    push_subscription,
    notice_cursor,
    notice,
    ring,
    notice_choice,
    *FACTS.values(),
    publication,
)

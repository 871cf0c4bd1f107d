"""What the statistics count, a flat row a thing; and what was published of it."""

from typing import Any

import sqlalchemy as sa

from lykta.store.columns import Document, Instant, Key, metadata


def _fact(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """What the statistics count: narrow, in clear, and kept when the thing itself goes (RE1)."""
    return sa.Table(
        f"fact_{name}",
        metadata,
        sa.Column("unit_id", Key, primary_key=True),
        sa.Column("id", Key, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        *columns,
        sa.Index(f"ix_fact_{name}_at", "unit_id", "at"),
    )


def _codes(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names]


def _flags(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean) for name in names]


FACTS = {
    "contact": _fact(
        "contact",
        *_codes("roles", "age_band", "gender", "home", "arena", "zone", "source", "offence"),
        *_codes("offered", "offers", "help", "unmet", "indicators"),
        *_flags("police_near", "met_before", "suspect"),
    ),
    "follow_up": _fact(
        "follow_up",
        *_codes("follow_up_kind", "state", "outcome"),
        sa.Column("days", sa.Integer),
    ),
    "report": _fact(
        "report",
        *_codes("report_kind", "report_origin", "report_ground", "report_age", "report_decision"),
        sa.Column("minutes", sa.Integer),
    ),
    "shift": _fact(
        "shift",
        *_codes("police", "focus"),
        *_flags("co_located", "zero_contacts"),
        sa.Column("minutes", sa.Integer),
    ),
    "activity": _fact(
        "activity",
        *_codes("activity_kind", "activity_role"),
        sa.Column("audience", sa.Integer),
    ),
    "disclosure": _fact("disclosure", *_codes("law", "disclosure_decision")),
}
"""By what is counted: see `domain/facts.py`."""
publication = sa.Table(
    "publication",
    metadata,
    sa.Column("unit_id", Key, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", Key, nullable=False),
    # All its tables as they were published: for good (ST2).
    sa.Column("tables", Document, nullable=False),
)

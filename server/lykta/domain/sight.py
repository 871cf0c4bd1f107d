"""Who sees what (VI1 to VI3). Units never meet here: every row is of the reader's own unit."""

from datetime import datetime, timedelta

from lykta.domain import limits
from lykta.domain.rows import Actor, Kind, Row, Shift

PUBLIC: frozenset[Kind] = frozenset({"member", "setting"})
"""Kinds that everybody in the unit sees."""
OWN: frozenset[Kind] = frozenset({"shift", "contact", "activity", "incident"})
"""Kinds that a worker sees of their own making."""


def sees(reader: Actor, row: Row, now: datetime) -> bool:
    """VI2: is the row the reader's to see at all? What is deleted is nobody's (VI3)."""
    if row.gone:
        return False
    if row.kind in PUBLIC:
        return True
    if reader.role == "reviewer":
        return False
    if row.kind == "held":
        return _sees_held(reader, row, now)
    if reader.role == "supervisor":
        return True
    if row.kind == "follow_up":
        return row.data.assigned_to in (None, reader.member)
    return row.kind in OWN and row.by == reader.member and not _over(row, now)


def _sees_held(reader: Actor, row: Row, now: datetime) -> bool:
    """A held letter is its author's for a day, then the supervisor's (protocol §3)."""
    if row.data.state != "open":
        return False
    if row.owner is not None and not _over(row, now):
        return row.owner == reader.member
    return reader.role == "supervisor"


def _over(row: Row, now: datetime) -> bool:
    return row.until is not None and row.until <= now


def sees_texts(reader: Actor, row: Row) -> bool:
    """VI2: who is given remarks and details (a follow-up's) or the note (their own contact's)."""
    if row.gone:
        return False
    if row.kind == "follow_up":
        return bool(row.data.assigned_to == reader.member)
    return row.kind == "contact" and row.by == reader.member


def hidden_from_author(shift: Shift | None, received_at: datetime) -> datetime | None:
    """When a worker stops seeing an own contact: 24 h after the shift, or after the receipt."""
    if shift is None:
        return received_at + timedelta(hours=limits.SIGHT_AFTER_SHIFT_H)
    end = shift.ended_at or (
        shift.started_at + timedelta(hours=limits.SHIFT_H) if shift.started_at else None
    )
    return (end or received_at + timedelta(hours=limits.SHIFT_H)) + timedelta(
        hours=limits.SIGHT_AFTER_SHIFT_H
    )

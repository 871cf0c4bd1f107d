"""What is kept of a letter that was not taken in: the letter itself, and a child's duty."""

import base64
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from lykta.domain import duty, ids, limits
from lykta.domain.decision import Scene
from lykta.domain.form import Time, decode
from lykta.domain.ops import OPS
from lykta.domain.problem import Problem, Refused
from lykta.domain.rows import Held, Row, Text
from lykta.intake.opened import Opened


class _Child(Struct):
    """As much of a contact's body as tells a child, whatever is wrong with the rest."""

    age_band: str = ""
    may_be_minor: bool = False
    met_at: datetime | None = None
    shift: str | None = None


def held_row(opened: Opened, problem: Problem, *, refused: bool, now: datetime) -> Row:
    """A refused letter is its author's for a day, then the supervisor's; a held one at once."""
    op, header = opened.op, opened.header
    data = Held(
        why=problem.code,
        device=header.device,
        # A row's data lies in clear and is told, so nothing stands in it that any hand can write.
        type=op.type if op and op.type in OPS else None,
        op=header.id,
        seq=header.seq,
        at=header.at,
        seen=op.seen if op else None,
        subject=op.subject if op else None,
        waits_for=_parent(opened, problem),
        details_until=_details_until(opened, now),
        field=problem.field,
    )
    author = opened.device.member
    return Row(
        "held",
        ids.held_of(header.device, header.id),
        author,
        now,
        data,
        owner=author if refused else None,
        until=now + timedelta(hours=limits.AUTHOR_HOLDS_H) if refused else data.details_until,
    )


def _details_until(opened: Opened, now: datetime) -> datetime | None:
    """At their own date, at most 30 days; where the form is wrong, as if they were there (CO5)."""
    latest = now + timedelta(days=limits.CONSENT_DAYS)
    if opened.closed is not None:
        return None
    if opened.body is None:
        return latest
    promises = [opened.body, *getattr(opened.body, "follow_ups", [])]
    ends = [each.details.expires_at for each in promises if getattr(each, "details", None)]
    return min([*ends, latest]) if ends else None


def _parent(opened: Opened, problem: Problem) -> str | None:
    if problem.code != "subject.unknown" or opened.op is None:
        return None
    if problem.field == "contact":
        return getattr(opened.body, "contact", None)
    return opened.op.subject


def held_text(row: Row, opened: Opened) -> Text:
    """The op as it was written; or, where it did not open, the letter as it came."""
    if opened.closed is None:
        return Text(row.id, "letter", (opened.plaintext or b"").decode("utf-8", "replace"))
    parts = (opened.closed.header_bytes, opened.closed.sealed, opened.closed.signature)
    return Text(row.id, "sealed", " ".join(base64.b64encode(part).decode() for part in parts))


def childs_duty(opened: Opened, scene: Scene) -> Row | None:
    """A child's duty does not wait for its contact to be in order (DU1, protocol §3)."""
    op = opened.op
    if op is None or op.type not in ("contact.record", "contact.correct"):
        return None
    child = _read_child(op.body)
    if not duty.is_child(child.age_band, child.may_be_minor):
        return None
    if ids.duty_of(op.subject) in scene.rows:
        return None
    return duty.open_duty(
        op.subject,
        met_at=child.met_at or scene.now,
        shift=child.shift if ids.is_id(child.shift) else None,
        shift_end=None,
        by=scene.actor.member,
        now=scene.now,
        op=scene.letter.id,
    )


def _read_child(raw: msgspec.Raw) -> _Child:
    """Field by field: a strange time must not hide an age."""
    try:
        fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _Child()
    child = _Child()
    for name, type in (
        ("age_band", str),
        ("may_be_minor", bool),
        ("met_at", Time),
        ("shift", str),
    ):
        try:
            if name in fields:
                setattr(child, name, decode(fields[name], type))
        except Refused:
            continue
    return child

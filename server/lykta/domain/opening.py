"""A follow-up opened: with its way to reach the person only where that was agreed to (CO5, CO6)."""

from datetime import datetime, timedelta

import msgspec
from msgspec import structs

from lykta.domain import bodies, limits
from lykta.domain.consent import (
    HANDS_OVER,
    Act,
    allowed,
    ends,
    in_force,
    standing,
    state,
)
from lykta.domain.decision import Decision, Scene
from lykta.domain.due import due_at
from lykta.domain.moves import withdraw
from lykta.domain.problem import Held, Refused
from lykta.domain.rows import Event, FollowUp, Row

Opened = bodies.FollowUpOpen | bodies.FollowUpIn


def decide_open(id: str, body: bodies.FollowUpOpen, scene: Scene) -> Decision:
    if id in scene.rows:
        raise Refused("subject.exists")
    contact = scene.get("contact", body.contact)
    if body.contact is not None and contact is None:
        raise Held("subject.unknown", "contact")
    decision = Decision()
    acts = scene.acts.get(body.contact or "", [])
    shift = contact.data.shift if contact else None
    open_one(id, body, body.contact, shift, acts, scene, decision)
    return decision


def open_one(
    id: str,
    body: Opened,
    contact: str | None,
    shift: str | None,
    acts: list[Act],
    scene: Scene,
    decision: Decision,
) -> None:
    """Raises Held("consent.missing") where details came without a consent in force."""
    data = FollowUp(
        kind=body.kind,
        state="new",
        duty=False,
        due_at=body.due_at or due_at(body.kind, scene.now),
        contact=contact,
        shift=shift,
        opened_by=scene.actor.member,
        events=[Event(scene.now, scene.actor.member, "open", scene.letter.id)],
    )
    row = Row("follow_up", id, scene.actor.member, scene.now, data)
    if id in scene.rows or any(each.id == id for each in decision.rows):
        raise Refused("subject.exists")
    if _withdrawn(body, acts, scene.now):
        decision.adjust("consent.withdrawn")
        row = withdraw(row, scene.now, scene.letter.id)
        row.data.reach = "ended" if body.details else "none"
    elif body.details is not None:
        _check_details(body, acts, scene)
        row.data.reach = "kept"
        row = structs.replace(row, until=_ends(body.details, acts, scene.now))
        decision.keep(id, "details", _encode(body.details))
    decision.rows.append(row)
    decision.keep(id, f"remark/{scene.letter.id}", body.remark)


def _withdrawn(body: Opened, acts: list[Act], now: datetime) -> bool:
    """CO7, CO9: a withdrawal already in force ends it as it arrives."""
    purposes = ("CONTACT_AGAIN", *HANDS_OVER.get(body.kind, ()))
    return any(
        state(acts, purpose) == "WITHDRAWN"
        and ends(acts, body.kind, body.details is not None, purpose, now)
        for purpose in purposes
    )


def _check_details(body: Opened, acts: list[Act], scene: Scene) -> None:
    if not in_force(acts, "CONTACT_AGAIN", scene.now):
        raise Held("consent.missing", "details")
    if not allowed(acts, body.kind, scene.now):
        raise Held("consent.missing", "kind")


def _ends(details: bodies.Details, acts: list[Act], now: datetime) -> datetime:
    """CO8: at its own date, or with the yes it stands on, whichever is first."""
    yes = [
        act.expires_at
        for act in standing(acts).values()
        if act.consent.purpose == "CONTACT_AGAIN" and act.consent.state == "YES"
    ]
    return min(details.expires_at, max(yes), now + timedelta(days=limits.CONSENT_DAYS))


def _encode(details: bodies.Details) -> str:
    return msgspec.json.encode(details).decode()

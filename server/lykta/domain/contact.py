"""A contact taken in, and corrected (CT2, CT3, CT6, CO3, CO5, CO9, DU1)."""

from datetime import datetime, timedelta

from msgspec import structs

from lykta.domain import bodies, duty, ids, limits, opening
from lykta.domain.consent import Act, revives_nothing, shown
from lykta.domain.decision import Decision, Scene
from lykta.domain.problem import Held, Refused
from lykta.domain.rows import (
    TOLD_WITH_FOLLOW_UPS,
    Contact,
    Correction,
    Mark,
    Row,
    Shift,
    facts_of,
)
from lykta.domain.sight import hidden_from_author


def decide_record(id: str, body: bodies.ContactRecord, scene: Scene) -> Decision:
    """1. Complete? 2. New? 3. Consents. 4. The contact. 5. What was promised. 6. The duty."""
    check_complete(body)
    if id in scene.rows:
        raise Refused("subject.exists")
    decision = Decision()
    acts = scene.acts.get(id, []) + take_consents(id, body.consents, body.met_at, scene, decision)
    shift = _shift(body.shift, decision, scene)
    data = Contact(
        **facts_of(round_down(body)), consents=shown(acts), marks=marks(body.met_at, scene.now)
    )
    until = hidden_from_author(shift.data if shift else None, scene.now)
    decision.rows.append(Row("contact", id, scene.actor.member, scene.now, data, until=until))
    decision.keep(id, "note", body.note)
    for promised in body.follow_ups:
        opening.open_one(promised.id, promised, id, body.shift, acts, scene, decision)
    _open_duty(id, body, scene, decision)
    return decision


def decide_correct(id: str, body: bodies.ContactRecord, scene: Scene) -> Decision:
    """CT6: by its author or a supervisor; consents and follow-ups stay as they are."""
    row = scene.get("contact", id)
    if row is None:
        raise Held("subject.unknown")
    if row.by != scene.actor.member and scene.actor.role != "supervisor":
        raise Refused("contact.not_yours")
    check_complete(body)
    decision = Decision()
    data: Contact = row.data
    corrected = [*data.corrected, Correction(scene.now, scene.actor.member)]
    changed = Contact(
        **facts_of(round_down(body)),
        consents=data.consents,
        marks=data.marks,
        corrected=corrected,
    )
    changed.shift = data.shift
    decision.rows.append(row.but(changed))
    decision.keep(id, f"note/{scene.letter.id}", body.note)
    _open_duty(id, body, scene, decision)
    tell_with_follow_ups(id, data, changed, scene, decision)
    return decision


def tell_with_follow_ups(
    id: str, before: Contact, after: Contact, scene: Scene, decision: Decision
) -> None:
    """PH3: what a follow-up's row tells of its contact has changed, so that row is told again."""
    if all(getattr(before, name) == getattr(after, name) for name in TOLD_WITH_FOLLOW_UPS):
        return
    said = {row.id for row in decision.rows}
    decision.rows += [row for row in scene.of_contact(id) if row.id not in said]


def check_complete(body: bodies.ContactRecord) -> None:
    """CT2: at least one offer, or one reason why none was made; never both."""
    if bool(body.offers) == (body.not_offered is not None):
        raise Refused("contact.incomplete", "offers")
    if len(set(body.roles)) != len(body.roles):
        raise Refused("op.invalid", "roles")


def round_down(body: bodies.ContactRecord) -> bodies.ContactRecord:
    """CT3: a time of meeting is kept to the quarter of an hour."""
    return structs.replace(
        body,
        met_at=quarter(body.met_at),
        called_at=quarter(body.called_at) if body.called_at else None,
    )


def quarter(time: datetime) -> datetime:
    return time - timedelta(
        minutes=time.minute % limits.ROUND_MIN, seconds=time.second, microseconds=time.microsecond
    )


def marks(met_at: datetime, now: datetime) -> list[Mark]:
    """CT3: a strange time is marked, never refused."""
    if met_at > now + timedelta(minutes=limits.FUTURE_MIN):
        return ["future"]
    if met_at < now - timedelta(hours=limits.OLD_H):
        return ["old"]
    return []


def take_consents(
    contact: str,
    consents: list[bodies.Consent],
    met_at: datetime,
    scene: Scene,
    decision: Decision,
) -> list[Act]:
    """The acts a letter brings, with what the desk had to change in them."""
    acts = [
        Act(
            contact=contact,
            consent=_without_police(consent, decision),
            op=scene.letter.id,
            device=scene.letter.device,
            seq=scene.letter.seq,
            n=n,
            seen=scene.letter.seen,
            version=scene.version,
            met_at=met_at,
        )
        for n, consent in enumerate(consents)
    ]
    known = scene.acts.get(contact, []) + acts
    if any(revives_nothing(act, known) for act in acts):
        decision.adjust("consent.withdrawn")
    decision.acts += acts
    return acts


def _without_police(consent: bodies.Consent, decision: Decision) -> bodies.Consent:
    """CO3: a yes given within earshot of police is not one."""
    if (consent.purpose, consent.state, consent.police_near) == ("SHARE_POLICE", "YES", True):
        decision.adjust("consent.police_near", "consents")
        return structs.replace(consent, state="NOT_ASKED")
    return consent


def _shift(id: str | None, decision: Decision, scene: Scene) -> Row | None:
    """An unknown shift becomes an empty one, so that nothing hangs in the air (protocol §3)."""
    if id is None:
        return None
    row = scene.get("shift", id)
    if row is None and id not in scene.rows:
        row = Row("shift", id, scene.actor.member, scene.now, Shift())
        decision.rows.append(row)
    return row


def _open_duty(id: str, body: bodies.ContactRecord, scene: Scene, decision: Decision) -> None:
    if not duty.is_child(body.age_band, body.may_be_minor) or ids.duty_of(id) in scene.rows:
        return
    shift = scene.get("shift", body.shift)
    decision.rows.append(
        duty.open_duty(
            id,
            met_at=body.met_at,
            shift=body.shift,
            shift_end=shift.data.ended_at if shift else None,
            by=scene.actor.member,
            now=scene.now,
            op=scene.letter.id,
        )
    )

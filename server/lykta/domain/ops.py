"""Everything a person can do, by name: who may, on what, and which rule decides.

`decide` is the one door of the rules. It raises `Refused` or `Held`, and otherwise says in data
what changes. Types once shipped stay here for ever (protocol §3).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, Struct, UnsetType

from lykta.domain import bodies, contact, follow_up, held, moves, opening, others, withdrawal
from lykta.domain.decision import Decision, Scene
from lykta.domain.form import decode
from lykta.domain.ids import Id, tells_no_second
from lykta.domain.problem import Refused
from lykta.domain.rows import Kind, facts_of


class Op(Struct):
    """The plaintext of a letter. `body` is read when its type is known."""

    type: str
    subject: Id
    body: msgspec.Raw
    seen: int | None = None
    mends: Id | UnsetType | None = UNSET


Decide = Callable[[str, Any, Scene], Decision]


class OpType(NamedTuple):
    body: type[bodies.Body]
    kind: Kind
    """The kind of its subject."""
    decide: Decide
    roles: frozenset[str]
    makes: bool = False
    """True where the subject's id was made on the device."""


EVERYBODY = frozenset({"worker", "supervisor"})
SUPERVISOR = frozenset({"supervisor"})


def _move(event: follow_up.FollowUpEvent, body: type[bodies.Body]) -> OpType:
    """Who may make a move is the follow-up table's to say (FU5), so all may send it."""
    return OpType(body, "follow_up", partial(moves.decide_move, event), EVERYBODY)


OPS: dict[str, OpType] = {
    "shift.start": OpType(bodies.ShiftStart, "shift", others.decide_shift_start, EVERYBODY, True),
    "shift.end": OpType(bodies.ShiftEnd, "shift", others.decide_shift_end, EVERYBODY),
    "contact.record": OpType(
        bodies.ContactRecord, "contact", contact.decide_record, EVERYBODY, True
    ),
    "contact.correct": OpType(bodies.ContactRecord, "contact", contact.decide_correct, EVERYBODY),
    "consent.set": OpType(bodies.Consent, "contact", withdrawal.decide_set, EVERYBODY),
    "follow_up.open": OpType(
        bodies.FollowUpOpen, "follow_up", opening.decide_open, EVERYBODY, True
    ),
    "follow_up.assign": _move("assign", bodies.Assign),
    "follow_up.take": _move("take", bodies.Empty),
    "follow_up.give_back": _move("give_back", bodies.Empty),
    "follow_up.attempt": _move("attempt", bodies.Try),
    "follow_up.reschedule": _move("reschedule", bodies.Reschedule),
    "follow_up.complete": _move("complete", bodies.Complete),
    "follow_up.approve": _move("approve", bodies.Approve),
    "follow_up.return": _move("return", bodies.Remark),
    "follow_up.cancel": _move("cancel", bodies.Cancel),
    "follow_up.reopen": _move("reopen", bodies.Remark),
    "held.decide": OpType(bodies.HeldDecide, "held", held.decide, SUPERVISOR),
    "activity.record": OpType(bodies.Activity, "activity", others.decide_activity, EVERYBODY, True),
    "activity.correct": OpType(
        bodies.Activity, "activity", others.decide_activity_correct, EVERYBODY
    ),
    "incident.record": OpType(bodies.Incident, "incident", others.decide_incident, EVERYBODY, True),
    "disclosure.record": OpType(
        bodies.Disclosure, "disclosure", others.decide_disclosure, SUPERVISOR, True
    ),
    "member.set": OpType(bodies.MemberSet, "member", others.decide_member, SUPERVISOR),
    "setting.set": OpType(bodies.SettingSet, "setting", others.decide_setting, SUPERVISOR),
}


def read(plaintext: bytes) -> Op:
    """The op in a letter. Raises Refused("op.unreadable") or ("op.invalid", field)."""
    op = decode(plaintext.rstrip(b" "), Op)
    if op.seen is not None and op.seen < 0:
        raise Refused("op.invalid", "seen")
    return op


def read_body(op: Op) -> bodies.Body:
    """Raises Refused("op.unknown_type") or ("op.invalid", field)."""
    if op.type not in OPS:
        raise Refused("op.unknown_type")
    body = decode(op.body, OPS[op.type].body)
    made_ids = [op.subject] if OPS[op.type].makes else []
    made_ids += [each.id for each in getattr(body, "follow_ups", [])]
    if not all(tells_no_second(id) for id in made_ids):
        raise Refused("op.invalid", "subject")
    # An unknown shift becomes a row, so its id must not be one that the desk derives: a duty's.
    shift = getattr(body, "shift", None)
    if shift is not None and not tells_no_second(shift):
        raise Refused("op.invalid", "shift")
    return body


def late(op: Op, body: bodies.Body) -> Decision:
    """RE4: what is deleted stays so; what the letter says of a contact is counted."""
    decision = Decision()
    decision.adjust("subject.gone")
    if isinstance(body, bodies.ContactRecord):
        facts = bodies.ContactFacts(**facts_of(contact.round_down(body)))
        decision.facts[op.subject] = facts
    return decision


def decide(op: Op, body: bodies.Body, scene: Scene) -> Decision:
    """Raises Refused or Held; else the rows, texts and acts that change, and the outcome."""
    kind = OPS[op.type]
    if scene.actor.role not in kind.roles:
        raise Refused("op.denied")
    if scene.is_gone(op.subject) or scene.is_gone(getattr(body, "contact", None)):
        return late(op, body)
    row = scene.rows.get(op.subject)
    if row is not None and row.kind != kind.kind and kind.kind != "setting":
        raise Refused("subject.other_kind")
    return kind.decide(op.subject, body, scene)

"""A consent given, refused or withdrawn; and what ends at once when a yes stands no more (CO7).

Whatever word was tapped: where a yes stands no more, what stood on it ends in the same way. Only
the word decides what a later yes may do (CO9).
"""

from msgspec import structs

from lykta.domain import bodies, ids
from lykta.domain.consent import HANDS_OVER, TOLD, Act, ends, shown, state
from lykta.domain.contact import take_consents, tell_with_follow_ups
from lykta.domain.decision import Decision, Scene
from lykta.domain.due import due_at
from lykta.domain.follow_up import OPEN
from lykta.domain.moves import withdraw
from lykta.domain.problem import Held
from lykta.domain.rows import Event, FollowUp, Row


def decide_set(id: str, body: bodies.Consent, scene: Scene) -> Decision:
    """1. The act. 2. The contact shows it. 3. What depended on a withdrawn consent ends.
    4. A receiver who had been told is told again.
    A withdrawal is taken in and in force even before its contact arrives (protocol §3).
    """
    contact = scene.get("contact", id)
    if contact is None and body.state != "WITHDRAWN":
        raise Held("subject.unknown")
    decision = Decision()
    met_at = contact.data.met_at if contact else scene.now
    acts = scene.acts.get(id, []) + take_consents(id, [body], met_at, scene, decision)
    changed = None
    if contact is not None:
        changed = structs.replace(contact.data, consents=shown(acts))
        decision.rows.append(contact.but(changed))
    if state(acts, body.purpose) != "YES":
        for row in scene.of_contact(id):
            _end(row, body.purpose, acts, scene, decision)
    if contact is not None and changed is not None:
        tell_with_follow_ups(id, contact.data, changed, scene, decision)
    return decision


def _end(row: Row, purpose: str, acts: list[Act], scene: Scene, decision: Decision) -> None:
    data: FollowUp = row.data
    if data.duty or not ends(acts, data.kind, data.reach == "kept", purpose, scene.now):
        return
    if data.reach == "kept":
        decision.destroyed.append((row.id, "details"))
    if data.state in OPEN:
        decision.rows.append(withdraw(row, scene.now, scene.letter.id))
    elif data.reach == "kept":
        ended = structs.replace(data, reach="ended")
        decision.rows.append(structs.replace(row, data=ended, until=None))
    if _was_told(data, purpose) and ids.telling_of(row.id) not in scene.rows:
        decision.rows.append(_tell_receiver(row, scene))


def _was_told(data: FollowUp, purpose: str) -> bool:
    """Also where it was returned or reopened since: the receiver knows all the same."""
    return data.outcome in TOLD and purpose in HANDS_OVER.get(data.kind, ())


def _tell_receiver(row: Row, scene: Scene) -> Row:
    data = FollowUp(
        kind="TELL_RECEIVER",
        state="new",
        duty=False,
        due_at=due_at("TELL_RECEIVER", scene.now),
        contact=row.data.contact,
        shift=row.data.shift,
        opened_by=scene.actor.member,
        events=[Event(scene.now, None, "open", scene.letter.id)],
    )
    return Row("follow_up", ids.telling_of(row.id), None, scene.now, data)

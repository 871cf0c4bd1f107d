"""A held letter decided by the supervisor (protocol §4): let in, let in without text, or ended."""

from msgspec import structs

from lykta.domain import bodies, limits
from lykta.domain.decision import Decision, Scene
from lykta.domain.problem import Refused
from lykta.domain.rows import Held

RELEASES = frozenset(
    {
        "text.identifier",
        "device.revoked",
        "sender.suspended",
        "key.unknown",
        "subject.unknown",
        "op.invalid",
        "op.unknown_type",
        "contact.incomplete",
    }
)
"""`RELEASE` is only for these. The refused forms among them pass only if they are valid now."""

STATE = {"RELEASE": "taken_in", "REDACT": "taken_in", "DESTROY": "destroyed"}


def decide(id: str, body: bodies.HeldDecide, scene: Scene) -> Decision:
    """Says what becomes of the held row; `intake` then takes the letter in again, if it may."""
    row = scene.get("held", id)
    if row is None or row.data.state != "open":
        raise Refused("held.not_released")
    if len(body.ground.strip()) < limits.GROUND_CHARS_MIN:
        raise Refused("ground.too_short", "ground", least=limits.GROUND_CHARS_MIN)
    data: Held = row.data
    if body.decision == "RELEASE" and data.why not in RELEASES:
        raise Refused("held.not_released", "decision")
    changed = structs.replace(data, state=STATE[body.decision], decision=body.decision)
    decision = Decision(rows=[row.but(changed)])
    decision.keep(id, "ground", body.ground)
    if body.decision == "DESTROY":
        decision.destroyed.append((id, "letter"))
    return decision

"""Every reason to say no, under a stable code.

A code is `noun.reason` and never reused; a retired one stays here as a comment. The sentences live
in `pwa/src/words/{sv,en}.later.json` under `problem.<code>`. `mended_by` says who can do something:
`fix` the writer, `late` nobody (the world moved on), `denied` somebody else, `desk` a supervisor,
`ours` the operator.
"""

from typing import Literal, NamedTuple

from msgspec import Struct

MendedBy = Literal["fix", "late", "denied", "desk", "ours"]


class Entry(NamedTuple):
    mended_by: MendedBy
    status: int
    """HTTP status where the problem is an answer of its own; 200 where it stands in a receipt."""


CATALOGUE: dict[str, Entry] = {
    # A letter that could not be taken at all
    "letter.malformed": Entry("fix", 200),
    "letter.signature": Entry("fix", 200),
    "op.too_large": Entry("fix", 200),
    "op.id_reused": Entry("late", 200),
    # A letter kept for somebody
    "device.unknown": Entry("ours", 200),
    "device.revoked": Entry("desk", 200),
    "sender.suspended": Entry("desk", 200),
    "key.unknown": Entry("ours", 200),
    "subject.unknown": Entry("late", 200),
    "consent.missing": Entry("desk", 200),
    "text.identifier": Entry("desk", 200),
    # A letter refused
    "op.unreadable": Entry("fix", 200),
    "op.unknown_type": Entry("fix", 200),
    "op.invalid": Entry("fix", 200),
    "op.denied": Entry("denied", 200),
    "subject.other_kind": Entry("fix", 200),
    "subject.exists": Entry("late", 200),
    "contact.incomplete": Entry("fix", 200),
    "contact.not_yours": Entry("denied", 200),
    "shift.not_yours": Entry("denied", 200),
    "activity.not_yours": Entry("denied", 200),
    "follow_up.not_yours": Entry("denied", 200),
    "follow_up.report_missing": Entry("fix", 200),
    "follow_up.report_invalid": Entry("fix", 200),
    "follow_up.remark_missing": Entry("fix", 200),
    "ground.too_short": Entry("fix", 200),
    "duty.not_cancelled": Entry("fix", 200),
    "member.unknown": Entry("fix", 200),
    "member.last_supervisor": Entry("denied", 200),
    "setting.unknown": Entry("fix", 200),
    "disclosure.law": Entry("fix", 200),
    "held.not_released": Entry("denied", 200),
    # A letter taken in, with a change
    "consent.police_near": Entry("late", 200),
    "consent.withdrawn": Entry("late", 200),
    "follow_up.not_now": Entry("late", 200),
    "subject.gone": Entry("late", 200),
    # A fault of ours
    "server.fault": Entry("ours", 500),
    # Answers of the HTTP doors
    "body.malformed": Entry("fix", 400),
    "body.media_type": Entry("fix", 415),
    "body.too_large": Entry("fix", 413),
    "cursor.malformed": Entry("fix", 400),
    "cursor.unknown": Entry("late", 409),
    "query.malformed": Entry("fix", 400),
    "session.required": Entry("fix", 401),
    "session.refused": Entry("fix", 401),
    "session.step_up": Entry("fix", 401),
    "device.wipe": Entry("denied", 401),
    "role.denied": Entry("denied", 403),
    "request.origin": Entry("denied", 403),
    "invitation.invalid": Entry("denied", 403),
    "not.found": Entry("denied", 404),
    "method.not_allowed": Entry("fix", 405),
    "protocol.too_old": Entry("fix", 426),
    "review.own": Entry("denied", 403),
    "statistics.period": Entry("fix", 422),
    "statistics.few": Entry("late", 422),
    "push.endpoint": Entry("ours", 422),
    "push.keys": Entry("ours", 422),
    "notices.kind": Entry("ours", 422),
    "notices.email": Entry("fix", 422),
    "rate.limited": Entry("ours", 429),
    "server.unavailable": Entry("ours", 503),
}


class Problem(Struct, frozen=True, omit_defaults=True):
    """What a receipt says of a letter that did not simply pass."""

    code: str
    field: str | None = None
    facts: dict[str, str | int] | None = None
    incident: str | None = None


class Refused(Exception):
    """An expected no: the letter is refused, with this problem in its receipt."""

    def __init__(self, code: str, field: str | None = None, **facts: str | int) -> None:
        assert code in CATALOGUE, code
        super().__init__(code)
        self.problem = Problem(code, field, facts or None)


class Held(Refused):
    """The letter is kept, for a supervisor or for its parent; nothing of it is lost."""

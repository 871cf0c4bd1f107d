"""Consent: what a person said yes to, and what is in force (CO1 to CO10).

The state is a pure function of the *set* of acts, so the order in which letters arrive cannot
matter (CO10). Of acts that did not know of each other the narrowest wins; a YES counts after a
withdrawal only if its writer could have known of it (CO9).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct, structs

from lykta.domain import limits
from lykta.domain.bodies import Consent

NARROW_FIRST = ("WITHDRAWN", "NO", "UNABLE", "NOT_ASKED", "YES")

HANDS_OVER: dict[str, tuple[str, ...]] = {
    "KAST_BOOKING": ("SHARE_KAST",),
    "DISTRICT_HANDOVER": ("SHARE_SOC",),
    "HEALTH_BOOKING": ("SHARE_HEALTH",),
    "SHELTER": ("SHARE_NGO", "SHARE_SOC"),
    "REGCOORD_CONSULT": ("SHARE_REGCOORD",),
    "REPORT_WRITTEN": ("SHARE_SOC",),
}
"""CO6: a follow-up of this kind hands somebody over; any one of these purposes allows it."""

REACHES = frozenset({"CALL_BACK", "MEET"})
"""Kinds that only make sense while we may contact the person again."""

TOLD = frozenset({"LINKED", "ATTENDED", "NO_SHOW", "TAKEN_OVER"})
"""Outcomes after which the receiver knows of the person."""

Key = tuple[str, str | None]


class Act(Struct, frozen=True):
    """One answer, as one letter brought it."""

    contact: str
    consent: Consent
    op: str
    device: str
    seq: int
    n: int
    """Its place in the letter."""
    seen: int | None
    version: int
    met_at: datetime

    @property
    def key(self) -> Key:
        return (self.consent.purpose, self.consent.recipient)

    @property
    def expires_at(self) -> datetime:
        """A YES lasts 30 days at most (CO8)."""
        latest = (self.consent.asked_at or self.met_at) + timedelta(days=limits.CONSENT_DAYS)
        return min(self.consent.expires_at or latest, latest)


def after(one: Act, other: Act) -> bool:
    """Could the writer of `one` have known of `other`? (CO9)"""
    if one.device == other.device:
        return (one.seq, one.n) > (other.seq, other.n)
    return one.seen is not None and one.seen >= other.version


def revives_nothing(act: Act, acts: Iterable[Act]) -> bool:
    """True for a YES that some withdrawal beats: it is history only (CO9)."""
    return act.consent.state == "YES" and any(
        not after(act, other)
        for other in acts
        if other.key == act.key and other.consent.state == "WITHDRAWN"
    )


def standing(acts: Iterable[Act]) -> dict[Key, Act]:
    """The act that stands, per purpose and receiver. A beaten YES stands as its withdrawal."""
    by_key: dict[Key, list[Act]] = {}
    for act in acts:
        by_key.setdefault(act.key, []).append(act)
    return {key: _narrowest(each) for key, each in by_key.items()}


def _narrowest(acts: list[Act]) -> Act:
    last = [act for act in acts if not any(after(other, act) for other in acts)]
    beaten = [act for act in last if revives_nothing(act, acts)]
    if beaten:
        return _first([act for act in acts if act.consent.state == "WITHDRAWN"])
    return _first(last or acts)


def _first(acts: list[Act]) -> Act:
    return min(acts, key=lambda act: (NARROW_FIRST.index(act.consent.state), act.op, act.n))


def state(acts: Iterable[Act], purpose: str, recipient: str | None = None) -> str:
    """The state of a purpose; with no receiver named, the narrowest over all that were asked."""
    found = [
        act.consent.state
        for key, act in standing(acts).items()
        if key[0] == purpose and (recipient is None or key[1] in (None, recipient))
    ]
    return min(found, key=NARROW_FIRST.index, default="NOT_ASKED")


def in_force(acts: Iterable[Act], purpose: str, now: datetime) -> bool:
    """CO1, CO8: an explicit YES that nothing withdrew and that has not expired."""
    standing_yes = [
        act
        for key, act in standing(acts).items()
        if key[0] == purpose and act.consent.state == "YES"
    ]
    return any(act.expires_at > now for act in standing_yes)


def allowed(acts: list[Act], kind: str, now: datetime) -> bool:
    """CO6: may a follow-up of this kind hand somebody over?"""
    purposes = HANDS_OVER.get(kind)
    return purposes is None or any(in_force(acts, purpose, now) for purpose in purposes)


def ends(acts: list[Act], kind: str, has_details: bool, purpose: str, now: datetime) -> bool:
    """CO7: does the end of this purpose's yes end a follow-up of this kind? Not where it may rest
    on another purpose that stands (a shelter on either of two). What keeps no way to the person
    stood on no yes: only a withdrawal ends it, and a no that was never a yes does not.
    """
    if not has_details and state(acts, purpose) != "WITHDRAWN":
        return False
    if purpose == "CONTACT_AGAIN":
        return has_details or kind in REACHES
    return purpose in HANDS_OVER.get(kind, ()) and not allowed(acts, kind, now)


def shown(acts: Iterable[Act]) -> list[Consent]:
    """The states as they stand, for a contact's row."""
    return [
        structs.replace(
            act.consent,
            expires_at=act.expires_at if act.consent.state == "YES" else act.consent.expires_at,
        )
        for _, act in sorted(
            standing(acts).items(), key=lambda each: (each[0][0], each[0][1] or "")
        )
    ]

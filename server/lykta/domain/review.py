"""Which accesses somebody else looks at: a sample drawn by lot, and all the odd ones.

Deciding is a table: each reason has its own question, and an access may have several. Nobody
reviews what they opened themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from lykta.domain.duty import STOCKHOLM

SHARE = 20
"""One in so many is drawn."""
SAMPLE_MIN = 20
MANY_AN_HOUR = 15
AGAIN = 3
NIGHT_H = range(6)
"""Stockholm's hours in which nobody at a desk is expected to look anything up."""

Verdict = Literal["ok", "explain", "deviation"]
Why = Literal["sample", "denied", "many", "again", "night"]


class Access(Struct, frozen=True):
    """One line of the access log."""

    seq: int
    at: datetime
    actor: str
    action: str
    kind: str
    id: str | None
    denied: bool


class Picked(Struct, frozen=True):
    seq: int
    why: list[Why]


def picked(accesses: Sequence[Access], lot: bytes) -> list[Picked]:
    """In the order of the log. The same `lot` draws the same sample. What the desk sends by
    itself to whoever wrote or was given it is no access of anybody's choosing.
    """
    chosen = [each for each in accesses if each.action == "open"]
    why: dict[int, list[Why]] = {}
    for reason, odd in ODD.items():
        for seq in odd(chosen):
            why.setdefault(seq, []).append(reason)
    for seq in _drawn(chosen, lot):
        why.setdefault(seq, []).append("sample")
    return [Picked(seq, why[seq]) for seq in sorted(why)]


def _denied(accesses: Sequence[Access]) -> Iterable[int]:
    return [each.seq for each in accesses if each.denied]


def _many(accesses: Sequence[Access]) -> Iterable[int]:
    """Different things opened by one person within a clock hour."""
    things = {(each.actor, _hour(each.at), each.id) for each in accesses}
    hours = Counter((actor, hour) for actor, hour, _ in things)
    return [each.seq for each in accesses if hours[each.actor, _hour(each.at)] > MANY_AN_HOUR]


def _again(accesses: Sequence[Access]) -> Iterable[int]:
    """The same thing opened by the same person over and over."""
    times = Counter((each.actor, each.id) for each in accesses)
    return [each.seq for each in accesses if times[each.actor, each.id] >= AGAIN]


def _night(accesses: Sequence[Access]) -> Iterable[int]:
    return [each.seq for each in accesses if each.at.astimezone(STOCKHOLM).hour in NIGHT_H]


ODD: dict[Why, Callable[[Sequence[Access]], Iterable[int]]] = {
    "denied": _denied,
    "many": _many,
    "again": _again,
    "night": _night,
}


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _drawn(accesses: Sequence[Access], lot: bytes) -> list[int]:
    """Whoever does not know the lot cannot tell beforehand what will be drawn."""
    number = max(SAMPLE_MIN, -(-len(accesses) // SHARE))
    by_lot = sorted(accesses, key=lambda each: sha256(lot + each.seq.to_bytes(8, "big")).digest())
    return [each.seq for each in by_lot[:number]]

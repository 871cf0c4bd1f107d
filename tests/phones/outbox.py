"""What did I say, and what of it must still be sent (protocol §2, §3)?

Laws:
1. A number is burned by the same step that keeps the letter.
2. A letter leaves `waiting` only by a receipt whose outcome stops the sending.
3. A receipted letter stays in `receipted` until it is safe at the desk, or for 30 days.
4. A `failed` letter holds back only letters that lean on what it is about.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from .answers import STOPS_SENDING, Receipt
from .letter import Json, Letter

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Said:
    """A letter and what the phone must know of it, since it cannot open its own seal.

    `makes`: ids that exist at the desk only once this letter is taken in. `leans_on`: ids that
    this letter takes for granted.
    """

    letter: Letter
    id: UUID
    seq: int
    at: datetime
    makes: frozenset[UUID]
    leans_on: frozenset[UUID]


@dataclass(slots=True)
class Outbox:
    waiting: dict[UUID, Said] = field(default_factory=dict)
    receipted: dict[UUID, tuple[Said, Receipt]] = field(default_factory=dict)
    last_seq: int = 0
    epoch: str | None = None
    wipe_ordered: bool = False

    def add(self, said: Said) -> None:
        if said.seq != self.last_seq + 1:
            raise ValueError(f"letter {said.seq} after letter {self.last_seq}")
        self.waiting[said.id] = said
        self.last_seq = said.seq

    def parcel(self, tried: Collection[UUID], size: int) -> list[Said]:
        """The next letters, in seq order, without those that wait behind a tried one."""
        parcel: list[Said] = []
        behind: set[UUID] = set()
        for said in sorted(self.waiting.values(), key=lambda said: said.seq):
            if said.id in tried or said.leans_on & behind:
                behind |= said.makes
                continue
            parcel.append(said)
            if len(parcel) == size:
                break
        return parcel

    def settle(self, said: Said, receipt: Receipt) -> None:
        if not STOPS_SENDING[receipt.outcome]:
            return
        self.waiting.pop(said.id, None)
        self.receipted[said.id] = said, receipt

    def forget_safe(self, safe: int | None, now: datetime) -> None:
        """Drop what a backup holds, and what is old."""
        for said, receipt in list(self.receipted.values()):
            if is_safe(receipt.version, safe) or now - said.at > KEPT_FOR:
                del self.receipted[said.id]

    def note_epoch(self, epoch: str | None) -> None:
        """A new epoch is a restored desk: what it may have lost is said again."""
        if epoch is None or epoch == self.epoch:
            return
        if self.epoch is not None:
            self.waiting |= {op_id: said for op_id, (said, _) in self.receipted.items()}
            self.receipted.clear()
        self.epoch = epoch


def is_safe(version: int | None, safe: int | None) -> bool:
    """A receipt that names no version can never be told safe: its letter only grows old."""
    return version is not None and safe is not None and safe >= version


def made_by(op_type: str, subject: UUID, body: Json) -> frozenset[UUID]:
    made = {subject} | {UUID(one["id"]) for one in body.get("follow_ups", [])}
    if op_type in ("contact.record", "contact.correct"):
        made.add(duty_of(subject))
    return frozenset(made)


def leant_on_by(subject: UUID, body: Json) -> frozenset[UUID]:
    parents = [body.get("contact"), body.get("shift")]
    return frozenset({subject} | {UUID(parent) for parent in parents if parent})


def duty_of(contact: UUID) -> UUID:
    """The id that phone and desk alike give to a child's duty (§3)."""
    return uuid5(contact, "duty")

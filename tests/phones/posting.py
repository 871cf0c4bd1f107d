"""How do letters reach the desk, and what does each answer change (protocol §3)?

Laws:
1. A parcel holds at most 50 letters; 413 halves it, never drops from it.
2. Only an answer about our own letters speaks of our unit's epoch and of what is safe there.
3. A letter that `failed` is tried once a round.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from .answers import ParcelAnswer, Receipt, TooLarge, parcel_answer
from .letter import Json, Letter, floored
from .line import Line
from .outbox import Outbox

OPS_PER_PARCEL = 50


async def post_outbox(line: Line, outbox: Outbox, device: UUID, now: datetime) -> list[Receipt]:
    """One round over what waits; receipts in the order sent. Raises Weather.

    What was receipted before the weather turned is settled.
    """
    receipts: list[Receipt] = []
    tried: set[UUID] = set()
    size = OPS_PER_PARCEL
    while parcel := outbox.parcel(tried, size):
        try:
            answer = await send(line, [said.letter for said in parcel], waits(outbox, device))
        except TooLarge:
            if len(parcel) == 1:
                raise
            size = len(parcel) // 2
            continue
        # First the epoch: these receipts belong to the new one and need no second sending.
        outbox.note_epoch(answer.epoch)
        for said, receipt in zip(parcel, answer.receipts, strict=True):
            outbox.settle(said, receipt)
        outbox.forget_safe(answer.safe, now)
        outbox.wipe_ordered |= device in answer.wipe
        tried |= {said.id for said in parcel}
        receipts += answer.receipts
    return receipts


async def carry(line: Line, letters: Sequence[object]) -> list[Receipt]:
    """Sends letters of anyone, a `Letter` or whatever stands in its place; keeps nothing."""
    receipts: list[Receipt] = []
    size = OPS_PER_PARCEL
    while len(receipts) < len(letters):
        parcel = letters[len(receipts) : len(receipts) + size]
        try:
            answer = await send(line, parcel)
        except TooLarge:
            if len(parcel) == 1:
                raise
            size = len(parcel) // 2
            continue
        receipts += answer.receipts
    return receipts


async def send(line: Line, letters: Sequence[object], waiting: Json | None = None) -> ParcelAnswer:
    envelope: Json = {"protocol": 1, "letters": [as_json(one) for one in letters]}
    if waiting is not None:
        envelope["waiting"] = waiting
    return parcel_answer(await line.post("/api/ops", envelope), len(letters))


def waits(outbox: Outbox, device: UUID) -> Json:
    """What the phone holds as it sends, this parcel counted; the time tells no more than ids do."""
    oldest = min(said.at for said in outbox.waiting.values())
    return {
        "device": str(device),
        "count": len(outbox.waiting),
        "oldest": floored(oldest).isoformat(),
    }


def as_json(one: object) -> object:
    return one.as_json() if isinstance(one, Letter) else one

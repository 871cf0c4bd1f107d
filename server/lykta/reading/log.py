"""The access log read, and what of it somebody else is to look at. Reading it is logged as well."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from msgspec import Struct

from lykta.domain import review
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor
from lykta.intake.desk import Desk
from lykta.store import audit, checkpoints, ledger
from lykta.store.audit import Entry
from lykta.store.engine import Connection
from lykta.vault.checkpoint_key import CheckpointKey

PAGE = 200
LOOKED_AT = timedelta(days=31)
LOT_EVERY = "%Y-%m"


class Log(Struct):
    rows: list[Entry]
    after: int | None
    """Ask for more with this; None at the end."""


class ToReview(NamedTuple):
    entry: Entry
    why: list[review.Why]
    verdict: str | None
    by: str | None


async def read(
    desk: Desk, reader: Actor, start: datetime | None, end: datetime | None, after: int
) -> Log:
    """From the first entry at or after `start` to the last before `end`."""
    now = desk.now()
    async with desk.database.write(reader.unit) as connection:
        await ledger.lock(connection, reader.unit)
        if start is not None:
            after = max(after, await audit.last_before(connection, reader.unit, start))
        found = await audit.links(connection, reader.unit, after, PAGE + 1)
        await audit.write(connection, reader, now, "log", [("audit", None, [])])
    entries = [link.read() for link in found]
    if end is not None:
        entries = [entry for entry in entries if entry.at < end]
    more = len(entries) > PAGE
    return Log(entries[:PAGE], entries[PAGE - 1].seq if more else None)


async def to_review(desk: Desk, reader: Actor) -> list[ToReview]:
    """Of the last month, newest first; what the reader opened is for somebody else."""
    now = desk.now()
    async with desk.database.write(reader.unit) as connection:
        await ledger.lock(connection, reader.unit)
        first = await audit.last_before(connection, reader.unit, now - LOOKED_AT)
        entries = await _since(connection, reader, first)
        done = await checkpoints.reviews(connection, reader.unit, first)
        await audit.write(connection, reader, now, "log", [("review", None, [])])
    accesses = [_access(entry) for entry in entries if entry.actor != reader.member]
    by_seq = {entry.seq: entry for entry in entries}
    chosen = []
    for each in review.picked(accesses, _lot(desk, reader.unit, now)):
        said = done.get(each.seq)
        verdict, by = (said.verdict, said.by) if said else (None, None)
        chosen.append(ToReview(by_seq[each.seq], each.why, verdict, by))
    return chosen[::-1]


async def say(desk: Desk, reader: Actor, seq: int, verdict: review.Verdict) -> None:
    """Raises Refused: not.found; review.own of an access of one's own (A65)."""
    now = desk.now()
    async with desk.database.write(reader.unit) as connection:
        await ledger.lock(connection, reader.unit)
        found = await audit.links(connection, reader.unit, seq - 1, 1)
        if not found or found[0].seq != seq:
            raise Refused("not.found")
        if found[0].read().actor == reader.member:
            raise Refused("review.own")
        said = checkpoints.Reviewed(seq, verdict, reader.member, now)
        await checkpoints.review(connection, reader.unit, said)
        opened = [("audit", None, [verdict, str(seq)])]
        await audit.write(connection, reader, now, "review", opened)


async def _since(connection: Connection, reader: Actor, after: int) -> list[Entry]:
    """All of them: whoever opens much must not push anything out of sight."""
    entries: list[Entry] = []
    while links := await audit.links(connection, reader.unit, after, PAGE):
        entries += [link.read() for link in links]
        after = links[-1].seq
    return entries


def _access(entry: Entry) -> review.Access:
    return review.Access(
        entry.seq,
        entry.at,
        entry.actor,
        entry.action,
        entry.kind,
        entry.id,
        entry.result == "denied",
    )


def _lot(desk: Desk, unit: str, now: datetime) -> bytes:
    """A new one each month, which nobody can work out beforehand."""
    return CheckpointKey(desk.keyring.directory).lot(f"{unit}/{now:{LOT_EVERY}}".encode())


def told(each: ToReview) -> dict[str, Any]:
    return {"entry": each.entry, "why": each.why, "verdict": each.verdict, "by": each.by}

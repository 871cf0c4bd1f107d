"""Opened letters of one unit taken in: one transaction, and its receipts."""

from collections.abc import Sequence

from lykta.domain.problem import Problem
from lykta.intake.desk import Desk
from lykta.intake.opened import Opened
from lykta.intake.release import take_released, take_waiting
from lykta.intake.scenes import Known
from lykta.intake.unit import Work, incident
from lykta.intake.writing import devices_noted, write
from lykta.letters.parcel import Waiting
from lykta.store import ledger
from lykta.store.engine import Unwritable
from lykta.store.ledger import Receipt, UnitClock

Taken = tuple[list[Receipt], UnitClock]


async def take_unit(
    desk: Desk, unit: str, letters: Sequence[Opened], said: Sequence[Waiting] = ()
) -> Taken:
    """Opened letters of one unit, in the order they are to be taken; receipts by position. `said`:
    what devices say of themselves, heard of those alone that wrote some of these letters.

    If the database refuses the whole, each letter is tried by itself: one must not
    hurt all.
    """
    try:
        return await _transaction(desk, unit, letters, said)
    except Unwritable as error:
        if len(letters) == 1:
            problem = Problem("server.fault", incident=incident(error))
            async with desk.database.read(unit) as connection:
                clock = await ledger.clock(connection, unit)
            return [Receipt(letters[0].header.id, "failed", problem=problem)], clock
    each = [await take_unit(desk, unit, [letter], said) for letter in letters]
    return [receipt for receipts, _ in each for receipt in receipts], each[-1][1]


async def _transaction(
    desk: Desk, unit: str, letters: Sequence[Opened], said: Sequence[Waiting]
) -> Taken:
    now = desk.now()
    async with desk.database.write(unit) as connection:
        start = await ledger.lock(connection, unit)
        known = Known(unit)
        await known.fetch(connection, letters, members=True)
        before = await ledger.known(
            connection, unit, [(*each.key, each.header.seq) for each in letters]
        )
        work = Work(known, now, start.clock)
        work.seen_before = {(entry.device, entry.op): entry for entry in before}
        given = []
        for letter in letters:
            given.append((letter.key, work.take(letter)))
            await take_released(desk, connection, work)
            await take_waiting(desk, connection, work)
        waiting = {each.device: (each.count, each.oldest) for each in said}
        devices = devices_noted(work, [key for key, _ in given], before, waiting)
        await write(desk, connection, work, devices)
    if work.clock > start.clock:
        desk.ring(unit, work.clock)
    receipts = [_latest(work, key, receipt) for key, receipt in given]
    return receipts, UnitClock(work.clock, start.epoch, start.safe)


def _latest(work: Work, key: tuple[str, str], receipt: Receipt) -> Receipt:
    """A letter that was held and whose parent came in the same parcel is told so at once."""
    if receipt.outcome == "held" and key in work.entries:
        return work.entries[key].receipt
    return receipt

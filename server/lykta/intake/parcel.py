"""A parcel taken in: unpacked, verified and opened; then one transaction a unit; then receipts."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from lykta.domain.problem import Problem
from lykta.intake.desk import Desk
from lykta.intake.opened import Opened, open_all, read_all
from lykta.intake.release import take_released, take_waiting
from lykta.intake.scenes import Known
from lykta.intake.unit import Work, incident
from lykta.intake.writing import devices_noted, write
from lykta.letters.parcel import Letter, Parcel, read_waiting
from lykta.store import ledger, people
from lykta.store.engine import Unwritable
from lykta.store.ledger import Receipt, UnitClock


class Answer(Struct):
    receipts: list[Receipt]
    server_time: datetime
    epoch: str | None
    clock: int | None
    safe: int | None
    wipe: list[str]


async def take_in(desk: Desk, parcel: Parcel) -> Answer:
    """1. Read. 2. Look up the devices. 3. Verify and open. 4. Each unit, in id order, one
    transaction. 5. The receipts, by position. Who comes first is answered first.
    """
    async with desk.turns:
        return await _take_in(desk, parcel)


async def _take_in(desk: Desk, parcel: Parcel) -> Answer:
    letters = read_all(parcel.letters)
    ids = {each.header.device for each in letters if isinstance(each, Letter)}
    devices = await desk.database.look(lambda at: people.devices(at, ids)) if ids else {}
    opened = await _open(desk, letters, devices)
    verified = [each for each in opened if isinstance(each, Opened)]
    # Only what verified counts: nobody can use up what another device may send.
    for device, number in Counter(each.device.id for each in verified).items():
        desk.spend(device, number)
    receipts: dict[int, Receipt] = {}
    clocks: dict[str, UnitClock] = {}
    for unit, group in groupby(sorted(verified, key=_order), key=lambda each: each.device.unit):
        of_unit = list(group)
        taken, clocks[unit] = await take_unit(desk, unit, of_unit)
        receipts |= {id(each): receipt for each, receipt in zip(of_unit, taken, strict=True)}
    await _note_waiting(desk, parcel, {each.device.id for each in verified})
    first = clocks[verified[0].device.unit] if verified else None
    return Answer(
        receipts=[each if isinstance(each, Receipt) else receipts[id(each)] for each in opened],
        server_time=desk.now(),
        epoch=first.epoch if first else None,
        clock=first.clock if first else None,
        safe=first.safe if first else None,
        wipe=sorted(device.id for device in devices.values() if device.state == "wipe"),
    )


AT_ONCE = 8
"""So many are opened before others have their turn: about 3 ms."""


async def _open(
    desk: Desk, letters: Sequence[Letter | Receipt], devices: Mapping[str, people.Device]
) -> list[Opened | Receipt]:
    """In this thread: the crypto holds the interpreter, so a second one would only take it away
    from whoever waits for the database, five milliseconds at a time.
    """
    opened: list[Opened | Receipt] = []
    for start in range(0, len(letters), AT_ONCE):
        opened += open_all(letters[start : start + AT_ONCE], devices, desk.keyring)
        await asyncio.sleep(0)
    return opened


def _order(opened: Opened) -> tuple[str, str, int]:
    """Units in id order, so that two parcels never wait for each other; a device's in its own."""
    return opened.device.unit, opened.device.id, opened.header.seq


async def take_unit(
    desk: Desk, unit: str, letters: Sequence[Opened]
) -> tuple[list[Receipt], UnitClock]:
    """Opened letters of one unit, in the order they are to be taken; receipts by position.

    If the database refuses the whole, each letter is tried by itself: one must not
    hurt all.
    """
    try:
        return await _transaction(desk, unit, letters)
    except Unwritable as error:
        if len(letters) == 1:
            problem = Problem("server.fault", incident=incident(error))
            async with desk.database.read(unit) as connection:
                clock = await ledger.clock(connection, unit)
            return [Receipt(letters[0].header.id, "failed", problem=problem)], clock
    each = [await take_unit(desk, unit, [letter]) for letter in letters]
    return [receipt for receipts, _ in each for receipt in receipts], each[-1][1]


async def _transaction(
    desk: Desk, unit: str, letters: Sequence[Opened]
) -> tuple[list[Receipt], UnitClock]:
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
        await write(desk, connection, work, devices_noted(work, [key for key, _ in given], before))
    if work.clock > start.clock:
        desk.ring(unit, work.clock)
    receipts = [_latest(work, key, receipt) for key, receipt in given]
    return receipts, UnitClock(work.clock, start.epoch, start.safe)


def _latest(work: Work, key: tuple[str, str], receipt: Receipt) -> Receipt:
    """A letter that was held and whose parent came in the same parcel is told so at once."""
    if receipt.outcome == "held" and key in work.entries:
        return work.entries[key].receipt
    return receipt


async def _note_waiting(desk: Desk, parcel: Parcel, devices: set[str]) -> None:
    """Only of a device that has just proved itself; it only informs."""
    waiting = read_waiting(parcel.waiting)
    if waiting is not None and waiting.device in devices:
        async with desk.database.write() as connection:
            await people.note_waiting(connection, waiting.device, waiting.count, waiting.oldest)

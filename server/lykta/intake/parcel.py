"""A parcel taken in: unpacked, verified and opened; then one transaction a unit; then receipts."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from lykta.intake.desk import Desk
from lykta.intake.opened import Opened, open_all, read_all
from lykta.intake.together import take_together
from lykta.letters.parcel import Letter, Parcel, read_waiting
from lykta.store import people
from lykta.store.ledger import Receipt, UnitClock


class Answer(Struct):
    receipts: list[Receipt]
    server_time: datetime
    epoch: str | None
    clock: int | None
    safe: int | None
    wipe: list[str]


async def take_in(desk: Desk, parcel: Parcel) -> Answer:
    """1. Read. 2. Look up the devices. 3. Verify and open: who comes first is opened first.
    4. Each unit, in id order, one transaction. 5. The receipts, by position.
    """
    letters = read_all(parcel.letters)
    ids = {each.header.device for each in letters if isinstance(each, Letter)}
    async with desk.turns:
        devices = await desk.database.look(lambda at: people.devices(at, ids)) if ids else {}
        opened = await _open(desk, letters, devices)
    verified = [each for each in opened if isinstance(each, Opened)]
    # Only what verified counts: nobody can use up what another device may send.
    for device, number in Counter(each.device.id for each in verified).items():
        desk.spend(device, number)
    waiting = read_waiting(parcel.waiting)
    receipts: dict[int, Receipt] = {}
    clocks: dict[str, UnitClock] = {}
    for unit, group in groupby(sorted(verified, key=_order), key=lambda each: each.device.unit):
        of_unit = list(group)
        taken, clocks[unit] = await take_together(desk, unit, of_unit, waiting)
        receipts |= {id(each): receipt for each, receipt in zip(of_unit, taken, strict=True)}
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

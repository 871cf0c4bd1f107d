"""What comes for one unit while its letters are being taken in stands in a line, and is taken in
together: a transaction costs as much for two parcels as for one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lykta.intake.desk import Desk
from lykta.intake.opened import Opened
from lykta.intake.taking import Taken, take_unit
from lykta.letters.parcel import Waiting

MOST = 200
"""Letters in one transaction: what a unit sends at once, and what nobody minds waiting for."""


@dataclass
class Batch:
    letters: Sequence[Opened]
    said: Waiting | None
    taken: asyncio.Future[Taken]


@dataclass
class Line:
    batches: list[Batch]
    served: asyncio.Task[None]


async def take_together(
    desk: Desk, unit: str, letters: Sequence[Opened], said: Waiting | None
) -> Taken:
    """As `take_unit`. Whoever gives up waiting does not stop it for those beside them."""
    batch = Batch(letters, said, asyncio.get_running_loop().create_future())
    if unit in desk.lines:
        desk.lines[unit].batches.append(batch)
    else:
        batches = [batch]
        desk.lines[unit] = Line(batches, asyncio.create_task(_serve(desk, unit, batches)))
    return await batch.taken


async def _serve(desk: Desk, unit: str, line: list[Batch]) -> None:
    try:
        while line:
            batches = _first(line)
            del line[: len(batches)]
            await _take(desk, unit, batches)
    finally:
        del desk.lines[unit]


async def _take(desk: Desk, unit: str, batches: Sequence[Batch]) -> None:
    letters = [letter for each in batches for letter in each.letters]
    said = [each.said for each in batches if each.said]
    try:
        _tell(batches, await take_unit(desk, unit, letters, said))
    except Exception as error:  # noqa: BLE001 - each of those who wait answers for itself
        for each in batches:
            if not each.taken.done():
                each.taken.set_exception(error)


def _first(line: Sequence[Batch]) -> list[Batch]:
    """One at least, however large."""
    sums = accumulate(len(each.letters) for each in line)
    fit = sum(1 for letters in sums if letters <= MOST)
    return list(line[: max(fit, 1)])


def _tell(batches: Sequence[Batch], taken: Taken) -> None:
    receipts, clock = taken
    at = 0
    for each in batches:
        its = receipts[at : at + len(each.letters)]
        at += len(each.letters)
        if not each.taken.done():
            each.taken.set_result((its, clock))

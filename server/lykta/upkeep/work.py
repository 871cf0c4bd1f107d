"""The desk's own work, once a minute, in `lykta work` or beside `lykta serve`.

Several may run at once: whatever one has done, the next finds done.
"""

import asyncio
import logging

from lykta.intake.desk import Desk
from lykta.store import feed, ledger, people
from lykta.store.engine import Unavailable
from lykta.upkeep import epoch

log = logging.getLogger(__name__)

EVERY_S = 60


async def work(desk: Desk, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await once(desk)
        except Unavailable as error:
            log.warning("the database is not to be had: %s", error)
        try:
            await asyncio.wait_for(stop.wait(), EVERY_S)
        except TimeoutError:
            continue


async def once(desk: Desk) -> None:
    """1. Refused letters nobody mended pass to the supervisor. 2. The clocks are noted."""
    now = desk.now()
    async with desk.database.read() as connection:
        units = await people.units(connection)
    for unit in units:
        async with desk.database.write(unit.id) as connection:
            before = await ledger.lock(connection, unit.id)
            clock = await feed.pass_on(connection, unit.id, now, before.clock)
            if clock > before.clock:
                await ledger.advance(connection, unit.id, clock)
        if clock > before.clock:
            desk.ring(unit.id, clock)
    await epoch.note(desk)

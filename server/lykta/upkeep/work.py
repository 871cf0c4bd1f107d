"""The desk's own work, once a minute, in `lykta work` or beside `lykta serve`.

Several may run at once: whatever one has done, the next finds done.
"""

import asyncio
import logging

from lykta.intake.desk import Desk
from lykta.intake.system import keep_dates
from lykta.intake.unit import incident
from lykta.store import people
from lykta.store.engine import Unavailable
from lykta.upkeep import audit, check, epoch, last, retention
from lykta.vault.checkpoint_key import CheckpointKey

log = logging.getLogger(__name__)

EVERY_S = 60


async def work(desk: Desk, stop: asyncio.Event) -> None:
    ended_on = None
    while not stop.is_set():
        try:
            await once(desk)
            if ended_on != desk.now().date():
                await end_what_is_over(desk, stop)
                ended_on = desk.now().date()
        except (Unavailable, OSError) as error:
            log.warning("not now, again in a minute: %s", error)
        try:
            await asyncio.wait_for(stop.wait(), EVERY_S)
        except TimeoutError:
            continue


async def end_what_is_over(desk: Desk, stop: asyncio.Event) -> None:
    """Once a day; not if the clock is doubtful, nor where more would go than a day can explain."""
    off = await check.clock_is_off(desk)
    if off:
        log.error("nothing was ended today: %s", off)
        return
    async with desk.database.read() as connection:
        units = await people.units(connection)
    for unit in units:
        if stop.is_set():
            return
        try:
            if (await retention.due(desk, unit.id)).too_many:
                log.error("too much would end in unit %s: see `lykta retention --dry-run`", unit.id)
                continue
            await retention.end(desk, unit.id, stop)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one unit's fault must not stop the others' work
            incident(error)


async def once(desk: Desk) -> None:
    """1. Is it still the same database? Its clocks are noted. 2. What has come to its date.
    3. Where the access log stands is signed. 4. That it was done is noted.
    """
    await epoch.recognise(desk)
    async with desk.database.read() as connection:
        units = await people.units(connection)
    for unit in units:
        try:
            await keep_dates(desk, unit.id)
            if CheckpointKey(desk.keyring.directory).is_there():
                await audit.checkpoint_when_due(desk, unit.id)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one unit's fault must not stop the others' work
            incident(error)
    last.done(desk, "work")

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
from lykta.upkeep import audit, epoch
from lykta.vault.checkpoint_key import CheckpointKey

log = logging.getLogger(__name__)

EVERY_S = 60


async def work(desk: Desk, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await once(desk)
        except (Unavailable, OSError) as error:
            log.warning("not now, again in a minute: %s", error)
        try:
            await asyncio.wait_for(stop.wait(), EVERY_S)
        except TimeoutError:
            continue


async def once(desk: Desk) -> None:
    """1. Is it still the same database? Its clocks are noted. 2. What has come to its date.
    3. Where the access log stands is signed.
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

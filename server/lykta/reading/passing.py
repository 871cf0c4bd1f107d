"""Before anybody reads, what has come to its date is done: no reader is told more because the
desk's own work is late.
"""

from datetime import datetime

from lykta.domain.rows import Actor
from lykta.intake.desk import Desk
from lykta.intake.system import keep_dates
from lykta.store import feed, ledger
from lykta.store.puts import put


async def let_time_pass(desk: Desk, reader: Actor, now: datetime) -> None:
    async with desk.database.read(reader.unit) as connection:
        if not (await feed.at(connection, reader, now)).time_is_up:
            return
    await pass_time(desk, reader, now)


async def pass_time(desk: Desk, reader: Actor, now: datetime) -> None:
    await keep_dates(desk, reader.unit)
    async with desk.database.write(reader.unit) as connection:
        start = (await ledger.lock(connection, reader.unit)).clock
        clock = await feed.end_sights(connection, reader, now, start)
        await put(connection, ledger.advanced(reader.unit, clock))
    if clock > start:
        desk.ring(reader.unit, clock)

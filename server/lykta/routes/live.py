"""`GET /api/live`: server-sent events `clock`. A tick says come and read, never what."""

import asyncio
from collections.abc import AsyncIterator

from litestar import get
from litestar.response import ServerSentEvent, ServerSentEventMessage

from lykta.domain.problem import Refused
from lykta.routes.guard import actor
from lykta.routes.state import Asked, House, house
from lykta.store import ledger

BEAT_S = 15
CHECK_BEATS = 4
"""How often an open stream's session is looked at again: once a minute."""


@get("/api/live")
async def live(request: Asked) -> ServerSentEvent:
    reader = await actor(request)
    return ServerSentEvent(_ticks(request, house(request), reader.unit))


async def _ticks(request: Asked, of: House, unit: str) -> AsyncIterator[ServerSentEventMessage]:
    async with of.bell.listen(unit) as queue:
        async with of.desk.database.read(unit) as connection:
            clock = (await ledger.clock(connection, unit)).clock
        yield ServerSentEventMessage(event="clock", data=str(clock))
        beats = 0
        while True:
            try:
                rung = await asyncio.wait_for(queue.get(), BEAT_S)
            except TimeoutError:
                beats += 1
                if beats % CHECK_BEATS == 0 and not await _still(request):
                    return
                yield ServerSentEventMessage(comment="beat")
                continue
            if rung is None:
                return
            while not queue.empty():
                rung = queue.get_nowait()
                if rung is None:
                    return
            yield ServerSentEventMessage(event="clock", data=str(rung))


async def _still(request: Asked) -> bool:
    try:
        await actor(request, idle=True)
    except Refused:
        return False
    return True

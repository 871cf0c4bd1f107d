"""Everybody's phone finds the network at the same moment."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

from lykta.intake.desk import Desk
from tests.desk import RunningDesk

from .phone_times import percentile
from .plain_http import Line
from .sealed_letters import PER_UNIT, senders

PHONES, EACH = 200, 30


class Storm(NamedTuple):
    """Seconds from the moment the network is there to a phone's last receipt."""

    half: float
    p99: float
    last: float


async def storm(desk: RunningDesk, inside: Desk, urls: Sequence[str], seed: int) -> Storm:
    """Each phone opens its line and sends what it has; a unit's phones go to one process."""
    phones = await senders(inside, PHONES, seed)
    parcels = [each.parcels(EACH, EACH)[0] for each in phones]
    took: list[float] = []
    begun = time.perf_counter()

    async def one(url: str, parcel: bytes) -> None:
        async with Line(url, {"Origin": desk.url, "Lykta-Protocol": "1"}) as line:
            status, answer = await line.ask("POST", "/api/ops", parcel)
        assert status == 200, answer
        assert answer.count(b'"outcome":"applied"') == EACH, answer
        took.append(time.perf_counter() - begun)

    await asyncio.gather(
        *(one(urls[n // PER_UNIT % len(urls)], parcel) for n, parcel in enumerate(parcels))
    )
    return Storm(percentile(took, 0.5), percentile(took, 0.99), max(took))

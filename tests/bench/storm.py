"""Everybody's phone finds the network at the same moment."""

import asyncio
import random
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
    """Each phone opens its line and sends what it has, in any order; a unit's phones go to one
    process.
    """
    phones = await senders(inside, PHONES, seed)
    parcels = [
        (urls[n // PER_UNIT % len(urls)], each.parcels(EACH, EACH)[0])
        for n, each in enumerate(phones)
    ]
    random.Random(seed).shuffle(parcels)
    took: list[float] = []
    begun = time.perf_counter()

    async def one(url: str, parcel: bytes) -> None:
        async with Line(url, {"Origin": desk.url, "Lykta-Protocol": "1"}) as line:
            status, answer = await line.ask("POST", "/api/ops", parcel)
        assert status == 200, answer
        assert answer.count(b'"outcome":"applied"') == EACH, answer
        took.append(time.perf_counter() - begun)

    await asyncio.gather(*(one(url, parcel) for url, parcel in parcels))
    return Storm(percentile(took, 0.5), percentile(took, 0.99), max(took))

"""What a network does to a parcel on its way, and to the answer on its way back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal, get_args

import httpx

Weather = Literal[
    "fair",
    "lost",  # the request never came
    "unanswered",  # it came, and the answer never did (F01)
    "doubled",  # it came twice (F03)
    "late",  # given up; it comes after what is sent next (F02, F05)
    "portal",  # a hotel answers for the desk, with 200 (F11)
    "gateway",  # it came, and a 502 in HTML comes back (F11b)
    "busy",  # 503 with Retry-After (F09)
    "torn",  # half of the answer comes
]
KINDS: tuple[Weather, ...] = get_args(Weather)
PORTAL = "<html><title>Välkommen till hotellet</title></html>"


@dataclass
class Sky:
    """Weather over all lines; `chance` is the share of requests that it does something to.

    Which of the desk's processes a request comes to is chance too.
    """

    desks: Sequence[httpx.ASGITransport]
    random: Random
    chance: float = 0.0
    late: list[httpx.Request] = field(default_factory=list)
    met: dict[str, int] = field(default_factory=dict)

    def line(self) -> "Under":
        return Under(self)

    async def clear(self) -> None:
        """The wind drops, and what was on its way arrives."""
        self.chance = 0.0
        await self.arrive()

    async def arrive(self) -> None:
        while self.late:
            await self._reach(self.late.pop(self.random.randrange(len(self.late))))

    async def handle(self, request: httpx.Request) -> httpx.Response:
        # Once read, it can be sent again as it was.
        await request.aread()
        kind: Weather = "fair"
        if self.random.random() < self.chance:
            kind = self.random.choice(KINDS)
        self.met[kind] = self.met.get(kind, 0) + 1
        if kind == "lost":
            raise httpx.ConnectError("no network", request=request)
        if kind == "late":
            self.late.append(request)
            raise httpx.ReadTimeout("no answer", request=request)
        if kind == "portal":
            return httpx.Response(200, html=PORTAL, request=request)
        if kind == "busy":
            return httpx.Response(503, headers={"Retry-After": "30"}, request=request)
        if kind == "doubled":
            await self._reach(request)
        response = await self._reach(request)
        if self.late and self.chance and self.random.random() < 0.5:
            await self._reach(self.late.pop(self.random.randrange(len(self.late))))
        if kind == "unanswered":
            raise httpx.ReadError("cut off", request=request)
        if kind == "gateway":
            return httpx.Response(502, html="<h1>Bad gateway</h1>", request=request)
        if kind == "torn":
            half = response.content[: len(response.content) // 2]
            return httpx.Response(response.status_code, content=half, request=request)
        return response

    async def _reach(self, request: httpx.Request) -> httpx.Response:
        response = await self.random.choice(self.desks).handle_async_request(request)
        await response.aread()
        return response


class Under(httpx.AsyncBaseTransport):
    """One line under the sky."""

    def __init__(self, sky: Sky) -> None:
        self.sky = sky

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.sky.handle(request)

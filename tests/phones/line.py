"""How does a phone reach the desk, and what does a browser add by itself (protocol §7)?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from .answers import Weather, object_of
from .letter import Json


class Line:
    """One browser's line to one desk, with its own cookies. No network is `Weather`.

    `transport` stands in for the network in tests, or is one that thousands of lines share;
    whoever gave it closes it.
    """

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.origin = url.rstrip("/")
        self._owns_transport = transport is None
        self.client = httpx.AsyncClient(
            base_url=self.origin,
            headers={"Lykta-Protocol": "1", "Sec-Fetch-Site": "same-origin"},
            transport=transport,
            trust_env=False,
            # A desk under load is slow, not gone: fifty phones share two cores with it.
            timeout=60,
        )

    async def get(self, path: str, **query: str | int) -> httpx.Response:
        try:
            return await self.client.get(path, params=query)
        except httpx.TransportError as error:
            raise Weather("no network") from error

    async def post(self, path: str, body: Json) -> httpx.Response:
        """A browser names its `Origin` only where something may change."""
        try:
            return await self.client.post(path, json=body, headers={"Origin": self.origin})
        except httpx.TransportError as error:
            raise Weather("no network") from error

    async def close(self) -> None:
        if self._owns_transport:
            await self.client.aclose()

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[httpx.Response]:
        """Open until left, and silent for as long as the desk is."""
        accept = {"Accept": "text/event-stream"}
        quiet = httpx.Timeout(5, read=None)
        try:
            async with self.client.stream("GET", path, headers=accept, timeout=quiet) as response:
                if response.status_code != 200:
                    await response.aread()
                    object_of(response)
                yield response
        except httpx.TransportError as error:
            raise Weather("the stream broke") from error

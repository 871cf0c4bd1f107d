"""Where a name leads, judged when it is connected to: nothing inside is ever rung (attacks A88).

The connection goes to the addresses that were judged: nobody asks for the name a second time.
"""

import socket
from ipaddress import ip_address

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

LOCAL = "localhost"


class Inside(OSError):
    """The name leads to an address that is not public."""


class JudgingResolver(AbstractResolver):
    """`local`: localhost may be rung, as where the desk itself is at localhost."""

    def __init__(self, asked: AbstractResolver | None = None, *, local: bool = False) -> None:
        self._asked = asked or ThreadedResolver()
        self._local = local

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._asked.resolve(host, port, family)
        if self._local and host == LOCAL:
            return found
        # One that is not public is enough: an honest service has none.
        if not found or not all(ip_address(each["host"]).is_global for each in found):
            raise Inside(host)
        return found

    async def close(self) -> None:
        await self._asked.close()

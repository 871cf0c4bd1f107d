"""One push sent: sealed for the browser, signed as this desk, and posted within narrow limits."""

import asyncio
import json
import logging
from datetime import datetime
from typing import Any

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver
from pywebpush import WebPusher, WebPushException

from lykta.domain.notices import Text
from lykta.notices.addresses import Inside, JudgingResolver
from lykta.notices.answers import Answer, meant
from lykta.notices.vapid import Vapid

log = logging.getLogger(__name__)

PAYLOAD_BYTES = 64
"""Of every push: its length tells nothing."""
COUNT_MAX = 99
TTL_S = 24 * 3600
TOPIC = "lykta"
"""A newer one takes the place of one that has not been delivered."""
TOTAL_S = 5
ANSWER_BYTES = 64 * 1024


def payload(text: Text, count: int) -> bytes:
    told = json.dumps({"text": text, "count": min(count, COUNT_MAX)}, separators=(",", ":"))
    return told.encode().ljust(PAYLOAD_BYTES)


class Sender:
    """`subscription`: the JSON that the browser gave, `{"endpoint", "keys"}`."""

    def __init__(
        self,
        vapid: Vapid,
        *,
        local: bool = False,
        resolver: AbstractResolver | None = None,
        total_s: float = TOTAL_S,
    ) -> None:
        self._vapid = vapid
        self._resolver = JudgingResolver(resolver, local=local)
        self._timeout = aiohttp.ClientTimeout(total=total_s)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, subscription: bytes, text: Text, count: int, now: datetime) -> Answer:
        given: dict[str, Any] = msgspec.json.decode(subscription)
        endpoint = given["endpoint"]
        try:
            body = WebPusher(given).encode(payload(text, count))["body"]
        except (WebPushException, ValueError):
            return Answer("gone")
        headers = {
            "authorization": self._vapid.authorization(endpoint, now),
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(TTL_S),
            "topic": TOPIC,
            "urgency": "high" if text == "urgent" else "normal",
        }
        try:
            return await self._post(endpoint, body, headers, now)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            if _is_inside(error):
                return Answer("inside")
            # Never the endpoint, which is all it takes to ring, nor what was answered.
            log.info("a push did not get through: %s", type(error).__name__)
            return Answer("later", "unreachable")

    async def _post(
        self, endpoint: str, body: bytes, headers: dict[str, str], now: datetime
    ) -> Answer:
        async with self._open().post(
            endpoint, data=body, headers=headers, allow_redirects=False
        ) as response:
            # Read so that the connection can be used again, and no further than that.
            await response.content.read(ANSWER_BYTES)
            return meant(response.status, response.headers.get("retry-after"), now)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=self._resolver, limit=0, limit_per_host=0, use_dns_cache=False
                ),
                timeout=self._timeout,
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            # The library closes its transports a moment later.
            await asyncio.sleep(0)


def _is_inside(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, Inside):
            return True
        error = error.__cause__ or error.__context__
    return False

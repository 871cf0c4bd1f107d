"""A push service on this machine, and browsers that it rings: each push is opened and judged.

    async with push_service() as service:
        browser = await subscribed(inside, ada, service.endpoint("takes"))
        …
        assert browser.heard == [{"text": "tasks", "count": 1}]

What an endpoint does stands in its path: see `DOES`.
"""

import asyncio
import base64
import gzip
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import http_ece
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from lykta.domain.notices import TEXTS
from lykta.letters.base64 import encode
from lykta.notices.sender import COUNT_MAX, PAYLOAD_BYTES

from .inside import Hand, Inside

SUBJECT = "mailto:drift@lykta.example"
HOUR_S = 3600


class Browser:
    """Whoever holds the private half: only here can a push be read."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        self.heard: list[dict[str, Any]] = []
        self.told = asyncio.Event()

    def subscription(self) -> dict[str, Any]:
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        keys = {"p256dh": encode(point), "auth": encode(self._auth)}
        return {"endpoint": self.endpoint, "keys": keys}

    def opens(self, body: bytes) -> None:
        """Judges what it is told: a text of the list, a count, one length, nothing else (F63)."""
        plain = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        assert len(plain) == PAYLOAD_BYTES
        told = json.loads(plain)
        assert set(told) == {"text", "count"}, told
        assert told["text"] in TEXTS
        assert type(told["count"]) is int, told
        assert 0 <= told["count"] <= COUNT_MAX
        self.heard.append(told)
        self.told.set()


@dataclass
class PushService:
    port: int = 0
    browsers: dict[str, Browser] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """What each request's path asked for, in the order in which they came."""
    lengths: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    """What was not as it must be: a failed assertion is an answer of 500, so it is kept here."""
    key: bytes = b""
    """The desk's, that every push has to be signed with."""
    never: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def prefix(self) -> str:
        return f"http://localhost:{self.port}/push/"

    def endpoint(self, does: str) -> str:
        return f"{self.prefix}{does}/{len(self.browsers)}"

    def browser(self, does: str) -> Browser:
        browser = Browser(self.endpoint(does))
        self.browsers[browser.endpoint] = browser
        return browser

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        does = request.match_info["does"]
        self.asked.append(does)
        endpoint = f"http://localhost:{self.port}{request.path}"
        try:
            self._judge(request, body)
            if does not in FAILS:
                self.browsers[endpoint].opens(body)
        except Exception as error:  # noqa: BLE001 - kept, to be looked at by the test
            self.wrong.append(repr(error))
        return await DOES[does](self, request)

    def _judge(self, request: web.Request, body: bytes) -> None:
        """RFC 8030 and RFC 8292: how long it is good for, what it replaces, who sent it."""
        self.lengths.add(len(body))
        headers = request.headers
        assert headers["Content-Encoding"] == "aes128gcm"
        assert int(headers["TTL"]) > 0
        assert headers["Topic"] == "lykta"
        assert headers["Urgency"] in ("normal", "high")
        assert "Cookie" not in headers
        scheme, _, given = headers["Authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in given.split(","))
        assert parts["k"] == encode(self.key)
        assert Vapid02.verify(headers["Authorization"])
        claims = json.loads(_unpadded(parts["t"].split(".")[1]))
        assert claims["aud"] == f"http://localhost:{self.port}"
        assert claims["sub"] == SUBJECT


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


Does = Callable[[PushService, web.Request], Awaitable[web.StreamResponse]]


def says(status: int, **headers: str) -> Does:
    async def answer(_: PushService, __: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        # What a service answers is its own business: this word must be found nowhere (A91).
        return web.Response(status=status, headers=named, text="kanariefågel")

    return answer


async def never(service: PushService, _: web.Request) -> web.StreamResponse:
    await service.never.wait()
    return web.Response(status=201)


async def endless(service: PushService, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(status=201)
    await response.prepare(request)
    with suppress(ConnectionError):
        while not service.never.is_set():
            await response.write(b"x" * 65536)
            await asyncio.sleep(0)
    return response


async def drips(service: PushService, request: web.Request) -> web.StreamResponse:
    """A byte now and then: each one says that it is alive."""
    response = web.StreamResponse(status=201, headers={"Content-Length": "100000"})
    await response.prepare(request)
    with suppress(ConnectionError):
        while not service.never.is_set():
            await response.write(b"x")
            await asyncio.sleep(0.05)
    return response


async def bomb(_: PushService, __: web.Request) -> web.StreamResponse:
    return web.Response(
        status=201, body=gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"}
    )


async def leads_inside(service: PushService, _: web.Request) -> web.StreamResponse:
    return web.Response(
        status=307, headers={"Location": f"http://localhost:{service.port}/push/takes/0"}
    )


DOES: dict[str, Does] = {
    "takes": says(201),
    "takes_too": says(202),
    "gone": says(410),
    "not_there": says(404),
    "waits": says(429, Retry_After="120"),
    "breaks": says(500),
    "closed": says(503),
    "other_key": says(403),
    "never": never,
    "endless": endless,
    "drips": drips,
    "bomb": bomb,
    "elsewhere": leads_inside,
}
FAILS = DOES.keys() - {"takes", "takes_too", "bomb", "endless", "drips"}


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    service = PushService()
    app = web.Application(client_max_size=10_000)
    app.router.add_post("/push/{does}/{number}", service.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0)
    await site.start()
    service.port = runner.addresses[0][1]
    try:
        yield service
    finally:
        service.never.set()
        await runner.cleanup()


async def subscribed(inside: Inside, hand: Hand, service: PushService, does: str) -> Browser:
    """Through the door, as a phone does it."""
    browser = service.browser(does)
    async with inside.doors(hand) as phone:
        await phone.sign_in()
        answer = await phone.line.post("/api/push", browser.subscription())
        assert answer.status_code == 204, answer.text
    return browser

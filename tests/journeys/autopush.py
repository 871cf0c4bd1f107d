"""The push service that Firefox speaks to, on this machine: its protocol, as far as a browser and
a desk need it (hello, register, notification, ack).

    async with autopush() as service:
        prefs = service.prefs          # for Firefox
        …                              # the desk may ring service.prefix
"""

import asyncio
import base64
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web


@dataclass
class Autopush:
    port: int = 0
    channels: dict[str, web.WebSocketResponse] = field(default_factory=dict)
    """By the last part of the endpoint: whom to tell, and on which channel."""
    told: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    """What the browser says became of each notification."""
    posted: list[bytes] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        return f"http://localhost:{self.port}/push/"

    @property
    def prefs(self) -> dict[str, Any]:
        return {
            "dom.push.serverURL": f"ws://localhost:{self.port}/",
            "dom.push.testing.allowInsecureServerURL": True,
            "dom.push.connection.enabled": True,
            "dom.push.userAgentID": "",
            # The person's own yes, given beforehand.
            "permissions.default.desktop-notification": 1,
        }

    async def browser(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._answer(socket, json.loads(message.data))
        return socket

    async def _answer(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        match said.get("messageType"):
            case "hello":
                told = {"uaid": uuid.uuid4().hex, "status": 200, "use_webpush": True}
                await socket.send_json({"messageType": "hello", "broadcasts": {}} | told)
            case "register":
                channel = said["channelID"]
                self.channels[channel] = socket
                told = {"channelID": channel, "status": 200, "pushEndpoint": self.prefix + channel}
                await socket.send_json({"messageType": "register"} | told)
            case "unregister":
                self.channels.pop(said["channelID"], None)
                told = {"channelID": said["channelID"], "status": 200}
                await socket.send_json({"messageType": "unregister"} | told)
            case "ack":
                for each in said["updates"]:
                    self.told.put_nowait(each)
            case None:  # a ping
                await socket.send_str("{}")

    async def desk(self, request: web.Request) -> web.Response:
        channel = request.match_info["channel"]
        body = await request.read()
        self.posted.append(body)
        socket = self.channels.get(channel)
        if socket is None or socket.closed:
            return web.Response(status=410)
        await socket.send_json(
            {
                "messageType": "notification",
                "channelID": channel,
                "version": uuid.uuid4().hex,
                "data": base64.urlsafe_b64encode(body).rstrip(b"=").decode(),
                "headers": {"encoding": request.headers["Content-Encoding"]},
            }
        )
        return web.Response(status=201)


@asynccontextmanager
async def autopush() -> AsyncIterator[Autopush]:
    service = Autopush()
    app = web.Application()
    app.router.add_get("/", service.browser)
    app.router.add_post("/push/{channel}", service.desk)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0)
    await site.start()
    service.port = runner.addresses[0][1]
    try:
        yield service
    finally:
        for socket in service.channels.values():
            with suppress(ConnectionError):
                await socket.close()
        await runner.cleanup()

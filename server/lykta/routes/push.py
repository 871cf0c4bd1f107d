"""Where this device wants to be rung (protocol §9)."""

from hashlib import sha256
from typing import Annotated

import msgspec
from litestar import Response, delete, post
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.notices import Notice
from lykta.domain.problem import Refused
from lykta.domain.push_endpoint import is_endpoint
from lykta.letters import base64
from lykta.letters.sign import public_key
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house
from lykta.store import notices, push

AUTH_BYTES = 16
FIELD = "push"
"""What the ciphertext is bound to, beside the unit and the device."""


class PushKeys(Struct):
    p256dh: Annotated[str, Meta(max_length=120)]
    auth: Annotated[str, Meta(max_length=40)]


class Subscribe(Struct):
    endpoint: str
    keys: PushKeys


@post("/api/push", status_code=204)
async def subscribe(request: Asked) -> Response[None]:
    """Raises Refused: push.endpoint, push.keys."""
    of = house(request)
    asker = await actor(request)
    of.limiter.take(f"push/{asker.device}", limits.SUBSCRIPTIONS_PER_MIN)
    asked = await read(request, Subscribe)
    if not is_endpoint(asked.endpoint, of.settings.push_services):
        raise Refused("push.endpoint", "endpoint")
    point, auth = base64.decode(asked.keys.p256dh), base64.decode(asked.keys.auth)
    if not point or public_key(point) is None:
        raise Refused("push.keys", "keys.p256dh")
    if auth is None or len(auth) != AUTH_BYTES:
        raise Refused("push.keys", "keys.auth")
    sealed = of.desk.records.keep(asker.unit, asker.device, FIELD, msgspec.json.encode(asked))
    async with of.desk.database.write(asker.unit) as connection:
        given = push.Subscription(*sealed)
        parts = (asked.endpoint, asked.keys.p256dh, asked.keys.auth)
        hashed = sha256("\n".join(parts).encode()).digest()
        await push.subscribe(connection, asker.unit, asker.device, given, hashed, of.desk.now())
    return Response(None, status_code=204)


@delete("/api/push", status_code=204)
async def unsubscribe(request: Asked) -> Response[None]:
    of = house(request)
    asker = await actor(request)
    async with of.desk.database.write(asker.unit) as connection:
        await push.forget(connection, asker.unit, asker.device)
    return Response(None, status_code=204)


@post("/api/push/test", status_code=204)
async def ring_once(request: Asked) -> Response[None]:
    """This device alone is rung, by whoever goes round next."""
    of = house(request)
    asker = await actor(request)
    of.limiter.take(f"ring/{asker.device}", limits.TEST_RINGS_PER_MIN)
    now = of.desk.now()
    notice = Notice(asker.member, "test", asker.device, now.isoformat(), now)
    async with of.desk.database.write(asker.unit) as connection:
        await notices.add(connection, asker.unit, [(notice, now)])
    return Response(None, status_code=204)

"""A device that is lost: revoked by the supervisor, wiped by itself when it next calls (§7)."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import Meta, Struct

from lykta.domain import ids, limits
from lykta.domain.problem import Refused
from lykta.letters import base64
from lykta.letters.sign import public_key, verify, wiped_message
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house
from lykta.store import people
from lykta.upkeep.lost import Lost, call_lost
from lykta.upkeep.lost import of as lost_device


class Revoke(Struct):
    wipe: bool = False
    reason: Annotated[str, Meta(max_length=limits.NOTE_CHARS)] = ""


class Wiped(Struct):
    at: Annotated[str, Meta(min_length=10, max_length=40)]
    signature: str


@post("/api/devices/{id:str}/revoke", status_code=204)
async def revoke(request: Asked, id: FromPath[str]) -> Response[None]:
    """Its sessions end now. Its letters still come in, as `held device.revoked`: none is lost."""
    of = house(request)
    writer = await actor(request, "supervisor", fresh=True)
    asked = await read(request, Revoke)
    await call_lost(of.desk, writer, id, asked.reason, wipe=asked.wipe)
    return Response(None, status_code=204)


@get("/api/devices/{id:str}/lost")
async def read_lost(request: Asked, id: FromPath[str]) -> Lost:
    """What was readable on it, what never came, and what the law's clocks say."""
    return await lost_device(house(request).desk, await actor(request, "supervisor"), id)


@post("/api/devices/{id:str}/wiped", status_code=204)
async def wiped(request: Asked, id: FromPath[str]) -> Response[None]:
    """Called by the device itself just before it drops its key; one that was not asked to is
    answered like one that is unknown.
    """
    of = house(request)
    asked = await read(request, Wiped)
    async with of.desk.database.write() as connection:
        device = (await people.devices(connection, [id])).get(id) if ids.is_id(id) else None
        if device is None or device.state not in ("wipe", "wiped"):
            raise Refused("not.found")
        key = public_key(device.signing_key)
        signature = base64.decode(asked.signature) or b""
        if key is None or not verify(key, signature, wiped_message(id, asked.at)):
            raise Refused("not.found")
        await people.set_state(connection, id, "wiped", wiped_at=of.desk.now())
    return Response(None, status_code=204)

"""A device that is lost: revoked by the supervisor, wiped by itself when it next calls (§7)."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath
from msgspec import Meta, Struct

from lykta.domain import ids, limits
from lykta.domain.problem import Refused
from lykta.letters import base64
from lykta.letters.sign import public_key, verify, wiped_message
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house
from lykta.store import audit, ledger, people, sessions


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
    async with of.desk.database.write(writer.unit) as connection:
        await ledger.lock(connection, writer.unit)
        device = (await people.devices(connection, [id])).get(id) if ids.is_id(id) else None
        if device is None or device.unit != writer.unit:
            raise Refused("not.found")
        await people.set_state(connection, id, "wipe" if asked.wipe else "revoked")
        await sessions.end_all(connection, id)
        fields = ["wipe"] if asked.wipe else []
        opened = [("device", id, fields)]
        await audit.write(connection, writer, of.desk.now(), "revoke", opened)
    return Response(None, status_code=204)


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
        await people.set_state(connection, id, "wiped")
    return Response(None, status_code=204)

"""A passkey made for this device: by a session of its own, or just after it was enrolled with
none (protocol §7).
"""

import secrets
from typing import Any

import msgspec
from litestar import Response, post
from msgspec import Struct

from lykta.domain.problem import Refused
from lykta.letters import base64
from lykta.letters.passkey import NotShown, made, options_to_make
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.session import CHALLENGE_BYTES
from lykta.routes.state import Asked, house
from lykta.store import audit, ledger, passkeys, sessions


class MakePasskey(Struct):
    challenge: str
    """As it was given with the options."""
    passkey: msgspec.Raw
    """As `navigator.credentials.create` gives it, in JSON."""


@post("/api/passkeys/options", status_code=200)
async def passkey_options(request: Asked) -> dict[str, Any]:
    of = house(request)
    asker = await actor(request, only="passkeys")
    given = secrets.token_bytes(CHALLENGE_BYTES)
    async with of.desk.database.write() as connection:
        await sessions.add_challenge(connection, given, asker.device, of.desk.now())
        old = await passkeys.of(connection, asker.device)
    origin = of.settings.origin or ""
    options = options_to_make(origin, asker.device, given, old.credential if old else None)
    return {"challenge": base64.encode(given), "passkey": options}


@post("/api/passkeys", status_code=204)
async def make_passkey(request: Asked) -> Response[None]:
    """In place of an older one; the access log says that it was made."""
    of = house(request)
    asker = await actor(request, only="passkeys")
    asked = await read(request, MakePasskey)
    given, now = base64.decode(asked.challenge) or b"", of.desk.now()
    async with of.desk.database.write() as connection:
        fresh = await sessions.use_challenge(connection, given, asker.device, now)
    try:
        new = made(of.settings.origin or "", given, asked.passkey)
    except NotShown:
        raise Refused("session.refused") from None
    if not fresh:
        raise Refused("session.refused")
    async with of.desk.database.write(asker.unit) as connection:
        await ledger.lock(connection, asker.unit)
        await passkeys.keep(connection, asker.device, passkeys.Passkey(*new), now)
        opened = [("device", asker.device, ["passkey"])]
        await audit.write(connection, asker, now, "passkey", opened)
    return Response(None, status_code=204)

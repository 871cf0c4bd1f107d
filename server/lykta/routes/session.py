"""Signing in: the device's key answers a challenge, and its secret shows who holds it."""

import hmac
import logging
import secrets
from typing import Any

import msgspec
from litestar import Response, delete, post
from msgspec import Struct

from lykta.domain import limits
from lykta.domain.ids import Id
from lykta.domain.problem import Refused
from lykta.letters import base64
from lykta.letters.passkey import Cloned, NotShown, options_to_show, shown
from lykta.letters.sign import NOBODYS, public_key, session_message, verify
from lykta.routes.body import read
from lykta.routes.guard import TOKEN_BYTES, member_of, session_cookie, token_of
from lykta.routes.state import Asked, House, house
from lykta.store import passkeys, people, sessions
from lykta.store.engine import Connection

NOTHING = msgspec.Raw()

log = logging.getLogger(__name__)

CHALLENGE_BYTES = 32


class AskChallenge(Struct):
    device: Id


class SignIn(Struct):
    device: Id
    challenge: str
    signature: str
    secret: str | None = None
    passkey: msgspec.Raw = NOTHING
    """As `navigator.credentials.get` gives it, in JSON."""


@post("/api/session/challenge", status_code=200)
async def challenge(request: Asked) -> dict[str, Any]:
    """An unknown device gets an answer of the same form, so that none can be told apart."""
    of = house(request)
    asked = await read(request, AskChallenge)
    of.limiter.take(f"challenge/{asked.device}", limits.SIGN_INS_PER_MIN)
    given = secrets.token_bytes(CHALLENGE_BYTES)
    async with of.desk.database.write() as connection:
        await sessions.add_challenge(connection, given, asked.device, of.desk.now())
        kept = await passkeys.of(connection, asked.device)
    origin = of.settings.origin or ""
    options = options_to_show(origin, given, kept.credential) if kept else None
    return {"challenge": base64.encode(given), "passkey": options}


@post("/api/session", status_code=204)
async def sign_in(request: Asked) -> Response[None]:
    of = house(request)
    asked = await read(request, SignIn)
    of.limiter.take(f"session/{asked.device}", limits.SIGN_INS_PER_MIN)
    token = secrets.token_bytes(TOKEN_BYTES)
    now = of.desk.now()
    async with of.desk.database.write() as connection:
        device = (await people.devices(connection, [asked.device])).get(asked.device)
        given = base64.decode(asked.challenge) or b""
        fresh = await sessions.use_challenge(connection, given, asked.device, now)
        refused = not fresh or not await _proves(of, connection, asked, given, device)
    if refused or device is None:
        raise Refused("session.refused")
    if device.state == "wipe":
        raise Refused("device.wipe")
    member = await member_of(of, device)
    if device.state != "active" or member is None or member.state != "active":
        raise Refused("session.refused")
    async with of.desk.database.write() as connection:
        old = token_of(request)
        if old is not None:
            await sessions.end(connection, old)
        await sessions.add_session(connection, token, asked.device, now)
    return with_cookie(of, token)


async def _proves(
    of: House, connection: Connection, asked: SignIn, given: bytes, device: people.Device | None
) -> bool:
    """All is worked out whatever the first says: the time it takes tells nothing."""
    key = (public_key(device.signing_key) if device else None) or NOBODYS
    signature = base64.decode(asked.signature) or b""
    signed = verify(key, signature, session_message(given)) and key is not NOBODYS
    if asked.passkey in (NOTHING, b"null"):
        return _knows(asked.secret, device) and signed
    return await _shows(of, connection, asked.device, asked.passkey, given) and signed


def _knows(given: str | None, device: people.Device | None) -> bool:
    secret = base64.decode(given or "") or b""
    held = device.secret_hash if device and device.secret_hash else b""
    return hmac.compare_digest(sessions.hashed(secret), held)


async def _shows(
    of: House, connection: Connection, device: str, answer: msgspec.Raw, given: bytes
) -> bool:
    kept = await passkeys.of(connection, device)
    if kept is None:
        return False
    try:
        counted = shown(of.settings.origin or "", given, answer, kept)
    except Cloned:
        # Two authenticators answer for one passkey: nobody here can tell which is the person's.
        log.warning("passkey of device %s was copied: refused", device)
        return False
    except NotShown:
        return False
    await passkeys.count(connection, device, counted)
    return True


@delete("/api/session", status_code=204)
async def sign_out(request: Asked) -> Response[None]:
    of, token = house(request), token_of(request)
    if token is not None:
        async with of.desk.database.write() as connection:
            await sessions.end(connection, token)
    return with_cookie(of, None)


def with_cookie(of: House, token: bytes | None) -> Response[None]:
    response: Response[None] = Response(None, status_code=204, cookies=[session_cookie(of, token)])
    if token is None:
        response.headers["Clear-Site-Data"] = '"cache"'
    return response

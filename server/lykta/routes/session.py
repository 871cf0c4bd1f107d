"""Signing in: the device's key answers a challenge, and its secret shows who holds it."""

import hmac
import secrets
from typing import Any

from litestar import Response, delete, post
from msgspec import Struct

from lykta.domain import limits
from lykta.domain.ids import Id
from lykta.domain.problem import Refused
from lykta.letters import base64
from lykta.letters.sign import NOBODYS, public_key, session_message, verify
from lykta.routes.body import read
from lykta.routes.guard import member_of, session_cookie, token_of
from lykta.routes.state import Asked, House, house
from lykta.store import people, sessions

CHALLENGE_BYTES = 32
TOKEN_BYTES = 32


class AskChallenge(Struct):
    device: Id


class SignIn(Struct):
    device: Id
    challenge: str
    signature: str
    secret: str


@post("/api/session/challenge", status_code=200)
async def challenge(request: Asked) -> dict[str, Any]:
    """An unknown device gets an answer of the same form, so that none can be told apart."""
    of = house(request)
    asked = await read(request, AskChallenge)
    of.limiter.take(f"challenge/{asked.device}", limits.SIGN_INS_PER_MIN)
    given = secrets.token_bytes(CHALLENGE_BYTES)
    async with of.desk.database.write() as connection:
        await sessions.add_challenge(connection, given, asked.device, of.desk.now())
    return {"challenge": base64.encode(given), "passkey": None}


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
        refused = not fresh or not _proves(asked, given, device)
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
    return _with_cookie(of, token)


def _proves(asked: SignIn, given: bytes, device: people.Device | None) -> bool:
    """Both are worked out whatever the first says: the time it takes tells nothing."""
    key = (public_key(device.signing_key) if device else None) or NOBODYS
    signature = base64.decode(asked.signature) or b""
    secret = base64.decode(asked.secret) or b""
    signed = verify(key, signature, session_message(given)) and key is not NOBODYS
    held = device.secret_hash if device and device.secret_hash else b""
    known = hmac.compare_digest(sessions.hashed(secret), held)
    return signed and known


@delete("/api/session", status_code=204)
async def sign_out(request: Asked) -> Response[None]:
    of, token = house(request), token_of(request)
    if token is not None:
        async with of.desk.database.write() as connection:
            await sessions.end(connection, token)
    return _with_cookie(of, None)


def _with_cookie(of: House, token: bytes | None) -> Response[None]:
    response: Response[None] = Response(None, status_code=204, cookies=[session_cookie(of, token)])
    if token is None:
        response.headers["Clear-Site-Data"] = '"cache"'
    return response

"""Who asks? A session's cookie becomes an actor, checked anew at every request."""

from datetime import timedelta
from typing import cast

from litestar.datastructures import Cookie

from lykta.domain import limits
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor, Member, Role
from lykta.letters import base64
from lykta.routes.state import Asked, House, house
from lykta.store import people, rows, sessions

TOKEN_BYTES = 32
TOUCH_S = 60


def cookie_name(of: House) -> str:
    return "__Host-lykta" if of.settings.secure else "lykta"


def session_cookie(of: House, token: bytes | None) -> Cookie:
    """None ends it."""
    return Cookie(
        key=cookie_name(of),
        value=base64.encode(token) if token else "",
        path="/",
        httponly=True,
        secure=of.settings.secure,
        samesite="strict",
        max_age=limits.SESSION_H * 3600 if token else 0,
    )


def token_of(request: Asked) -> bytes | None:
    """The token, if exactly one cookie of this name came and it can be one of ours."""
    name = cookie_name(house(request))
    found = []
    for header in request.headers.getall("cookie", []):
        for part in header.split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                found.append(value)
    token = base64.decode(found[0]) if len(found) == 1 and len(found[0]) < 100 else None
    return token if token and len(token) == TOKEN_BYTES else None


async def member_of(of: House, device: people.Device) -> Member | None:
    async with of.desk.database.read(device.unit) as connection:
        row = await rows.one(connection, device.unit, device.member)
    return row.data if row and row.kind == "member" and not row.gone else None


async def actor(
    request: Asked,
    *roles: Role,
    idle: bool = False,
    fresh: bool = False,
    only: sessions.Only | None = None,
) -> Actor:
    """Raises Refused: session.required, device.wipe, or role.denied where `roles` are named.

    `idle`: nobody did anything, a stream only looks whether it may go on.
    `fresh`: they have shown who they are within five minutes, else session.step_up.
    `only`: a session that is good for this alone will do.
    """
    of, token = house(request), token_of(request)
    if token is None:
        raise Refused("session.required")
    now = of.desk.now()
    found = await of.desk.database.look(lambda at: sessions.session(at, token, now))
    if found is None:
        raise Refused("session.required")
    session, device = found
    if session.only not in (None, only) or device.state == "wiped":
        raise Refused("session.required")
    if device.state == "wipe":
        raise Refused("device.wipe")
    if device.state != "active":
        raise Refused("session.required")
    member = await member_of(of, device)
    if member is None or member.state != "active":
        raise Refused("session.required")
    if not idle and now - session.used_at > timedelta(seconds=TOUCH_S):
        async with of.desk.database.write() as connection:
            await sessions.touch(connection, token, now)
    of.limiter.take(f"calls/{device.id}", limits.CALLS_PER_MIN)
    if roles and member.role not in roles:
        raise Refused("role.denied")
    if fresh and now - session.started_at > timedelta(minutes=limits.STEP_UP_MIN):
        raise Refused("session.step_up")
    return Actor(device.unit, device.member, cast(Role, member.role), device.id)

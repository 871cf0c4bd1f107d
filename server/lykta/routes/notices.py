"""What somebody wants to be told of, and how it stands with the ringing of the device they hold."""

import re
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Response, get, post
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.notices import Quiet, offered_to
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor
from lykta.letters import base64
from lykta.notices.looking import unit_quiet
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, House, house
from lykta.store import choices, notices, push
from lykta.store.choices import EMAIL, Choice
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept

ADDRESS = re.compile(r"\A[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+\Z")


class Choose(Struct):
    chosen: Annotated[list[str], Meta(max_length=20)]
    quiet: Quiet | None = None
    """None: the unit's."""
    email: Annotated[str, Meta(max_length=limits.EMAIL_CHARS)] | None = None


class DeviceTold(Struct):
    subscribed: bool
    place: str | None
    """SHA-256 of endpoint, p256dh and auth, a line each: is it what the browser has?"""
    accepted_at: datetime | None
    trouble: str | None


class Told(Struct):
    push: str | None
    """The desk's public key; None: push is off."""
    mail: bool
    kinds: list[str]
    chosen: list[str]
    quiet: Quiet | None
    unit_quiet: Quiet
    email: str | None
    device: DeviceTold
    count: int
    """How many things wait for whoever asks."""


@get("/api/notices")
async def read_notices(request: Asked) -> Told:
    of = house(request)
    asker = await actor(request)
    now = of.desk.now()
    async with of.desk.database.read(asker.unit) as connection:
        choice = (await choices.of(connection, asker.unit)).get(asker.member)
        stands = await push.standing(connection, asker.unit, asker.device)
        quiet = await unit_quiet(connection, asker.unit)
        count = await notices.waits_for(connection, asker.unit, asker.member, asker.role, now)
    kinds: list[str] = [*offered_to(asker.role)]
    chosen = kinds if choice is None else [each for each in kinds if each in choice.chosen]
    own = choice.quiet if choice is not None else None
    hashed = stands.place_hash if stands is not None else None
    return Told(
        push=base64.encode(of.push_key) if of.push_key else None,
        mail=of.settings.smtp is not None,
        kinds=kinds,
        chosen=chosen,
        quiet=msgspec.convert(own, Quiet) if own else None,
        unit_quiet=quiet,
        email=_address(of, asker, choice),
        device=DeviceTold(
            subscribed=stands is not None,
            place=base64.encode(hashed) if hashed else None,
            accepted_at=stands.accepted_at if stands is not None else None,
            trouble=stands.trouble if stands is not None else None,
        ),
        count=count,
    )


def _address(of: House, asker: Actor, choice: Choice | None) -> str | None:
    if choice is None or choice.sealed is None:
        return None
    try:
        place = (asker.unit, asker.member, EMAIL)
        return of.desk.records.read(*place, Kept(*choice.address())).decode()
    except (Damaged, KeysMissing):
        return None


@post("/api/notices", status_code=204)
async def choose(request: Asked) -> Response[None]:
    """Raises Refused: notices.kind, notices.email, body.malformed."""
    of = house(request)
    asker = await actor(request)
    asked = await read(request, Choose)
    if not set(asked.chosen) <= set(offered_to(asker.role)):
        raise Refused("notices.kind", "chosen")
    if asked.email is not None and not ADDRESS.match(asked.email):
        raise Refused("notices.email", "email")
    address: Any = None
    if asked.email is not None:
        place = (asker.unit, asker.member, EMAIL)
        address = of.desk.records.keep(*place, asked.email.encode())
    quiet = msgspec.to_builtins(asked.quiet) if asked.quiet else None
    choice = Choice(sorted(set(asked.chosen)), quiet).to(address)
    today = of.desk.now().astimezone(ZoneInfo(limits.TIME_ZONE)).date().isoformat()
    async with of.desk.database.write(asker.unit) as connection:
        await choices.choose(connection, asker.unit, asker.member, choice, today)
    return Response(None, status_code=204)

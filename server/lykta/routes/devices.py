"""Enrolment, the unit's public keys, and what the supervisor sees of the phones (protocol §7)."""

import secrets
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from litestar import Response, get, post
from msgspec import Meta, Struct

from lykta.domain import ids
from lykta.domain.ids import Id
from lykta.domain.problem import Refused
from lykta.letters import base64
from lykta.letters.sign import enrol_message, public_key, verify
from lykta.routes.body import read
from lykta.routes.guard import TOKEN_BYTES, actor, session_cookie
from lykta.routes.state import Asked, House, house
from lykta.store import ledger, passkeys, people, rows, sessions
from lykta.store.engine import Connection

PROTOCOL = 1
SECRET_BYTES = 32


class Login(Struct):
    kind: Literal["secret", "passkey"]
    secret: str | None = None


class Predecessor(Struct):
    """A device of this phone that wrote, and whose private key is gone with the phone's data."""

    device: Id
    signing_key: str


class Enrol(Struct):
    invitation: Annotated[str, Meta(min_length=1, max_length=200)]
    label: Annotated[str, Meta(min_length=1, max_length=60)]
    kind: Literal["phone", "desk"]
    signing_key: str
    login: Login
    proof: str
    device: Id | None = None
    predecessors: Annotated[list[Predecessor], Meta(max_length=20)] = []


@post("/api/devices", status_code=201)
async def enrol(request: Asked) -> Response[dict[str, Any]]:
    """1. A key that signs the invitation, and a secret. 2. An invitation good for now, or used by
    this very key. 3. The device. One answer for everything that is wrong with an invitation.
    """
    of = house(request)
    asked = await read(request, Enrol)
    point, secret_hash = _key_and_secret(asked)
    before = [
        (each.device, _point(each.signing_key, "predecessors")) for each in asked.predecessors
    ]
    now = of.desk.now()
    async with of.desk.database.write() as connection:
        invitation = await sessions.invitation(connection, asked.invitation)
        if invitation is None:
            raise Refused("invitation.invalid")
        if invitation.device is not None:
            device = (await people.devices(connection, [invitation.device]))[invitation.device]
            if device.signing_key != point:
                raise Refused("invitation.invalid")
            token = await _to_make_a_passkey(connection, device, now)
            return await _enrolled(of, device, token)
        if invitation.expires_at < now:
            raise Refused("invitation.invalid")
        device = people.Device(
            id=asked.device or str(uuid.uuid4()),
            unit=invitation.unit,
            member=invitation.member,
            label=asked.label,
            kind=invitation.kind,
            signing_key=point,
            secret_hash=secret_hash,
            state="active",
            last_seen=now,
            highest_seq=0,
            waiting_count=None,
            waiting_oldest=None,
        )
        if await people.devices(connection, [device.id]):
            raise Refused("invitation.invalid")
        await people.add_device(connection, device, now)
        await _adopt(connection, device, before, now)
        await sessions.use_invitation(connection, asked.invitation, device.id)
        token = await _to_make_a_passkey(connection, device, now)
    return await _enrolled(of, device, token)


async def _adopt(
    connection: Connection, heir: people.Device, before: list[tuple[str, bytes]], now: datetime
) -> None:
    """F79: a phone that lost its data before its last device was ever enrolled still holds that
    one's letters. Whoever is let in now vouches for them: they can be verified, and are held for
    the supervisor. Nobody can sign in as such a device, and one that is known stays as it is.
    """
    known = await people.devices(connection, [device for device, _ in before])
    for device, point in dict(before).items():
        if device in known or device == heir.id:
            continue
        kept = heir._replace(
            id=device, signing_key=point, secret_hash=b"", state="revoked", last_seen=None
        )
        await people.add_device(connection, kept, now)


def _point(text: str, field: str) -> bytes:
    point = base64.decode(text)
    if not point or public_key(point) is None:
        raise Refused("body.malformed", field)
    return point


def _key_and_secret(asked: Enrol) -> tuple[bytes, bytes | None]:
    """None: it signs in by a passkey alone, which it makes next."""
    point, proof = _point(asked.signing_key, "signing_key"), base64.decode(asked.proof)
    key = public_key(point)
    secret = base64.decode(asked.login.secret or "") or b""
    if len(secret) != (SECRET_BYTES if asked.login.kind == "secret" else 0):
        raise Refused("body.malformed", "login")
    if key is None or proof is None or not verify(key, proof, enrol_message(asked.invitation)):
        raise Refused("invitation.invalid")
    return point, sessions.hashed(secret) if secret else None


async def _to_make_a_passkey(
    connection: Connection, device: people.Device, now: datetime
) -> bytes | None:
    """A session that is good for that alone, where nothing else lets this device sign in."""
    if device.secret_hash or device.state != "active" or await passkeys.of(connection, device.id):
        return None
    token = secrets.token_bytes(TOKEN_BYTES)
    await sessions.add_session(connection, token, device.id, now, "passkeys")
    return token


async def _enrolled(
    of: House, device: people.Device, token: bytes | None
) -> Response[dict[str, Any]]:
    async with of.desk.database.read(device.unit) as connection:
        unit = await people.unit(connection, device.unit)
        found = await rows.load(connection, device.unit, ids=[device.member])
        keys = await people.ingest_keys(connection, device.unit)
    member = next(row for row in found if row.kind == "member")
    assert unit is not None
    told = {
        "device": device.id,
        "unit": {"id": unit.id, "name": unit.name},
        "member": {"id": member.id, "name": member.data.name, "role": member.data.role},
        "ingest": [_told(key) for key in keys],
    }
    cookies = [session_cookie(of, token)] if token else []
    return Response(told, status_code=201, cookies=cookies)


def _told(key: Any) -> dict[str, Any]:
    return {
        "id": key.id,
        "public_key": base64.encode(key.public_key),
        "not_after": key.not_after,
    }


@get("/api/keys")
async def read_keys(request: Asked) -> dict[str, Any]:
    """Public halves only; a device's id is no secret worth a session."""
    of = house(request)
    id = request.query_params.get("device", "")
    async with of.desk.database.read() as connection:
        found = await people.devices(connection, [id]) if ids.is_id(id) else {}
        if id not in found:
            raise Refused("not.found")
        keys = await people.ingest_keys(connection, found[id].unit)
    # A lost phone that is locked and has nothing to send asks for nothing else.
    wipe = [id] if found[id].state == "wipe" else []
    return {"protocol": PROTOCOL, "ingest": [_told(key) for key in keys], "wipe": wipe}


@get("/api/devices")
async def read_devices(request: Asked) -> dict[str, Any]:
    of = house(request)
    reader = await actor(request, "supervisor")
    async with of.desk.database.read(reader.unit) as connection:
        found = await people.devices_of(connection, reader.unit)
        missing = {
            device.id: await ledger.missing(connection, reader.unit, device.id) for device in found
        }
    return {"devices": [_seen(device, missing[device.id]) for device in found]}


def _seen(device: people.Device, missing: list[int]) -> dict[str, Any]:
    waiting = None
    if device.waiting_count:
        waiting = {"count": device.waiting_count, "oldest": device.waiting_oldest}
    return {
        "id": device.id,
        "member": device.member,
        "label": device.label,
        "kind": device.kind,
        "state": device.state,
        "last_seen": device.last_seen,
        "highest_seq": device.highest_seq,
        "missing": missing,
        "waiting": waiting,
        "lost_at": device.lost_at,
        "wiped_at": device.wiped_at,
    }

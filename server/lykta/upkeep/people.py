"""Units, members and invitations made: by the command line, or by a supervisor."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from lykta.domain import ids, limits
from lykta.domain.problem import Refused
from lykta.domain.rows import Member, Row
from lykta.intake.desk import Desk
from lykta.store import ledger, people, rows, sessions
from lykta.store.engine import Connection
from lykta.store.puts import put

CODE_BYTES = 20
INGEST_DAYS = 31


async def add_unit(desk: Desk, name: str) -> people.Unit:
    """With its first ingest key, so that its phones have something to seal to."""
    unit = people.Unit(str(uuid.uuid4()), name)
    async with desk.database.write() as connection:
        await people.add_unit(connection, unit, epoch=secrets.token_hex(8))
        await _add_key(desk, connection, unit.id)
    return unit


async def new_ingest_key(desk: Desk, unit: str) -> str:
    """Its id. The private half is on the disk before anybody can seal to the public one."""
    async with desk.database.write() as connection:
        return await _add_key(desk, connection, unit)


async def _add_key(desk: Desk, connection: Connection, unit: str) -> str:
    now = desk.now()
    key, point = desk.keyring.make_ingest(unit, now)
    given = people.IngestKey(key, point, now + timedelta(days=INGEST_DAYS))
    await people.add_ingest_key(connection, unit, given, now)
    return key


async def add_member(desk: Desk, unit: str, name: str, role: str, by: str | None = None) -> Row:
    """A change like any other: it takes its place in the desk's order."""
    now = desk.now()
    async with desk.database.write(unit) as connection:
        clock = (await ledger.lock(connection, unit)).clock + 1
        row = Row("member", str(uuid.uuid4()), by, now, Member(name, role), version=clock)
        await put(connection, rows.saved(unit, [row], now), ledger.advanced(unit, clock))
    desk.ring(unit, clock)
    return row


async def invite(desk: Desk, unit: str, member: str, kind: str, origin: str) -> dict[str, Any]:
    """{"code", "url", "expires_at"}: good once, for 15 minutes. Raises Refused("not.found").

    The code stands in the fragment, which a browser never sends.
    """
    if not ids.is_id(member):
        raise Refused("not.found")
    now = desk.now()
    code = secrets.token_urlsafe(CODE_BYTES)
    expires_at = now + timedelta(minutes=limits.INVITATION_MIN)
    async with desk.database.write(unit) as connection:
        found = await rows.load(connection, unit, ids=[member])
        if not any(row.kind == "member" and row.data.state == "active" for row in found):
            raise Refused("not.found")
        given = sessions.Invitation(unit, member, kind, expires_at, None)
        await sessions.add_invitation(connection, code, given)
    url = f"{origin}/#enrol={code}" + ("&kind=desk" if kind == "desk" else "")
    return {"code": code, "url": url, "expires_at": expires_at}

"""The unit's people, and invitations for their devices (protocol §7): the supervisor's."""

from typing import Annotated, Any, Literal

from litestar import get, post
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.ids import Id
from lykta.domain.rows import Member, MemberRole, Row
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house
from lykta.store import rows
from lykta.upkeep.people import add_member, invite


class AddMember(Struct):
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    role: MemberRole


class Invite(Struct):
    member: Id
    kind: Literal["phone", "desk"] = "phone"


@get("/api/members")
async def read_members(request: Asked) -> dict[str, Any]:
    reader = await actor(request, "supervisor")
    async with house(request).desk.database.read(reader.unit) as connection:
        found = await rows.members(connection, reader.unit)
    return {"members": [_told(row) for row in sorted(found, key=lambda row: row.data.name)]}


def _told(row: Row) -> dict[str, Any]:
    data: Member = row.data
    return {"id": row.id, "name": data.name, "role": data.role, "state": data.state}


@post("/api/members", status_code=201)
async def new_member(request: Asked) -> dict[str, Any]:
    writer = await actor(request, "supervisor")
    asked = await read(request, AddMember)
    row = await add_member(house(request).desk, writer.unit, asked.name, asked.role, writer.member)
    return _told(row)


@post("/api/invitations", status_code=201)
async def new_invitation(request: Asked) -> dict[str, Any]:
    of = house(request)
    writer = await actor(request, "supervisor", fresh=True)
    of.limiter.take(f"invitations/{writer.member}", limits.INVITATIONS_PER_MIN)
    asked = await read(request, Invite)
    return await invite(of.desk, writer.unit, asked.member, asked.kind, of.settings.origin or "")

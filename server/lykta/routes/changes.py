"""`GET /api/changes`: the one door out; and one thing opened in full, which is logged."""

from typing import Any

from litestar import get
from litestar.params import FromPath

from lykta.domain import ids, limits
from lykta.domain.problem import Refused
from lykta.domain.rows import Kind
from lykta.reading import cursor as cursors
from lykta.reading.changes import Changes, changes
from lykta.reading.one import open_one
from lykta.routes import query
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house

PROTOCOL = 1
KINDS: dict[str, Kind] = {
    "contacts": "contact",
    "follow-ups": "follow_up",
    "held": "held",
    "activities": "activity",
    "incidents": "incident",
    "disclosures": "disclosure",
}


@get("/api/changes")
async def read_changes(request: Asked) -> Changes:
    if request.headers.get("lykta-protocol", str(PROTOCOL)) != str(PROTOCOL):
        raise Refused("protocol.too_old")
    reader = await actor(request)
    text = request.query_params.get("cursor")
    cursor = None if text is None else cursors.read(text)
    if text is not None and cursor is None:
        raise Refused("cursor.malformed")
    limit = query.number(request.query_params, "limit", limits.PAGE_ROWS, limits.PAGE_ROWS)
    return await changes(house(request).desk, reader, cursor, limit)


@get("/api/{kind:str}/{id:str}")
async def read_one(request: Asked, kind: FromPath[str], id: FromPath[str]) -> dict[str, Any]:
    reader = await actor(request)
    if kind not in KINDS or not ids.is_id(id):
        raise Refused("not.found")
    return await open_one(house(request).desk, reader, KINDS[kind], id)

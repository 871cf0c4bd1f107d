"""Who read what, for those who look after it (protocol §8): a supervisor, a reviewer."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from msgspec import Struct

from lykta.domain.form import Time
from lykta.domain.problem import Refused
from lykta.domain.review import Verdict
from lykta.reading import log
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house

SEQ_CHARS = 15


class Said(Struct):
    seq: int
    verdict: Verdict


@get("/api/audit")
async def read_audit(request: Asked) -> log.Log:
    """`from`, `to`: times; `after`: the number of the last entry read."""
    reader = await actor(request, "supervisor", "reviewer")
    asked = request.query_params
    if set(asked) - {"from", "to", "after"}:
        raise Refused("query.malformed")
    after = asked.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= SEQ_CHARS):
        raise Refused("query.malformed", "after")
    start, end = _time(asked.get("from"), "from"), _time(asked.get("to"), "to")
    return await log.read(house(request).desk, reader, start, end, int(after))


def _time(text: str | None, field: str) -> datetime | None:
    if text is None:
        return None
    try:
        return msgspec.convert(text, Time)
    except msgspec.ValidationError:
        raise Refused("query.malformed", field) from None


@get("/api/reviews")
async def read_reviews(request: Asked) -> dict[str, Any]:
    """Those of the last month that somebody else is to look at, and what was said of them."""
    reader = await actor(request, "supervisor", "reviewer")
    found = await log.to_review(house(request).desk, reader)
    return {"reviews": [log.told(each) for each in found]}


@post("/api/reviews", status_code=204)
async def review(request: Asked) -> Response[None]:
    reader = await actor(request, "supervisor", "reviewer")
    asked = await read(request, Said)
    await log.say(house(request).desk, reader, asked.seq, asked.verdict)
    return Response(None, status_code=204)

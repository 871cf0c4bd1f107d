"""Who read what, for those who look after it (protocol §8): a supervisor, a reviewer."""

from typing import Any

from litestar import Response, get, post
from msgspec import Struct

from lykta.domain.review import Verdict
from lykta.reading import log
from lykta.routes import query
from lykta.routes.body import read
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house


class Said(Struct):
    seq: int
    verdict: Verdict


@get("/api/audit")
async def read_audit(request: Asked) -> log.Log:
    """`from`, `to`: times; `after`: the number of the last entry read."""
    reader = await actor(request, "supervisor", "reviewer")
    asked = request.query_params
    query.only(asked, {"from", "to", "after"})
    start, end = query.time(asked, "from"), query.time(asked, "to")
    return await log.read(house(request).desk, reader, start, end, query.number(asked, "after", 0))


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

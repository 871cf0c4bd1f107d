"""`GET /api/queue`, `GET /api/history`: by what may be looked for, which is never a person."""

from collections.abc import Callable

from litestar import get

from lykta.domain import ids, limits
from lykta.domain.follow_up import STATES
from lykta.domain.problem import Refused
from lykta.domain.queue import DUE
from lykta.domain.rows import Kind
from lykta.domain.words import LISTS
from lykta.reading import queue as reading
from lykta.routes import query
from lykta.routes.guard import actor
from lykta.routes.state import Asked, house
from lykta.store.queue import NOBODY, Wanted

ROWS = 50
OLDER: dict[str, Kind] = {
    "shift": "shift",
    "contact": "contact",
    "follow_up": "follow_up",
    "activity": "activity",
    "incident": "incident",
    "disclosure": "disclosure",
}
FILTERS: dict[str, Callable[[str], bool]] = {
    "state": STATES.__contains__,
    "kind": LISTS["follow_up_kind"].codes.__contains__,
    "due": DUE.__contains__,
    "assignee": lambda text: text == NOBODY or ids.is_id(text),
    "shift": ids.is_id,
}


@get("/api/queue")
async def read_queue(request: Asked) -> reading.Queue:
    """Raises Refused: query.malformed with the parameter, also for one that is not offered."""
    reader = await actor(request, "worker", "supervisor")
    asked = request.query_params
    query.only(asked, {*FILTERS, "after", "limit"})
    for name, fits in FILTERS.items():
        if name in asked and not fits(asked[name]):
            raise Refused("query.malformed", name)
    wanted = Wanted(**{name: asked[name] for name in FILTERS if name in asked})
    return await reading.queue(
        house(request).desk,
        reader,
        wanted,
        asked.get("after"),
        query.number(asked, "limit", ROWS, limits.LIST_ROWS),
    )


@get("/api/history")
async def read_history(request: Asked) -> reading.History:
    """`from`, `to`: times of receipt. Raises Refused: query.malformed."""
    reader = await actor(request, "supervisor")
    asked = request.query_params
    query.only(asked, {"kind", "from", "to", "after", "limit"})
    kind = OLDER.get(asked.get("kind", ""))
    if kind is None:
        raise Refused("query.malformed", "kind")
    start, end = query.time(asked, "from"), query.time(asked, "to")
    limit = query.number(asked, "limit", ROWS, limits.LIST_ROWS)
    desk, after = house(request).desk, asked.get("after")
    return await reading.history(desk, reader, kind, start, end, after, limit)

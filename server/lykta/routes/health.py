"""`GET /api/health`: is it up, can it reach its database, and what time does it go by?
`GET /api/ready`: may the proxy send people here?
"""

from typing import Any

from litestar import get

from lykta import __version__
from lykta.domain.problem import Refused
from lykta.routes.state import Asked, house
from lykta.store import people


@get("/api/health")
async def health(request: Asked) -> dict[str, Any]:
    desk = house(request).desk
    database = desk.database
    await database.look(people.units)
    return {
        "status": "ok",
        "version": __version__,
        "database": database.name,
        "time": desk.now(),
    }


@get("/api/ready")
async def ready(request: Asked) -> dict[str, Any]:
    """503 while it is ending, though it still finishes what it began; or has no database."""
    of = house(request)
    if of.bell.stopping:
        raise Refused("server.unavailable")
    await of.desk.database.look(people.units)
    return {"status": "ready"}

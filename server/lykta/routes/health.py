"""`GET /api/health`: is it up, can it reach its database, and what time does it go by?"""

from typing import Any

from litestar import get

from lykta import __version__
from lykta.routes.state import Asked, house
from lykta.store import people


@get("/api/health")
async def health(request: Asked) -> dict[str, Any]:
    desk = house(request).desk
    database = desk.database
    async with database.read() as connection:
        await people.units(connection)
    return {
        "status": "ok",
        "version": __version__,
        "database": database.name,
        "time": desk.now(),
    }

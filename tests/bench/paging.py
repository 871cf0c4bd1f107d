"""Reading everything that changed, page by page, and the same rows by plain SQL."""

import time
from collections.abc import Mapping

import asyncpg
import msgspec
import sqlalchemy as sa

from tests.desk import RunningDesk

from .plain_http import Line

PAGE = 500
_PLAIN = """
SELECT kind, id, version, by, received_at, data FROM "row"
WHERE unit_id = $1 AND version > $2 ORDER BY version LIMIT $3
"""


async def by_desk(desk: RunningDesk, headers: Mapping[str, str]) -> tuple[int, float]:
    """(rows, seconds) of a supervisor who reads from the beginning. The line is open already, as
    the other one's is.
    """
    rows, cursor = 0, ""
    async with Line(desk.url, headers) as line:
        begun = time.perf_counter()
        while True:
            after = f"&cursor={cursor}" if cursor else ""
            status, answer = await line.ask("GET", f"/api/changes?limit={PAGE}{after}")
            assert status == 200, answer
            page = msgspec.json.decode(answer)
            rows += len(page["rows"])
            cursor = page["cursor"]
            if not page["more"]:
                return rows, time.perf_counter() - begun


async def by_sql(url: str, unit: str) -> tuple[int, float]:
    """(rows, seconds): the same pages, read by one constant statement and written as JSON."""
    at = sa.make_url(url)
    connection = await asyncpg.connect(
        host=at.host, port=at.port, user="postgres", database=at.database
    )
    try:
        await connection.set_type_codec(
            "jsonb", encoder=str, decoder=msgspec.json.decode, schema="pg_catalog"
        )
        statement = await connection.prepare(_PLAIN)
        rows, version = 0, 0
        begun = time.perf_counter()
        while True:
            found = await statement.fetch(unit, version, PAGE)
            page = msgspec.json.encode([dict(each) for each in found])
            rows += len(msgspec.json.decode(page))
            if len(found) < PAGE:
                return rows, time.perf_counter() - begun
            version = found[-1]["version"]
    finally:
        await connection.close()

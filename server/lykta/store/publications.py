"""What was published of a year: once, and for good (ST2)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store.fact_tables import publication
from lykta.store.puts import Put, put


async def of_year(connection: AsyncConnection, unit: str, year: int) -> dict[str, Any] | None:
    """By table; None where nothing was published yet."""
    query = sa.select(publication.c.tables).where(
        publication.c.unit_id == unit, publication.c.year == year
    )
    kept: dict[str, Any] | None = (await connection.execute(query)).scalar_one_or_none()
    return kept


async def publish(
    connection: AsyncConnection,
    unit: str,
    year: int,
    at: datetime,
    by: str,
    tables: dict[str, Any],
) -> None:
    given = {"unit_id": unit, "year": year, "at": at, "by": by, "tables": tables}
    await put(connection, Put(publication, [given]))

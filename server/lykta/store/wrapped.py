"""Which texts lie under which key-encryption key, and putting another in its place."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import tables
from lykta.store.rows import StoredText

_text = tables.text

Place = tuple[str, str]
"""(row, field)."""
FIRST: Place = ("00000000-0000-0000-0000-000000000000", "")


async def under_older_keys(
    connection: AsyncConnection, unit: str, newest: str, after: Place, limit: int
) -> list[StoredText]:
    """In the order of their places."""
    columns = _text.c
    query = (
        sa.select(_text)
        .where(columns.unit_id == unit, columns.kek != newest)
        .where(
            sa.or_(
                columns.row_id > after[0],
                sa.and_(columns.row_id == after[0], columns.field > after[1]),
            )
        )
        .order_by(columns.row_id, columns.field)
        .limit(limit)
    )
    return [
        StoredText(each.row_id, each.field, each.kek, each.wrapped_key, each.sealed, each.kept_at)
        for each in await connection.execute(query)
    ]


async def rewrap(
    connection: AsyncConnection, unit: str, place: Place, kek: str, wrapped_key: bytes
) -> None:
    """The text stays as it is, and so does when it was kept."""
    row, field = place
    await connection.execute(
        sa.update(_text)
        .where(_text.c.unit_id == unit, _text.c.row_id == row, _text.c.field == field)
        .values(kek=kek, wrapped_key=wrapped_key)
    )

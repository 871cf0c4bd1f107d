"""Texts opened for a reader: never without the log entry, in the same transaction (VI4)."""

from collections.abc import Sequence
from datetime import datetime

from lykta.domain.rows import Actor, Row
from lykta.intake.desk import Desk
from lykta.store import audit
from lykta.store import rows as store
from lykta.store.engine import Connection
from lykta.vault.records import Kept


async def open_texts(
    desk: Desk,
    connection: Connection,
    reader: Actor,
    rows: Sequence[Row],
    action: str,
    now: datetime,
) -> dict[str, dict[str, str]]:
    """By row id and field. The caller holds the unit's lock and has checked the right to see."""
    kept = await store.texts(connection, reader.unit, [row.id for row in rows])
    opened: dict[str, dict[str, str]] = {}
    logged = []
    for row in rows:
        texts = sorted(kept.get(row.id, []), key=lambda text: text.kept_at)
        if texts:
            opened[row.id] = {
                text.field: desk.records.read(
                    reader.unit, row.id, text.field, Kept(text.kek, text.wrapped_key, text.sealed)
                ).decode()
                for text in texts
            }
            logged.append((row.kind, row.id, sorted(opened[row.id])))
    if logged:
        await audit.write(connection, reader, now, action, logged)
    return opened

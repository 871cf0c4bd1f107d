"""One thing opened in full: a logged read (VI4). What one may not see does not exist."""

from datetime import datetime
from typing import Any

from lykta.domain.kept import row_kept
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor, Kind, Row
from lykta.domain.sight import sees, sees_texts
from lykta.intake.desk import Desk
from lykta.reading.passing import let_time_pass
from lykta.reading.texts import open_texts
from lykta.reading.told import told
from lykta.store import audit, ledger, retention
from lykta.store import rows as store
from lykta.store.engine import Connection


async def open_one(desk: Desk, reader: Actor, kind: Kind, id: str) -> dict[str, Any]:
    """Raises Refused("not.found"), the same for another unit's, another's, and nobody's."""
    now = desk.now()
    await let_time_pass(desk, reader, now)
    async with desk.database.write(reader.unit) as connection:
        await ledger.lock(connection, reader.unit)
        opened = await _opened(desk, connection, reader, kind, id, now)
        if opened is None:
            # Written for what does not exist too, so that the time it takes tells nothing.
            await audit.write(connection, reader, now, "open", [(kind, id, [])], "denied")
    if opened is None:
        raise Refused("not.found")
    return opened


async def _opened(
    desk: Desk, connection: Connection, reader: Actor, kind: Kind, id: str, now: datetime
) -> dict[str, Any] | None:
    """None: not theirs to open."""
    found = await store.load(connection, reader.unit, ids=[id])
    row = next((row for row in found if row.id == id and row.kind == kind), None)
    if row is None or not sees(reader, row, now) or not _opens(reader, row):
        return None
    texts = await open_texts(desk, connection, reader, [row], "open", now)
    contact = None
    if kind == "follow_up" and row.data.contact:
        loaded = await store.load(connection, reader.unit, ids=[row.data.contact])
        contact = next((each for each in loaded if each.kind == "contact"), None)
    days = await retention.days_of(connection, reader.unit)
    kept = row_kept(row, await store.changed_at(connection, reader.unit, id), days)
    return told(row, texts.get(id, {}), contact) | ({"kept": kept} if kept else {})


def _opens(reader: Actor, row: Row) -> bool:
    """A supervisor opens all; others what they are given texts of, and letters of their own."""
    own_letter = row.kind == "held" and row.owner == reader.member
    return reader.role == "supervisor" or sees_texts(reader, row) or own_letter

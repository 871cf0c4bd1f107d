"""Texts opened for a reader: never without the log entry, in the same transaction (VI4)."""

from collections.abc import Sequence
from datetime import datetime

from lykta.domain.rows import Actor, Row
from lykta.intake.desk import Desk
from lykta.intake.unit import incident
from lykta.store import audit
from lykta.store import rows as store
from lykta.store.engine import Connection
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept


async def open_texts(
    desk: Desk,
    connection: Connection,
    reader: Actor,
    rows: Sequence[Row],
    action: str,
    now: datetime,
) -> dict[str, dict[str, str]]:
    """By row id and field. The caller holds the unit's lock and has checked the right to see.

    A damaged text asked for by itself raises Damaged; in the feed it is passed over, because one
    must not keep everything else from its reader.
    """
    kept = await store.texts(connection, reader.unit, [row.id for row in rows])
    opened: dict[str, dict[str, str]] = {}
    logged = []
    for row in rows:
        texts: dict[str, str] = {}
        for text in sorted(kept.get(row.id, []), key=lambda text: text.kept_at):
            sealed = Kept(text.kek, text.wrapped_key, text.sealed)
            try:
                plain = desk.records.read(reader.unit, row.id, text.field, sealed)
            except (Damaged, KeysMissing) as error:
                if action != "feed":
                    raise
                incident(error)
                continue
            texts[text.field] = plain.decode()
        if texts:
            opened[row.id] = texts
            logged.append((row.kind, row.id, sorted(texts)))
    if logged:
        await audit.write(connection, reader, now, action, logged)
    return opened

"""What the desk does by itself when a date has come, in the unit's order like every change."""

from typing import Any

import msgspec

from lykta.domain.dates import on_its_date
from lykta.domain.rows import Row, Text
from lykta.intake.desk import Desk
from lykta.intake.scenes import Known
from lykta.intake.unit import Work, incident
from lykta.intake.writing import write
from lykta.store import ledger, rows
from lykta.store.engine import Connection
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept


async def keep_dates(desk: Desk, unit: str) -> None:
    """Everything in this unit whose date has come. Running it twice changes nothing more."""
    now = desk.now()
    async with desk.database.write(unit) as connection:
        start = await ledger.lock(connection, unit)
        work = Work(Known(unit), now, start.clock, by_time=True)
        for row in await rows.ending(connection, unit, now):
            come = on_its_date(row, now)
            work.known.rows[row.id] = row
            work.apply(come.decision)
            if come.redacts:
                await _redact(desk, connection, work, row)
        await write(desk, connection, work)
    if work.clock > start.clock:
        desk.ring(unit, work.clock)


async def _redact(desk: Desk, connection: Connection, work: Work, row: Row) -> None:
    """A letter without the form to look for details in may hold them anywhere: it ends whole."""
    unit, place = work.known.unit, (row.id, "letter")
    for each in (await rows.texts(connection, unit, [row.id])).get(row.id, []):
        if each.field == "letter":
            kept = Kept(each.kek, each.wrapped_key, each.sealed)
            try:
                letter = without_details(desk.records.read(unit, *place, kept))
            except (Damaged, KeysMissing) as error:
                incident(error)
                letter = None
            if letter is None:
                work.destroyed[place] = None
                continue
            work.texts[place] = Text(*place, letter)


def without_details(letter: bytes) -> str | None:
    """An op as it was written, but for every way to reach somebody; None where it is no op."""
    try:
        op: Any = msgspec.json.decode(letter)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    body = op.get("body") if isinstance(op, dict) else None
    if not isinstance(body, dict):
        return None
    promises = body.get("follow_ups")
    for each in [body, *(promises if isinstance(promises, list) else [])]:
        if isinstance(each, dict):
            each.pop("details", None)
    return msgspec.json.encode(op).decode()

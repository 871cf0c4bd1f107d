"""Vectors about what is given to a reader, named as gone, and logged: asked of a whole desk in this
process, for the log is written in the transaction that releases the data (VI3, VI4).
"""

from datetime import timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from lykta.domain.rows import Role
from lykta.store import audit, tables
from tests.server.inside import Hand, Inside

from .scenes import body_of, time
from .vectors import CAST, NOW, Json

PEOPLE: dict[str, Role] = CAST["roles"]
STRANGER = "@stranger"
"""A supervisor of another unit."""


async def reading(given: Json, inside: Inside) -> Json:
    """1. Letters. 2. The reader reads. 3. More letters, or hours. 4. The reader reads again, and
    opens one thing.
    """
    inside.now = time(NOW)
    cast = {name: await inside.hand(role, name) for name, role in PEOPLE.items()}
    names = {hand.member: name for name, hand in cast.items()}
    ids = {name: hand.member for name, hand in cast.items()}
    ids |= {name: str(cast["@ada"].new_id()) for name in CAST["ids"] if name not in ids}
    names |= {id: name for name, id in ids.items()}
    reader = cast.get(given["reader"]) or await _stranger(inside)
    await _write(given["letters"], cast, ids)
    first = await reader.read()
    await _write(given.get("then", []), cast, ids)
    inside.now += timedelta(hours=given.get("hours", 0))
    again = await reader.read()
    opened = None
    if "opens" in given:
        kind, name = given["opens"]
        opened = await reader.opens(kind, ids[name])
    return {
        "rows": sorted(names[id] for kind, id in first.rows if kind not in ("member", "setting")),
        "gone": sorted(names.get(id, "?") for _, id in again.gone),
        "opened": opened is not None,
        "logged": [
            f"{names[each.id or '']} {' '.join(each.fields)}" for each in await _log(inside)
        ],
    }


async def _stranger(inside: Inside) -> Hand:
    other = Inside(inside.settings, inside.now)
    other.desk = inside.desk
    await other.open_unit()
    return await other.hand("supervisor")


async def _write(letters: list[Json], cast: dict[str, Hand], ids: dict[str, str]) -> None:
    for told in letters:
        body = _named(body_of(told["type"], told.get("body", {})), ids)
        hand = cast[told.get("by", "@ada")]
        assert await hand.did(told["type"], ids[told["subject"]], body) == "applied"


def _named(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _named(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value


async def _log(inside: Inside) -> list[audit.Entry]:
    """What was given, oldest first."""
    async with inside.desk.database.read(inside.unit) as connection:
        query = sa.select(tables.audit).where(tables.audit.c.unit_id == inside.unit)
        found = list(await connection.execute(query.order_by(tables.audit.c.seq)))
    entries = [msgspec.json.decode(record.entry, type=audit.Entry) for record in found]
    return [entry for entry in entries if entry.result == "ok"]

"""Rows, texts and consent acts: loaded in a few queries, written in a few statements."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import structs
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.bodies import Consent
from lykta.domain.consent import Act
from lykta.domain.rows import DATA, Kind, Row
from lykta.store import tables
from lykta.store.engine import among
from lykta.store.puts import Put

_row, _text, _act = tables.row, tables.text, tables.consent_act


class StoredText(NamedTuple):
    """A text as it lies encrypted: the columns of `vault.records.Kept`, and its place."""

    row: str
    field: str
    kek: str
    wrapped_key: bytes
    sealed: bytes
    kept_at: datetime


GONE = "gone"
STORED = (
    _row.c.kind,
    _row.c.id,
    _row.c.by,
    _row.c.received_at,
    sa.type_coerce(_row.c.data, sa.Text).label("data"),
    _row.c.version,
    _row.c.owner,
    _row.c.until,
    _row.c.state,
)
"""What `read_row` reads. The document comes as it is written, to become its struct in one step."""
_READ = {kind: msgspec.json.Decoder(struct).decode for kind, struct in DATA.items()}


class Unread(NamedTuple):
    """In place of a row's data."""

    document: str
    """As it lies there."""


def read_row(record: Any, unread: Collection[Kind] = ()) -> Row:
    """`unread`: kinds whose data nobody will look into."""
    kind, id, by, received_at, data, version, owner, until, state = record[: len(STORED)]
    gone = state == GONE
    found = None if gone else Unread(data) if kind in unread else _READ[kind](data)
    return Row(kind, id, by, received_at, found, version, owner, until, gone)


def read(row: Row) -> Row:
    """With its data, whether or not it was left unread."""
    unread = isinstance(row.data, Unread)
    return structs.replace(row, data=_READ[row.kind](row.data.document)) if unread else row


async def load(
    connection: AsyncConnection,
    unit: str,
    *,
    ids: Collection[str] = (),
    contacts: Collection[str] = (),
    shifts: Collection[str] = (),
    members: bool = False,
) -> list[Row]:
    """The rows with these ids, the follow-ups of these contacts, the duties of these shifts, the
    held letters that wait for any of these ids, and the unit's members.
    """
    wanted: list[sa.ColumnElement[bool]] = []
    if members:
        wanted.append(_row.c.kind == "member")
    if ids:
        wanted += [among(connection, of, ids) for of in (_row.c.id, _row.c.waits_for)]
    if contacts:
        wanted.append(among(connection, _row.c.contact, contacts))
    if shifts:
        wanted.append(among(connection, _row.c.shift, shifts) & _row.c.duty)
    if not wanted:
        return []
    query = sa.select(*STORED).where(_row.c.unit_id == unit, sa.or_(*wanted))
    return [read_row(record) for record in await connection.execute(query)]


_ONE = sa.select(*STORED).where(
    _row.c.unit_id == sa.bindparam("unit"), _row.c.id == sa.bindparam("id")
)


async def one(connection: AsyncConnection, unit: str, id: str) -> Row | None:
    found = (await connection.execute(_ONE, {"unit": unit, "id": id})).one_or_none()
    return read_row(found) if found else None


async def changed_at(connection: AsyncConnection, unit: str, id: str) -> datetime:
    """When somebody last did something to it."""
    query = sa.select(_row.c.changed_at).where(_row.c.unit_id == unit, _row.c.id == id)
    changed: datetime = (await connection.execute(query)).scalar_one()
    return changed


async def members(connection: AsyncConnection, unit: str) -> list[Row]:
    here = _row.c.unit_id == unit, _row.c.kind == "member", _row.c.state != GONE
    query = sa.select(*STORED).where(*here)
    return [read_row(record) for record in await connection.execute(query)]


async def acts(
    connection: AsyncConnection, unit: str, contacts: Collection[str]
) -> dict[str, list[Act]]:
    """Consent acts by contact."""
    found: dict[str, list[Act]] = {}
    if not contacts:
        return found
    of_them = among(connection, _act.c.contact_id, contacts)
    query = sa.select(_act).where(_act.c.unit_id == unit, of_them)
    for record in await connection.execute(query):
        act = Act(
            contact=record.contact_id,
            consent=msgspec.convert(record.consent, Consent),
            op=record.op_id,
            device=record.device_id,
            seq=record.seq,
            n=record.n,
            seen=record.seen,
            version=record.version,
            met_at=record.met_at,
        )
        found.setdefault(act.contact, []).append(act)
    return found


async def texts(
    connection: AsyncConnection, unit: str, rows: Collection[str]
) -> dict[str, list[StoredText]]:
    """Encrypted texts by row."""
    found: dict[str, list[StoredText]] = {}
    if not rows:
        return found
    query = sa.select(_text).where(_text.c.unit_id == unit, among(connection, _text.c.row_id, rows))
    for each in await connection.execute(query.order_by(_text.c.row_id, _text.c.field)):
        stored = StoredText(
            each.row_id, each.field, each.kek, each.wrapped_key, each.sealed, each.kept_at
        )
        found.setdefault(each.row_id, []).append(stored)
    return found


_CHANGES = tuple(
    column.name
    for column in _row.columns
    if column.name not in {"unit_id", "id", "kind", "by", "received_at"}
)


_AGING = tuple(name for name in _CHANGES if name != "changed_at")


def saved(unit: str, rows: Iterable[Row], now: datetime, *, by_time: bool = False) -> Put:
    """Each row must carry the version it changes to. `by_time`: nobody did it, so that the time it
    is still kept does not begin anew.
    """
    made = [_record(unit, row, now) for row in rows]
    return Put(_row, made, _AGING if by_time else _CHANGES)


def _record(unit: str, row: Row, now: datetime) -> dict[str, Any]:
    data = row.data
    held = row.kind == "held"
    return {
        "unit_id": unit,
        "id": row.id,
        "kind": row.kind,
        "version": row.version,
        "by": row.by,
        "received_at": row.received_at,
        "changed_at": now,
        "until": row.until,
        "owner": row.owner,
        "shift": getattr(data, "shift", None),
        "contact": getattr(data, "contact", None),
        "state": GONE if row.gone else getattr(data, "state", None),
        "assigned_to": getattr(data, "assigned_to", None),
        "due_at": getattr(data, "due_at", None) if row.kind == "follow_up" else None,
        "duty": getattr(data, "duty", None),
        "waits_for": data.waits_for if held and data and data.state == "open" else None,
        "data": {} if row.gone else data,
    }


def texts_saved(unit: str, kept: Sequence[StoredText]) -> Put:
    return Put(
        _text,
        [{"unit_id": unit, "row_id": each.row, **_rest(each)} for each in kept],
        ("kek", "wrapped_key", "sealed", "kept_at"),
    )


def _rest(text: StoredText) -> dict[str, Any]:
    return {name: value for name, value in text._asdict().items() if name != "row"}


async def destroy_texts(
    connection: AsyncConnection, unit: str, places: Collection[tuple[str, str]]
) -> None:
    """The key goes with its text, in one row: destroying it is the deletion (RE2)."""
    if places:
        place = sa.tuple_(_text.c.row_id, _text.c.field)
        await connection.execute(
            sa.delete(_text).where(_text.c.unit_id == unit, place.in_(list(places)))
        )


def acts_saved(unit: str, given: Sequence[Act]) -> Put:
    return Put(
        _act,
        [
            {
                "unit_id": unit,
                "contact_id": act.contact,
                "op_id": act.op,
                "n": act.n,
                "device_id": act.device,
                "seq": act.seq,
                "seen": act.seen,
                "version": act.version,
                "met_at": act.met_at,
                "consent": act.consent,
            }
            for act in given
        ],
    )


# Written out: of a kind that is given when it is asked PostgreSQL cannot tell that it is in the
# index, and looks through the whole unit.
DATED = _row.c.kind.in_([sa.literal_column("'follow_up'"), sa.literal_column("'held'")])
"""The kinds of which `until` is a date for everybody."""


async def ending(connection: AsyncConnection, unit: str, now: datetime) -> list[Row]:
    """Follow-ups and held letters for which a date has come (`Row.until`)."""
    query = sa.select(*STORED).where(_row.c.unit_id == unit, DATED, _row.c.until <= now)
    return [read_row(record) for record in await connection.execute(query)]


async def hide_contacts(
    connection: AsyncConnection, unit: str, shift: str, until: datetime | None
) -> None:
    """When a shift's end becomes known, so does the end of its author's sight (VI2)."""
    mine = (_row.c.unit_id == unit) & (_row.c.shift == shift) & (_row.c.kind == "contact")
    await connection.execute(sa.update(_row).where(mine).values(until=until))
    sight = tables.sight
    await connection.execute(
        sa.update(sight)
        .where(
            sight.c.unit_id == unit,
            sight.c.until.is_not(None),
            sight.c.row_id.in_(sa.select(_row.c.id).where(mine)),
        )
        .values(until=until)
    )

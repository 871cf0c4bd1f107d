"""A device is called lost: everything that has to happen at once, in one transaction."""

from datetime import datetime

from msgspec import Struct

from lykta.domain import ids, lost
from lykta.domain.decision import Decision
from lykta.domain.problem import Refused
from lykta.domain.rows import Actor
from lykta.intake.desk import Desk
from lykta.intake.scenes import Known
from lykta.intake.unit import Work
from lykta.intake.writing import write
from lykta.store import audit, feed, ledger, people, push, rows, sessions
from lykta.store.engine import Connection


class Lost(Struct):
    """What the supervisor has to know and to do (threats H1 to H3)."""

    state: str
    kind: str
    lost_at: datetime | None
    wiped_at: datetime | None
    last_seen: datetime | None
    follow_ups: list[str]
    """Those it had been given and not been told are gone: readable, if it could be unlocked."""
    contacts: int
    missing: list[int]
    """Numbers of letters that never came."""
    waiting: int | None
    """How many letters it said it still had."""
    notices: list[str]
    """The follow-ups that keep the clocks of the notices."""


async def call_lost(desk: Desk, writer: Actor, id: str, reason: str, *, wipe: bool) -> None:
    """Its sessions and rings end now, its letters still come in as held. With `wipe` it is told to
    destroy what is readable on it, and the clocks of the notices start; the reason is kept with
    the first of them. Raises Refused("not.found").
    """
    now = desk.now()
    async with desk.database.write(writer.unit) as connection:
        start = await ledger.lock(connection, writer.unit)
        device = await _own(connection, writer, id)
        work = Work(Known(writer.unit), now, start.clock)
        first = wipe and device.lost_at is None
        if first:
            notices = lost.notices(id, writer.member, now)
            decision = Decision(rows=notices)
            decision.keep(notices[0].id, f"remark/{ids.notice_of(id, 'lost')}", reason)
            work.apply(decision)
        state = lost.BECOMES[device.state][wipe]
        await people.set_state(connection, id, state, **({"lost_at": now} if first else {}))
        await sessions.end_all(connection, id)
        await push.forget(connection, writer.unit, id)
        await write(desk, connection, work)
        opened = [("device", id, ["wipe"] if wipe else [])]
        await audit.write(connection, writer, now, "revoke", opened)
    if work.clock > start.clock:
        desk.ring(writer.unit, work.clock)


async def of(desk: Desk, reader: Actor, id: str) -> Lost:
    """Raises Refused("not.found")."""
    async with desk.database.read(reader.unit) as connection:
        device = await _own(connection, reader, id)
        given = await feed.given_to(connection, reader.unit, id)
        wanted = [ids.notice_of(id, kind) for kind in (*lost.NOTICES, "INCIDENT_REPORT")]
        clocks = {row.id for row in await rows.load(connection, reader.unit, ids=wanted)}
        missing = await ledger.missing(connection, reader.unit, id)
    return Lost(
        state=device.state,
        kind=device.kind,
        lost_at=device.lost_at,
        wiped_at=device.wiped_at,
        last_seen=device.last_seen,
        follow_ups=[row for kind, row in given if kind == "follow_up"],
        contacts=sum(kind == "contact" for kind, _ in given),
        missing=missing,
        waiting=device.waiting_count,
        notices=[id for id in wanted if id in clocks],
    )


async def _own(connection: Connection, asker: Actor, id: str) -> people.Device:
    device = (await people.devices(connection, [id])).get(id) if ids.is_id(id) else None
    if device is None or device.unit != asker.unit:
        raise Refused("not.found")
    return device

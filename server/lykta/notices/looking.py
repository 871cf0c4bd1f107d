"""What is to be told, found in what has changed and in what has fallen due. Nobody is rung here."""

from datetime import timedelta
from typing import NamedTuple

from lykta.domain import ids
from lykta.domain.notices import QUIET, Quiet, arising, offered_to, quiet_set, told_at
from lykta.domain.rows import Member
from lykta.intake.desk import Desk
from lykta.store import choices, ledger, notices, rows
from lykta.store.engine import Connection
from lykta.store.notices import Cursor

STIR = timedelta(minutes=1)
"""After which the place is noted anew though nothing has happened."""


async def look(desk: Desk, unit: str) -> int:
    """How many notices there are more. One worker at a time looks a unit through."""
    now = desk.now()
    async with desk.database.write(unit) as connection:
        cursor = await notices.take_turn(connection, unit, now)
        if cursor is None:
            return 0
        clock = (await ledger.clock(connection, unit)).clock
        added = 0
        found = await notices.changed(connection, unit, cursor, clock, now)
        if found:
            members = {row.id: row.data for row in await rows.members(connection, unit)}
            wants = await _wants(connection, unit, members)
            told = [
                (notice, told_at(notice.what, wants[notice.member].quiet, now))
                for row in found
                for notice in arising(row, members, now)
                if notice.what in wants[notice.member].chosen and notice.at > now - notices.RECENT
            ]
            added = await notices.add(connection, unit, told)
        if clock > cursor.clock or now - cursor.at >= STIR:
            await notices.end_turn(connection, unit, Cursor(clock, now))
    return added


class Wants(NamedTuple):
    chosen: list[str]
    quiet: Quiet


async def _wants(connection: Connection, unit: str, members: dict[str, Member]) -> dict[str, Wants]:
    """By member: what they are told of, and when not."""
    given = await choices.of(connection, unit)
    of_unit = await unit_quiet(connection, unit)
    found = {}
    for id, member in members.items():
        choice = given.get(id)
        chosen: list[str] = [*offered_to(member.role)] if choice is None else choice.chosen
        own = choice.quiet if choice is not None else None
        found[id] = Wants(chosen, quiet_set(own) if own else of_unit)
    return found


async def unit_quiet(connection: Connection, unit: str) -> Quiet:
    id = ids.setting_of(unit, "quiet_hours")
    found = await rows.load(connection, unit, ids=[id])
    return next((quiet_set(row.data.value) for row in found if not row.gone), QUIET)

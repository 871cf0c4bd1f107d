"""Is this database older than what phones have been told? (F30)

Beside the keys lies the last (epoch, clock) noted of each unit. A database whose clock is lower
is a restored copy: it gets a new epoch, and every phone offers its letters again. Whoever is about
to write looks first: a copy that was written to might have caught up with its note.
"""

import logging
import secrets
from pathlib import Path

import msgspec
from msgspec import Struct

from lykta.intake.desk import Desk
from lykta.store import ledger, people
from lykta.vault.keyring import write_whole

log = logging.getLogger(__name__)


class Noted(Struct):
    epoch: str
    clock: int


def _path(desk: Desk) -> Path:
    return desk.keyring.directory / "clocks.json"


def _read(desk: Desk) -> dict[str, Noted] | None:
    """None for a note that cannot be read."""
    path = _path(desk)
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Noted])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


async def recognise(desk: Desk) -> list[str]:
    """1. The note, then the clocks: read in this order, a clock is never behind its note.
    2. Restored units get a new epoch; all do where the note cannot be read, because one too many
    is harmless. 3. What is noted is the truth again. Returns the names of restored units.
    """
    noted = _read(desk)
    restored = []
    async with desk.database.read() as connection:
        for unit in await people.units(connection):
            now = await ledger.clock(connection, unit.id)
            last = None if noted is None else noted.get(unit.id, Noted(now.epoch, 0))
            if last is None or now.epoch != last.epoch or now.clock < last.clock:
                restored.append(unit)
    for unit in restored:
        await _begin(desk, unit.id, (noted or {}).get(unit.id, Noted("", 0)).clock)
        log.warning("%s is a restored copy: phones offer their letters again", unit.id)
    await _note(desk)
    return [unit.name for unit in restored]


async def begin_anew(desk: Desk) -> None:
    """Every unit is a restored copy, whatever lies beside the keys."""
    async with desk.database.read() as connection:
        units = await people.units(connection)
    for unit in units:
        await _begin(desk, unit.id, 0)
    await _note(desk)


async def _begin(desk: Desk, unit: str, noted_clock: int) -> None:
    async with desk.database.write(unit) as connection:
        now = await ledger.lock(connection, unit)
        beyond = max(now.clock, noted_clock) + ledger.BEYOND
        await ledger.begin_epoch(connection, unit, secrets.token_hex(8), beyond)


async def _note(desk: Desk) -> None:
    """For `recognise`, which has looked."""
    noted = {}
    async with desk.database.read() as connection:
        for unit in await people.units(connection):
            state = await ledger.clock(connection, unit.id)
            noted[unit.id] = Noted(state.epoch, state.clock)
    write_whole(_path(desk), msgspec.json.encode(noted))

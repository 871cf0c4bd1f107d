"""Is this database older than what phones have been told? (F30)

Beside the keys lies the last (epoch, clock) noted of each unit. A database whose clock is lower
is a restored copy: it gets a new epoch, and every phone offers its letters again.
"""

import os
import secrets
from pathlib import Path

import msgspec
from msgspec import Struct

from lykta.intake.desk import Desk
from lykta.store import ledger, people


class Noted(Struct):
    epoch: str
    clock: int


def _path(desk: Desk) -> Path:
    return desk.keyring.directory / "clocks.json"


def _read(desk: Desk) -> dict[str, Noted]:
    path = _path(desk)
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Noted]) if path.exists() else {}


async def recognise(desk: Desk) -> list[str]:
    """Gives restored units a new epoch, and returns their names."""
    noted = _read(desk)
    restored = []
    async with desk.database.read() as connection:
        units = await people.units(connection)
    for unit in units:
        last = noted.get(unit.id)
        async with desk.database.write(unit.id) as connection:
            now = await ledger.lock(connection, unit.id)
            if last is None or (now.epoch == last.epoch and now.clock >= last.clock):
                continue
            await ledger.begin_epoch(connection, unit.id, secrets.token_hex(8))
            restored.append(unit.name)
    await note(desk)
    return restored


async def note(desk: Desk) -> None:
    """Written whole and swapped in, so that a crash leaves the old note or the new one."""
    noted = {}
    async with desk.database.read() as connection:
        for unit in await people.units(connection):
            state = await ledger.clock(connection, unit.id)
            noted[unit.id] = Noted(state.epoch, state.clock)
    path = _path(desk)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(msgspec.json.encode(noted))
    draft.replace(path)

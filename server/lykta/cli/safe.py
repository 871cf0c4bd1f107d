"""The operator's commands that keep a desk safe: copies, bringing them back, moving house."""

import argparse
import tempfile
from pathlib import Path

from msgspec import structs

from lykta.app import make_desk
from lykta.cli.admin import opened
from lykta.intake.desk import Desk
from lykta.settings import Settings, Wrong, read
from lykta.store import people
from lykta.store.schema import upgrade
from lykta.upkeep import audit
from lykta.upkeep import backup as backups


async def make_backup_key(asked: argparse.Namespace) -> None:
    async with opened(read()) as desk:
        backups.make_key(desk, asked.file)
    print(
        f"The private half is in {asked.file}: carry it away from this machine, and keep two "
        "copies. Without it no backup opens."
    )


async def backup(asked: argparse.Namespace) -> None:
    async with opened(read()) as desk:
        made = await backups.backup(desk, asked.directory)
    print(f"{sum(made.counts.values())} rows in {made.data}, the keys in {made.keys}.")
    print("Take the two to different places. See with `lykta restore --check` that they open.")


async def restore(asked: argparse.Namespace) -> None:
    """`--check`: into a place of its own that is thrown away, everything opened once."""
    if not asked.key.is_file():
        raise Wrong(f"There is no key in {asked.key}: name the file that `lykta keys backup` made.")
    private = asked.key.read_bytes()
    if asked.check:
        with tempfile.TemporaryDirectory(prefix="lykta-check-") as made:
            folder = Path(made)
            database = f"sqlite+aiosqlite:///{folder / 'lykta.db'}"
            aside = Settings(data=folder, keys=folder / "keys", database=database)
            counts, looked = await _restored(aside, asked.directory, private)
        print(f"It opens and is whole: {sum(counts.values())} rows. {looked}")
        return
    settings = read()
    counts, looked = await _restored(settings, asked.directory, private)
    print(f"{sum(counts.values())} rows are back. {looked}")
    print("Phones will offer their letters again, and each is taken in once.")


async def move(asked: argparse.Namespace) -> None:
    settings = read()
    async with opened(settings) as desk:
        target = make_desk(structs.replace(settings, database=asked.database))
        try:
            await upgrade(target.database)
            counts = await backups.move(desk, target)
        finally:
            await target.database.close()
    print(f"{sum(counts.values())} rows are there. Set LYKTA_DATABASE to it, and start the desk.")


async def _restored(
    settings: Settings, directory: Path, private: bytes
) -> tuple[dict[str, int], str]:
    desk = make_desk(settings)
    try:
        await upgrade(desk.database)
        counts = await backups.restore(desk, directory, private)
        return counts, await _looked_through(desk)
    finally:
        await desk.database.close()


async def _looked_through(desk: Desk) -> str:
    """The access log is verified from its beginning (F68). Raises Wrong."""
    async with desk.database.read() as connection:
        units = await people.units(connection)
    entries = 0
    for unit in units:
        found = await audit.verify(desk, unit, [], None)
        entries += found.entries
        if found.faults:
            raise Wrong(f"The access log of {unit.name} does not verify: {found.faults[0]}")
    return f"The access log verifies: {entries} entries."

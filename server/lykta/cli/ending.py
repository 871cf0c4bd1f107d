"""`lykta retention`: what has come to its end, shown or ended (RE1 to RE3)."""

import argparse
import sys

from lykta.cli.admin import opened
from lykta.domain import retention as classes
from lykta.intake import Desk
from lykta.settings import Settings, read
from lykta.store import people
from lykta.store import retention as store
from lykta.store.engine import Database
from lykta.upkeep import check, retention
from lykta.upkeep.retention import Due

NAMES = {
    "contact": ("contact", "contacts"),
    "shift": ("shift", "shifts"),
    "follow_up": ("follow-up", "follow-ups"),
    "activity": ("activity", "activities"),
    "incident": ("incident", "incidents"),
    "disclosure": ("disclosure", "disclosures"),
    "held": ("decided letter", "decided letters"),
    "member": ("former member", "former members"),
}


async def end(asked: argparse.Namespace) -> int:
    settings = read()
    async with opened(settings) as desk:
        off = await check.clock_is_off(desk)
        if off:
            print(f"Nothing was ended. {off}", file=sys.stderr)
            return 1
        async with desk.database.read() as connection:
            units = await people.units(connection)
        well = True
        for unit in units:
            due = await retention.due(desk, unit.id)
            print(f"{unit.name}: {_told(due, asked.dry_run)}")
            if asked.dry_run:
                await _rules(desk, unit.id)
            elif due.too_many and not asked.approve:
                well = False
                print(
                    f"  Nothing was ended: more than {retention.SHARE:.0%} of its records would "
                    "go. Look at the clock and at --dry-run; if it is right, say --approve.",
                    file=sys.stderr,
                )
            else:
                await retention.end(desk, unit.id)
                await _log(settings, desk, unit.id, due)
    return 0 if well else 1


async def _log(settings: Settings, desk: Desk, unit: str, due: Due) -> None:
    if desk.database.name == "sqlite" or due.log == 0:
        return
    if settings.owner is None:
        print(
            f"  {due.log} entries of the access log are old enough to go, and only the owner of "
            "the tables can end them: set LYKTA_DATABASE_OWNER and say it again."
        )
        return
    owner = Database(settings.owner)
    try:
        await retention.end_log(desk, owner, unit)
    finally:
        await owner.close()


async def _rules(desk: Desk, unit: str) -> None:
    async with desk.database.read(unit) as connection:
        days = await store.days_of(connection, unit)
    for name in classes.CLASSES:
        print(f"  {name}: {days[name]} days")


def _told(due: Due, dry: bool) -> str:
    found = [f"{number} {NAMES[kind][number != 1]}" for kind, number in due.rows.items() if number]
    for number, one, more in (
        (due.notes, "note", "notes"),
        (due.details, "way to reach somebody", "ways to reach somebody"),
        (due.receipts, "receipt", "receipts"),
        (due.log, "entry of the access log", "entries of the access log"),
    ):
        if number:
            found.append(f"{number} {one if number == 1 else more}")
    if not found:
        return "nothing has come to its end."
    return f"{'would go' if dry else 'have come to their end'}: {', '.join(found)}."

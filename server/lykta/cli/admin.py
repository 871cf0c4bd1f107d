"""The operator's commands: they do one thing, say what they did, and end."""

import argparse
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from msgspec import Struct

from lykta.app import make_desk
from lykta.domain import limits
from lykta.domain.problem import Refused
from lykta.intake import Desk, take_in
from lykta.letters.parcel import Parcel
from lykta.notices import vapid
from lykta.settings import Settings, Wrong, read
from lykta.store import people
from lykta.store.engine import Database
from lykta.store.schema import grant_to, upgrade
from lykta.upkeep import audit, epoch, keys
from lykta.upkeep import check as checks
from lykta.upkeep.findings import findings
from lykta.upkeep.people import add_member, add_unit, invite
from lykta.vault.checkpoint_key import CheckpointKey


class RescueFile(Struct):
    """`{"lykta":"letters/1","letters":[…]}` (protocol §10)."""

    lykta: str
    letters: list[msgspec.Raw]


@asynccontextmanager
async def opened(settings: Settings, *, checked: bool = True) -> AsyncIterator[Desk]:
    desk = make_desk(settings)
    try:
        if checked:
            await checks.must_hold(desk)
            await look_whether_restored(desk)
        yield desk
    finally:
        await desk.database.close()


async def look_whether_restored(desk: Desk) -> None:
    """Before anything is written to it (F30)."""
    try:
        restored = await epoch.recognise(desk)
    except OSError as error:
        raise Wrong(
            f"The clocks cannot be noted in {desk.keyring.directory} ({error.strerror}): let the "
            "desk read and write there."
        ) from None
    for name in restored:
        print(
            f"{name} is a restored copy: its phones will offer their letters again.",
            file=sys.stderr,
        )


def say(asked: argparse.Namespace, facts: dict[str, Any], sentence: str) -> None:
    print(msgspec.json.encode(facts).decode() if asked.json else sentence)


async def migrate(asked: argparse.Namespace) -> None:
    """Makes keys only for a database that was empty: a filled one must have them already."""
    settings = read()
    async with opened(settings, checked=False) as desk:
        was_empty = await _upgrade(settings, desk)
        if was_empty:
            desk.keyring.make_kek(desk.now())
        await checks.must_hold(desk)
        # It opens nothing, so a desk from before there was one may have it made.
        CheckpointKey(desk.keyring.directory).make()
    print("The database is made, and its keys." if was_empty else "The database is up to date.")


async def _upgrade(settings: Settings, desk: Desk) -> bool:
    """By the role that owns the tables, where there is one of its own."""
    if settings.owner is None:
        return await upgrade(desk.database)
    owner = Database(settings.owner)
    try:
        was_empty = await upgrade(owner)
        await grant_to(owner, desk.database.engine.url.username or "")
    finally:
        await owner.close()
    return was_empty


async def add_a_unit(asked: argparse.Namespace) -> None:
    async with opened(read()) as desk:
        unit = await add_unit(desk, asked.name)
    say(asked, {"id": unit.id, "name": unit.name}, f"{unit.name} is added: {unit.id}")


async def add_a_member(asked: argparse.Namespace) -> None:
    async with opened(read()) as desk:
        async with desk.database.read() as connection:
            units = await people.units(connection)
        unit = next((each for each in units if asked.unit in (each.id, each.name)), None)
        if unit is None:
            raise Wrong(f"There is no unit {asked.unit!r}: `lykta unit add` makes one.")
        row = await add_member(desk, unit.id, asked.name, asked.role)
    facts = {"id": row.id, "name": asked.name, "role": asked.role}
    say(asked, facts, f"{asked.name} is added to {unit.name}: {row.id}")


async def invite_a_device(asked: argparse.Namespace) -> None:
    settings = read(serves=True)
    async with opened(settings) as desk:
        async with desk.database.read() as connection:
            units = await people.units(connection)
        for unit in units:
            try:
                given = await invite(desk, unit.id, asked.member, asked.kind, settings.origin or "")
            except Refused:
                continue
            say(asked, given, f"{given['url']}\n(once, until {given['expires_at']:%H:%M} UTC)")
            return
    raise Wrong(f"There is no active member {asked.member!r}: `lykta member add` prints the id.")


async def import_letters(asked: argparse.Namespace) -> int:
    """Twice changes nothing: what was here before gets its old receipt."""
    try:
        rescued = msgspec.json.decode(asked.file.read_bytes(), type=RescueFile)
    except (OSError, UnicodeDecodeError, RecursionError, msgspec.MsgspecError):
        raise Wrong(f"{asked.file} is no rescue file of Lykta that can be read.") from None
    if rescued.lykta != "letters/1":
        raise Wrong(f"{asked.file} is of another kind than letters/1: a newer Lykta may read it.")
    outcomes: Counter[str] = Counter()
    async with opened(read()) as desk:
        for start in range(0, len(rescued.letters), limits.OPS_PER_PARCEL):
            some = rescued.letters[start : start + limits.OPS_PER_PARCEL]
            answer = await take_in(desk, Parcel(some))
            outcomes.update(receipt.outcome for receipt in answer.receipts)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    say(asked, dict(outcomes), f"{len(rescued.letters)} letters: {told or 'none'}.")
    return 1 if outcomes["failed"] or outcomes["refused"] else 0


async def rotate_keys(asked: argparse.Namespace) -> int:
    async with opened(read()) as desk:
        done = await keys.rotate(desk)
    print(f"New keys: {', '.join(done.made) or 'none, this month has its own'}.")
    print(f"{done.wrapped} texts lie under the newest key now.")
    print(f"Destroyed: {', '.join(done.destroyed) or 'none was replaced 35 days ago'}.")
    if done.damaged:
        print(f"  !!  {done.damaged} texts do not open, and their key is kept: see the log.")
    return 1 if done.damaged else 0


async def make_vapid_key(asked: argparse.Namespace) -> None:
    vapid.make(asked.file)
    print(
        f"{asked.file} is made: set LYKTA_VAPID_KEY to it, and LYKTA_VAPID_SUBJECT to\n"
        "mailto:ADDRESS, where a push service can reach you."
    )


async def audit_checkpoint(asked: argparse.Namespace) -> None:
    """A line for each unit: for a file that lies elsewhere."""
    async with opened(read()) as desk:
        for unit in await _units(desk):
            carried = await audit.checkpoint(desk, unit.id)
            if carried is not None:
                print(msgspec.json.encode(carried).decode())


async def audit_verify(asked: argparse.Namespace) -> int:
    """1 if an entry was changed, is missing, or is not what a checkpoint says."""
    try:
        carried = audit.read_carried(asked.carried) if asked.carried else []
    except (OSError, msgspec.MsgspecError):
        raise Wrong(f"{asked.carried} holds no checkpoints that can be read.") from None
    faulty = False
    async with opened(read()) as desk:
        for unit in await _units(desk):
            found = await audit.verify(desk, unit, carried, asked.public)
            away = f" and {found.carried} carried away" if carried else ""
            signed = f"{found.checkpoints} checkpoints here{away}"
            print(f"{unit.name}: {found.entries} entries, {signed}, {len(found.faults)} faults.")
            for fault in found.faults:
                print("  !!  " + fault)
            faulty = faulty or bool(found.faults)
    return 1 if faulty else 0


async def _units(desk: Desk) -> list[people.Unit]:
    async with desk.database.read() as connection:
        return await people.units(connection)


async def check(asked: argparse.Namespace) -> int:
    settings = read()
    if settings.vapid_key is not None:
        vapid.Vapid(settings.vapid_key, settings.vapid_subject)
    well = True
    async with opened(settings, checked=False) as desk:
        async for good, sentence in findings(settings, desk):
            print(("  ok  " if good else "  !!  ") + sentence, file=sys.stdout)
            well = well and good
    return 0 if well else 1

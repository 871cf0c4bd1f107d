"""Keys are changed: once a month, by the operator's own clock (`lykta keys rotate`).

1. A key-encryption key of this month. 2. An ingest key for every unit whose newest is a month old.
3. Every text wrapped anew; the texts themselves are not touched. 4. A key-encryption key that was
replaced 35 days ago is destroyed, and with it, in every backup, whatever was deleted here (RE2).
Twice in a month changes nothing the second time.

Ingest keys are never destroyed here: a drawer may still hold a phone with a letter to one.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from lykta.intake.desk import Desk
from lykta.intake.unit import incident
from lykta.store import choices, ledger, people, push, wrapped
from lykta.upkeep.people import new_ingest_key
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept

KEEP = timedelta(days=35)
A_MONTH = timedelta(days=28)
BATCH = 500
PUSH = "push"


class Rotated(Struct):
    made: list[str]
    """Names of the new keys."""
    wrapped: int
    """Texts that lie under the newest key now."""
    damaged: int
    """Texts that do not open: they stay as they are, and keep their key from being destroyed."""
    destroyed: list[str]


async def rotate(desk: Desk) -> Rotated:
    """May be stopped anywhere and run again."""
    now = desk.now()
    before = set(desk.keyring.keks())
    desk.keyring.make_kek(now)
    made = sorted(set(desk.keyring.keks()) - before)
    async with desk.database.read() as connection:
        units = await people.units(connection)
        keys = await people.ingest_keys(connection)
    newest = {key.unit_id: key for key in reversed(keys)}
    for unit in units:
        if newest[unit.id].made_at <= now - A_MONTH:
            made.append(await new_ingest_key(desk, unit.id))
    rewrapped = damaged = 0
    held: set[str] = set()
    for unit in units:
        done, left = await _wrap(desk, unit.id)
        rewrapped, damaged, held = rewrapped + done, damaged + sum(left.values()), held | set(left)
    return Rotated(made, rewrapped, damaged, _destroy(desk, now, held))


async def _wrap(desk: Desk, unit: str) -> tuple[int, dict[str, int]]:
    """(how many, those that would not open by their key). A batch at a time: nobody waits long."""
    newest, _ = desk.keyring.newest_kek()
    done, after = 0, wrapped.FIRST
    damaged: dict[str, int] = {}
    while True:
        async with desk.database.write(unit) as connection:
            await ledger.lock(connection, unit)
            texts = await wrapped.under_older_keys(connection, unit, newest, after, BATCH)
            for text in texts:
                place = (text.row, text.field)
                kept = _rewrapped(desk, unit, place, Kept(text.kek, text.wrapped_key, text.sealed))
                if kept is None:
                    damaged[text.kek] = damaged.get(text.kek, 0) + 1
                    continue
                await wrapped.rewrap(connection, unit, place, kept.kek, kept.wrapped_key)
                done += 1
        if len(texts) < BATCH:
            break
        after = (texts[-1].row, texts[-1].field)
    async with desk.database.write(unit) as connection:
        for device, given in (await push.under_older_keys(connection, unit, newest)).items():
            kept = _rewrapped(desk, unit, (device, PUSH), Kept(*given))
            if kept is None:
                # The device says anew where it is rung when it is next opened.
                await push.forget(connection, unit, device)
                continue
            await push.rewrap(connection, unit, device, push.Subscription(*kept))
            done += 1
        for member, choice in (await choices.of(connection, unit)).items():
            if choice.kek in (None, newest):
                continue
            place = (member, choices.EMAIL)
            address = _rewrapped(desk, unit, place, Kept(*choice.address()))
            # Whoever wants mail gives the address anew: the screen says that there is none.
            await choices.choose(connection, unit, member, choice.to(address))
            done += address is not None
    return done, damaged


def _rewrapped(desk: Desk, unit: str, place: tuple[str, str], kept: Kept) -> Kept | None:
    try:
        return desk.records.rewrapped(unit, *place, kept)
    except (Damaged, KeysMissing) as error:
        incident(error)
        return None


def _destroy(desk: Desk, now: datetime, held: set[str]) -> list[str]:
    """Those that were replaced long enough ago, and that no damaged text may yet be mended with."""
    keks = desk.keyring.keks()
    gone = []
    for old, newer in pairwise(keks):
        replaced_at = datetime.strptime(newer, "%Y-%m").replace(tzinfo=UTC)
        if replaced_at + KEEP <= now and old not in held:
            desk.keyring.destroy_kek(old)
            gone.append(old)
    return gone

"""What `lykta check` finds: what is well, and what is wrong and what to do about it.

One row of ASKED a question. What is wrong here has not stopped the desk; it will be found out too
late unless somebody looks.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from lykta.intake.desk import Desk
from lykta.settings import Settings, Wrong
from lykta.store import people, push
from lykta.store.people import Unit
from lykta.store.schema import is_above_walls
from lykta.upkeep import last, retention
from lykta.upkeep.check import clock_is_off, must_hold
from lykta.vault.keyring import KeysMissing

SOON = timedelta(days=3)
A_NIGHT = timedelta(hours=36)
"""Who backs up every night has a copy that is younger."""
A_WHILE = timedelta(minutes=15)
"""Work is done once a minute."""
MINUTE = "%Y-%m-%d %H:%M UTC"


class Finding(NamedTuple):
    well: bool
    sentence: str


class Asked(NamedTuple):
    settings: Settings
    desk: Desk
    units: Sequence[Unit]


async def findings(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    """One after the other, as they are found."""
    try:
        await must_hold(desk)
    except (Wrong, KeysMissing) as wrong:
        yield Finding(False, str(wrong))
        return
    async with desk.database.read() as connection:
        units = await people.units(connection)
    for ask in ASKED:
        for found in await ask(Asked(settings, desk, units)):
            yield found


async def _database(of: Asked) -> list[Finding]:
    return [Finding(True, f"The database ({of.desk.database.name}) answers and is up to date.")]


async def _role(of: Asked) -> list[Finding]:
    if of.desk.database.name != "postgresql":
        return []
    above = await is_above_walls(of.desk.database)
    bad = (
        "The desk's role owns the tables or may act as who does, and could take down the walls "
        "between units: give them to another role, named in LYKTA_DATABASE_OWNER for `lykta "
        "migrate`."
    )
    good = "The desk's role owns no table, and the access log is append-only for it."
    return [Finding(not above, bad if above else good)]


async def _clock(of: Asked) -> list[Finding]:
    off = await clock_is_off(of.desk)
    return [Finding(off is None, off or f"The clock says {of.desk.now():{MINUTE}}.")]


async def _keys(of: Asked) -> list[Finding]:
    directory = of.desk.keyring.directory
    seen = directory.stat().st_mode & 0o077
    bad = f"The keys in {directory} are readable by others: chmod -R go= it."
    good = "The keys are there, and only their owner can read them."
    return [Finding(not seen, bad if seen else good)]


async def _units(of: Asked) -> list[Finding]:
    if not of.units:
        return [Finding(False, 'There is no unit yet: run `lykta unit add "NAME"`.')]
    async with of.desk.database.read() as connection:
        keys = await people.ingest_keys(connection)
    newest = {key.unit_id: key for key in reversed(keys)}
    ends = [(unit.name, newest[unit.id].not_after) for unit in of.units]
    return [
        Finding(True, f"{unit} has an ingest key until {end:%Y-%m-%d}.")
        if end > of.desk.now() + SOON
        else Finding(
            False,
            f"The ingest key of {unit} ends {end:%Y-%m-%d}; phones go on sealing to it, and a "
            "newer one is better: run `lykta keys rotate` every month.",
        )
        for unit, end in ends
    ]


async def _origin(of: Asked) -> list[Finding]:
    bad = "LYKTA_ORIGIN is missing: `lykta serve` needs the address people open."
    origin = of.settings.origin
    return [Finding(origin is not None, f"People open {origin}." if origin else bad)]


async def _push(of: Asked) -> list[Finding]:
    """Whoever is told of nothing finds it out too late."""
    if of.settings.vapid_key is None:
        return [Finding(True, "Push is off: LYKTA_VAPID_KEY is not set.")]
    rung, troubled, taken = 0, 0, None
    for unit in of.units:
        async with of.desk.database.read(unit.id) as connection:
            health = await push.health(connection, unit.id)
        rung, troubled = rung + health.devices, troubled + health.troubled
        taken = max(filter(None, (taken, health.accepted_at)), default=None)
    when = f"the last push was taken {taken:{MINUTE}}" if taken else "none was taken yet"
    said = f"Push is on: {rung} devices can be rung, {troubled} of them with trouble; {when}."
    return [Finding(not troubled, said)]


async def _mail(of: Asked) -> list[Finding]:
    off = "Mail is off: LYKTA_SMTP is not set, and whoever has no push is told of nothing."
    return [Finding(True, "Mail is on." if of.settings.smtp else off)]


async def _work(of: Asked) -> list[Finding]:
    """Without it no date comes, and nobody is told of anything."""
    done = last.of(of.desk, "work")
    if done and of.desk.now() - done.at < A_WHILE:
        return [Finding(True, f"The desk's own work was last done {done.at:{MINUTE}}.")]
    since = f"since {done.at:{MINUTE}}" if done else "yet"
    bad = (
        f"The desk's own work has not been done here {since}: see that `lykta work` runs, or "
        "`lykta serve` without --no-work."
    )
    return [Finding(False, bad)]


async def _retention(of: Asked) -> list[Finding]:
    stopped = [unit for unit in of.units if (await retention.due(of.desk, unit.id)).too_many]
    return [
        Finding(
            False,
            f"In {unit.name} more would end today than a day can explain, so nothing does: see "
            "`lykta retention --dry-run`, and say --approve if it is right.",
        )
        for unit in stopped
    ]


async def _backups(of: Asked) -> list[Finding]:
    done = last.of(of.desk, "backup")
    if done is None:
        never = (
            "No backup was made here, and what the disk loses is lost: run `lykta keys backup "
            "FILE` once, and `lykta backup DIR` every night."
        )
        return [Finding(False, never)]
    if of.desk.now() - done.at > A_NIGHT:
        old = (
            f"The last backup is of {done.at:{MINUTE}}: see why `lykta backup` does not run every "
            "night."
        )
        return [Finding(False, old)]
    return [Finding(True, f"The last backup is of {done.at:{MINUTE}}, in {done.where}.")]


ASKED: tuple[Callable[[Asked], Awaitable[list[Finding]]], ...] = (
    _database,
    _role,
    _clock,
    _keys,
    _units,
    _origin,
    _push,
    _mail,
    _work,
    _retention,
    _backups,
)

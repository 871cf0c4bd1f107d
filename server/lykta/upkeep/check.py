"""What is wrong, each in a sentence that says what to do; also what a server looks at before it
starts (F78).
"""

from collections.abc import AsyncIterator
from datetime import timedelta

from lykta.intake.desk import Desk
from lykta.settings import Settings, Wrong
from lykta.store import people, push
from lykta.store.engine import Unavailable
from lykta.store.migrations import is_current, owns_its_tables
from lykta.vault.keyring import KeysMissing

SOON = timedelta(days=3)
CLOCK_OFF = timedelta(minutes=5)


def no_answer(error: Unavailable) -> str:
    return (
        f"The database does not answer ({error}): see that it runs and that LYKTA_DATABASE "
        "names it."
    )


async def must_hold(desk: Desk) -> None:
    """Raises Wrong or KeysMissing: without these no server starts."""
    try:
        current = await is_current(desk.database)
    except Unavailable as error:
        raise Wrong(no_answer(error)) from None
    if not current:
        raise Wrong("The database is not up to date: run `lykta migrate`.")
    if desk.keyring.half_restored.exists():
        raise Wrong(
            "A restore did not come to its end here: empty the database and the directory of "
            "keys, and run `lykta restore` again."
        )
    desk.keyring.newest_kek()
    async with desk.database.read() as connection:
        keys = await people.ingest_keys(connection)
    for key in keys:
        if desk.keyring.ingest(key.unit_id, key.id) is None:
            raise KeysMissing(
                f"The ingest key {key.id} is not in {desk.keyring.directory}: put the keys back "
                "from their backup, or point LYKTA_KEYS at the directory that holds them."
            )


async def clock_is_off(desk: Desk) -> str | None:
    """A sentence, if this machine's time and the database's do not agree."""
    theirs = await desk.database.time()
    if theirs is None or abs(theirs - desk.now()) <= CLOCK_OFF:
        return None
    return (
        f"This machine's clock says {desk.now():%Y-%m-%d %H:%M} and the database's "
        f"{theirs:%Y-%m-%d %H:%M} (UTC): set them right."
    )


async def findings(settings: Settings, desk: Desk) -> AsyncIterator[tuple[bool, str]]:
    """(is it well?, sentence), one after the other."""
    try:
        await must_hold(desk)
    except (Wrong, KeysMissing) as wrong:
        yield False, str(wrong)
        return
    yield True, f"The database ({desk.database.name}) answers and is up to date."
    if desk.database.name == "postgresql":
        owns = await owns_its_tables(desk.database)
        yield (
            not owns,
            (
                "The desk's role owns the tables, and could take down the walls between units: "
                "give them to another role, named in LYKTA_DATABASE_OWNER for `lykta migrate`."
                if owns
                else "The desk's role owns no table, and the access log is append-only for it."
            ),
        )
    mode = desk.keyring.directory.stat().st_mode & 0o077
    yield (
        not mode,
        (
            f"The keys in {desk.keyring.directory} are readable by others: chmod -R go= it."
            if mode
            else "The keys are there, and only their owner can read them."
        ),
    )
    async with desk.database.read() as connection:
        units = await people.units(connection)
        keys = await people.ingest_keys(connection)
    if not units:
        yield False, 'There is no unit yet: run `lykta unit add "NAME"`.'
    for unit in units:
        newest = next(key for key in keys if key.unit_id == unit.id)
        fresh = newest.not_after > desk.now() + SOON
        yield (
            fresh,
            (
                f"{unit.name} has an ingest key until {newest.not_after:%Y-%m-%d}."
                if fresh
                else f"The ingest key of {unit.name} ends {newest.not_after:%Y-%m-%d}; phones "
                "go on sealing to it, and a newer one is better."
            ),
        )
    yield (
        settings.origin is not None,
        (
            f"People open {settings.origin}."
            if settings.origin
            else "LYKTA_ORIGIN is missing: `lykta serve` needs the address people open."
        ),
    )
    async for found in _telling(settings, desk, [unit.id for unit in units]):
        yield found
    yield False, "No backups are configured: what the disk loses is lost."


async def _telling(
    settings: Settings, desk: Desk, units: list[str]
) -> AsyncIterator[tuple[bool, str]]:
    """Whoever is told of nothing finds it out too late."""
    if settings.vapid_key is None:
        yield True, "Push is off: LYKTA_VAPID_KEY is not set."
    else:
        rung, troubled, last = 0, 0, None
        for unit in units:
            async with desk.database.read(unit) as connection:
                health = await push.health(connection, unit)
            rung, troubled = rung + health.devices, troubled + health.troubled
            last = max(filter(None, (last, health.accepted_at)), default=None)
        when = (
            f"the last push was taken {last:%Y-%m-%d %H:%M} UTC" if last else "none was taken yet"
        )
        yield (
            not troubled,
            f"Push is on: {rung} devices can be rung, {troubled} of them with trouble; {when}.",
        )
    yield (
        True,
        "Mail is on."
        if settings.smtp
        else "Mail is off: LYKTA_SMTP is not set, and whoever has no push is told of nothing.",
    )

"""What a server looks at before it starts (F78); each in a sentence that says what to do."""

from datetime import timedelta

from lykta.intake.desk import Desk
from lykta.settings import Wrong
from lykta.store import people
from lykta.store.engine import Unavailable
from lykta.store.schema import is_current
from lykta.vault.keyring import KeysMissing

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

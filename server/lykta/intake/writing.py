"""What a transaction has decided, written in one constant statement, just before its commit."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby

from lykta.domain import limits
from lykta.intake.desk import Desk
from lykta.intake.unit import Work
from lykta.store import facts, ledger, people, rows
from lykta.store.engine import Connection
from lykta.store.puts import Change, put


async def write(
    desk: Desk, connection: Connection, work: Work, devices: Sequence[Change] = ()
) -> None:
    unit, now = work.known.unit, work.now
    texts = [
        rows.StoredText(
            text.row,
            text.field,
            *desk.records.keep(unit, text.row, text.field, text.value.encode()),
            # Of two corrections in one parcel the later one is told, so their order is kept.
            now + timedelta(microseconds=n),
        )
        for n, text in enumerate(work.texts.values())
    ]
    await rows.destroy_texts(connection, unit, work.destroyed)
    await put(
        connection,
        rows.saved(unit, work.changed.values(), now, by_time=work.by_time),
        rows.texts_saved(unit, texts),
        rows.acts_saved(unit, work.acts),
        *facts.saved(unit, work.changed.values(), work.facts),
        ledger.saved(unit, list(work.entries.values()), now),
        ledger.advanced(unit, work.clock),
        *devices[:1],
    )
    # The letters of a parcel are one device's, but for those that are carried for others.
    for other in devices[1:]:
        await put(connection, other)
    for shift, until in work.hides.items():
        await rows.hide_contacts(connection, unit, shift, until)


def devices_noted(
    work: Work, written: Collection[tuple[str, str]], before: Collection[ledger.Entry]
) -> list[Change]:
    """The highest number of each device that wrote, and how often one came with another id."""
    entries = sorted(work.entries[key] for key in written if key in work.entries)
    had = {(entry.device, entry.seq): entry.op for entry in before}
    noted = []
    for device, group in groupby(entries, key=lambda entry: entry.device):
        of_device = list(group)
        repeated = sum(had.get((device, each.seq), each.op) != each.op for each in of_device)
        highest = max(min(each.seq, limits.SEQ_MAX) for each in of_device)
        noted.append(people.letters_noted(device, highest, repeated, work.now))
    return noted

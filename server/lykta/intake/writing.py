"""What a transaction has decided, written in a few constant statements, just before its commit."""

from collections.abc import Collection
from datetime import timedelta
from itertools import groupby

from lykta.domain import limits
from lykta.intake.desk import Desk
from lykta.intake.unit import Work
from lykta.store import ledger, people, rows
from lykta.store.engine import Connection


async def write(desk: Desk, connection: Connection, work: Work) -> None:
    unit, now = work.known.unit, work.now
    await rows.save(connection, unit, work.changed.values(), now)
    await rows.destroy_texts(connection, unit, work.destroyed)
    await rows.save_texts(
        connection,
        unit,
        [
            rows.StoredText(
                text.row,
                text.field,
                *desk.records.keep(unit, text.row, text.field, text.value.encode()),
                # Of two corrections in one parcel the later one is told, so their order is kept.
                now + timedelta(microseconds=n),
            )
            for n, text in enumerate(work.texts.values())
        ],
    )
    await rows.save_acts(connection, unit, work.acts)
    await rows.save_facts(connection, unit, work.facts.values())
    for shift, until in work.hides.items():
        await rows.hide_contacts(connection, unit, shift, until)
    await ledger.save(connection, unit, list(work.entries.values()), now)
    await ledger.advance(connection, unit, work.clock)


async def note_devices(
    connection: Connection,
    work: Work,
    written: Collection[tuple[str, str]],
    before: Collection[ledger.Entry],
) -> None:
    """The highest number of each device that wrote, and how often one came with another id."""
    entries = sorted(work.entries[key] for key in written if key in work.entries)
    had = {(entry.device, entry.seq): entry.op for entry in before}
    for device, group in groupby(entries, key=lambda entry: entry.device):
        of_device = list(group)
        repeated = sum(had.get((device, each.seq), each.op) != each.op for each in of_device)
        highest = max(min(each.seq, limits.SEQ_MAX) for each in of_device)
        await people.note_letters(connection, device, highest, repeated, work.now)

"""What a transaction has decided, written in one constant statement, just before its commit."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

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
    work: Work,
    written: Collection[tuple[str, str]],
    before: Collection[ledger.Entry],
    waiting: Mapping[str, people.Waiting],
) -> list[Change]:
    """Of each device that wrote: the highest number, how often one came with another id, and what
    it says is still on it.
    """
    had = {(entry.device, entry.seq): entry.op for entry in before}
    noted = []
    for device in sorted({device for device, _ in written}):
        new = [work.entries[key] for key in written if key[0] == device and key in work.entries]
        repeated = sum(had.get((device, each.seq), each.op) != each.op for each in new)
        highest = max((min(each.seq, limits.SEQ_MAX) for each in new), default=0)
        said = waiting.get(device)
        noted.append(people.letters_noted(device, highest, repeated, said, work.now))
    return noted

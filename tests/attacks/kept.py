"""All that the desk keeps in clear, as one text to search; and whether a letter is known to it."""

import sqlalchemy as sa

from lykta.domain.ids import held_of
from lykta.store import ledger, rows
from tests.desk import RunningDesk
from tests.phones.phone import Phone


async def in_clear(desk: RunningDesk, phone: Phone) -> str:
    """Every table as the phone's unit sees it. What is encrypted shows as bytes."""
    async with desk.inside() as inside, inside.database.read(phone.unit["id"]) as connection:
        names = await connection.run_sync(lambda inner: sa.inspect(inner).get_table_names())
        every = [sa.select(sa.text("*")).select_from(sa.table(name)) for name in names]
        records = [str(record) for query in every for record in await connection.execute(query)]
    return "\n".join(records)


async def is_known(desk: RunningDesk, phone: Phone, op: str) -> bool:
    """Is there a receipt or a held row of this op id?"""
    unit, device = phone.unit["id"], str(phone.device.id)
    async with desk.inside() as inside, inside.database.read(unit) as connection:
        entries = await ledger.known(connection, unit, [(device, op, 0)])
        held = await rows.load(connection, unit, ids=[held_of(device, op)])
    return bool(entries or held)

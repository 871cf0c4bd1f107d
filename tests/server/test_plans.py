"""What a reading asks is looked up, not looked for: as PostgreSQL does it once it has planned for
all values alike.
"""

import re
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.rows import Role
from lykta.settings import Settings
from tests.phones.bodies import contact
from tests.server.inside import Hand, Inside

USES = {
    "time that is up": ("ORDER BY sight.until", {"ix_row_ending", "ix_sight_until"}),
    "a page": ("ORDER BY row.version", {"ix_row_version", "pk_sight"}),
    "what is gone": ("sight.gone >", {"ix_sight_gone"}),
    "what was given": ("INSERT INTO sight", set[str]()),
}
"""What is asked, by words of it, and the indexes it is to be found by."""


async def plan(
    connection: AsyncConnection, statement: str, settings: Sequence[str] = ("enable_seqscan = off",)
) -> str:
    places = len(set(re.findall(r"\$\d+", statement)))
    for each in ("plan_cache_mode = force_generic_plan", *settings):
        await connection.exec_driver_sql(f"SET LOCAL {each}")
    await connection.exec_driver_sql(f"PREPARE asked AS {statement}")
    nothing = ", ".join(["NULL"] * places)
    found = await connection.exec_driver_sql(f"EXPLAIN EXECUTE asked({nothing})")
    await connection.exec_driver_sql("DEALLOCATE asked")
    return "\n".join(found.scalars())


async def statements_of_a_reading(inside: Inside, reader: Hand) -> list[str]:
    asked = list[str]()

    def note(_1: Any, _2: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = inside.desk.database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    await reader.page()
    sa.event.remove(engine, "before_cursor_execute", note)
    return asked


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("role", ["worker", "supervisor"])
async def test_a_reading_uses_its_indexes(inside: Inside, role: Role) -> None:
    """A kind that is given as a value hides from the planner that its index holds just these."""
    ada = await inside.hand(role)
    await ada.did("contact.record", ada.new_id(), contact(inside.now))
    asked = await statements_of_a_reading(inside, ada)
    async with inside.desk.database.read(inside.unit) as connection:
        for what, (words, indexes) in USES.items():
            (statement,) = [each for each in asked if words in each]
            planned = await plan(connection, statement)
            assert {name for name in indexes if name in planned} == indexes, f"{what}: {planned}"
            assert "Seq Scan" not in planned, f"{what}: {planned}"


MANY = """
INSERT INTO sight (unit_id, device_id, row_id, kind)
SELECT '{unit}', '{device}', gen_random_uuid(), 'contact' FROM generate_series(1, 20000)
"""


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_the_next_date_is_looked_up_though_hardly_any_row_has_one(fresh: Settings) -> None:
    """Where a few devices have been given most, each reading would look through all of it."""
    async with aclosing(Inside(fresh)) as inside:
        await inside.open_unit()
        ada = await inside.hand()
        (asked,) = [
            each
            for each in await statements_of_a_reading(inside, ada)
            if "ORDER BY sight.until" in each
        ]
        async with inside.desk.database.write(inside.unit) as connection:
            await connection.exec_driver_sql(MANY.format(unit=inside.unit, device=ada.device))
            await connection.exec_driver_sql("ANALYZE sight")
            planned = await plan(connection, asked, settings=())
        assert "ix_sight_until" in planned, planned
        assert "Seq Scan on sight" not in planned, planned

"""What a reading asks is looked up, not looked for: as PostgreSQL does it once it has planned for
all values alike.
"""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.domain.rows import Role
from tests.phones.bodies import contact
from tests.server.inside import Inside

USES = {
    "time that is up": ("sight.until <=", {"ix_row_ending", "ix_sight_until"}),
    "a page": ("ORDER BY row.version", {"ix_row_version", "pk_sight"}),
    "what is gone": ("sight.gone >", {"ix_sight_gone"}),
    "what was given": ("INSERT INTO sight", set[str]()),
}
"""What is asked, by words of it, and the indexes it is to be found by."""


async def plan(connection: AsyncConnection, statement: str) -> str:
    places = len(set(re.findall(r"\$\d+", statement)))
    for each in (
        "SET LOCAL plan_cache_mode = force_generic_plan",
        "SET LOCAL enable_seqscan = off",
        f"PREPARE asked AS {statement}",
    ):
        await connection.exec_driver_sql(each)
    nothing = ", ".join(["NULL"] * places)
    found = await connection.exec_driver_sql(f"EXPLAIN EXECUTE asked({nothing})")
    await connection.exec_driver_sql("DEALLOCATE asked")
    return "\n".join(found.scalars())


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("role", ["worker", "supervisor"])
async def test_a_reading_uses_its_indexes(inside: Inside, role: Role) -> None:
    """A kind that is given as a value hides from the planner that its index holds just these."""
    ada, asked = await inside.hand(role), list[str]()
    await ada.did("contact.record", ada.new_id(), contact(inside.now))

    def note(_1: Any, _2: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = inside.desk.database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    await ada.page()
    sa.event.remove(engine, "before_cursor_execute", note)
    async with inside.desk.database.read(inside.unit) as connection:
        for what, (words, indexes) in USES.items():
            (statement,) = [each for each in asked if words in each]
            planned = await plan(connection, statement)
            assert {name for name in indexes if name in planned} == indexes, f"{what}: {planned}"
            assert "Seq Scan" not in planned, f"{what}: {planned}"

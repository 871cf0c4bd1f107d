"""Tables over a million contacts: `python -m tests.bench.measure_reports`, or `make bench-reports`.

Each table of the catalogue for five years of one unit on PostgreSQL, beside the plain `count(*)`
over the very rows it is made of. Exit 1 if one takes longer than a second.
"""

import asyncio
import logging
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import msgspec
import sqlalchemy as sa

from lykta.app import make_desk
from lykta.domain.rows import Actor
from lykta.domain.statistics import CATALOGUE
from lykta.intake.desk import Desk
from lykta.reports import statistics
from lykta.reports.told import Period
from lykta.store.fact_tables import FACTS
from tests.postgres import running
from tests.server.inside import made

from .many_facts import fill

CONTACTS = 1_000_000
PERIOD = Period(date(2021, 1, 1), date(2026, 1, 1))
MOST_MS = 1000
TURNS = 3
NOBODY = "00000000-0000-4000-8000-000000000000"


async def counted(desk: Desk, unit: str, name: str) -> float:
    """Milliseconds of the plainest question there is about the same rows."""
    table = FACTS[name]
    start, end = PERIOD.bounds()
    query = sa.select(sa.func.count()).where(
        table.c.unit_id == unit, table.c.at >= start, table.c.at < end
    )
    best = float("inf")
    for _ in range(TURNS):
        async with desk.database.read(unit) as connection:
            begun = time.perf_counter()
            await connection.execute(query)
            best = min(best, (time.perf_counter() - begun) * 1000)
    return best


async def tabled(desk: Desk, reader: Actor, name: str) -> float:
    """Milliseconds until it lies there as it is sent; the log entry included."""
    best = float("inf")
    for _ in range(TURNS):
        begun = time.perf_counter()
        msgspec.json.encode(await statistics.table(desk, reader, name, PERIOD, "internal"))
        best = min(best, (time.perf_counter() - begun) * 1000)
    return best


async def main() -> int:
    slow = []
    with running() as cluster, tempfile.TemporaryDirectory(prefix="lykta-reports-") as folder:
        url = cluster.fresh_database()
        settings = await asyncio.to_thread(made, Path(folder), url)
        database = url.rpartition("/")[2].partition("?")[0]
        unit = await asyncio.to_thread(fill, cluster, database, CONTACTS)
        desk = make_desk(settings)
        reader = Actor(unit, NOBODY, "supervisor", NOBODY)
        plain = {name: await counted(desk, unit, name) for name in FACTS}
        print(f"{CONTACTS:,} contacts of one unit in five years; the best of {TURNS}, in ms")
        print(f"{'table':<22}{'it':>8}{'count(*)':>10}{'ratio':>8}")
        for name, table in CATALOGUE.items():
            took, beside = await tabled(desk, reader, name), plain[table.counts]
            print(f"{name:<22}{took:>8.0f}{beside:>10.0f}{took / beside:>8.1f}")
            if took > MOST_MS:
                slow.append(name)
        await desk.database.close()
    print(f"longer than {MOST_MS} ms: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    logging.disable(logging.INFO)
    sys.exit(asyncio.run(main()))

"""A whole country on one machine: `python -m tests.bench.measure_country`, or `make bench-country`.

300 units and 5,000,000 contacts, with their notes, receipts and facts, in one PostgreSQL with 4 GB
of shared buffers: the figures of `measure_growth` again, and besides what it takes on the disk, how
long a year's tables of one unit take, what would end today, and the minute's work over all units.
"""

import asyncio
import logging
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from lykta.domain.rows import Actor
from lykta.domain.statistics import CATALOGUE
from lykta.reports import statistics
from lykta.reports.told import Period
from lykta.upkeep import retention, work
from tests.postgres import Cluster, running

from .measure_growth import KEPT, STORMS, TURNS, Grown, blown, grown, letters, told
from .processes import memory

UNITS, CONTACTS = 300, 5_000_000
BUFFERS = "4GB"
"""A quarter of a machine's memory is what PostgreSQL is usually given."""
NOBODY = "00000000-0000-4000-8000-000000000000"
MB = 1024 * 1024


async def upkept(on: Grown) -> None:
    """What is done beside the letters."""
    async with on.desk.inside() as desk:
        unit = on.senders[0].unit
        reader = Actor(unit, NOBODY, "supervisor", NOBODY)
        to = desk.now().date() + timedelta(days=1)
        period = Period(to.replace(year=to.year - 1), to)
        begun = time.perf_counter()
        for name in CATALOGUE:
            await statistics.table(desk, reader, name, period, "internal")
        print(f"  {len(CATALOGUE)} tables of a unit's year: {time.perf_counter() - begun:.1f} s")
        begun = time.perf_counter()
        await retention.due(desk, unit)
        print(f"  what would end today in a unit: {(time.perf_counter() - begun) * 1000:.0f} ms")
        begun = time.perf_counter()
        await work.once(desk)
        print(f"  the minute's work over {UNITS} units: {time.perf_counter() - begun:.1f} s")


def sizes(cluster: Cluster, on: Grown) -> None:
    name = on.database.rpartition("/")[2]
    whole = int(cluster.sql(f"SELECT pg_database_size('{name}')"))
    print(f"  on the disk: {whole / MB:,.0f} MB, {whole / on.count:,.0f} bytes a contact")
    query = """
    SELECT relname || ' ' || pg_total_relation_size(oid) / 1048576 || ' MB' FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    ORDER BY pg_total_relation_size(oid) DESC LIMIT 4
    """
    print(f"  of it: {', '.join(cluster.sql(query, name).splitlines())}")


def measured(cluster: Cluster, folder: Path) -> bool:
    with grown(cluster, folder, CONTACTS, UNITS) as on:
        sizes(cluster, on)
        for _ in range(TURNS):
            asyncio.run(letters(on))
        for turn in range(STORMS):
            asyncio.run(blown(on, turn))
        share = told(on)
        asyncio.run(upkept(on))
        heaviest = max(memory(process) for process in on.desk.processes())
        print(f"\n{1000 / median(on.letters):,.0f} letters/s in parcels of 50")
        return share >= KEPT["feed"] and on.p99() <= KEPT["storm"] and heaviest <= KEPT["memory"]


def main() -> int:
    print(__doc__ and __doc__.split("\n\n", 1)[1])
    logging.disable(logging.WARNING)
    with (
        running(shared_buffers=BUFFERS) as cluster,
        tempfile.TemporaryDirectory(prefix="lykta-country-") as folder,
    ):
        return 0 if measured(cluster, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())

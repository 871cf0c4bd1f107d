"""The queue among many: `python -m tests.bench.measure_queue`, or `make bench-queue`.

The same pages on 10,000 follow-ups and on a million, by turns, and how PostgreSQL finds them.
Exit 1 if the larger costs more than half as much again, or anything is read from end to end.
"""

import asyncio
import logging
import random
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from lykta.domain.rows import Actor
from lykta.intake.desk import Desk
from lykta.reading import queue as reading
from lykta.store.engine import Database
from lykta.store.queue import Mark, Wanted
from lykta.vault.keyring import Keyring
from tests.bench.many_follow_ups import UNITS, fill, unit_id
from tests.bench.phone_times import percentile
from tests.postgres import running
from tests.server.inside import made

NOW = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
SMALL, LARGE = 10_000, 1_000_000
RATIO = 1.5
ROUNDS, WARM = 400, 20
PAGE = 50
SEED = 7
NOBODY = "00000000-0000-4000-8000-000000000000"
LAST = "ffffffff-ffff-4fff-bfff-ffffffffffff"
END = reading.mark_text(Mark(NOW, 5, datetime(2200, 1, 1, tzinfo=UTC), LAST))
"""As after the last row that is open."""


def reader(unit: str) -> Actor:
    return Actor(unit, NOBODY, "supervisor", NOBODY)


async def timed(desk: Desk, unit: str, after: str | None) -> tuple[float, str | None]:
    """Milliseconds until the answer lies there as it is sent, and where it ended."""
    start = time.perf_counter()
    page = await reading.queue(desk, reader(unit), Wanted(), after, PAGE)
    msgspec.json.encode(page)
    return (time.perf_counter() - start) * 1000, page.after


async def measure(desks: dict[int, Desk]) -> dict[tuple[str, int], list[float]]:
    """By turns, so that whatever else this machine does meets both alike."""
    chance = random.Random(SEED)
    took: dict[tuple[str, int], list[float]] = defaultdict(list)
    for turn in range(WARM + ROUNDS):
        unit = unit_id(chance.randrange(UNITS))
        for count, desk in desks.items():
            first, after = await timed(desk, unit, None)
            # Where one page is all there is, what follows is its end: asked for all the same.
            following, _ = await timed(desk, unit, after or END)
            if turn >= WARM:
                took["first page", count].append(first)
                took["next page", count].append(following)
    return took


async def plans(desk: Desk) -> dict[str, str]:
    """How the database goes about the very statements of a page, and what each took."""
    asked: list[sa.Select[Any]] = []

    @sa.event.listens_for(desk.database.engine.sync_engine, "before_execute")
    def note(_: Any, statement: Any, *__: Any) -> None:
        if isinstance(statement, sa.Select):
            asked.append(statement)

    found = {}
    unit = unit_id(3)
    for name, wanted, after in (
        ("first page", Wanted(), None),
        ("next page", Wanted(), END),
        ("of one kind", Wanted(kind="KAST_BOOKING"), None),
        ("nobody's", Wanted(assignee="nobody"), None),
        ("closed", Wanted(state="closed"), None),
    ):
        asked.clear()
        await reading.queue(desk, reader(unit), wanted, after, PAGE)
        async with desk.database.read(unit) as connection:
            for number, statement in enumerate(list(asked), 1):
                text = statement.compile(
                    dialect=connection.dialect, compile_kwargs={"literal_binds": True}
                )
                explain = f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY ON) {text}"
                lines = (await connection.exec_driver_sql(explain)).scalars()
                found[f"{name}, statement {number}"] = "\n".join(lines)
    return found


def told(took: dict[tuple[str, int], list[float]]) -> bool:
    """Prints the table; whether the ratios hold."""
    holds = True
    print(f"{'':<12}{'rows':>11}{'p50 ms':>9}{'p95 ms':>9}")
    for what in ("first page", "next page"):
        for count in (SMALL, LARGE):
            times = took[what, count]
            p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
            print(f"{what:<12}{count:>11,}{p50:>9.2f}{p95:>9.2f}")
        ratio = percentile(took[what, LARGE], 0.95) / percentile(took[what, SMALL], 0.95)
        print(f"{what:<12}{'ratio':>11}{ratio:>18.2f}  (at most {RATIO})")
        holds = holds and ratio <= RATIO
    return holds


async def main() -> int:
    with running() as cluster, tempfile.TemporaryDirectory(prefix="lykta-bench-") as folder:
        desks = {}
        for count in (SMALL, LARGE):
            home = Path(folder) / str(count)
            home.mkdir()
            url = cluster.fresh_database()
            settings = await asyncio.to_thread(made, home, url)
            start = time.monotonic()
            name = url.rpartition("/")[2]
            await asyncio.to_thread(fill, cluster, name, count, NOW.isoformat(), NOBODY)
            print(
                f"{count:,} follow-ups in {UNITS} units, made in {time.monotonic() - start:.0f} s"
            )
            desks[count] = Desk(Database(url), Keyring(settings.keys), lambda: NOW)
        took = await measure(desks)
        holds = told(took)
        for name, plan in (await plans(desks[LARGE])).items():
            print(f"\n{name}\n{plan}")
            if "Seq Scan" in plan:
                print("^^ read from end to end")
                holds = False
        for desk in desks.values():
            await desk.database.close()
    return 0 if holds else 1


if __name__ == "__main__":
    logging.disable(logging.INFO)
    sys.exit(asyncio.run(main()))

"""Does it stay as fast? `python -m tests.bench.measure_growth`, or `make bench-growth`.

Three databases, of 10,000, 100,000 and 1,000,000 contacts with their notes, receipts and facts,
in eight units. By turns on each of them, over and over: letters in parcels of 50, a storm of 200
phones with 30 letters each, a supervisor's first reading beside the same rows by plain SQL; the
time to start a process, and what it holds in memory. Of what is done several times the median
counts: a shared machine is now fast and now slow. Exit 1 if something promised in KEPT is not kept.
"""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.desk import RunningDesk, free_port, running_desk
from tests.postgres import AS_INSTALLED, Cluster, running

from . import paging
from .many_contacts import fill
from .measure_intake import posted
from .processes import memory, started_in
from .sealed_letters import Sender, senders
from .signed_in import signed_in
from .storm import EACH, PHONES, Storm, storm

SIZES = (10_000, 100_000, 1_000_000)
UNITS, OF_EACH, PARCEL = 8, 300, 50
TURNS, STORMS, READINGS = 15, 3, 5
KEPT = {"growth": 1.2, "feed": 0.5, "storm": 5.0, "memory": 150.0}
"""A letter's cost at the most rows to that at the fewest; rows of the feed to rows of plain SQL,
where a unit has 100,000; seconds of the storm's p99; MB a process."""


@dataclass
class Grown:
    """A desk over so many contacts."""

    count: int
    desk: RunningDesk
    database: str
    urls: list[str]
    senders: list[Sender]
    start_s: float
    at_rest: list[float]
    letters: list[float] = field(default_factory=list)
    """Milliseconds of each, by turn."""
    storms: list[Storm] = field(default_factory=list)

    def p99(self) -> float:
        """Seconds."""
        return median(each.p99 for each in self.storms)


@contextmanager
def grown(cluster: Cluster, folder: Path, count: int, units: int = UNITS) -> Iterator[Grown]:
    database = cluster.fresh_database()
    with running_desk(folder, database) as desk:
        made = asyncio.run(_senders(desk, units))
        # Of a table that has just grown its planner knows nothing; the desk's own work would look
        # through all of it again and again.
        desk.stop()
        fill(cluster, database.rpartition("/")[2], made, count)
        desk.start()
        port = free_port()
        start = started_in(desk, port)
        urls = [desk.url, f"http://localhost:{port}"]
        at_rest = [memory(process) for process in desk.processes()]
        yield Grown(count, desk, database, urls, made, start, at_rest)


async def _senders(desk: RunningDesk, units: int) -> list[Sender]:
    """One in each unit."""
    async with desk.inside() as inside:
        return [(await senders(inside, 1, seed=n))[0] for n in range(units)]


async def letters(on: Grown) -> None:
    number = OF_EACH * UNITS
    work = [(each, each.parcels(OF_EACH, PARCEL)) for each in on.senders[:UNITS]]
    # By units, so that both processes have as much to do.
    half = len(work) // 2
    took = await asyncio.gather(
        posted(on.desk, on.urls[:1], work[:half]), posted(on.desk, on.urls[1:], work[half:])
    )
    on.letters.append(max(took) / number * 1000)


async def blown(on: Grown, turn: int) -> None:
    async with on.desk.inside() as inside:
        on.storms.append(await storm(on.desk, inside, on.urls, seed=on.count + turn))


async def read(on: Grown) -> float:
    """Rows a second of the desk, to those by plain SQL right after it."""
    unit = on.senders[0].unit
    async with on.desk.inside() as inside:
        ours: list[float] = []
        plain: list[float] = []
        for turn in range(READINGS):
            headers = await signed_in(on.desk, inside, unit, seed=on.count + turn)
            for found, (rows, took) in (
                (ours, await paging.by_desk(on.desk, headers)),
                (plain, await paging.by_sql(on.database, unit)),
            ):
                assert rows >= on.count // len(on.senders)
                found.append(rows / took)
    shares = [one / other for one, other in zip(ours, plain, strict=True)]
    print(
        f"  feed: {median(ours):,.0f} rows/s; plain SQL and JSON {median(plain):,.0f}/s "
        f"({', '.join(f'{share:.2f}' for share in shares)})"
    )
    return float(median(shares))


def told(on: Grown) -> float:
    """Prints what was measured; the feed's share."""
    print(f"\n{on.count:,} contacts")
    print(f"  a letter: {median(on.letters):.2f} ms ({', '.join(f'{n:.2f}' for n in on.letters)})")
    for each in on.storms:
        print(
            f"  storm of {PHONES} × {EACH}: half {each.half:.2f} s, p99 {each.p99:.2f} s, "
            f"last {each.last:.2f} s"
        )
    share = asyncio.run(read(on))
    now = [memory(process) for process in on.desk.processes()]
    print(f"  a process is ready in {on.start_s:.2f} s")
    for rest, load in zip(on.at_rest, now, strict=True):
        print(f"  memory: {rest:.0f} MB at rest, {load:.0f} MB after all this")
    return share


def measured(cluster: Cluster, folder: Path) -> bool:
    with ExitStack() as stack:
        made = []
        for count in SIZES:
            place = folder / str(count)
            place.mkdir()
            made.append(stack.enter_context(grown(cluster, place, count)))
        for turn in range(TURNS):
            for on in made[:: 1 if turn % 2 else -1]:
                asyncio.run(letters(on))
        for turn in range(STORMS):
            for on in made:
                asyncio.run(blown(on, turn))
        *_, share = [told(on) for on in made]
        dearest = median(made[-1].letters) / median(made[0].letters)
        heaviest = max(memory(process) for on in made for process in on.desk.processes())
        slowest = max(on.p99() for on in made)
    print()
    return all(
        [
            _kept("growth", dearest, dearest <= KEPT["growth"]),
            _kept("feed", share, share >= KEPT["feed"]),
            _kept("storm", slowest, slowest <= KEPT["storm"]),
            _kept("memory", heaviest, heaviest <= KEPT["memory"]),
        ]
    )


def _kept(what: str, found: float, good: bool) -> bool:
    print(f"{'kept' if good else 'MISSED'}: {what} {found:.2f}, promised {KEPT[what]}")
    return good


def main() -> int:
    print(__doc__ and __doc__.split("\n\n", 1)[1])
    logging.disable(logging.WARNING)
    with (
        running(**AS_INSTALLED) as cluster,
        tempfile.TemporaryDirectory(prefix="lykta-growth-") as folder,
    ):
        return 0 if measured(cluster, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())

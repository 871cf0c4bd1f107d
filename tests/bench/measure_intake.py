"""How many letters a second: `python -m tests.bench.measure_intake`, or `make bench-intake`.

End to end: sealed on phones, posted in parcels of 1, 10 and 50 from 1 to 32 of them, verified,
opened, decided, committed, receipted. Beside it, in the same run on the same machine: the same
letters verified, opened and inserted by one process without HTTP (a), the same without opening
them (b), and two servers that others sync with, sent the same letters at the same request size
(c, d). Sealing and the making of requests are not timed. Then one reader watches each server while
four write, and counts what it never hears of.
Exit 1 where the desk does not reach what SHARES says.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lykta.vault.keyring import Keyring
from tests.desk import RunningDesk, free_port, running_desk
from tests.postgres import AS_INSTALLED, Cluster, running

from . import ceiling, peers
from .peers import Peer
from .plain_http import Line
from .sealed_letters import PER_UNIT, Sender, senders
from .watched import lost_by_desk, lost_by_peer

DEVICES = (1, 4, 16, 32)
LETTERS = {1: 320, 10: 1600, 50: 6400}
"""By how many to a parcel."""
MOST = 4800
"""Of one device: more in a minute, and the desk asks it to wait."""
PEERS_LETTERS = {10: 480, 50: 1600}
PEERS_WRITERS = (1, 4, 16)
SHARES = {"(a)": 0.6, "(c)": 15.0, "(d)": 1.0}
"""Of each the desk reaches at least so much, in parcels of 50, each with as many writing as it does
best with."""
TURNS = 3


class Rates(NamedTuple):
    """Letters a second of one database, by (parcel, devices) and by parcel."""

    desk: dict[tuple[int, int], float]
    ceiling: dict[int, float]
    plain: dict[int, float]

    def share(self) -> float:
        """Of the ceiling, in parcels of 50."""
        return self.best() / self.ceiling[50]

    def best(self) -> float:
        """In parcels of 50, with as many devices as it does best with."""
        return max(self.desk[50, count] for count in DEVICES)


async def posted(
    desk: RunningDesk, urls: Sequence[str], work: Sequence[tuple[Sender, Sequence[bytes]]]
) -> float:
    """Seconds until every letter is receipted; each device sends one parcel after the other, and
    each unit's to one of these addresses.
    """

    async def one(url: str, parcels: Sequence[bytes]) -> int:
        applied = 0
        async with Line(url, {"Origin": desk.url, "Lykta-Protocol": "1"}) as line:
            for parcel in parcels:
                status, answer = await line.ask("POST", "/api/ops", parcel)
                assert status == 200, answer
                applied += answer.count(b'"outcome":"applied"')
        return applied

    expected = sum(parcel.count(b'"sealed"') for _, parcels in work for parcel in parcels)
    ways = [urls[n // PER_UNIT % len(urls)] for n in range(len(work))]
    begun = time.perf_counter()
    taken = sum(
        await asyncio.gather(*(one(url, each[1]) for url, each in zip(ways, work, strict=True)))
    )
    took = time.perf_counter() - begun
    assert taken == expected, f"{taken} of {expected} taken in"
    return took


PlainOn = Callable[[ceiling.Work, Keyring | None], Coroutine[None, None, float]]


async def rates_of(desk: RunningDesk, urls: Sequence[str], plain_on: PlainOn) -> Rates:
    found = Rates({}, {}, {})
    seed = 100_000 * len(urls)
    async with desk.inside() as inside:
        for size, number in LETTERS.items():
            for count in DEVICES:
                out = await senders(inside, count, seed=seed + size * 100 + count)
                each_of = min(number // count, MOST)
                work = [(each, each.parcels(each_of, size)) for each in out]
                found.desk[size, count] = each_of * count / await posted(desk, urls, work)
            (alone,) = await senders(inside, 1, seed=seed + size)
            flat = [(alone, parcel) for parcel in alone.parcels(number // 4, size)]
            for kept, keyring in ((found.ceiling, inside.keyring), (found.plain, None)):
                took = min([await plain_on(flat, keyring) for _ in range(TURNS)])
                kept[size] = number // 4 / took
    return found


async def rate_of_peer(
    peer: Peer, work: Sequence[Sequence[tuple[str, bytes]]], number: int
) -> float:
    """Letters a second; a batch of which something is not taken is sent again, as it asks for."""

    async def one(requests: Sequence[tuple[str, bytes]], size: int) -> None:
        async with Line(peer.url, peer.headers) as line:
            for path, body in requests:
                while peer.taken(*await line.ask("POST", path, body)) < size:
                    continue

    begun = time.perf_counter()
    size = number // sum(map(len, work))
    await asyncio.gather(*(one(requests, size) for requests in work))
    return number / (time.perf_counter() - begun)


async def rates_of_peer(desk: RunningDesk, peer: Peer, seed: int) -> dict[tuple[int, int], float]:
    """By (letters a request, writers): the very letters a desk is sent, under their ids."""
    found = {}
    async with desk.inside() as inside:
        for size, number in PEERS_LETTERS.items():
            for count in PEERS_WRITERS:
                out = await senders(inside, count, seed=seed + size * 100 + count)
                work = [
                    [
                        peer.request(documents)
                        for documents in ceiling.as_documents(each.parcels(number // count, size))
                    ]
                    for each in out
                ]
                found[size, count] = await rate_of_peer(peer, work, number)
    return found


def told(name: str, found: Rates) -> None:
    print(f"\n{name}: letters/s, and its share of (a)")
    heads = "".join(f"{f'{count} devices':>18}" for count in DEVICES)
    print(f"  parcel{heads}{'(a) ceiling':>16}{'(b) no crypto':>16}")
    for size in LETTERS:
        rates = [found.desk[size, count] for count in DEVICES]
        cells = "".join(f"{rate:>11,.0f}{rate / found.ceiling[size]:>7.0%}" for rate in rates)
        print(f"  {size:>6}{cells}{found.ceiling[size]:>16,.0f}{found.plain[size]:>16,.0f}")


def measured(cluster: Cluster, folder: Path) -> bool:
    holds = True
    url = cluster.fresh_database()
    with running_desk(_made(folder / "sqlite")) as desk:
        plain_on = partial(ceiling.on_sqlite, folder / "plain.db")
        told("SQLite, one process", asyncio.run(rates_of(desk, [desk.url], plain_on)))
    with running_desk(_made(folder / "postgresql"), url) as desk:
        plain_on = partial(ceiling.on_postgresql, url)
        alone = asyncio.run(rates_of(desk, [desk.url], plain_on))
        told("PostgreSQL, one process", alone)
        both = [desk.url, desk.start(free_port())]
        ours = asyncio.run(rates_of(desk, both, plain_on))
        told("PostgreSQL, two processes, as deploy/ runs them on two cores", ours)
        print(
            f"\none process: {alone.share():.0%} of (a) at the most, in parcels of 50", flush=True
        )
        holds &= _reached("(a)", "parcels of 50, PostgreSQL, two processes", ours.share())
        print(f"\nfeed: {asyncio.run(lost_by_desk(desk))}")
        for mark, name, opened in (
            ("(c)", "Kinto", lambda where: peers.kinto(where, cluster.fresh_database())),
            ("(d)", "pouchdb-server", peers.pouch),
        ):
            with opened(_made(folder / name)) as peer:
                asyncio.run(peer.prepare())
                rates = asyncio.run(rates_of_peer(desk, peer, seed=ord(mark[1]) * 10_000))
                for (size, count), rate in rates.items():
                    share = ours.desk[size, count] / rate
                    what = f"{name}, {size} a request, {count} writing"
                    print(f"{mark} {what}: {rate:,.0f}/s; the desk {share:.1f} times as many")
                best = max(rate for (size, _), rate in rates.items() if size == 50)
                holds &= _reached(mark, f"{name}, 50 a request", ours.best() / best)
                print(f"feed: {asyncio.run(lost_by_peer(desk, peer, name))}")
    return holds


def _reached(mark: str, what: str, share: float) -> bool:
    good = share >= SHARES[mark]
    print(f"{'kept' if good else 'MISSED'}: {share:.2f} of {mark}, wanted {SHARES[mark]} ({what})")
    return good


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> int:
    print(__doc__ and __doc__.split("\n\n", 1)[1])
    logging.disable(logging.WARNING)
    with (
        running(**AS_INSTALLED) as cluster,
        tempfile.TemporaryDirectory(prefix="lykta-intake-") as folder,
    ):
        return 0 if measured(cluster, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())

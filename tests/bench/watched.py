"""One reader beside four who write: what does it never hear of?

It asks for what changed since its cursor, again and again, as every client of a feed does; when
all is written it asks until nothing new comes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import msgspec
import sqlalchemy as sa

from lykta.store import tables
from tests.desk import RunningDesk

from . import ceiling
from .peers import Peer
from .plain_http import Line
from .sealed_letters import senders
from .signed_in import signed_in

WRITERS = 4
LETTERS = 150
"""Of each of them."""
SIZE = 10
PACE_S = 0.05
Look = Callable[[str], Awaitable[tuple[list[str], str]]]
"""Ids since a cursor ("" at the start), and the next cursor."""


async def _heard(look: Look, writing: Sequence[Awaitable[None]]) -> set[str]:
    heard: set[str] = set()
    cursor = ""
    done = asyncio.gather(*writing)
    while True:
        over = done.done()
        ids, cursor = await look(cursor)
        heard |= set(ids)
        if over and not ids:
            await done
            return heard
        if not over:
            await asyncio.sleep(PACE_S)


async def lost_by_desk(desk: RunningDesk) -> str:
    """All four in one unit, where its supervisor reads."""
    async with desk.inside() as inside:
        out = await senders(inside, WRITERS, seed=9001)
        reader = await signed_in(desk, inside, out[0].unit)
    written = [each.parcels(LETTERS, SIZE) for each in out]
    begun = await _versions(desk, out[0].unit)

    async def write(parcels: Sequence[bytes]) -> None:
        async with Line(desk.url, {"Origin": desk.url}) as line:
            for parcel in parcels:
                status, answer = await line.ask("POST", "/api/ops", parcel)
                assert status == 200, answer

    async with Line(desk.url, reader) as line:

        async def look(cursor: str) -> tuple[list[str], str]:
            after = f"&cursor={cursor}" if cursor else ""
            status, answer = await line.ask("GET", f"/api/changes?limit=200{after}")
            assert status == 200, answer
            page = msgspec.json.decode(answer)
            return [row["id"] for row in page["rows"]], page["cursor"]

        heard = await _heard(look, [write(parcels) for parcels in written])
    there = await _versions(desk, out[0].unit) - begun
    return _said("the desk", there - heard, there)


async def _versions(desk: RunningDesk, unit: str) -> set[str]:
    """Ids of the contacts and shifts that lie at the desk."""
    row = tables.row
    query = sa.select(row.c.id).where(row.c.unit_id == unit, row.c.kind.in_(("contact", "shift")))
    async with desk.inside() as inside, inside.database.read(unit) as connection:
        return set((await connection.execute(query)).scalars())


async def lost_by_peer(desk: RunningDesk, peer: Peer, name: str) -> str:
    async with desk.inside() as inside:
        out = await senders(inside, WRITERS, seed=len(name))
    written = [ceiling.as_documents(each.parcels(LETTERS, SIZE)) for each in out]
    ids = {each["id"] for of_one in written for documents in of_one for each in documents}

    async def write(batches: Sequence[list[dict[str, str]]]) -> None:
        async with Line(peer.url, peer.headers) as line:
            for documents in batches:
                path, body = peer.request(documents)
                while peer.taken(*await line.ask("POST", path, body)) < len(documents):
                    continue

    async with Line(peer.url, peer.headers) as line:
        # From where the feed stands now.
        cursor = ""
        while True:
            found, cursor = await peer.changed(line, cursor)
            if not found:
                break
        start = cursor

        async def look(cursor: str) -> tuple[list[str], str]:
            return await peer.changed(line, cursor or start)

        heard = await _heard(look, [write(batches) for batches in written])
    return _said(name, ids - heard, ids)


def _said(name: str, lost: set[str], of: set[str]) -> str:
    return f"{name}: {len(lost)} of {len(of)} never heard of by who watched"

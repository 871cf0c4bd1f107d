"""Two servers, one PostgreSQL, fifty phones out of the underground at once (F49, F75)."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import RunningDesk, running_desk
from tests.phones.answers import Weather
from tests.phones.bodies import seller
from tests.phones.conftest import clock
from tests.phones.line import Line
from tests.phones.phone import Phone
from tests.postgres import Cluster

PHONES = 50
PARCELS = 6
LETTERS_A_PARCEL = 3


@pytest.fixture(scope="module")
def shared(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    with running_desk(tmp_path_factory.mktemp("two"), postgres.fresh_database()) as desk:
        yield desk


async def enrolled(desk: RunningDesk, url: str, member: str, kind: str = "phone") -> Phone:
    line = Line(url)
    line.origin = desk.url
    phone = Phone(line, now=clock, random_bytes=secrets.token_bytes)
    await phone.enrol((await desk.link(member, kind))["code"])
    return phone


async def test_a_reader_misses_no_row_and_gets_none_twice(
    shared: RunningDesk, postgres: Cluster, tmp_path: Path
) -> None:
    from tests.desk import free_port

    other = shared.start(free_port())
    ada, cleo = await shared.add("Ada Påhittad", "worker"), await shared.add("Cleo", "supervisor")
    phones = [await enrolled(shared, shared.url if n % 2 else other, ada) for n in range(PHONES)]
    reader = await enrolled(shared, other, cleo, "desk")
    await reader.sign_in()
    await reader.read()
    written: set[str] = set()
    wrote_all = asyncio.Event()

    async def write(phone: Phone) -> None:
        for _ in range(PARCELS):
            for _ in range(LETTERS_A_PARCEL):
                id = phone.new_id()
                phone.write("contact.record", id, seller(phone.now()))
                written.add(str(id))
            try:
                receipts = await phone.post()
            except Weather:
                # A line that idled too long is cut as it is used; the phone sends the same again.
                receipts = await phone.post()
            assert {receipt.outcome for receipt in receipts} == {"applied"}

    seen: Counter[tuple[str, int]] = Counter()
    versions: list[int] = []

    async def read() -> None:
        while True:
            last_time = wrote_all.is_set()
            for row in (await reader.read(limit=37)).rows:
                seen[row.id, row.version] += 1
                versions.append(row.version)
            if last_time:
                return

    async def write_all() -> None:
        await asyncio.gather(*(write(phone) for phone in phones))
        wrote_all.set()

    await asyncio.gather(read(), write_all())
    assert len(written) == PHONES * PARCELS * LETTERS_A_PARCEL
    assert {id for id, _ in seen} == written
    assert max(seen.values()) == 1
    assert len(seen) == len(written)
    assert versions == sorted(versions)
    for phone in [*phones, reader]:
        await phone.line.close()

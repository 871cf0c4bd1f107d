"""[F74] No room on the desk's disk. Letters are answered 503 and wait on the phones; nothing is
half-written; and once there is room again the desk goes on by itself.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desk import RunningDesk, running_desk
from tests.plugs.crew import Crew, stands
from tests.postgres import Cluster, room

SIZE = "48m"
BLOCK = bytes(4096)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("a small disk is for root to make")
    with room() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def cramped(
    request: pytest.FixtureRequest, small_disk: Path, tmp_path: Path
) -> Iterator[RunningDesk]:
    """Its tables lie on the small disk; PostgreSQL's log does not, as it never should."""
    url = None
    if request.param == "postgresql":
        postgres: Cluster = request.getfixturevalue("own_postgres")
        shutil.chown(small_disk, "postgres", "postgres")
        postgres.sql(f"CREATE TABLESPACE small LOCATION '{small_disk}'")
        url = postgres.fresh_database(tablespace="small")
    with running_desk(tmp_path if url else small_disk, url) as desk:
        yield desk


def fill(disk: Path) -> Path:
    """To the last block, and answer what is to be taken away again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(BLOCK)
    return ballast


async def test_a_desk_without_room_says_so_and_goes_on_when_there_is_some(
    cramped: RunningDesk, small_disk: Path
) -> None:
    crew = Crew()
    await crew.enrol(cramped)
    await crew.finish()
    ballast = fill(small_disk)
    refused = await crew.refused()
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    assert refused.json()["code"] == "server.unavailable"
    assert (await crew.refused()).status_code == 503
    ballast.unlink()
    await crew.finish()
    assert "ok  The database" in cramped.run("check").stdout
    cramped.stop()
    lost, doubled = await stands(cramped, crew)
    print(f"{len(crew.said):,} letters, {lost} lost, {doubled} doubled")
    await crew.close()
    assert (lost, doubled) == (0, 0)

"""What `lykta check` finds that a running desk does not show of itself."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from lykta.domain.retention import CLASSES
from lykta.settings import Settings
from lykta.upkeep import backup, keys, last
from lykta.upkeep.findings import findings
from lykta.vault.sealed_file import frames
from tests.phones.bodies import seller
from tests.server.inside import Inside

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def desk(fresh: Settings) -> AsyncIterator[Inside]:
    async with aclosing(Inside(fresh)) as inside:
        await inside.open_unit()
        yield inside


async def found(desk: Inside, *, well: bool) -> str:
    return "\n".join(
        [each.sentence async for each in findings(desk.settings, desk.desk) if each.well is well]
    )


async def test_a_night_without_a_backup_is_found(desk: Inside, tmp_path: Path) -> None:
    assert "No backup was made here" in await found(desk, well=False)
    backup.make_key(desk.desk, tmp_path / "private.pem")
    await backup.backup(desk.desk, tmp_path / "copies")
    desk.now += 25 * HOUR
    assert f"UTC, in {tmp_path / 'copies'}." in await found(desk, well=True)
    desk.now += 12 * HOUR
    assert "does not run every night" in await found(desk, well=False)


async def test_a_backup_that_failed_is_none(desk: Inside, tmp_path: Path) -> None:
    backup.make_key(desk.desk, tmp_path / "private.pem")
    (tmp_path / "copies").write_text("a file where a directory should be")
    with pytest.raises(OSError, match="copies"):
        await backup.backup(desk.desk, tmp_path / "copies")
    assert "No backup was made here" in await found(desk, well=False)


async def test_a_note_that_cannot_be_read_counts_as_none(desk: Inside, tmp_path: Path) -> None:
    backup.make_key(desk.desk, tmp_path / "private.pem")
    await backup.backup(desk.desk, tmp_path / "copies")
    (desk.desk.keyring.directory / "last-backup.json").write_bytes(b'{"at":"')
    assert "No backup was made here" in await found(desk, well=False)


async def test_a_copy_holds_no_word_of_when_it_was_made(desk: Inside, tmp_path: Path) -> None:
    """Or a desk that was brought back would say that it has a backup."""
    private = tmp_path / "private.pem"
    backup.make_key(desk.desk, private)
    await desk.work()
    await backup.backup(desk.desk, tmp_path / "copies")
    desk.now += MINUTE
    made = await backup.backup(desk.desk, tmp_path / "copies")
    _, *files = frames(made.keys, private.read_bytes())
    names = {msgspec.msgpack.decode(each)[0] for each in files}
    assert backup.PUBLIC in names
    assert not names & last.NAMES


async def test_work_that_is_not_done_is_found(desk: Inside) -> None:
    assert "has not been done here yet" in await found(desk, well=False)
    await desk.work()
    desk.now += 14 * MINUTE
    assert "own work was last done" in await found(desk, well=True)
    desk.now += MINUTE
    assert "has not been done here since" in await found(desk, well=False)


async def test_a_key_that_nobody_renews_is_found_and_renewed_as_it_says(desk: Inside) -> None:
    assert "has an ingest key until" in await found(desk, well=True)
    desk.now += 29 * DAY
    assert "run `lykta keys rotate`" in await found(desk, well=False)
    await keys.rotate(desk.desk)
    assert "ingest key" not in await found(desk, well=False)


async def test_an_end_that_waits_for_a_person_is_found(desk: Inside) -> None:
    """[A113] What the log said once, in the night it stopped, is said until somebody decides."""
    ada = await desk.hand()
    letters = [
        ada.write("contact.record", ada.new_id(), seller(desk.now, follow_ups=[]))
        for _ in range(51)
    ]
    assert set(await desk.carry(*letters)) == {"applied"}
    assert "more would end" not in await found(desk, well=False)
    desk.now += (CLASSES["contacts"].days + 1) * DAY
    assert "more would end today than a day can explain" in await found(desk, well=False)


async def test_a_clock_that_is_wrong_is_found(desk: Inside) -> None:
    """Here it is made up; a database in the same file has no other."""
    said = await found(desk, well=desk.desk.database.name == "sqlite")
    assert f"clock says {desk.now:%Y-%m-%d %H:%M}" in said

"""A desk brought back from an older copy: phones and readers start a new epoch (F30)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from lykta.domain.problem import Refused
from lykta.settings import Settings
from lykta.upkeep import epoch
from tests.phones.bodies import contact, seller
from tests.postgres import Cluster
from tests.server.inside import Hand, Inside, copy_of


class Restored:
    """A night: ada writes one contact, the backup is made, she writes another, the disk dies."""

    desk: Inside

    def __init__(self, settings: Settings, postgres: Cluster) -> None:
        self.settings = settings
        self.postgres = postgres

    async def happen(self) -> Inside:
        async with aclosing(Inside(self.settings)) as evening:
            await evening.open_unit()
            self.ada, self.cleo = await evening.hand(), await evening.hand("supervisor")
            self.first, self.second = self.ada.new_id(), self.ada.new_id()
            self.letters = [self.ada.write("contact.record", self.first, seller(evening.now))]
            assert await evening.carry(*self.letters) == ["applied"]
        copy = copy_of(self.settings, self.postgres)
        async with aclosing(Inside(self.settings)) as night:
            night.unit = evening.unit
            self.letters.append(self.ada.write("contact.record", self.second, contact(night.now)))
            self.receipts = await night.post(*self.letters)
            self.cleo.inside = night
            await self.cleo.read()
            await night.work()
        morning = Inside(copy)
        morning.unit = evening.unit
        self.cleo.inside = self.ada.inside = morning
        return morning


@pytest.fixture
async def story(fresh: Settings, postgres: Cluster) -> AsyncIterator[Restored]:
    told = Restored(fresh, postgres)
    async with aclosing(await told.happen()) as told.desk:
        yield told


@pytest.fixture
async def alone(fresh: Settings) -> AsyncIterator[Inside]:
    async with aclosing(Inside(fresh)) as desk:
        await desk.open_unit()
        yield desk


async def is_disowned(reader: Hand) -> bool:
    with pytest.raises(Refused) as no:
        await reader.page()
    return no.value.problem.code == "cursor.unknown"


async def test_an_older_copy_is_recognised_and_phones_bring_back_what_it_lost(
    story: Restored,
) -> None:
    """[F30] A new epoch, 409 for every cursor, and what is sent again happens once."""
    desk = story.desk
    assert len(await epoch.recognise(desk.desk)) == 1
    assert await is_disowned(story.cleo)
    answer = await desk.post(*story.letters)
    assert answer.epoch != story.receipts.epoch
    assert [each.outcome for each in answer.receipts] == ["applied", "applied"]
    again = await desk.post(*story.letters)
    assert again.receipts == answer.receipts
    assert again.clock == answer.clock
    story.cleo.cursor = None
    story.cleo.told.clear()
    heard = await story.cleo.read()
    assert sorted(id for kind, id in heard.rows if kind == "contact") == sorted(
        [str(story.first), str(story.second)]
    )


async def test_the_new_epoch_is_begun_once(story: Restored) -> None:
    """[F30] Every start looks; only a restored copy is given a new epoch."""
    desk = story.desk
    assert await epoch.recognise(desk.desk)
    assert await epoch.recognise(desk.desk) == []
    await desk.carry(*story.letters)
    story.cleo.cursor = None
    story.cleo.told.clear()
    await story.cleo.read()
    assert await epoch.recognise(desk.desk) == []
    assert (await story.cleo.page()).rows == []


async def test_the_desks_own_work_cannot_cover_it_up(story: Restored) -> None:
    """[F30] `lykta work` may be the first to run on the copy, or see it swapped in under way."""
    desk = story.desk
    await desk.work()
    for _ in range(5):
        id = story.ada.new_id()
        story.letters.append(story.ada.write("contact.record", id, seller(desk.now)))
    answer = await desk.post(*story.letters)
    assert story.cleo.cursor is not None
    assert (answer.clock or 0) > story.cleo.cursor.clock
    assert answer.epoch != story.receipts.epoch
    assert await is_disowned(story.cleo)


async def test_a_note_that_cannot_be_read_proves_nothing_so_all_is_offered_again(
    alone: Inside,
) -> None:
    """[F30] A torn note: a new epoch is harmless, a missed one is not."""
    desk, cleo = alone, await alone.hand("supervisor")
    await cleo.read()
    await desk.work()
    await asyncio.to_thread((desk.settings.keys / "clocks.json").write_bytes, b"")
    assert len(await epoch.recognise(desk.desk)) == 1
    assert await is_disowned(cleo)
    assert await epoch.recognise(desk.desk) == []


async def test_an_ordinary_start_changes_nothing(alone: Inside) -> None:
    """[F30] Nor does the first one, when nothing was noted yet."""
    desk, cleo = alone, await alone.hand("supervisor")
    await cleo.read()
    for _ in range(3):
        assert await epoch.recognise(desk.desk) == []
    assert not (await cleo.read()).rows

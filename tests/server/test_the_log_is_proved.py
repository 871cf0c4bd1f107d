"""Somebody with the database changes the access log. Who notices, and by what?"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lykta.store import audit, checkpoints, people, tables
from lykta.upkeep.audit import Carried, Verified, checkpoint, verify
from lykta.vault.checkpoint_key import CheckpointKey
from tests.phones.bodies import seller
from tests.server.inside import Hand, Inside

_audit, _checkpoint = tables.audit, tables.checkpoint
OPENINGS = 6


class Story:
    """A supervisor opens a note six times; the log is signed, and opened once more."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside
        self.carried: list[Carried] = []

    async def happen(self) -> "Story":
        ada, sara = await self.inside.hand(), await self.inside.hand("supervisor")
        contact = ada.new_id()
        await ada.did("contact.record", contact, seller(self.inside.now, note="Påhittat."))
        await self.opens(sara, str(contact), OPENINGS)
        signed = await checkpoint(self.inside.desk, self.inside.unit)
        assert signed is not None
        self.carried.append(signed)
        await self.opens(sara, str(contact), 1)
        return self

    async def opens(self, sara: Hand, contact: str, times: int) -> None:
        for _ in range(times):
            self.inside.now += timedelta(minutes=1)
            assert await sara.opens("contact", contact) is not None

    async def verified(self, *carried: Carried, public: Path | None = None) -> Verified:
        unit = people.Unit(self.inside.unit, "Exempelenheten")
        return await verify(self.inside.desk, unit, carried, public)

    async def links(self) -> list[audit.Link]:
        async with self.inside.desk.database.read(self.inside.unit) as connection:
            return await audit.links(connection, self.inside.unit, 0, 1000)

    async def change(self, *statements: sa.Executable) -> None:
        async with self.inside.desk.database.write(self.inside.unit) as connection:
            for statement in statements:
                await connection.execute(statement)

    @property
    def ours(self) -> sa.ColumnElement[bool]:
        return _audit.c.unit_id == self.inside.unit

    async def rewrite(self, links: list[audit.Link]) -> None:
        """The whole chain anew, as somebody would who knows how it is made."""
        last, rows = audit.START, []
        for seq, link in enumerate(links, 1):
            entry = msgspec.json.decode(link.entry)
            entry = msgspec.json.encode(entry | {"seq": seq})
            last = hashlib.sha256(last + hashlib.sha256(entry).digest()).digest()
            rows.append({"unit_id": self.inside.unit, "seq": seq, "entry": entry, "hash": last})
        await self.change(sa.delete(_audit).where(self.ours), sa.insert(_audit).values(rows))


@pytest.fixture
async def story(inside: Inside) -> Story:
    return await Story(inside).happen()


async def test_an_honest_log_is_found_whole(story: Story) -> None:
    found = await story.verified(*story.carried)
    assert (found.entries, found.checkpoints, found.carried) == (OPENINGS + 1, 1, 1)
    assert found.faults == []


async def edited(story: Story) -> None:
    link = (await story.links())[2]
    entry = link.entry.replace(b'"action":"open"', b'"action":"feed"')
    assert entry != link.entry
    await story.change(sa.update(_audit).where(story.ours, _audit.c.seq == 3).values(entry=entry))


async def deleted(story: Story) -> None:
    await story.change(sa.delete(_audit).where(story.ours, _audit.c.seq == 3))


async def swapped(story: Story) -> None:
    entries = [link.entry for link in await story.links()]
    await story.change(
        sa.update(_audit).where(story.ours, _audit.c.seq == 3).values(entry=entries[3]),
        sa.update(_audit).where(story.ours, _audit.c.seq == 4).values(entry=entries[2]),
    )


async def cut_off(story: Story) -> None:
    await story.change(sa.delete(_audit).where(story.ours, _audit.c.seq > 4))


async def written_anew(story: Story) -> None:
    links = await story.links()
    await story.rewrite(links[:2] + links[3:])


async def emptied(story: Story) -> None:
    await story.change(sa.delete(_audit).where(story.ours))


TAMPERED: dict[str, tuple[Callable[[Story], Awaitable[None]], str]] = {
    "edited": (edited, "Entry 3 was changed"),
    "deleted in its midst": (deleted, "Entry 3 is missing."),
    "swapped": (swapped, "Entry 3 was changed"),
    "cut off at its end": (cut_off, "Entry 6 stood here"),
    "written anew": (written_anew, "Entry 6 is not what it was"),
    "emptied": (emptied, "Entry 6 stood here"),
}


@pytest.mark.parametrize(("tamper", "said"), TAMPERED.values(), ids=TAMPERED)
async def test_whatever_was_done_to_it_is_found(
    story: Story, tamper: Callable[[Story], Awaitable[None]], said: str
) -> None:
    """[VI4] By the chain, or by the checkpoint that lies beside it."""
    await tamper(story)
    faults = (await story.verified()).faults
    assert any(fault.startswith(said) for fault in faults), faults


async def test_only_a_checkpoint_that_lies_elsewhere_finds_both_written_anew(story: Story) -> None:
    """[A105] The log, its checkpoints and even their key: as after an old copy is put back, or by
    somebody with root. Honest about its end: without the copy carried away nothing is seen.
    """
    keys = CheckpointKey(story.inside.desk.keyring.directory)
    kept = story.inside.settings.data / "kept.pub"
    kept.write_bytes(keys.public.read_bytes())
    await written_anew(story)
    await story.change(sa.delete(_checkpoint).where(_checkpoint.c.unit_id == story.inside.unit))
    assert await checkpoint(story.inside.desk, story.inside.unit) is not None
    assert (await story.verified()).faults == []
    away = (await story.verified(*story.carried, public=kept)).faults
    assert any(fault.startswith("Entry 6 is not what it was") for fault in away), away


async def test_a_checkpoint_by_another_key_counts_for_nothing(story: Story, tmp_path: Path) -> None:
    mallory = CheckpointKey(tmp_path)
    mallory.make()
    async with story.inside.desk.database.read(story.inside.unit) as connection:
        (kept,) = await checkpoints.all_of(connection, story.inside.unit)
    await story.change(
        sa.update(_checkpoint)
        .where(_checkpoint.c.unit_id == story.inside.unit)
        .values(signature=mallory.sign(kept.statement))
    )
    faults = (await story.verified()).faults
    assert faults == ["A checkpoint at entry 6 is not signed by our key."]


async def test_the_desks_own_work_signs_every_quarter_of_an_hour(story: Story) -> None:
    """Where the log has moved; and not once more where it has not."""
    await story.inside.work()
    assert (await story.verified()).checkpoints == 1
    story.inside.now += timedelta(minutes=15)
    await story.inside.work()
    await story.inside.work()
    story.inside.now += timedelta(minutes=15)
    await story.inside.work()
    found = await story.verified()
    assert (found.checkpoints, found.faults) == (2, [])

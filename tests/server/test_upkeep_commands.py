"""What an operator types once a day and once a month, and what is said."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest
import sqlalchemy as sa

from lykta.settings import Settings
from lykta.store import tables
from tests.phones.bodies import seller
from tests.server.inside import Inside
from tests.server.terminal import Terminal


@pytest.fixture
def unit(fresh: Settings) -> str:
    """One where a text was opened three times."""
    return asyncio.run(opened_a_text(fresh))


@pytest.fixture
def terminal(fresh: Settings, unit: str) -> Terminal:
    return Terminal(fresh)


async def opened_a_text(settings: Settings) -> str:
    async with aclosing(Inside(settings)) as inside:
        await inside.open_unit()
        ada, sara = await inside.hand(), await inside.hand("supervisor")
        contact = ada.new_id()
        await ada.did("contact.record", contact, seller(inside.now, note="Påhittat."))
        for _ in range(3):
            assert await sara.opens("contact", contact) is not None
        return inside.unit


async def spoil(settings: Settings, unit: str, *statements: sa.Executable) -> None:
    async with (
        aclosing(Inside(settings)) as inside,
        inside.desk.database.write(unit) as connection,
    ):
        for statement in statements:
            await connection.execute(statement)


def carried_away(terminal: Terminal, folder: Path) -> list[str]:
    said = terminal.run("audit", "checkpoint")
    assert (said.code, said.error) == (0, "")
    path = folder / "carried"
    path.write_text(said.out)
    return ["--carried", str(path), "--public", str(terminal.settings.keys / "checkpoint.pub")]


def test_a_checkpoint_is_a_line_every_time_it_is_asked_for(terminal: Terminal) -> None:
    """The same as long as the log has not moved: whoever forgot to keep it gets it again."""
    first, second = (terminal.run("audit", "checkpoint") for _ in range(2))
    assert (first.code, first.error) == (0, "")
    assert first.out.count("\n") == 1
    assert '"signature"' in first.out
    assert second.out == first.out


def test_a_whole_log_is_said_to_be_whole(terminal: Terminal, tmp_path: Path) -> None:
    carried = carried_away(terminal, tmp_path)
    for words in ((), carried):
        said = terminal.run("audit", "verify", *words)
        assert (said.code, said.error) == (0, "")
        assert said.out.startswith("Exempelenheten ")
        assert said.out.endswith(" 0 faults.\n")


def test_an_end_cut_off_is_found_by_what_was_carried_away(
    terminal: Terminal, unit: str, tmp_path: Path
) -> None:
    """Even when the checkpoints kept here are cut off with it."""
    carried = carried_away(terminal, tmp_path)
    newest = sa.select(sa.func.max(tables.audit.c.seq)).scalar_subquery()
    last = sa.delete(tables.audit).where(tables.audit.c.seq == newest)
    asyncio.run(spoil(terminal.settings, unit, last, sa.delete(tables.checkpoint)))
    assert terminal.run("audit", "verify").code == 0
    said = terminal.run("audit", "verify", *carried)
    assert said.code == 1
    assert "  !!  " in said.out


def test_a_file_without_checkpoints_is_named(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "wrong"
    path.write_text("nonsense\n")
    said = terminal.run("audit", "verify", "--carried", str(path))
    assert said.code == 2
    assert str(path) in said.error


def test_keys_are_changed_once_a_month(terminal: Terminal) -> None:
    """The second time there is nothing left to do; a text that does not open is said, with 1."""
    first = terminal.run("keys", "rotate")
    assert (first.code, first.error) == (0, "")
    second = terminal.run("keys", "rotate")
    assert (second.code, second.error) == (0, "")
    assert "none, this month has its own" in second.out
    assert "0 texts lie under the newest key now" in second.out

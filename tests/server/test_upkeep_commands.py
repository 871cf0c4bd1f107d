"""What an operator types once a day and once a month, and what is said."""

import asyncio
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from lykta.settings import Settings
from lykta.store import tables
from lykta.upkeep import retention
from tests.phones.bodies import seller
from tests.phones.conftest import clock
from tests.server.inside import ORIGIN, Inside
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


def test_copies_are_made_looked_through_and_brought_back(
    terminal: Terminal, tmp_path: Path
) -> None:
    """[F68] The drill: `backup` while the desk stands, `restore --check`, and on an empty desk."""
    copies, key = tmp_path / "copies", tmp_path / "elsewhere.pem"
    said = terminal.run("backup", str(copies))
    assert (said.code, "lykta keys backup FILE" in said.error) == (2, True)
    assert terminal.run("keys", "backup", str(key)).code == 0
    assert key.stat().st_mode & 0o077 == 0
    assert terminal.run("backup", str(copies)).code == 0
    said = terminal.run("restore", str(copies), "--key", str(key), "--check")
    assert said.code == 0, said
    assert "is whole" in said.out
    assert "The access log verifies: 3 entries." in said.out
    # Nobody's notes are in what is carried away.
    carried = b"".join(path.read_bytes() for path in copies.rglob("*.lykta"))
    assert "Påhittat".encode() not in carried
    assert b"PRIVATE KEY" not in carried
    said = terminal.run("restore", str(copies), "--key", str(key))
    assert (said.code, "restore into an empty one" in said.error) == (2, True)
    said = terminal.run("restore", str(copies), "--key", str(tmp_path / "none.pem"))
    assert (said.code, "There is no key in" in said.error) == (2, True)

    folder = tmp_path / "new"
    folder.mkdir()
    url = f"sqlite+aiosqlite:///{folder / 'lykta.db'}"
    new = Terminal(Settings(folder, folder / "keys", url, ORIGIN))
    said = new.run("restore", str(copies), "--key", str(key))
    assert said.code == 0, said
    assert "Phones will offer their letters again" in said.out
    assert new.run("audit", "verify").code == 0
    # And from there into another database, whole.
    moved = folder / "moved.db"
    assert new.run("move", f"sqlite+aiosqlite:///{moved}").code == 0
    assert moved.exists()


async def a_contact(settings: Settings, days_ago: int) -> None:
    async with aclosing(Inside(settings, clock() - timedelta(days=days_ago))) as inside:
        await inside.open_unit()
        ada = await inside.hand()
        assert await ada.did("contact.record", ada.new_id(), seller(inside.now, note="Påhittat."))


def test_what_has_come_to_its_end_is_shown_and_then_ended(fresh: Settings) -> None:
    """[RE1] [RE3] A dry run changes nothing, and names the rule of every class."""
    asyncio.run(a_contact(fresh, 800))
    terminal = Terminal(fresh)
    for _ in range(2):
        said = terminal.run("retention", "--dry-run")
        assert (said.code, said.error) == (0, "")
        assert ": would go: 1 contact, 1 note, 1 receipt." in said.out
        assert "  contacts: 730 days\n" in said.out
    said = terminal.run("retention")
    assert (said.code, said.error) == (0, "")
    assert ": have come to their end: 1 contact, 1 note, 1 receipt." in said.out
    said = terminal.run("retention")
    assert ": nothing has come to its end." in said.out


def test_too_much_at_once_needs_a_persons_word(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[A113] And until then nothing of it goes."""
    asyncio.run(a_contact(fresh, 800))
    monkeypatch.setattr(retention, "FEW", 0)
    terminal = Terminal(fresh)
    for _ in range(2):
        said = terminal.run("retention")
        assert said.code == 1
        assert "Nothing was ended: more than 10% of its records would go." in said.error
    said = terminal.run("retention", "--approve")
    assert (said.code, said.error) == (0, "")
    assert ": nothing has come to its end." in terminal.run("retention").out

"""What an operator types, what is said, and with which code it ends (protocol §11)."""

import asyncio
import json
import shutil
import subprocess
import sys
from contextlib import aclosing
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from lykta.settings import Settings
from lykta.store import ledger, tables
from tests.desk import free_port
from tests.phones.bodies import contact, seller
from tests.phones.letter import Json, Letter
from tests.postgres import Cluster
from tests.server.inside import ORIGIN, Inside, copy_of
from tests.server.terminal import Said, Terminal

COMMANDS = (
    ("serve",),
    ("work",),
    ("migrate",),
    ("check",),
    ("unit", "add", "Exempelenheten"),
    ("member", "add", "--unit", "Exempelenheten", "--role", "worker", "Ada Påhittad"),
    ("invite", "--member", "01a122ae-2300-720f-9ccc-ee234023c293"),
    ("letters", "import", "/dev/stdin"),
)
EMPTY_FILE = {"lykta": "letters/1", "letters": []}


@pytest.fixture
def terminal(fresh: Settings) -> Terminal:
    """At a desk that is made, with keys, and has no unit yet."""
    return Terminal(fresh)


@pytest.fixture
def bare(tmp_path: Path) -> Terminal:
    """At a directory with nothing in it."""
    folder = tmp_path / "bare"
    folder.mkdir()
    url = f"sqlite+aiosqlite:///{folder / 'lykta.db'}"
    return Terminal(Settings(folder, folder / "keys", url, ORIGIN))


@pytest.fixture
def small(bare: Terminal) -> Terminal:
    """Made, on SQLite: for what has nothing to do with the database."""
    assert bare.run("migrate").code == 0
    return bare


def all_but(folder: Path, *names: str) -> list[tuple[str, ...]]:
    path = rescue_file(folder)
    return [
        tuple(path if word == "/dev/stdin" else word for word in command)
        for command in COMMANDS
        if command[0] not in names
    ]


def is_one_sentence(said: Said, *words: str) -> bool:
    """On stderr and nowhere else, exit 2, and no trace of Python."""
    assert said.code == 2, said
    assert said.out == ""
    assert said.error.count("\n") == 1, said.error
    assert said.error.endswith(".\n")
    for word in words:
        assert word in said.error
    return True


# ── what is missing or wrong ─────────────────────────────────────────────────


@pytest.mark.parametrize("value", [None, "", "/no/such/directory"])
def test_without_its_directory_no_command_begins(bare: Terminal, value: str | None) -> None:
    for said in bare.run_all(all_but(bare.settings.data), LYKTA_DATA=value):
        assert is_one_sentence(said, "LYKTA_DATA")


@pytest.mark.parametrize(
    "value", [None, "", "lykta.example", "http://lykta.example", "https://lykta.example/x"]
)
def test_serving_and_inviting_need_the_origin(small: Terminal, value: str | None) -> None:
    for command in (("serve",), ("invite", "--member", "x")):
        assert is_one_sentence(small.run(*command, LYKTA_ORIGIN=value), "LYKTA_ORIGIN")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/lykta",
        "postgresql://localhost/lykta",
        "postgresql+asyncpg://localhost:port/lykta",
        "sqlite+aiosqlite:////no/such/directory/lykta.db",
    ],
)
def test_a_wrong_address_of_the_database_is_named(bare: Terminal, url: str) -> None:
    for said in bare.run_all(all_but(bare.settings.data), LYKTA_DATABASE=url):
        assert is_one_sentence(said, "LYKTA_DATABASE")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"LYKTA_VAPID_KEY": "/no/such/key"}, "LYKTA_VAPID_SUBJECT"),
        ({"LYKTA_VAPID_SUBJECT": "mailto:drift@lykta.example"}, "LYKTA_VAPID_KEY"),
        ({"LYKTA_VAPID_KEY": "x", "LYKTA_VAPID_SUBJECT": "drift"}, "mailto:"),
        (
            {"LYKTA_VAPID_KEY": "/no", "LYKTA_VAPID_SUBJECT": "mailto:drift@lykta.example"},
            "lykta keys vapid",
        ),
        ({"LYKTA_PUSH_SERVICES": "http://push.example/"}, "LYKTA_PUSH_SERVICES"),
        ({"LYKTA_PUSH_SERVICES": "https://push.example/,ftp://x/"}, "LYKTA_PUSH_SERVICES"),
        ({"LYKTA_SMTP": "smtp://mail.example"}, "LYKTA_SMTP_FROM"),
        ({"LYKTA_SMTP": "mail.example", "LYKTA_SMTP_FROM": "a@b.example"}, "LYKTA_SMTP"),
    ],
)
def test_what_tells_is_whole_or_named(small: Terminal, given: dict[str, str], named: str) -> None:
    """Push and mail: half of it would be silence."""
    for command in (("work",), ("check",)):
        assert is_one_sentence(small.run(*command, **given), named)


def test_a_key_for_push_is_made_once(small: Terminal) -> None:
    file = str(small.settings.data / "vapid.pem")
    assert "LYKTA_VAPID_KEY" in small.run("keys", "vapid", file).out
    assert is_one_sentence(small.run("keys", "vapid", file), "there already")
    given = {"LYKTA_VAPID_KEY": file, "LYKTA_VAPID_SUBJECT": "mailto:drift@lykta.example"}
    said = small.run("check", **given)
    assert "Push is on: 0 devices" in marked(said, "ok")


@pytest.mark.parametrize("server", ["nobody listens", "no such database"])
def test_a_database_that_does_not_answer_is_said_to(
    bare: Terminal, postgres: Cluster, server: str
) -> None:
    port = free_port() if server == "nobody listens" else postgres.port
    url = f"postgresql+asyncpg://lykta@127.0.0.1:{port}/nowhere"
    for said in bare.run_all(all_but(bare.settings.data, "check"), LYKTA_DATABASE=url):
        assert is_one_sentence(said, "does not answer", "LYKTA_DATABASE")
    said = bare.run("check", LYKTA_DATABASE=url)
    assert said.code == 1
    assert "does not answer" in marked(said, "!!")
    assert not bare.settings.keys.exists()


def test_a_database_that_is_not_made_says_how(bare: Terminal) -> None:
    """No command but `migrate` makes it, and none makes keys."""
    for said in bare.run_all(all_but(bare.settings.data, "check", "migrate")):
        assert is_one_sentence(said, "lykta migrate")
    said = bare.run("check")
    assert said.code == 1
    assert "lykta migrate" in marked(said, "!!")
    assert not bare.settings.keys.exists()


@pytest.mark.parametrize(
    ("lost", "units"), [("", 0), ("", 1), ("kek", 0), ("kek", 1), ("ingest", 1)]
)
def test_without_its_keys_nothing_starts_and_no_new_ones_are_made(
    small: Terminal, lost: str, units: int
) -> None:
    """[F78] One sentence, exit 2; never a silent new key."""
    for _ in range(units):
        assert small.run("unit", "add", "Exempelenheten").code == 0
    keys = small.settings.keys
    shutil.move(keys / lost, keys.with_name("away"))
    for said in small.run_all(all_but(small.settings.data, "check")):
        assert is_one_sentence(said, str(keys), "LYKTA_KEYS")
    said = small.run("check")
    assert said.code == 1
    assert str(keys) in marked(said, "!!")
    assert not (keys / lost).exists()


def test_where_the_keys_cannot_be_written_beside_it_is_said(small: Terminal) -> None:
    """[F30] A desk that cannot note its clock would not know a restored copy."""
    (small.settings.keys / "clocks.json").mkdir()
    for command in (("serve",), ("unit", "add", "Exempelenheten")):
        assert is_one_sentence(small.run(*command), str(small.settings.keys))


def test_what_cannot_be_understood_is_said_by_the_parser(small: Terminal) -> None:
    for words in ((), ("nonsense",), ("member", "add", "X", "--unit", "Y", "--role", "king")):
        said = small.run(*words)
        assert said.code == 2
        assert "usage: lykta" in said.error


def test_as_a_process_of_its_own_it_says_the_same(bare: Terminal) -> None:
    """Python's own way out: the code, the sentence, and nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "lykta", "serve"],
        env=bare.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert is_one_sentence(Said(done.returncode, done.stdout, done.stderr), "lykta migrate")


# ── what is made ─────────────────────────────────────────────────────────────


def test_migrate_makes_the_database_and_its_keys_once(bare: Terminal) -> None:
    keys = bare.settings.keys
    first = bare.run("migrate")
    (key,) = (keys / "kek").iterdir()
    before = key.read_bytes()
    second = bare.run("migrate")
    for said in (first, second):
        assert (said.code, said.error) == (0, "")
    assert first.out != second.out
    assert list((keys / "kek").iterdir()) == [key]
    assert key.read_bytes() == before


def test_only_their_owner_can_read_the_keys(bare: Terminal) -> None:
    """From the first day, and `check` agrees."""
    bare.run("migrate")
    bare.run("unit", "add", "Exempelenheten")
    keys = [
        bare.settings.keys,
        *bare.settings.keys.rglob("*.key"),
        *bare.settings.keys.rglob("*.pem"),
    ]
    assert len(keys) == 4
    assert [path.stat().st_mode & 0o077 for path in keys] == [0, 0, 0, 0]
    assert "only their owner" in marked(bare.run("check"), "ok")


def test_a_unit_a_member_and_an_invitation_are_one_object_each(terminal: Terminal) -> None:
    """Exactly the promised fields; and the code opens the door."""
    unit = terminal.object("unit", "add", "Exempelenheten", "--json")
    assert unit == {"id": unit["id"], "name": "Exempelenheten"}
    words = ("--role", "worker", "Ada Påhittad", "--json")
    for named in (unit["id"], "Exempelenheten"):
        added = terminal.object("member", "add", "--unit", named, *words)
        assert added == {"id": added["id"], "name": "Ada Påhittad", "role": "worker"}
        invited = terminal.object("invite", "--member", added["id"], "--json")
        assert set(invited) == {"code", "url", "expires_at"}
        assert invited["url"] == f"{ORIGIN}/#enrol={invited['code']}"
        answer = asyncio.run(enrolled(terminal.settings, invited))
        assert answer["member"] == added
        assert answer["unit"] == unit


async def enrolled(settings: Settings, invited: Json) -> Json:
    async with aclosing(Inside(settings)) as inside, inside.stranger() as phone:
        inside.now = datetime.fromisoformat(invited["expires_at"])
        return await phone.enrol(invited["code"])


def test_without_json_it_says_a_sentence(small: Terminal) -> None:
    said = small.run("unit", "add", "Exempelenheten")
    assert "Exempelenheten is added" in said.out
    said = small.run(
        "member", "add", "--unit", "Exempelenheten", "--role", "supervisor", "Cleo Påhittad"
    )
    assert "Cleo Påhittad is added" in said.out
    said = small.run("invite", "--member", said.out.split()[-1], "--kind", "desk")
    assert said.out.startswith(f"{ORIGIN}/#enrol=")
    assert "&kind=desk" in said.out


def test_whom_nobody_knows_is_named_in_a_sentence(terminal: Terminal) -> None:
    terminal.run("unit", "add", "Exempelenheten")
    unknown = "00000000-0000-4000-8000-000000000000"
    for member in (unknown, "nonsense", "Ada Påhittad", ""):
        assert is_one_sentence(terminal.run("invite", "--member", member), "lykta member add")
    for unit in (unknown, "nonsense", ""):
        said = terminal.run("member", "add", "--unit", unit, "--role", "worker", "Ada Påhittad")
        assert is_one_sentence(said, "lykta unit add")


# ── letters, check ───────────────────────────────────────────────────────────


def rescue_file(folder: Path, *letters: Letter | Json) -> str:
    path = folder / "rescue.json"
    written = [each.as_json() if isinstance(each, Letter) else each for each in letters]
    path.write_text(json.dumps(EMPTY_FILE | {"letters": written}))
    return str(path)


async def story(settings: Settings) -> tuple[str, list[Letter | Json]]:
    """A unit, and what two phones wrote in its underground: more than one parcel."""
    async with aclosing(Inside(settings)) as inside:
        await inside.open_unit()
        hands = await inside.hand(), await inside.hand(name="Ben Påhittad")
        return inside.unit, [
            hand.write("contact.record", hand.new_id(), kind(inside.now))
            for hand in hands
            for kind in (seller, contact) * 15
        ]


async def contacts_and_clock(settings: Settings, unit: str) -> tuple[int, int]:
    async with aclosing(Inside(settings)) as inside:
        inside.unit = unit
        async with inside.desk.database.read(unit) as connection:
            clock = (await ledger.clock(connection, unit)).clock
            query = sa.select(sa.func.count()).where(tables.row.c.kind == "contact")
            found = await connection.execute(query)
        return int(found.scalar_one()), clock


def test_a_rescue_file_imported_twice_changes_nothing(terminal: Terminal) -> None:
    """[F67] Two phones, more than one parcel, one letter spoiled."""
    settings = terminal.settings
    unit, letters = asyncio.run(story(settings))
    path = rescue_file(settings.data, *letters, {"header": "nonsense"})
    first = terminal.object("letters", "import", path, "--json", code=1)
    assert first == {"applied": 60, "refused": 1}
    taken_in = asyncio.run(contacts_and_clock(settings, unit))
    assert taken_in[0] == 60
    assert terminal.object("letters", "import", path, "--json", code=1) == first
    said = terminal.run("letters", "import", path)
    assert said.out == "61 letters: 60 applied, 1 refused.\n"
    assert asyncio.run(contacts_and_clock(settings, unit)) == taken_in


def test_a_whole_rescue_file_ends_well(small: Terminal) -> None:
    """Exit 0: nothing in it was refused, nothing failed."""
    _, letters = asyncio.run(story(small.settings))
    path = rescue_file(small.settings.data, *letters)
    assert small.object("letters", "import", path, "--json") == {"applied": 60}
    said = small.run("letters", "import", rescue_file(small.settings.data))
    assert (said.code, said.out) == (0, "0 letters: none.\n")


def test_a_file_that_is_no_rescue_file_is_named(small: Terminal) -> None:
    path = small.settings.data / "wrong.json"
    for content in (b"", b"[]", b"\xff", b'{"lykta":"letters/1"}', b'{"lykta":"x","letters":[]}'):
        path.write_bytes(content)
        assert is_one_sentence(small.run("letters", "import", str(path)), "wrong.json")
    assert is_one_sentence(small.run("letters", "import", "/no/such"), "/no/such")


def test_letters_imported_into_a_restored_copy_do_not_hide_that_it_is_one(
    terminal: Terminal, postgres: Cluster
) -> None:
    """[F30] The first command that touches the copy sees it, and begins the new epoch."""
    settings = terminal.settings
    _, letters = asyncio.run(story(settings))
    copy = Terminal(copy_of(settings, postgres))
    few = rescue_file(settings.data, *letters[:5])
    for _ in range(2):
        assert terminal.object("letters", "import", few, "--json") == {"applied": 5}
    said = copy.run("letters", "import", rescue_file(settings.data, *letters), "--json")
    assert json.loads(said.out) == {"applied": 60}
    assert "restored copy" in said.error
    again = copy.run("letters", "import", few, "--json")
    assert (again.code, again.error) == (0, "")


def test_check_says_each_thing_in_a_sentence(small: Terminal) -> None:
    """What is not well is marked, and makes the code 1."""
    said = small.run("check")
    assert said.code == 1
    assert "lykta unit add" in marked(said, "!!")
    small.run("unit", "add", "Exempelenheten")
    said = small.run("check")
    assert "Exempelenheten has an ingest key until" in marked(said, "ok")
    assert "answers and is up to date" in marked(said, "ok")
    assert "backup" in marked(said, "!!").lower()
    small.settings.keys.chmod(0o755)
    assert "readable by others" in marked(small.run("check"), "!!")
    assert "LYKTA_ORIGIN" in marked(small.run("check", LYKTA_ORIGIN=None), "!!")


def marked(said: Said, mark: str) -> str:
    assert said.error == ""
    lines = said.out.splitlines()
    for line in lines:
        assert line.startswith(("  ok  ", "  !!  ")), line
        assert line.endswith("."), line
    return "\n".join(line for line in lines if line.startswith(f"  {mark}  "))

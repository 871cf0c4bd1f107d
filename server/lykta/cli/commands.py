"""Which command, with which words. What each does stands in `admin.py` and `serve.py`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import uvloop

from lykta import __version__
from lykta.settings import Wrong
from lykta.store.engine import Unavailable
from lykta.upkeep.check import no_answer
from lykta.vault.keyring import KeysMissing
from lykta.vault.sealed_file import Unopened

ROLES = ("worker", "supervisor", "reviewer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 something is not well, 2 it could not begin."""
    asked = _parser().parse_args(arguments)
    try:
        return int(uvloop.run(asked.run(asked)) or 0)
    except (Wrong, KeysMissing, Unopened) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except Unavailable as error:
        print(no_answer(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    from lykta.cli import admin, ending, safe, serve

    parser = argparse.ArgumentParser("lykta", description="The desk of Lykta.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="command")

    demo = commands.add_parser("demo", help="run with made-up data on SQLite")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--data", type=Path, help="where to keep it; else it is thrown away")
    demo.set_defaults(run=serve.demo)

    serving = commands.add_parser("serve", help="run the desk")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--no-work", action="store_true", help="`lykta work` runs elsewhere")
    serving.set_defaults(run=serve.serve)

    working = commands.add_parser("work", help="do the desk's own work, once a minute")
    working.set_defaults(run=serve.work)

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(run=admin.migrate)

    unit = commands.add_parser("unit", help="units").add_subparsers(required=True, metavar="add")
    add_unit = unit.add_parser("add", help="add a unit")
    add_unit.add_argument("name")
    add_unit.set_defaults(run=admin.add_a_unit)

    member = commands.add_parser("member", help="members").add_subparsers(
        required=True, metavar="add"
    )
    add_member = member.add_parser("add", help="add a member")
    add_member.add_argument("name")
    add_member.add_argument("--unit", required=True, help="its id or its name")
    add_member.add_argument("--role", required=True, choices=ROLES)
    add_member.set_defaults(run=admin.add_a_member)

    invite = commands.add_parser("invite", help="invite a member's phone or computer")
    invite.add_argument("--member", required=True, help="the member's id")
    invite.add_argument("--kind", choices=("phone", "desk"), default="phone")
    invite.set_defaults(run=admin.invite_a_device)

    letters = commands.add_parser("letters", help="letters").add_subparsers(
        required=True, metavar="import"
    )
    importing = letters.add_parser("import", help="take in a rescue file")
    importing.add_argument("file", type=Path)
    importing.set_defaults(run=admin.import_letters)

    keys = commands.add_parser("keys", help="keys").add_subparsers(
        required=True, metavar="rotate|vapid|backup"
    )
    rotate = keys.add_parser("rotate", help="new keys for a new month, and old ones destroyed")
    rotate.set_defaults(run=admin.rotate_keys)
    vapid = keys.add_parser("vapid", help="make the key that push services know the desk by")
    vapid.add_argument("file", type=Path)
    vapid.set_defaults(run=admin.make_vapid_key)

    sealing = keys.add_parser("backup", help="make the key that backups are sealed to")
    sealing.add_argument("file", type=Path, help="for its private half, which you carry away")
    sealing.set_defaults(run=safe.make_backup_key)

    backing = commands.add_parser("backup", help="copy data and keys, sealed, while all runs")
    backing.add_argument("directory", type=Path)
    backing.set_defaults(run=safe.backup)

    restoring = commands.add_parser("restore", help="bring the newest copies back")
    restoring.add_argument("directory", type=Path)
    restoring.add_argument("--key", type=Path, required=True, help="the private half")
    restoring.add_argument("--check", action="store_true", help="elsewhere, to see that it works")
    restoring.set_defaults(run=safe.restore)

    moving = commands.add_parser("move", help="carry everything into another, empty database")
    moving.add_argument("database", help="its address, as in LYKTA_DATABASE")
    moving.set_defaults(run=safe.move)

    over = commands.add_parser("retention", help="end what has come to its end, as work does daily")
    over.add_argument("--dry-run", action="store_true", help="say what would go, and why")
    over.add_argument("--approve", action="store_true", help="even if it is unusually much")
    over.set_defaults(run=ending.end)

    log = commands.add_parser("audit", help="the access log").add_subparsers(
        required=True, metavar="verify|checkpoint"
    )
    verify = log.add_parser("verify", help="was an entry changed, or taken away?")
    verify.add_argument("--carried", type=Path, help="checkpoints that lay elsewhere")
    verify.add_argument("--public", type=Path, help="the public key that lay elsewhere")
    verify.set_defaults(run=admin.audit_verify)
    checkpoint = log.add_parser("checkpoint", help="sign where it stands, for a file elsewhere")
    checkpoint.set_defaults(run=admin.audit_checkpoint)

    check = commands.add_parser("check", help="what is wrong, in a sentence each")
    check.set_defaults(run=admin.check)

    for each in (add_unit, add_member, invite, importing):
        each.add_argument("--json", action="store_true", help="print one object")
    return parser

"""When this machine last did what has to be done again and again: noted beside the keys.

KEYS/last-work.json    KEYS/last-backup.json
"""

from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from lykta.intake.desk import Desk
from lykta.vault.keyring import write_whole

What = Literal["work", "backup"]
NAMES = frozenset(f"last-{what}.json" for what in get_args(What))


class Done(Struct):
    at: datetime
    where: str = ""


def done(desk: Desk, what: What, where: str = "") -> None:
    write_whole(_path(desk, what), msgspec.json.encode(Done(desk.now(), where)))


def of(desk: Desk, what: What) -> Done | None:
    """None if it never was, or if the note cannot be read."""
    try:
        return msgspec.json.decode(_path(desk, what).read_bytes(), type=Done)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _path(desk: Desk, what: What) -> Path:
    return desk.keyring.directory / f"last-{what}.json"

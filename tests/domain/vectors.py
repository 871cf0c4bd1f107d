"""The examples of the rules, as both runners read them: `tests/vectors/<kind>.json`.

A vector is one sentence, what is given, and what then shows. `@ada` stands for an id of the cast.
"""

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

Json = dict[str, Any]

FOLDER = Path(__file__).parents[1] / "vectors"
CAST: Json = json.loads((FOLDER / "cast.json").read_text(encoding="utf-8"))
IDS: dict[str, str] = CAST["ids"]
ROLES: dict[str, str] = {IDS[name]: role for name, role in CAST["roles"].items()}
NOW: str = CAST["now"]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")

Where = Literal["both", "desk", "phone"]


class Vector(Struct, forbid_unknown_fields=True):
    rule: str
    says: str
    given: Any
    then: Any
    edge: bool = False

    @property
    def line(self) -> str:
        return f"[{self.rule}] {self.says}"


class Topic(Struct, forbid_unknown_fields=True):
    """A file: one kind of example, and on which side there is a function to ask."""

    about: str
    where: Where
    vectors: list[Vector]


@cache
def topics() -> dict[str, Topic]:
    files = sorted(file for file in FOLDER.glob("*.json") if file.stem != "cast")
    return {file.stem: msgspec.json.decode(file.read_bytes(), type=Topic) for file in files}


def all_vectors() -> list[tuple[str, Vector]]:
    """(kind, vector), in the order of the files."""
    return [(kind, each) for kind, topic in topics().items() for each in topic.vectors]


def named(value: Any) -> Any:
    """The value with every @name replaced by its id, keys included."""
    if isinstance(value, dict):
        return {named(key): named(item) for key, item in value.items()}
    if isinstance(value, list):
        return [named(item) for item in value]
    return IDS[value] if isinstance(value, str) and value.startswith("@") else value


def differs(shown: Any, expected: Any, path: str = "") -> list[str]:
    """Where `shown` lacks what is expected of it; it may say more, but no list may be longer."""
    if isinstance(expected, dict) and isinstance(shown, dict):
        return [
            line
            for key, item in expected.items()
            for line in differs(shown.get(key), item, f"{path}.{key}")
        ]
    if isinstance(expected, list) and isinstance(shown, list) and len(expected) == len(shown):
        pairs = enumerate(zip(shown, expected, strict=True))
        return [line for n, (a, b) in pairs for line in differs(a, b, f"{path}[{n}]")]
    if _plainest(shown) == _plainest(expected):
        return []
    return [f"{path}: expected {expected!r}, but it is {shown!r}"]


def _plainest(value: Any) -> Any:
    """A moment is the same in every zone, and an empty list is none."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(UTC)
    return None if value == [] else value

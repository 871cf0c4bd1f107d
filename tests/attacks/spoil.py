"""How may a value be spoiled? Hostile values, and the places in a body where one can be put."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[str | int, ...]
Spoil = Callable[[Any, Path, object], Any]

FAMILY = "👨‍👩‍👧‍👦"
"""One picture to the eye, seven code points, 25 bytes."""

HOSTILE: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**53,
    2**63,
    2**64,
    -(2**63) - 1,
    10**29,
    1.5,
    1e308,
    1e20,
    5e-324,
    float("nan"),
    float("-inf"),
    "",
    " ",
    "\0",
    "å\0b",
    "\ud800",
    "\udfff\ud800",
    "\ufeff\u202e\u2066",
    "\uffff\U0010ffff",
    "a\u0301" * 400,
    "😀" * 500,
    "😀" * 501,
    FAMILY * 500,
    "x" * 3_000,
    '\r\n\x1b[31m{"level":"error"}',
    "'; DROP TABLE row; --",
    "__proto__",
    "null",
    "2026-01-01T00:00:00",
    "2016-12-31T23:59:60Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "1969-12-31T23:59:59Z",
    "2200-12-31T23:59:59-14:00",
    "2026-02-30",
    "0001-01-01",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "019aaf00-0000-7000-8000-00000000000A",
    "019aaf00-0000-7000-8000-00000000000a\n",
    [],
    [None],
    [[]] * 300,
    {},
    {"": {}},
    {"\0": "\0"},
    {"\ud800": 1},
    {"__proto__": {"role": "supervisor"}, "constructor": {"prototype": []}},
    {"SELLER\0": "SEEN", "x" * 2_000: "TOLD"},
)


def deep(depth: int) -> object:
    value: object = "end"
    for turn in range(depth):
        value = [value] if turn % 2 else {"in": value}
    return value


def paths(value: object, at: Path = ()) -> Iterator[Path]:
    """Every place in a JSON value, from the outside in."""
    yield at
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*at, index))


def put(value: Any, at: Path, hostile: object) -> Any:
    return _changed(value, at, lambda _: hostile)


def wrap(value: Any, at: Path, _: object) -> Any:
    return _changed(value, at, lambda found: [found])


def repeat(value: Any, at: Path, _: object) -> Any:
    """A list longer than any that is asked for."""
    return _changed(value, at, lambda found: found * 60 if isinstance(found, list) else [found] * 9)


def as_text(value: Any, at: Path, _: object) -> Any:
    return _changed(value, at, str)


def add(value: Any, at: Path, hostile: object) -> Any:
    """A field nobody asked for, with a name nobody would choose."""
    name = hostile if isinstance(hostile, str) else "__proto__"
    return _changed(
        value, at, lambda found: {**found, name: hostile} if isinstance(found, dict) else hostile
    )


def drop(value: Any, at: Path, _: object) -> Any:
    if not at:
        return {}
    *outer, last = at
    return _changed(value, tuple(outer), lambda found: _without(found, last))


SPOILS: tuple[Spoil, ...] = (put, put, put, wrap, repeat, as_text, add, drop)


def _changed(value: Any, at: Path, change: Callable[[Any], Any]) -> Any:
    if not at:
        return change(value)
    first, *rest = at
    changed = copy.copy(value)
    changed[first] = _changed(value[first], tuple(rest), change)
    return changed


def _without(found: Any, name: str | int) -> Any:
    if isinstance(found, dict):
        return {key: inner for key, inner in found.items() if key != name}
    return [inner for index, inner in enumerate(found) if index != name]

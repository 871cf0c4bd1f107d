"""What stands behind the question mark. Raises Refused("query.malformed") with the parameter."""

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from lykta.domain.form import Time
from lykta.domain.problem import Refused

Query = Mapping[str, str]
NUMBER_CHARS = 15


def only(asked: Query, names: Collection[str]) -> None:
    """Whoever asks for what is not offered must not take the answer for it."""
    if set(asked) - set(names):
        raise Refused("query.malformed")


def number(asked: Query, name: str, default: int, most: int | None = None) -> int:
    """From 1 to `most`; without one, from 0."""
    text = asked.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= NUMBER_CHARS):
        raise Refused("query.malformed", name)
    if most is not None and not 1 <= int(text) <= most:
        raise Refused("query.malformed", name)
    return int(text)


def time(asked: Query, name: str) -> datetime | None:
    text = asked.get(name)
    if text is None:
        return None
    try:
        return msgspec.convert(text, Time)
    except msgspec.ValidationError:
        raise Refused("query.malformed", name) from None

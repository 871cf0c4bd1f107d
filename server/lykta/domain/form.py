"""Is a body of the right form? One strict decoder for everything that comes from outside.

Types, lengths and code lists are read off the structs themselves, so that a body's form is
written once: `Code` fields name their list, `Secret` fields are free text or a way to reach
somebody and are kept apart, encrypted.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, inspect

from lykta.domain import limits
from lykta.domain.problem import Refused
from lykta.domain.words import LISTS

Time = Annotated[datetime, Meta(tz=True, extra={"ts": "Time"})]
"""RFC 3339 with an offset; a naive time is refused."""

T = TypeVar("T")
NESTED_MAX = 16
"""How deep one value may lie in another, where a body's form leaves that open."""
_PATH = re.compile(r"`\$\.?(.*?)`$")
_ABSENT = re.compile(r"missing required field `(\w+)`")


def decode(raw: bytes | msgspec.Raw, type: type[T]) -> T:
    """Raises Refused("op.invalid", field) for anything that is not exactly of this form."""
    try:
        value = msgspec.json.decode(raw, type=type)
    except msgspec.ValidationError as error:
        raise Refused("op.invalid", _field(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused("op.unreadable") from None
    # Nearly every value is in order, so where it lies is asked only of one that is not.
    if not _in_order(value, None):
        for path, leaf, list_name in leaves(value):
            if not _allowed(leaf, list_name):
                raise Refused("op.invalid", path)
    return value


def of_form(value: object, form: type[T], path: str) -> T:
    """A value that is JSON already. Raises Refused("op.invalid", the field's path below `path`)."""
    try:
        return decode(msgspec.json.encode(value), form)
    except Refused as no:
        field = no.problem.field
        raise Refused(no.problem.code, f"{path}.{field}" if field else path) from None


def _field(message: str) -> str | None:
    """The path of the field that the decoder stumbled over."""
    parts = [found[1] for found in (_PATH.search(message), _ABSENT.search(message)) if found]
    return ".".join(part for part in parts if part) or None


def _allowed(leaf: object, list_name: str | None) -> bool:
    if isinstance(leaf, str):
        return "\0" not in leaf if list_name is None else leaf in LISTS[list_name].codes
    if isinstance(leaf, date):  # a datetime is one too
        return limits.YEAR_MIN <= leaf.year <= limits.YEAR_MAX
    if isinstance(leaf, int | float):
        # Beyond this the phone, JSON and either database each read another number.
        return abs(leaf) <= limits.SEQ_MAX
    return True


def _in_order(value: object, list_name: str | None, depth: int = 0) -> bool:
    """Is every simple value in it allowed? False as well where it lies too deep."""
    # Codes and texts first: nearly everything is one.
    if isinstance(value, str):
        return _allowed(value, list_name)
    if isinstance(value, msgspec.Struct):
        for name, of in _to_check(type(value)):
            inner = getattr(value, name)
            if inner is not None and inner != [] and not _in_order(inner, of):
                return False
        return True
    if isinstance(value, list | tuple):
        for each in value:
            if depth >= NESTED_MAX or not _in_order(each, list_name, depth + 1):
                return False
        return True
    if isinstance(value, dict):
        keys, _, values = (list_name or "").partition(":")
        for key, each in value.items():
            if not _allowed(key, keys or None):
                return False
            if depth >= NESTED_MAX or not _in_order(each, values or None, depth + 1):
                return False
        return True
    return value is None or _allowed(value, list_name)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object, str | None]]:
    """Every simple value in a struct, with its path and, if it is a code, its list."""
    if not isinstance(value, msgspec.Struct):
        yield from _inside(value, path, None)
        return
    for name, list_name in plan(type(value)):
        yield from _inside(getattr(value, name), f"{path}.{name}" if path else name, list_name)


def _inside(
    value: object, path: str, list_name: str | None, depth: int = 0
) -> Iterator[tuple[str, object, str | None]]:
    if depth > NESTED_MAX:
        raise Refused("op.invalid", path)
    if isinstance(value, msgspec.Struct):
        yield from leaves(value, path)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _inside(item, f"{path}[{index}]", list_name, depth + 1)
    elif isinstance(value, dict):
        keys, _, values = (list_name or "").partition(":")
        for key, item in value.items():
            # The path goes into a receipt, in clear: it names no key that is not known here.
            yield path, key, keys or None
            yield from _inside(item, f"{path}.{key}" if keys else path, values or None, depth + 1)
    elif value is not None:
        yield path, value, list_name


@cache
def _to_check(struct: type) -> tuple[tuple[str, str | None], ...]:
    """The fields whose type alone does not say that every value is allowed."""
    free = {field.name for field in fields_of(struct) if isinstance(field.type, inspect.BoolType)}
    return tuple(each for each in plan(struct) if each[0] not in free)


@cache
def plan(struct: type) -> tuple[tuple[str, str | None], ...]:
    """(field, code list or None) of a struct."""
    return tuple((field.name, extra_of(field.type).get("codes")) for field in fields_of(struct))


@cache
def secret_fields(struct: type) -> tuple[str, ...]:
    """Fields that hold free text or a way to reach somebody: never kept in clear (CT4)."""
    return tuple(field.name for field in fields_of(struct) if extra_of(field.type).get("secret"))


def fields_of(struct: type) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return info.fields


def extra_of(info: inspect.Type) -> dict[str, Any]:
    """What our own annotations say of a type, looking through lists and "or null"."""
    match info:
        case inspect.Metadata(type=inner, extra=extra):
            return {**extra_of(inner), **(extra or {})}
        case inspect.UnionType(types=types):
            return {key: value for each in types for key, value in extra_of(each).items()}
        case inspect.ListType(item_type=inner):
            return extra_of(inner)
        case inspect.DictType(key_type=key, value_type=value):
            keys, values = extra_of(key).get("codes"), extra_of(value).get("codes")
            return {"codes": f"{keys}:{values}"} if keys and values else {}
    return {}

"""Which texts of a body are searched for identifiers, and where one was found (CT5).

A note, a remark, an action, a balance: all that is written freely. Not searched is what such
things are meant for: a way to reach somebody, a receiver, a reference, a ground.
"""

from collections.abc import Iterator
from functools import cache

from msgspec import inspect

from lykta.domain import bodies, form
from lykta.domain.form import secret_fields
from lykta.domain.identifiers import find

NOT_SEARCHED = frozenset({"details", "receiver", "reference", "ground"})
FREE_TEXT = (
    frozenset(
        name
        for struct in vars(bodies).values()
        if isinstance(struct, type) and issubclass(struct, bodies.Body)
        for name in secret_fields(struct)
    )
    - NOT_SEARCHED
)
"""Secret and not meant for such things: a new secret field is searched unless it is named above."""


def free_texts(body: bodies.Body, path: str = "") -> Iterator[tuple[str, str]]:
    """Each with its path: `note`, `follow_ups[0].remark`."""
    for name in _may_hold_one(type(body)):
        value = getattr(body, name)
        if isinstance(value, str):
            yield path + name, value
        elif isinstance(value, bodies.Body):
            yield from free_texts(value, f"{path}{name}.")
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from free_texts(each, f"{path}{name}[{index}].")


@cache
def _may_hold_one(struct: type[bodies.Body]) -> tuple[str, ...]:
    """Fields that are a free text, a body, or a list of bodies."""
    return tuple(
        field.name
        for field in form.fields_of(struct)
        if field.name in FREE_TEXT or (field.name not in NOT_SEARCHED and _holds_bodies(field.type))
    )


def _holds_bodies(info: inspect.Type) -> bool:
    match info:
        case inspect.StructType(cls=cls):
            return issubclass(cls, bodies.Body)
        case inspect.UnionType(types=types):
            return any(_holds_bodies(each) for each in types)
        case inspect.Metadata(type=inner) | inspect.ListType(item_type=inner):
            return _holds_bodies(inner)
    return False


def pointing_out(body: bodies.Body) -> str | None:
    """The path of the first text that carries an identifier."""
    return next((path for path, text in free_texts(body) if find(text)), None)

"""Every text that somebody writes freely is searched, wherever in a body it stands (CT5)."""

from typing import Any

import pytest

from lykta.domain import bodies
from lykta.domain.form import fields_of, secret_fields
from lykta.domain.free_text import NOT_SEARCHED, free_texts

BODIES = [
    each
    for each in vars(bodies).values()
    if isinstance(each, type) and issubclass(each, bodies.Body) and fields_of(each)
]


def empty(struct: type[bodies.Body], **given: Any) -> bodies.Body:
    return struct(**({field.name: None for field in fields_of(struct)} | given))


@pytest.mark.parametrize("struct", BODIES)
def test_each_free_text_is_searched(struct: type[bodies.Body]) -> None:
    names = [name for name in secret_fields(struct) if name not in NOT_SEARCHED]
    written = empty(struct, **dict.fromkeys(names, "Påhittat."))
    assert sorted(free_texts(written)) == sorted((name, "Påhittat.") for name in names)


def test_texts_of_what_lies_in_a_body_are_searched_too() -> None:
    promises = [empty(bodies.FollowUpIn, remark=text) for text in ("Ett.", "Två.")]
    written = empty(bodies.ContactRecord, follow_ups=promises, note="Noll.")
    assert set(free_texts(written)) == {
        ("note", "Noll."),
        ("follow_ups[0].remark", "Ett."),
        ("follow_ups[1].remark", "Två."),
    }

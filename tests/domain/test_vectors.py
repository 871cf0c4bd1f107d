"""Every example of every rule, asked of the rules themselves. The phone runs the same files."""

import pytest

from tests.server.inside import Inside

from .kinds import KINDS
from .reading import reading
from .vectors import Vector, all_vectors, differs, named, topics

READING = "reading"
"""Asked of a whole desk, below; what only the phone does is asked there alone."""


def of_the_rules(kind: str) -> bool:
    return kind != READING and topics()[kind].where != "phone"


@pytest.mark.parametrize(
    ("kind", "vector"),
    [pytest.param(*each, id=each[1].line) for each in all_vectors() if of_the_rules(each[0])],
)
def test_vector(kind: str, vector: Vector) -> None:
    shown = KINDS[kind](named(vector.given))
    assert differs(shown, named(vector.then)) == []


@pytest.mark.parametrize(
    "vector", [pytest.param(each, id=each.line) for each in topics()[READING].vectors]
)
async def test_vector_of_a_whole_desk(vector: Vector, inside: Inside) -> None:
    assert differs(await reading(vector.given, inside), vector.then) == []

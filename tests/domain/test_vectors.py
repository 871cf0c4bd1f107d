"""Every example of every rule, asked of the rules themselves. The phone runs the same files."""

import pytest

from .kinds import KINDS
from .vectors import Vector, all_vectors, differs, named, topics


@pytest.mark.parametrize(
    ("kind", "vector"), [pytest.param(*each, id=each[1].line) for each in all_vectors()]
)
def test_vector(kind: str, vector: Vector) -> None:
    if topics()[kind].where == "phone":
        pytest.skip("a rule of the phone alone")
    shown = KINDS[kind](named(vector.given))
    assert differs(shown, named(vector.then)) == []

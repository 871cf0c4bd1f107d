"""What happened to others, and what could be sent by somebody hostile, is tried here, number by
number, or it is said why not.
"""

import pytest

from .attacks import ATTACKS
from .failures import FAILURES
from .numbered import Numbered

BOTH = [FAILURES, ATTACKS]


@pytest.mark.parametrize("numbered", BOTH, ids=lambda each: each.what)
def test_each_is_quoted_by_a_test_or_said_to_have_none(numbered: Numbered) -> None:
    assert set(numbered.unquoted) == numbered.none.keys()


@pytest.mark.parametrize("numbered", BOTH, ids=lambda each: each.what)
def test_no_test_quotes_a_number_that_nobody_gave(numbered: Numbered) -> None:
    assert numbered.quoted <= set(numbered.numbers)

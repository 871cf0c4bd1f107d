"""What happened to others is tried here, number by number, or it is said why not yet."""

from .failures import LATER, NUMBERS, quoted


def test_each_failure_is_quoted_by_a_test_or_said_to_be_missing() -> None:
    assert {number for number in NUMBERS if number not in quoted()} == LATER.keys()


def test_no_test_quotes_a_failure_that_nobody_had() -> None:
    assert quoted() <= set(NUMBERS)

"""What could be sent by somebody hostile is tried here, number by number, or it is said why not."""

from .attacks import NONE, NUMBERS, quoted


def test_each_attack_is_quoted_by_a_test_or_said_to_have_none() -> None:
    assert {number for number in NUMBERS if number not in quoted()} == NONE.keys()


def test_no_test_quotes_an_attack_that_nobody_numbered() -> None:
    assert {number for number in quoted() if number not in NUMBERS} == set()

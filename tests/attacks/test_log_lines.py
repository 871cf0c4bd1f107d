"""Can what somebody sends write in the desk's log (A100)?"""

import logging

import pytest

from lykta.intake.unit import incident

FORGED = 'Påhittad anteckning\r\n{"level":"info","msg":"all is well"}\x1b[2J'


def test_an_incident_is_one_line_and_quotes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """[A100] The error's own words may be a person's: only its kind and its place are told."""
    with caplog.at_level(logging.DEBUG):
        try:
            raise ValueError(FORGED)
        except ValueError as error:
            number = incident(error)
    (line,) = [record.getMessage() for record in caplog.records]
    assert number in line
    assert "ValueError" in line
    assert line.isprintable()
    assert "Påhittad" not in line

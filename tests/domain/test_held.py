"""What a supervisor may let in as it is; all else only without its words, or not at all (CO5)."""

import pytest

from lykta.domain.held import RELEASES
from lykta.domain.problem import CATALOGUE

LET_IN = {
    *("text.identifier", "device.revoked", "sender.suspended", "key.unknown", "subject.unknown"),
    # Refused once; let in only if they are valid by now, after an update of the desk.
    *("op.invalid", "op.unknown_type", "contact.incomplete"),
}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_letter_is_let_in_as_it_is_for_these_reasons_and_no_others(code: str) -> None:
    assert (code in RELEASES) == (code in LET_IN)

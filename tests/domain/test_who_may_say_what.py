"""Who may send which letter at all; what a follow-up's table then says comes on top (FU5)."""

import pytest

from lykta.domain.ops import OPS

SUPERVISORS_ALONE = {"held.decide", "disclosure.record", "member.set", "setting.set"}
MADE_ON_THE_DEVICE = {
    *("shift.start", "contact.record", "follow_up.open"),
    *("activity.record", "incident.record", "disclosure.record"),
}


@pytest.mark.parametrize("type", OPS)
def test_a_letter_is_taken_of_whoever_may_send_it_and_never_of_a_reviewer(type: str) -> None:
    others = set() if type in SUPERVISORS_ALONE else {"worker"}
    assert OPS[type].roles == {"supervisor"} | others


@pytest.mark.parametrize("type", OPS)
def test_an_id_made_on_the_device_may_not_tell_the_second(type: str) -> None:
    """[CT3]"""
    assert OPS[type].makes == (type in MADE_ON_THE_DEVICE)

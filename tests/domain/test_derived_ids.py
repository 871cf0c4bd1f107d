"""No letter can take the place of what the desk derives, or claim to have read the future."""

from lykta.domain.ids import duty_of
from tests.domain.small_desk import SmallDesk, contact, made_id, yes

CONTACT = made_id(5)


def test_a_shift_cannot_take_the_id_of_a_duty() -> None:
    """[DU1] Else an adult's contact could make sure that no duty is ever opened for it."""
    desk = SmallDesk()
    body = contact(shift=duty_of(CONTACT))
    receipt = desk.take(desk.pens[0].write("contact.record", CONTACT, body))
    assert (receipt.outcome, receipt.problem and receipt.problem.field) == ("refused", "shift")
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact()))
    desk.take(desk.pens[0].write("contact.correct", CONTACT, contact(age_band="A15_17")))
    assert desk.work.known.rows[duty_of(CONTACT)].data.duty


def test_a_yes_that_claims_to_have_read_the_future_revives_nothing() -> None:
    """[CO9] `seen` beyond the desk's clock is no knowledge."""
    desk = SmallDesk()
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact(consents=[yes()])))
    desk.pens[1].seen = 2**53 - 1
    early = desk.pens[1].write("consent.set", CONTACT, yes())
    desk.take(early)
    desk.take(desk.pens[0].write("consent.set", CONTACT, yes(state="WITHDRAWN")))
    late = desk.take(desk.pens[1].write("consent.set", CONTACT, yes()))
    assert late.outcome == "adjusted"
    assert desk.work.known.rows[CONTACT].data.consents[0].state == "WITHDRAWN"

"""Nothing that looks alike is taken for the same, and of two who do different things neither is
lost.
"""

from datetime import timedelta

from tests.phones.bodies import (
    buyer,
    completion,
    consent,
    contact,
    details,
    follow_up,
    seller,
    when,
)
from tests.server.inside import Inside


async def test_two_contacts_that_are_alike_are_two(inside: Inside) -> None:
    """[F16] The same worker, the same minute, the same codes."""
    ada = await inside.hand()
    one, other = ada.new_id(), ada.new_id()
    letters = [ada.write("contact.record", id, contact(inside.now)) for id in (one, other)]
    assert await inside.carry(*letters) == ["applied"] * 2
    assert await ada.sees("contact", one)
    assert await ada.sees("contact", other)


async def test_two_workers_who_met_the_same_person_have_two_contacts_that_nothing_links(
    inside: Inside,
) -> None:
    """[F46] Each carries ids of its own alone: nobody can tell that it was one person."""
    ada, cleo = await inside.hand(), await inside.hand(name="Cleo Påhittad")
    supervisor = await inside.hand("supervisor")
    met = {ada: ada.new_id(), cleo: cleo.new_id()}
    for hand, id in met.items():
        assert await hand.did("contact.record", id, seller(inside.now)) == "applied"
    await supervisor.read()
    rows = {hand: supervisor.told["contact", str(id)] for hand, id in met.items()}
    for hand, other in ((ada, cleo), (cleo, ada)):
        assert str(met[other]) not in str(rows[hand])
    whose = {"by", "received_at", "consents"}
    ada_s, cleo_s = ({k: v for k, v in rows[hand].items() if k not in whose} for hand in met)
    assert ada_s == cleo_s


async def test_who_completed_without_a_network_has_done_it_whoever_it_was_given_to_meanwhile(
    inside: Inside,
) -> None:
    """[F57] [A32] The completion stands, and all three see both."""
    ada, cleo = await inside.hand(), await inside.hand(name="Cleo Påhittad")
    supervisor = await inside.hand("supervisor")
    meet = ada.new_id()
    assert await ada.did("follow_up.open", meet, follow_up("MEET", inside.now)) == "applied"
    assert await ada.did("follow_up.take", meet) == "applied"
    done = ada.write("follow_up.complete", meet, {"outcome": "ATTENDED"})
    to_cleo = {"to": cleo.member}
    assert await supervisor.did("follow_up.assign", meet, to_cleo) == "applied"
    (outcome,) = await inside.carry(done)
    assert outcome.split()[0] in ("applied", "adjusted")
    for hand in (supervisor, cleo):
        await hand.read()
        row = hand.told["follow_up", str(meet)]
        assert (row["state"], row["outcome"]) == ("done", "ATTENDED")
        assert [event["what"] for event in row["events"]][-2:] == ["assign", "complete"]


async def test_what_is_corrected_on_its_way_is_corrected_whichever_comes_first(
    inside: Inside,
) -> None:
    """[F19] The record is sent and not answered; its author corrects it; both come, in any order
    and twice. The correction stands, and there is one contact.
    """
    ada = await inside.hand()
    for corrected_first in (False, True):
        met = ada.new_id()
        record = ada.write("contact.record", met, contact(inside.now, age_band="A25_34"))
        correct = ada.write("contact.correct", met, contact(inside.now, age_band="A35_49"))
        first, then = (correct, record) if corrected_first else (record, correct)
        for letter in (first, then, record, correct):
            await inside.carry(letter)
        assert await ada.sees("contact", met)
        assert ada.told["contact", str(met)]["age_band"] == "A35_49"
    supervisor = await inside.hand("supervisor")
    assert [kind for kind, _ in (await supervisor.read()).rows].count("contact") == 2


async def test_a_yes_that_ended_between_the_phone_and_the_desk_hands_nobody_over(
    inside: Inside,
) -> None:
    """[F53] Done while the yes stood, taken in when it did not: held, for a person to decide."""
    ada = await inside.hand()
    met, booking = ada.new_id(), ada.new_id()
    ends = when(inside.now + timedelta(days=1))
    yes = [
        consent(purpose, "YES", inside.now, expires_at=ends)
        for purpose in ("SHARE_KAST", "CONTACT_AGAIN")
    ]
    promised = follow_up("KAST_BOOKING", inside.now, id=str(booking), details=details(inside.now))
    body = buyer(inside.now, consents=yes, follow_ups=[promised])
    assert await ada.did("contact.record", met, body) == "applied"
    assert await ada.did("follow_up.take", booking) == "applied"
    done = ada.write("follow_up.complete", booking, completion())
    inside.now += timedelta(days=2)
    assert await inside.carry(done) == ["held consent.missing"]

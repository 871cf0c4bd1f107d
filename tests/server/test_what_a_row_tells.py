"""[PH3] A follow-up's row tells some of its contact. Whoever has read it hears of each change, and
holds the same as somebody who reads for the first time. The storm found that they did not.
"""

from datetime import timedelta
from uuid import UUID

from tests.phones.bodies import consent, contact, wants_a_call
from tests.server.inside import Hand, Inside


async def same_as_new(inside: Inside, ada: Hand) -> None:
    await ada.read()
    anew = Hand(inside, ada.phone, ada.actor)
    await anew.read()
    assert ada.told == anew.told


async def promised(inside: Inside, ada: Hand) -> tuple[UUID, UUID]:
    """A contact, and the call that ada has taken on herself."""
    met, call = ada.new_id(), ada.new_id()
    await ada.did("contact.record", met, wants_a_call(inside.now, call))
    assert await ada.did("follow_up.take", call) == "applied"
    await ada.read()
    return met, call


async def test_a_consent_given_anew_is_told_with_what_was_promised(inside: Inside) -> None:
    ada = await inside.hand()
    met, call = await promised(inside, ada)
    inside.now += timedelta(minutes=45)
    again = consent("CONTACT_AGAIN", "YES", inside.now)
    assert await ada.did("consent.set", met, again) == "applied"
    assert await ada.sees("follow_up", call)
    (told,) = ada.told["follow_up", str(call)]["consents"]
    assert told["asked_at"].startswith("2026-10-09T22:45")
    await same_as_new(inside, ada)


async def test_a_language_corrected_is_told_with_what_was_promised(inside: Inside) -> None:
    ada = await inside.hand()
    met, call = await promised(inside, ada)
    said = wants_a_call(inside.now, call) | {"follow_ups": [], "language": "bg"}
    assert await ada.did("contact.correct", met, said) == "applied"
    await ada.read()
    assert ada.told["follow_up", str(call)]["language"] == "bg"
    await same_as_new(inside, ada)


async def test_what_a_row_does_not_tell_moves_nothing(inside: Inside) -> None:
    ada = await inside.hand()
    met, call = await promised(inside, ada)
    said = wants_a_call(inside.now, call) | {
        "follow_ups": [],
        "arena": contact(inside.now)["arena"],
    }
    await ada.did("contact.correct", met, said)
    assert (await ada.read()).rows == [("contact", str(met))]

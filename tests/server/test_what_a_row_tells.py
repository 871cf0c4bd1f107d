"""[PH3] A follow-up's row tells some of its contact. Whoever has read it hears of each change, and
holds the same as somebody who reads for the first time. The storm found that they did not.
"""

import json
from datetime import timedelta
from uuid import UUID

import msgspec

from lykta.domain.rows import Row
from lykta.reading.told import as_kept, told
from lykta.store import rows
from lykta.store.feed import UNREAD
from tests.attacks.ops import Place, every_op
from tests.phones.bodies import consent, contact, shift_start, wants_a_call
from tests.server.inside import NIGHT, Hand, Inside


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


async def test_what_is_told_as_it_is_kept_is_what_would_be_told_of_it_read(inside: Inside) -> None:
    """[CT4] Of every kind, made of ops with all their fields: nothing is missing, nothing added."""
    siv, reader = await inside.hand("supervisor"), await inside.hand("supervisor")
    shift, *others = (siv.new_id() for _ in range(5))
    place = Place(shift, others[0], others[1], others[2], others[3], siv.member)
    await siv.did("shift.start", place.shift, shift_start(inside.now, siv.member))
    for type, subject, body in every_op(siv.phone, place):
        assert (await siv.did(type, subject, body)).startswith(("applied", "held", "refused")), type
    await reader.read()
    async with inside.desk.database.read(inside.unit) as connection:
        loaded = await rows.load(connection, inside.unit, ids=[id for _, id in reader.told])
    compared = {}
    for row in loaded:
        if row.kind in UNREAD:
            expected = json.loads(msgspec.json.encode(told(row, {})))
            assert reader.told[row.kind, row.id] == expected
            compared[row.kind] = expected
    assert compared.keys() == UNREAD


def test_of_an_empty_document_is_told_whose_it_is() -> None:
    """A shift whose start is still on somebody's phone."""
    row = Row("shift", "-", "ada", NIGHT, rows.Unread("{}"))
    told_of = {"by": "ada", "received_at": "2026-10-09T22:07:00Z"}
    assert json.loads(bytes(as_kept(row))) == told_of

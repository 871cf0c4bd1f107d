"""A supervisor decides about a held letter: let in, let in without text, ended (protocol §4)."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from lykta.store import rows
from tests.phones.bodies import (
    completion,
    contact,
    details,
    follow_up,
    report,
    seller,
)
from tests.phones.letter import IngestKey, Letter
from tests.server.inside import Hand, Inside

GROUND = "Påhittat skäl."
DAY = timedelta(days=1)


def held_of(hand: Hand, letter: Letter) -> UUID:
    (op,) = [said.id for said in hand.phone.outbox.waiting.values() if said.letter == letter]
    return uuid5(UUID(hand.device), f"held/{op}")


async def decided(cleo: Hand, held: UUID, decision: str, ground: str = GROUND) -> str:
    return await cleo.did("held.decide", held, {"decision": decision, "ground": ground})


async def why(cleo: Hand, held: UUID) -> str | None:
    """Why it is still held; None once it is closed."""
    await cleo.read()
    told = cleo.told.get(("held", str(held)))
    return None if told is None else str(told["why"])


async def from_a_revoked_phone(
    ada: Hand, op_type: str, id: UUID, body: dict[str, object]
) -> Letter:
    letter = ada.write(op_type, id, body)
    await ada.inside.set_device(ada, "revoked")
    assert await ada.inside.carry(letter) == ["held device.revoked"]
    return letter


async def test_a_revoked_phones_letter_is_let_in_as_its_authors(inside: Inside) -> None:
    """[F76] Who wrote it stays who wrote it; its receipt says that it is taken in."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met = ada.new_id()
    body = seller(inside.now, note="Påhittad anteckning.")
    letter = await from_a_revoked_phone(ada, "contact.record", met, body)
    held = held_of(ada, letter)
    assert await why(cleo, held) == "device.revoked"
    assert await decided(cleo, held, "RELEASE") == "applied"
    heard = await cleo.read()
    assert heard.gone == [("held", str(held))]
    assert cleo.told["contact", str(met)]["by"] == ada.member
    whole = await cleo.opens("contact", met)
    assert whole is not None
    assert whole["note"] == "Påhittad anteckning."
    answer = await inside.post(letter)
    assert answer.receipts[0].outcome == "applied"
    assert answer.receipts[0].version == answer.clock


async def test_a_suspended_members_letter_is_let_in(inside: Inside) -> None:
    """[F35]"""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    await cleo.did("member.set", ada.member, {"state": "suspended"})
    letter = ada.write("contact.record", ada.new_id(), contact(inside.now))
    assert await inside.carry(letter) == ["held sender.suspended"]
    assert await decided(cleo, held_of(ada, letter), "RELEASE") == "applied"
    assert await inside.carry(letter) == ["applied"]


async def test_redacted_it_is_taken_in_without_text_and_details(inside: Inside) -> None:
    """Protocol §4. The codes stay; note, remark and the way to reach the person do not."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, call = ada.new_id(), ada.new_id()
    promised = follow_up(
        "CALL_BACK", inside.now, id=str(call), details=details(inside.now), remark="Kanarie."
    )
    # CO5: details without a consent; it can only be redacted or destroyed.
    body = seller(inside.now, follow_ups=[promised], note="Kanarie.")
    letter = ada.write("contact.record", met, body)
    assert await inside.carry(letter) == ["held consent.missing"]
    held = held_of(ada, letter)
    assert await decided(cleo, held, "RELEASE") == "refused held.not_released"
    assert await why(cleo, held) == "consent.missing"
    assert await decided(cleo, held, "REDACT") == "applied"
    assert await why(cleo, held) is None
    for kind, id in (("contact", met), ("follow_up", call)):
        whole = await cleo.opens(kind, id)  # type: ignore[arg-type]
        assert whole is not None
        assert "Kanarie" not in str(whole)
        assert "details" not in whole
    assert cleo.told["contact", str(met)]["roles"] == ["SELLER"]
    assert cleo.told["follow_up", str(call)]["reach"] == "none"
    assert await inside.carry(letter) == ["applied"]
    # The contact's author is not shown the text either.
    assert "note" not in (await ada.opens("contact", met) or {})


async def test_a_report_is_redacted_without_hurting_the_parcel(inside: Inside) -> None:
    """[DU3] What its form cannot do without, the receiver, is no free text and stays."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    promise = ada.new_id()
    opened = [follow_up("REPORT_WRITTEN", inside.now, id=str(promise))]
    await ada.did("contact.record", ada.new_id(), seller(inside.now, follow_ups=opened))
    written = report(inside.now, kind="WITH_CONSENT", age_band="A25_34")
    letter = ada.write("follow_up.complete", promise, completion("LINKED", report=written))
    assert await inside.carry(letter) == ["held consent.missing"]
    held = held_of(ada, letter)
    neighbour = cleo.write("contact.record", cleo.new_id(), contact(inside.now))
    body = {"decision": "REDACT", "ground": GROUND}
    decision = cleo.write("held.decide", held, body)
    assert await inside.carry(decision, neighbour) == ["applied", "applied"]
    # A report with consent has none, redacted or not: it stays.
    assert await why(cleo, held) == "consent.missing"
    assert await decided(cleo, held, "DESTROY") == "applied"
    assert await why(cleo, held) is None


async def test_a_redacted_letter_that_still_waits_for_its_parent_stays_redacted(
    inside: Inside,
) -> None:
    """Decided before its contact came: taken in when it comes, and as it was decided."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met, promise = ada.new_id(), ada.new_id()
    parent = ada.write("contact.record", met, contact(inside.now))
    body = follow_up("MEET", inside.now, contact=str(met), remark="Kanarie.")
    child = ada.write("follow_up.open", promise, body)
    assert await inside.carry(child) == ["held subject.unknown"]
    held = held_of(ada, child)
    assert await decided(cleo, held, "REDACT") == "applied"
    assert await why(cleo, held) == "subject.unknown"
    assert await inside.carry(parent) == ["applied"]
    assert await why(cleo, held) is None
    whole = await cleo.opens("follow_up", promise)
    assert whole is not None
    assert "Kanarie" not in str(whole)


async def test_let_in_before_its_parent_it_waits_for_it(inside: Inside) -> None:
    """[F76] A revoked phone's promise, let in; its contact is still on its way."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    cleo = await inside.hand("supervisor")
    met, promise = ben.new_id(), ada.new_id()
    parent = ben.write("contact.record", met, contact(inside.now))
    body: dict[str, object] = follow_up("MEET", inside.now, contact=str(met))
    child = await from_a_revoked_phone(ada, "follow_up.open", promise, body)
    held = held_of(ada, child)
    assert await decided(cleo, held, "RELEASE") == "applied"
    assert await why(cleo, held) == "subject.unknown"
    assert await inside.carry(parent) == ["applied"]
    assert await why(cleo, held) is None
    assert await cleo.sees("follow_up", promise)


async def test_destroyed_its_text_is_gone_in_the_same_transaction(inside: Inside) -> None:
    """Protocol §4. And what happens to it later changes nothing."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met = ada.new_id()
    letter = await from_a_revoked_phone(ada, "contact.record", met, seller(inside.now))
    held = held_of(ada, letter)
    assert await decided(cleo, held, "DESTROY") == "applied"
    async with inside.desk.database.read(inside.unit) as connection:
        kept = await rows.texts(connection, inside.unit, [str(held)])
    assert [text.field for text in kept.get(str(held), [])] == ["ground"]
    assert await why(cleo, held) is None
    for decision in ("RELEASE", "REDACT", "DESTROY"):
        assert await decided(cleo, held, decision) == "refused held.not_released"
    assert await inside.carry(letter) == ["held device.revoked"]
    assert not await cleo.sees("contact", met)


async def test_sealed_to_a_key_that_was_missing_it_opens_when_the_key_is_back(
    inside: Inside,
) -> None:
    """[A17] Let in, it is opened with the key of today, and else stays as it was."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    met = ada.new_id()
    key, point = inside.desk.keyring.make_ingest(inside.unit, inside.now)
    path = inside.settings.keys / "ingest" / inside.unit / f"{key}.pem"
    away = path.rename(path.with_suffix(".away"))
    ada.phone.keyring.keys = [IngestKey(key, point)]
    body = seller(inside.now, note="Påhittad anteckning.")
    letter = ada.write("contact.record", met, body)
    assert await inside.carry(letter) == ["held key.unknown"]
    held = held_of(ada, letter)
    assert await decided(cleo, held, "RELEASE") == "applied"
    assert await why(cleo, held) == "key.unknown"
    away.rename(path)
    assert await decided(cleo, held, "RELEASE") == "applied"
    assert await why(cleo, held) is None
    whole = await cleo.opens("contact", met)
    assert whole is not None
    assert whole["note"] == "Påhittad anteckning."
    assert await inside.carry(letter) == ["applied"]


async def test_a_refused_form_is_let_in_only_if_it_is_valid_now(inside: Inside) -> None:
    """Protocol §4. The author's day is over; nothing about the letter has changed."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    letter = ada.write("contact.record", ada.new_id(), contact(inside.now, not_offered=...))
    assert await inside.carry(letter) == ["refused contact.incomplete"]
    held = held_of(ada, letter)
    inside.now += DAY
    assert await why(cleo, held) == "contact.incomplete"
    assert await decided(cleo, held, "RELEASE") == "applied"
    assert await why(cleo, held) == "contact.incomplete"
    assert await inside.carry(letter) == ["refused contact.incomplete"]


@pytest.mark.parametrize("decision", ["RELEASE", "REDACT"])
async def test_what_is_not_allowed_is_not_let_in_by_a_decision(
    inside: Inside, decision: str
) -> None:
    """[FU5] A worker's assign does not become a supervisor's because one lets it in."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    promise = ada.new_id()
    opened = [follow_up("MEET", inside.now, id=str(promise))]
    await ada.did("contact.record", ada.new_id(), seller(inside.now, follow_ups=opened))
    letter = ada.write("follow_up.assign", promise, {"to": ada.member})
    assert await inside.carry(letter) == ["refused follow_up.not_yours"]
    held = held_of(ada, letter)
    inside.now += DAY
    outcome = await decided(cleo, held, decision)
    assert outcome == ("refused held.not_released" if decision == "RELEASE" else "applied")
    assert await why(cleo, held) == "follow_up.not_yours"
    assert cleo.told["follow_up", str(promise)]["assigned_to"] is None


async def test_only_a_supervisor_decides_with_a_ground_about_what_is_there(
    inside: Inside,
) -> None:
    """Protocol §4."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    ben = await inside.hand(name="Ben Påhittad")
    letter = await from_a_revoked_phone(ada, "contact.record", ada.new_id(), contact(inside.now))
    held = held_of(ada, letter)
    assert await decided(ben, held, "RELEASE") == "refused op.denied"
    assert await decided(cleo, held, "RELEASE", "kort") == "refused ground.too_short"
    assert await decided(cleo, held, "FORGET") == "refused op.invalid"
    assert await decided(cleo, cleo.new_id(), "RELEASE") == "refused held.not_released"
    assert await why(cleo, held) == "device.revoked"

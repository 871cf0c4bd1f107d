"""Which letters are the device's own, and what happens once however often it is sent (§2)?"""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.desk import RunningDesk
from tests.phones.broken import with_der_signature
from tests.phones.conftest import Meet, StrangePhone
from tests.phones.letter import Letter, sign, signed_bytes
from tests.phones.phone import Phone

from .among import among_good_ones, id_of, said
from .hand import contact, good, op, text_of, under, written
from .kept import in_clear, is_known

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def resigned(phone: Phone, letter: Letter, **changes: Any) -> Letter:
    changed = replace(letter, **changes)
    message = signed_bytes(changed.header, changed.sealed)
    return replace(changed, signature=sign(phone.device.signing_key, message))


async def test_a_letter_sent_twice_in_one_parcel_is_taken_in_once(meet: Meet) -> None:
    """[A01]"""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    met = ada.new_id()
    letter = written(ada, text_of(contact(ada, met)))
    first, second = await ada.post([letter, letter])
    assert first == second
    assert [row.id for row in (await cleo.read()).rows].count(str(met)) == 1


async def test_another_letter_under_a_known_id_is_refused_even_in_the_same_parcel(
    meet: Meet,
) -> None:
    """[A02] `op.id_reused`; the first is kept, and its receipt stays as it was."""
    ada = await meet("Ada Påhittad", "worker")
    first = good(ada)
    other_seal = under(ada, first.header)
    other_header = under(ada, text_of(json.loads(first.header) | {"seq": 9}))
    receipts = await ada.post([first, other_seal, other_header])
    assert [said(each) for each in receipts] == ["applied"] + ["refused op.id_reused"] * 2
    assert await ada.post([first]) == receipts[:1]
    assert [said(each) for each in await ada.post([other_seal])] == ["refused op.id_reused"]


async def test_a_flipped_signature_is_refused_and_changes_nothing(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A02]"""
    ada = await meet("Ada Påhittad", "worker")
    letter = good(ada)
    flipped = replace(letter, signature=letter.signature[:-1] + bytes([letter.signature[-1] ^ 1]))
    assert said(await among_good_ones(ada, flipped)) == "refused letter.signature"
    assert not await is_known(desk, ada, id_of(letter))
    (applied,) = await ada.post([letter])
    assert said(applied) == "applied"
    (refused,) = await ada.post([flipped])
    assert said(refused) == "refused letter.signature"
    assert await ada.post([letter]) == [applied]


async def test_a_captured_parcel_told_again_by_a_stranger_gets_the_stored_receipts(
    desk: RunningDesk, meet: Meet, strange_phone: StrangePhone
) -> None:
    """[A04]"""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    captured = [good(ada), op(ada, "contact.record", ada.new_id(), {})]
    first = await ada.post(captured)
    await cleo.read()
    assert await strange_phone().post(captured) == first
    assert (await cleo.read()).rows == []


async def test_another_enrolled_devices_signature_is_refused_and_nothing_stored(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A10]"""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    letter = good(ada)
    assert said(await among_good_ones(ada, resigned(ben, letter))) == "refused letter.signature"
    assert not await is_known(desk, ada, id_of(letter))
    assert not await is_known(desk, ben, id_of(letter))


@pytest.mark.parametrize("name", ["id", "seq", "at", "key", "x"])
async def test_a_header_altered_on_the_way_spoils_the_signature(
    desk: RunningDesk, meet: Meet, name: str
) -> None:
    """[A11]"""
    ada = await meet("Ada Påhittad", "worker")
    letter = good(ada)
    header = json.loads(letter.header)
    other = {"id": str(ada.new_id()), "seq": 99, "at": "2026-01-01T00:00:00Z", "key": "k", "x": 1}
    altered = replace(letter, header=text_of(header | {name: other[name]}))
    assert said(await among_good_ones(ada, altered)) == "refused letter.signature"
    assert not await is_known(desk, ada, id_of(altered))


async def test_a_claim_to_be_somebody_else_is_neither_believed_nor_kept(
    desk: RunningDesk, meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A12] Unit and author come from the device."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    dan = await meet_elsewhere("Dan Påhittad", "supervisor")
    claim = {"unit": dan.unit["id"], "member": "kanarie-A12", "by": dan.member["id"], "role": "x"}
    met = ada.new_id()
    whole = contact(ada, met, **claim) | claim
    receipt = await among_good_ones(ada, written(ada, text_of(whole), **claim))
    assert said(receipt) == "applied"
    await cleo.read()
    row = cleo.replica.find("contact", met)
    assert row
    assert row.data["by"] == ada.member["id"]
    assert "kanarie-A12" not in await in_clear(desk, ada)
    assert str(met) not in {each.id for each in (await dan.read()).rows}


SIGNATURES: dict[str, bytes] = {
    "empty": b"",
    "short": b"\1" * 63,
    "long": b"\1" * 65,
    "nothing but zeros": bytes(64),
    "r = 0": bytes(32) + b"\1" * 32,
    "s = 0": b"\1" * 32 + bytes(32),
    "r = order": P256_ORDER.to_bytes(32, "big") + b"\1" * 32,
    "s = order": b"\1" * 32 + P256_ORDER.to_bytes(32, "big"),
    "all ones": b"\xff" * 64,
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
async def test_what_is_no_signature_is_refused_and_nothing_stored(
    desk: RunningDesk, meet: Meet, signature: bytes
) -> None:
    """[A13]"""
    ada = await meet("Ada Påhittad", "worker")
    letter = good(ada)
    receipt = await among_good_ones(ada, replace(letter, signature=signature))
    expected = "letter.signature" if signature else "letter.malformed"
    assert (receipt.outcome, receipt.code) == ("refused", expected)
    assert not await is_known(desk, ada, id_of(letter))


async def test_der_is_refused_and_a_high_or_a_low_s_is_not(meet: Meet) -> None:
    """[A13] Half of all honest signatures have a high s."""
    ada = await meet("Ada Påhittad", "worker")
    letter = good(ada)
    der = await among_good_ones(ada, with_der_signature(letter))
    assert said(der) == "refused letter.signature"
    s = int.from_bytes(letter.signature[32:], "big")
    mirrored = letter.signature[:32] + (P256_ORDER - s).to_bytes(32, "big")
    first, second = await ada.post([letter, replace(letter, signature=mirrored)])
    assert said(first) == "applied"
    assert first == second


async def test_a_strange_device_cannot_say_whose_letter_it_is(
    desk: RunningDesk, meet: Meet, strange_phone: StrangePhone
) -> None:
    """[A10] Ada's id, a stranger's key."""
    ada, stranger = await meet("Ada Påhittad", "worker"), strange_phone()
    stranger.keyring, stranger.device.id = ada.keyring, ada.device.id
    letter = good(stranger)
    assert said(await among_good_ones(ada, letter)) == "refused letter.signature"
    assert not await is_known(desk, ada, id_of(letter))


async def test_fifty_at_once_with_the_same_parcel_get_one_answer(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A37] One row each, no deadlock, no 5xx: any other status is `Weather` here."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    await cleo.read()
    parcel = [good(ada) for _ in range(5)]
    answers = await asyncio.gather(*(ada.post(parcel) for _ in range(50)))
    assert {said(each) for each in answers[0]} == {"applied"}
    assert all(answer == answers[0] for answer in answers)
    given = [row.id for row in (await cleo.read()).rows if row.kind == "contact"]
    assert len(given) == len(set(given)) == 5


async def test_two_seals_of_one_op_cross_on_the_way(meet: Meet) -> None:
    """[A02] [A37] Sent at the same moment, one is kept and the other refused."""
    ada = await meet("Ada Påhittad", "worker")
    one = good(ada)
    other = under(ada, one.header)
    answers = await asyncio.gather(ada.post([one]), ada.post([other]))
    assert sorted(said(each) for (each,) in answers) == ["applied", "refused op.id_reused"]

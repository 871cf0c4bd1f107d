"""Does one bad letter harm its neighbours, or a good letter depend on who carries it (§3)?"""

from dataclasses import replace

from . import broken
from .answers import Receipt
from .bodies import seller
from .conftest import Desk, Meet, StrangePhone
from .device import Device
from .letter import Letter, json_bytes, sign, signed_bytes
from .phone import Phone


def write_one(phone: Phone) -> Letter:
    return phone.write("contact.record", phone.new_id(), seller(phone.now()))


def outcomes(receipts: list[Receipt]) -> list[str]:
    return [receipt.outcome for receipt in receipts]


async def test_spoiled_letters_among_good_ones_get_receipts_by_position(meet: Meet) -> None:
    """§3: bad base64, bad form, bad signature: `refused`; anything, even null, gets a receipt."""
    ada = await meet("Ada Påhittad", "worker")
    first, last, bad = write_one(ada), write_one(ada), write_one(ada)
    spoiled: list[object] = [
        broken.with_spoiled_base64(bad, "header"),
        broken.with_spoiled_base64(bad, "sealed"),
        broken.with_spoiled_base64(bad, "signature"),
        broken.with_padding(bad, "signature"),
        broken.with_flipped_signature(bad),
        broken.with_flipped_seal(bad),
        broken.with_der_signature(bad),
        broken.with_doubled_key(bad, ada.device.signing_key),
        broken.without(bad, "sealed"),
        None,
        [],
        "letter",
    ]
    receipts = await ada.post([first, *spoiled, last])
    assert outcomes(receipts) == ["applied", *["refused"] * len(spoiled), "applied"]
    assert all(receipt.code for receipt in receipts[1:-1])
    assert receipts[1].id is None
    assert [receipt.id for receipt in receipts[-4:-1]] == [None, None, None]


async def test_a_refused_signature_burns_nobodys_id(meet: Meet) -> None:
    """§3: only outcomes of letters whose signature verified are stored."""
    ada = await meet("Ada Påhittad", "worker")
    good = write_one(ada)
    forger = Device(ada.now(), ada.random_bytes)
    forged = replace(
        good, signature=sign(forger.signing_key, signed_bytes(good.header, good.sealed))
    )
    assert outcomes(await ada.post([forged])) == ["refused"]
    assert outcomes(await ada.post([good])) == ["applied"]


async def test_the_same_id_with_other_bytes_is_refused_and_a_new_signature_is_not(
    meet: Meet,
) -> None:
    """§1: same bytes means header and sealed; the signature does not count."""
    ada = await meet("Ada Påhittad", "worker")
    good, other = write_one(ada), write_one(ada)
    (first,) = await ada.post([good])
    key = ada.device.signing_key
    again = replace(good, signature=sign(key, signed_bytes(good.header, good.sealed)))
    assert again.signature != good.signature
    assert await ada.post([again]) == [first]
    reused = replace(
        good, sealed=other.sealed, signature=sign(key, signed_bytes(good.header, other.sealed))
    )
    (receipt,) = await ada.post([reused])
    assert (receipt.outcome, receipt.code) == ("refused", "op.id_reused")
    assert await ada.post([good]) == [first]


async def test_ben_carries_adas_letter_and_needs_no_session_for_it(
    desk: Desk, strange_phone: StrangePhone, meet: Meet
) -> None:
    """§1: carrying needs no session, and one parcel may hold letters of several devices."""
    ada, ben = await meet("Ada Påhittad", "worker"), strange_phone()
    await ben.enrol(await desk.invite("Ben Påhittad", "worker"))
    letter = write_one(ada)
    carried = await ben.post([write_one(ben), letter])
    assert outcomes(carried) == ["applied", "applied"]
    assert list(ben.line.client.cookies.jar) == []
    assert await ada.post() == carried[1:]
    assert await strange_phone().post([letter]) == carried[1:]


async def test_a_letter_of_an_unknown_device_failed_and_is_kept(
    meet: Meet, strange_phone: StrangePhone
) -> None:
    """§3: unknown device: `failed device.unknown`, and `failed` is never stored."""
    ada, stranger = await meet("Ada Påhittad", "worker"), strange_phone()
    stranger.keyring = ada.keyring
    write_one(stranger)
    (receipt,) = await stranger.post()
    assert (receipt.outcome, receipt.code) == ("failed", "device.unknown")
    assert len(stranger.outbox.waiting) == 1


async def test_an_envelope_of_another_form_is_400_and_too_many_letters_are_413(
    meet: Meet,
) -> None:
    """§3: at most 50 letters a parcel; a letter over 32 KiB `refused op.too_large`."""
    ada = await meet("Ada Påhittad", "worker")
    for envelope in ({}, {"protocol": 1, "letters": None}, {"protocol": 1, "letters": {}}):
        assert (await ada.line.post("/api/ops", envelope)).status_code == 400
    many = {"protocol": 1, "letters": [None] * 51}
    assert (await ada.line.post("/api/ops", many)).status_code == 413
    huge = ada.write("contact.record", ada.new_id(), seller(ada.now(), note="x" * 40_000))
    good = write_one(ada)
    too_large, applied = await ada.post([huge, good])
    assert (too_large.outcome, too_large.code) == ("refused", "op.too_large")
    assert applied.outcome == "applied"


async def test_unknown_fields_are_ignored_and_a_code_outside_its_list_is_not_taken(
    meet: Meet,
) -> None:
    """The preamble, and §4: nothing outside a list is taken."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    met = ada.new_id()
    ada.write("contact.record", met, seller(ada.now(), nationality="påhittad"))
    ada.write("contact.record", ada.new_id(), seller(ada.now(), arena="PALACE"))
    ada.write("contact.record", ada.new_id(), seller(ada.now(), not_offered="LEFT"))
    assert outcomes(await ada.post()) == ["applied", "refused", "refused"]
    await cleo.read()
    row = cleo.replica.find("contact", met)
    assert row
    assert "påhittad" not in json_bytes(row.data).decode()

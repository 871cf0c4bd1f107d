"""Does a letter have the form of protocol §2? No desk is needed to tell."""

import json
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag

from . import broken
from .bodies import seller
from .device import Device
from .fake_desk import NIGHT, FakeDesk, opened, verify
from .letter import (
    Header,
    IngestKey,
    Letter,
    b64,
    json_bytes,
    letter,
    padded,
    seal,
    sign,
    signed_bytes,
    unb64,
    uuid7,
)

ADA = Device(NIGHT, Random(2).randbytes)
BEN = Device(NIGHT, Random(3).randbytes)
UNIT = Device(NIGHT, Random(4).randbytes)
KEY = IngestKey("made-up-key", UNIT.public_point())
SUBJECT = UUID(int=5)
OP = {"type": "contact.record", "subject": str(SUBJECT), "seen": None, "body": seller(NIGHT)}


def a_letter(seq: int = 1) -> Letter:
    header = Header(uuid7(NIGHT, Random(seq).randbytes), ADA.id, seq, NIGHT, KEY.id)
    return letter(OP, header, KEY, ADA.signing_key)


def test_the_unit_opens_what_was_sealed_to_it() -> None:
    """§2: HPKE base mode to the unit's ingest public key, bound to the header."""
    header, op = opened(a_letter().as_json(), UNIT.signing_key)
    assert op == OP
    assert header["v"] == 1
    assert header["device"] == str(ADA.id)
    assert header["key"] == "made-up-key"


def test_nobody_else_opens_it_and_it_opens_under_no_other_header() -> None:
    """§2: info = "lykta/op/1\\0" || SHA-256(header bytes)."""
    good = a_letter()
    with pytest.raises(InvalidTag):
        opened(good.as_json(), BEN.signing_key)
    with pytest.raises(InvalidTag):
        opened(broken.with_other_id(good, UUID(int=9)).as_json(), UNIT.signing_key)


def test_the_signature_is_over_exactly_the_bytes_sent() -> None:
    """§2: hash and sign the bytes that are sent, never a re-serialisation."""
    good = a_letter()
    verify(good.as_json(), ADA.signing_key.public_key())
    rewritten = json.dumps(json.loads(good.header), indent=1).encode()
    with pytest.raises(InvalidSignature):
        verify(good.as_json() | {"header": b64(rewritten)}, ADA.signing_key.public_key())


def test_each_broken_letter_is_broken() -> None:
    good = a_letter()
    assert len(good.signature) == 64
    for bad in (
        broken.with_flipped_signature(good),
        broken.with_flipped_seal(good),
        broken.with_der_signature(good),
        broken.with_other_id(good, UUID(int=9)),
    ):
        with pytest.raises(InvalidSignature):
            verify(bad.as_json(), ADA.signing_key.public_key())


def test_a_letter_by_another_hand_does_not_pass_for_adas() -> None:
    good = a_letter()
    forged = sign(BEN.signing_key, signed_bytes(good.header, good.sealed))
    with pytest.raises(InvalidSignature):
        verify(good.as_json() | {"signature": b64(forged)}, ADA.signing_key.public_key())


@pytest.mark.parametrize(("length", "total"), [(1, 512), (511, 512), (512, 512), (513, 1024)])
def test_a_plaintext_is_padded_with_spaces_to_a_multiple_of_512(length: int, total: int) -> None:
    """§2: and so the seal tells no more of the length: 65 bytes of key, 16 of tag."""
    assert padded(b"x" * length) == b"x" * length + b" " * (total - length)
    assert len(seal(padded(b"x" * length), b"{}", KEY)) == 65 + total + 16


def test_a_padded_op_is_still_the_same_json() -> None:
    assert json.loads(padded(json_bytes(OP))) == OP


def test_neither_id_nor_header_tells_the_second_of_a_meeting() -> None:
    """CT3, and the preamble: the time part of an id is floored to 15 minutes."""
    quarter = NIGHT.replace(minute=45, second=0)
    for second in (0, 1, 60, 899):
        at = quarter + timedelta(seconds=second, milliseconds=3)
        assert uuid7(at, Random(6).randbytes) == uuid7(quarter, Random(6).randbytes)
        header = Header(SUBJECT, ADA.id, 1, at, KEY.id).as_bytes()
        assert json.loads(header)["at"] == "2031-03-07T23:45:00+00:00"
    later = uuid7(quarter + timedelta(minutes=15), Random(6).randbytes)
    assert later > uuid7(quarter, Random(6).randbytes)


def test_an_id_is_a_uuid_of_version_7_that_holds_its_quarter_and_is_random_else() -> None:
    made = [uuid7(NIGHT, Random(seed).randbytes) for seed in range(50)]
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    quarter = NIGHT.replace(minute=45, second=0)
    assert {one.int >> 80 for one in made} == {int(quarter.timestamp() * 1000)}
    assert len(set(made)) == 50


def test_byte_strings_travel_without_padding_characters() -> None:
    assert b64(b"\xff\xfe") == "__4"
    assert unb64("__4") == b"\xff\xfe"
    assert "=" not in json.dumps(a_letter().as_json())


def test_the_fake_desk_takes_in_what_a_phone_writes() -> None:
    desk = FakeDesk()
    written = desk.phone().write("contact.record", SUBJECT, seller(NIGHT), mends=UUID(int=8))
    assert desk.receipt(written.as_json())["outcome"] == "applied"
    assert desk.ops[0]["mends"] == str(UUID(int=8))
    assert desk.ops[0]["seen"] is None

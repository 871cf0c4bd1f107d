"""Which letters are the device's own, and what becomes of those that are not, or not quite (§2)?"""

import asyncio
import json
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.desk import RunningDesk
from tests.phones.answers import Receipt
from tests.phones.broken import with_der_signature
from tests.phones.conftest import Meet, StrangePhone
from tests.phones.device import Device
from tests.phones.letter import IngestKey, Letter, padded, seal, sign, signed_bytes
from tests.phones.phone import Phone

from .hand import contact, good, header_of, nested, op, text_of, under, written
from .kept import in_clear, is_known

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ZONED = "+01:00"


def said(receipt: Receipt) -> str:
    return f"{receipt.outcome} {receipt.code}" if receipt.code else receipt.outcome


async def among_good_ones(phone: Phone, letter: object) -> Receipt:
    """Its receipt, after its neighbours' were seen to be applied."""
    first, receipt, last = await phone.post([good(phone), letter, good(phone)])
    assert (said(first), said(last)) == ("applied", "applied")
    return receipt


def id_of(letter: Letter) -> str:
    id: str = json.loads(letter.header)["id"]
    return id


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


IDS = {
    "nil": "00000000-0000-0000-0000-000000000000",
    "max": "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "short": "019aaf00-0000-7000-8000-00000000000",
    "newline": "019aaf00-0000-7000-8000-000000000000\n",
    "upper case": "019AAF00-0000-7000-8000-00000000000A",
    "mixed case": "019aaf00-0000-7000-8000-00000000000A",
    "braces": "{019aaf00-0000-7000-8000-000000000000}",
    "urn": "urn:uuid:019aaf00-0000-7000-8000-000000000000",
    "no dashes": "019aaf0000007000800000000000000a",
    "version 4": str(uuid.uuid4()),
    "full-width": "０19aaf00-0000-7000-8000-000000000000",
    "empty": "",
    "null": None,
    "number": 7,
    "NUL": "019aaf00-0000-7000-8000-00000000000\0",
}


@pytest.mark.parametrize("id", IDS.values(), ids=IDS)
async def test_a_header_with_a_strange_id_is_refused_without_one(meet: Meet, id: object) -> None:
    """[A06] `id` is null where the header cannot be read."""
    ada = await meet("Ada Påhittad", "worker")
    receipt = await among_good_ones(ada, under(ada, text_of(header_of(ada, id=id))))
    assert (receipt.id, receipt.code) == (None, "letter.malformed")


async def test_an_id_that_tells_the_second_is_refused(meet: Meet) -> None:
    """§preamble: the time part of an id is floored to 15 minutes."""
    ada = await meet("Ada Påhittad", "worker")
    told = uuid.UUID(int=ada.new_id().int + (1 << 80))
    receipt = await among_good_ones(ada, under(ada, text_of(header_of(ada, id=str(told)))))
    assert said(receipt) == "refused letter.malformed"


async def test_a_number_that_comes_again_is_accepted_and_a_gap_is_told(meet: Meet) -> None:
    """[A07] [A08] The phone was restored from an old copy; or two letters are still to come."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    letters = [
        under(ada, text_of(header_of(ada, seq=number))) for number in (1, 2, 2, 5, 2**53 - 1)
    ]
    assert {said(each) for each in await ada.post(letters)} == {"applied"}
    devices = (await cleo.line.get("/api/devices")).json()["devices"]
    (adas,) = [each for each in devices if each["id"] == str(ada.device.id)]
    assert adas["highest_seq"] == 2**53 - 1
    assert adas["missing"][:3] == [3, 4, 6]
    assert len(adas["missing"]) <= 1000


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


async def test_another_header_truly_signed_does_not_open_the_seal(meet: Meet) -> None:
    """[A11] The seal is bound to its header, so it is held and never shown."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    letter = good(ada)
    moved = resigned(ada, letter, header=text_of(header_of(ada)))
    receipt = await among_good_ones(ada, moved)
    assert said(receipt) == "held key.unknown"
    rows = {row.id: row for row in (await cleo.read()).rows}
    assert [row.data["why"] for row in rows.values() if row.data.get("op") == id_of(moved)] == [
        "key.unknown"
    ]


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


async def test_a_letter_sealed_to_another_units_key_is_held_unopened(
    meet: Meet, meet_elsewhere: Meet
) -> None:
    """[A17] Under that key's true name as well as under our own."""
    ada, dan = await meet("Ada Påhittad", "worker"), await meet_elsewhere("Dan Påhittad", "worker")
    theirs = dan.keyring.newest
    plaintext = text_of(contact(ada, ada.new_id()))
    for name in (theirs.id, ada.keyring.newest.id):
        receipt = await among_good_ones(ada, written(ada, plaintext, theirs, key=name))
        assert said(receipt) == "held key.unknown"


@pytest.mark.parametrize(
    "key", ["x", "../../kek/2026-01", "..", "/", "-", "\0", "a" * 64, "nyckel å", "CON", " "]
)
async def test_a_strange_name_of_a_key_opens_nothing(meet: Meet, key: str) -> None:
    """[A17] A key's name comes from outside and must lead to no other file."""
    ada = await meet("Ada Påhittad", "worker")
    letter = written(ada, text_of(contact(ada, ada.new_id())), key=key)
    assert said(await among_good_ones(ada, letter)) == "held key.unknown"


GENERATOR = ec.derive_private_key(1, ec.SECP256R1()).public_key().public_numbers()
SEALED: dict[str, bytes] = {
    "one byte": b"\4",
    "64 bytes": b"\4" * 64,
    "65 bytes": b"\4" * 65,
    "identity": bytes(65) + bytes(100),
    "not on the curve": b"\4" + b"\1" * 64 + bytes(100),
    "coordinates beyond the field": b"\4" + b"\xff" * 64 + bytes(100),
    "compressed": b"\2" + GENERATOR.x.to_bytes(32, "big") + bytes(132),
    "hybrid": b"\6" + GENERATOR.x.to_bytes(32, "big") + GENERATOR.y.to_bytes(32, "big") + bytes(99),
    "no ciphertext": b"\4" + GENERATOR.x.to_bytes(32, "big") + GENERATOR.y.to_bytes(32, "big"),
    "noise": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("sealed", SEALED.values(), ids=SEALED)
async def test_what_is_no_seal_is_held_and_the_desk_lives_on(meet: Meet, sealed: bytes) -> None:
    """[A18] Signed by the device, so it is kept: it may be the desk that lacks the key."""
    ada = await meet("Ada Påhittad", "worker")
    letter = under(ada, text_of(header_of(ada)), sealed)
    assert said(await among_good_ones(ada, letter)) == "held key.unknown"
    assert said((await ada.post([letter]))[0]) == "held key.unknown"


PLAINTEXTS: dict[str, bytes] = {
    "[A19] nothing": b"",
    "[A19] nothing but padding": b" " * 512,
    "null": b"null",
    "list": b"[]",
    "no object": b'"op"',
    "[A22] deep": nested(10_000),
    "[A23] no UTF-8": b"\xff\xfe",
    "[A23] no UTF-8 in a field": b'{"type":"\xff","subject":"","body":{}}',
    "[A23] overlong UTF-8": b'{"type":"\xc0\x80","subject":"","body":{}}',
    "[A24] byte order mark": b"\xef\xbb\xbf{}",
    "[A24] lone surrogate": b'{"type":"\\ud800","subject":"","body":{}}',
    "[A24] NaN": b'{"type":NaN}',
    "[A24] trailing bytes": b"{}x",
    "NULs": bytes(512),
}


@pytest.mark.parametrize("plaintext", PLAINTEXTS.values(), ids=PLAINTEXTS)
async def test_what_opens_but_is_no_op_is_refused_and_kept_for_its_author(
    desk: RunningDesk, meet: Meet, plaintext: bytes
) -> None:
    """§3: a letter that verified and opened but is `refused` is kept by the desk too."""
    ada = await meet("Ada Påhittad", "worker")
    letter = written(ada, plaintext)
    receipt = await among_good_ones(ada, letter)
    assert receipt.outcome == "refused"
    assert receipt.code in ("op.unreadable", "op.invalid")
    assert await is_known(desk, ada, id_of(letter))
    await ada.read()
    held = [row for row in ada.replica.rows.values() if row.data.get("op") == id_of(letter)]
    assert [row.data["why"] for row in held] == [receipt.code]
    assert (await ada.line.get(f"/api/held/{held[0].id}")).status_code == 200


async def test_padding_is_not_checked(meet: Meet) -> None:
    """[A19]"""
    ada = await meet("Ada Påhittad", "worker")
    for pad in (b"", b" ", b" " * 511, b"\n\t "):
        letter = written(ada, text_of(contact(ada, ada.new_id())) + pad)
        assert said(await among_good_ones(ada, letter)) == "applied", pad


HEADERS: dict[str, bytes] = {
    "null": b"null",
    "list": b"[]",
    "[A22] deep": nested(10_000),
    "[A23] no UTF-8": b'{"v":"\xff"}',
    "[A24] byte order mark": b"\xef\xbb\xbf{}",
    "[A24] trailing bytes": b"{}{}",
}
SPOILED_FIELDS: dict[str, dict[str, Any]] = {
    "no version": {"v": ...},
    "version 2": {"v": 2},
    "version as text": {"v": "1"},
    "version true": {"v": True},
    "no device": {"device": ...},
    "device null": {"device": None},
    "seq 0": {"seq": 0},
    "seq -1": {"seq": -1},
    "seq 2^53": {"seq": 2**53},
    "[A28] seq as text": {"seq": "1"},
    "[A28] seq with a fraction": {"seq": 1.5},
    "[A28] seq of 30 digits": {"seq": 10**29},
    "[A29] naive": {"at": "2026-01-01T00:00:00"},
    "[A29] leap second": {"at": "2016-12-31T23:59:60Z"},
    "[A29] a number": {"at": 1_800_000_000},
    "at the second": {"at": "2026-01-01T00:00:01Z"},
    "at a minute": {"at": "2026-01-01T00:01:00Z"},
    "no key": {"key": ...},
    "key empty": {"key": ""},
    "key too long": {"key": "k" * 65},
    "[A24] lone surrogate": {"key": "\ud800"},
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
async def test_what_is_no_header_is_refused_without_an_id(meet: Meet, header: bytes) -> None:
    ada = await meet("Ada Påhittad", "worker")
    receipt = await among_good_ones(ada, under(ada, header))
    assert (receipt.id, said(receipt)) == (None, "refused letter.malformed")


@pytest.mark.parametrize("spoiled", SPOILED_FIELDS.values(), ids=SPOILED_FIELDS)
async def test_a_header_with_one_spoiled_field_is_refused_and_nothing_stored(
    desk: RunningDesk, meet: Meet, spoiled: dict[str, Any]
) -> None:
    ada = await meet("Ada Påhittad", "worker")
    header = header_of(ada, **spoiled)
    receipt = await among_good_ones(ada, under(ada, text_of(header)))
    assert said(receipt) == "refused letter.malformed"
    assert not await is_known(desk, ada, header["id"])


@pytest.mark.parametrize("name", ["v", "id", "device", "seq", "at", "key", "unknown"])
async def test_a_header_that_says_a_thing_twice_is_refused(meet: Meet, name: str) -> None:
    """[A25] What is signed must mean one thing, also where both say the same."""
    ada = await meet("Ada Påhittad", "worker")
    header = header_of(ada, unknown=1)
    twice = text_of(header)[:-1] + b"," + text_of({name: header[name]})[1:]
    assert said(await among_good_ones(ada, under(ada, twice))) == "refused letter.malformed"
    escaped = twice.replace(
        b'"%s"' % name.encode(), b'"\\u%04x%s"' % (ord(name[0]), name[1:].encode()), 1
    )
    assert said(await among_good_ones(ada, under(ada, escaped))) == "refused letter.malformed"


async def test_unknown_fields_of_a_header_are_ignored_and_signed_all_the_same(
    meet: Meet,
) -> None:
    """[A27]"""
    ada = await meet("Ada Påhittad", "worker")
    letter = written(
        ada, text_of(contact(ada, ada.new_id())), __proto__={"seq": 1}, constructor=[], toString=""
    )
    assert said(await among_good_ones(ada, letter)) == "applied"


@pytest.mark.parametrize(
    ("days", "mark"), [(-3, None), (3, "future"), (-4, "old"), (-400, "old"), (400, "future")]
)
async def test_a_phone_whose_clock_is_wrong_is_believed_and_marked(
    meet: Meet, days: int, mark: str | None
) -> None:
    """[A30] CT3: a strange time is marked, never refused."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    true = ada.now()
    # An hour less than whole days, so that three days ago is not yet old.
    ada.now = lambda: true + timedelta(days=days, hours=1)
    met = ada.new_id()
    assert said(await among_good_ones(ada, written(ada, text_of(contact(ada, met))))) == "applied"
    await cleo.read()
    row = cleo.replica.find("contact", met)
    assert row
    assert row.data.get("marks", []) == ([mark] if mark else [])


async def test_a_phone_that_lost_its_clock_signs_in_all_the_same(meet: Meet) -> None:
    """[A30] A challenge is fresh by the desk's clock, not by the phone's."""
    ada = await meet("Ada Påhittad", "worker")
    true = ada.now()
    ada.now = lambda: true - timedelta(days=20_000)
    await ada.sign_in()
    await ada.read()


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


async def test_a_key_of_the_phones_own_making_is_no_key_of_the_unit(meet: Meet) -> None:
    """[A17]"""
    ada = await meet("Ada Påhittad", "worker")
    point = Device(ada.now(), ada.random_bytes).public_point()
    own = IngestKey(ada.keyring.newest.id, point)
    head = text_of(header_of(ada))
    sealed = seal(padded(text_of(contact(ada, ada.new_id()))), head, own)
    assert said(await among_good_ones(ada, under(ada, head, sealed))) == "held key.unknown"

"""What is kept of a letter that the device signed and the desk cannot read (§2, §3)?"""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.desk import RunningDesk
from tests.phones.conftest import Meet
from tests.phones.device import Device
from tests.phones.letter import IngestKey, padded, seal

from .among import among_good_ones, id_of, said
from .hand import contact, good, header_of, nested, text_of, under, written
from .kept import is_known


async def test_another_header_truly_signed_does_not_open_the_seal(meet: Meet) -> None:
    """[A11] The seal is bound to its header, so it is held and never shown."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    letter = good(ada)
    moved = under(ada, text_of(header_of(ada)), letter.sealed)
    receipt = await among_good_ones(ada, moved)
    assert said(receipt) == "held key.unknown"
    rows = {row.id: row for row in (await cleo.read()).rows}
    assert [row.data["why"] for row in rows.values() if row.data.get("op") == id_of(moved)] == [
        "key.unknown"
    ]


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


async def test_a_key_of_the_phones_own_making_is_no_key_of_the_unit(meet: Meet) -> None:
    """[A17]"""
    ada = await meet("Ada Påhittad", "worker")
    point = Device(ada.now(), ada.random_bytes).public_point()
    own = IngestKey(ada.keyring.newest.id, point)
    head = text_of(header_of(ada))
    sealed = seal(padded(text_of(contact(ada, ada.new_id()))), head, own)
    assert said(await among_good_ones(ada, under(ada, head, sealed))) == "held key.unknown"

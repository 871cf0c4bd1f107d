"""A date comes, and the desk does by itself what is due: and nothing can stop it (CO8, CO5)."""

from datetime import timedelta

import pytest

from lykta.store import rows
from lykta.store.puts import put
from tests.phones.bodies import seller, wants_a_call
from tests.phones.letter import Header, Letter, padded, seal, sign, signed_bytes
from tests.server.inside import Hand, Inside

DAY = timedelta(days=1)


def strange(ada: Hand, plaintext: bytes) -> Letter:
    """Sealed and signed as honestly as any, but nothing that can be read as an op."""
    phone = ada.phone
    key = phone.keyring.newest
    header = Header(phone.new_id(), phone.device.id, 1, phone.now(), key.id).as_bytes()
    sealed = seal(padded(plaintext), header, key)
    return Letter(header, sealed, sign(phone.device.signing_key, signed_bytes(header, sealed)))


@pytest.mark.parametrize(
    "plaintext", [b"nothing", b"\xff\xfe", b"[1]", b'{"body":[{"details":1}]}', b"[" * 9000, b""]
)
async def test_a_letter_that_nobody_can_read_reaches_its_date_and_hurts_nobody(
    inside: Inside, plaintext: bytes
) -> None:
    """[CO5] The unit's feed goes on for everybody."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    (outcome,) = await inside.carry(strange(ada, plaintext))
    assert outcome.startswith("refused op.")
    await cleo.read()
    for days in (1, 30, 31):
        inside.now += days * DAY
        await inside.work()
        await cleo.read()
    assert [kind for kind, _ in cleo.told].count("held") == 1


async def test_a_letter_that_was_damaged_reaches_its_date_and_hurts_nobody(
    inside: Inside,
) -> None:
    """[A104]"""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    await inside.set_device(ada, "revoked")
    for _ in range(2):
        body = wants_a_call(inside.now, ada.new_id())
        assert await ada.did("contact.record", ada.new_id(), body) == "held device.revoked"
    await cleo.read()
    one, other = [id for kind, id in cleo.told if kind == "held"]
    async with inside.desk.database.write(inside.unit) as connection:
        (text,) = (await rows.texts(connection, inside.unit, [one]))[one]
        await put(connection, rows.texts_saved(inside.unit, [text._replace(row=other)]))
    inside.now += 15 * DAY
    await inside.work()
    await cleo.read()
    assert await cleo.sees("held", other)
    whole = await cleo.opens("held", one)
    assert whole is not None
    assert "070-000" not in whole["letter"]


async def test_details_end_at_their_date_in_the_same_transaction(inside: Inside) -> None:
    """[CO8] Their text is gone, their assignee is told, and twice is once."""
    ada = await inside.hand()
    call = ada.new_id()
    await ada.did("contact.record", ada.new_id(), wants_a_call(inside.now, call))
    await ada.did("follow_up.take", call)
    await ada.read()
    assert "details" in ada.told["follow_up", str(call)]
    inside.now += 14 * DAY
    await inside.work()
    await inside.work()
    async with inside.desk.database.read(inside.unit) as connection:
        assert await rows.texts(connection, inside.unit, [str(call)]) == {}
    assert (await ada.read()).rows == [("follow_up", str(call))]
    told = ada.told["follow_up", str(call)]
    assert "details" not in told
    assert (told["reach"], told["state"]) == ("ended", "assigned")


async def test_what_has_no_date_stays(inside: Inside) -> None:
    """[CO8]"""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    await ada.did("contact.record", ada.new_id(), seller(inside.now))
    clock = (await cleo.page()).clock
    inside.now += 60 * DAY
    await inside.work()
    assert (await cleo.page()).clock == clock

"""Keys of a new month: what was kept can be read on, what was deleted is gone from every backup."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest

from lykta.settings import Settings
from lykta.store import people, push, rows
from lykta.store.puts import put
from lykta.upkeep.keys import rotate
from lykta.vault.keyring import Keyring
from lykta.vault.records import Damaged, Kept, Records
from tests.phones.bodies import seller
from tests.phones.letter import unb64
from tests.server.inside import Hand, Inside

NOVEMBER = datetime(2026, 11, 9, 22, 7, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 7, 22, 7, tzinfo=UTC)
NOTE = "Påhittad anteckning."


@pytest.fixture
async def inside(fresh: Settings) -> AsyncIterator[Inside]:
    """With keys of its own: the other tests' are not to be changed."""
    async with aclosing(Inside(fresh)) as inside:
        await inside.open_unit()
        yield inside


@pytest.fixture
async def sara(inside: Inside) -> Hand:
    return await inside.hand("supervisor", "Sara Påhittad")


async def written(inside: Inside, ada: Hand) -> str:
    contact = ada.new_id()
    body = seller(inside.now, note=NOTE)
    assert await ada.did("contact.record", contact, body) == "applied"
    return str(contact)


async def kept(inside: Inside, contact: str) -> Kept:
    async with inside.desk.database.read(inside.unit) as connection:
        (text,) = (await rows.texts(connection, inside.unit, [contact]))[contact]
    return Kept(text.kek, text.wrapped_key, text.sealed)


async def test_a_new_month_wraps_every_text_anew_and_touches_none(
    inside: Inside, sara: Hand
) -> None:
    """The ciphertext stays byte for byte, it opens as before, and twice is once."""
    ada = await inside.hand()
    contacts = [await written(inside, ada) for _ in range(3)]
    before = [await kept(inside, contact) for contact in contacts]
    inside.now = NOVEMBER
    done = await rotate(inside.desk)
    assert "2026-11" in done.made
    assert (done.damaged, done.destroyed) == (0, [])
    after = [await kept(inside, contact) for contact in contacts]
    assert [each.kek for each in after] == ["2026-11"] * 3
    assert [each.sealed for each in after] == [each.sealed for each in before]
    for contact in contacts:
        assert NOTE in str(await sara.opens("contact", contact))
    again = await rotate(inside.desk)
    assert (again.made, again.wrapped, again.destroyed) == ([], 0, [])


async def test_an_old_key_is_destroyed_35_days_after_it_was_replaced(
    inside: Inside, sara: Hand
) -> None:
    """[RE2] Then a copy of the database from before opens nothing of it any more, deleted or
    not, while what stands here is read on.
    """
    ada = await inside.hand()
    contact = await written(inside, ada)
    backup = await kept(inside, contact)
    inside.now = NOVEMBER
    await rotate(inside.desk)
    fresh = Records(Keyring(inside.settings.keys))
    assert fresh.read(inside.unit, contact, "note", backup).decode() == NOTE
    inside.now = DECEMBER
    assert "2026-10" in (await rotate(inside.desk)).destroyed
    assert not (inside.settings.keys / "kek" / "2026-10.key").exists()
    with pytest.raises(Exception, match=r"2026-10\.key is missing"):
        Records(Keyring(inside.settings.keys)).read(inside.unit, contact, "note", backup)
    assert NOTE in str(await sara.opens("contact", contact))


async def test_a_text_that_does_not_open_keeps_its_key_and_hinders_nobody(
    inside: Inside, sara: Hand
) -> None:
    ada = await inside.hand()
    broken, whole = await written(inside, ada), await written(inside, ada)
    async with inside.desk.database.write(inside.unit) as connection:
        (text,) = (await rows.texts(connection, inside.unit, [broken]))[broken]
        flipped = bytes([text.wrapped_key[0] ^ 1]) + text.wrapped_key[1:]
        await put(connection, rows.texts_saved(inside.unit, [text._replace(wrapped_key=flipped)]))
    for inside.now in (NOVEMBER, DECEMBER):
        done = await rotate(inside.desk)
        assert done.damaged == 1
        assert "2026-10" not in done.destroyed
    assert NOTE in str(await sara.opens("contact", whole))
    with pytest.raises(Damaged):
        await sara.opens("contact", broken)


async def test_a_new_ingest_key_is_served_first_and_the_old_one_opens_on(
    inside: Inside, sara: Hand
) -> None:
    """A phone that was in a drawer meanwhile seals to the key it knows, and loses nothing."""
    drawer, ada = await inside.hand(name="Dag Påhittad"), await inside.hand()
    old = drawer.phone.keyring.newest.id
    inside.now = NOVEMBER
    done = await rotate(inside.desk)
    async with inside.desk.database.read() as connection:
        keys = await people.ingest_keys(connection, inside.unit)
    assert [key.id for key in keys][1:] == [old]
    assert keys[0].id in done.made
    assert keys[0].not_after - inside.now == timedelta(days=31)
    async with inside.doors(ada) as phone:
        await phone.keys()
        assert phone.keyring.newest.id == keys[0].id
        point = (await phone.line.get("/api/keys", device=ada.device)).json()["ingest"][0]
        assert unb64(point["public_key"]) == keys[0].public_key
    for hand in (ada, drawer):
        assert NOTE in str(await sara.opens("contact", await written(inside, hand)))


async def test_without_the_keys_nothing_is_read_and_no_letter_is_lost(
    inside: Inside, sara: Hand
) -> None:
    """[A106] Whoever reads or sends is told 503 and when to try again, so a letter stays with its
    phone; once the keys are back it is taken in. Nothing is ever kept as plain text instead.
    """
    ada = await inside.hand()
    contact = await written(inside, ada)
    keys, away = inside.settings.keys, inside.settings.data / "away"
    keys.rename(away)
    inside.desk.keyring = Keyring(keys)
    inside.desk.records = Records(inside.desk.keyring)
    async with inside.doors(sara) as phone:
        await phone.sign_in()
        answer = await phone.line.get(f"/api/contacts/{contact}")
        assert (answer.status_code, answer.json()["code"]) == (503, "server.unavailable")
        assert answer.headers["Retry-After"]
    letter = ada.write("contact.record", ada.new_id(), seller(inside.now, note=NOTE))
    parcel = {"protocol": 1, "letters": [letter.as_json()]}
    async with inside.doors(ada) as phone:
        assert (await phone.line.post("/api/ops", parcel)).status_code == 503
    away.rename(keys)
    assert await inside.carry(letter) == ["applied"]
    async with inside.doors(sara) as phone:
        await phone.sign_in()
        assert (await phone.line.get(f"/api/contacts/{contact}")).status_code == 200


async def test_a_place_to_ring_that_does_not_open_holds_nothing_up(
    inside: Inside, sara: Hand
) -> None:
    """It is forgotten: the device says anew where it is rung when it is next opened."""
    ada = await inside.hand()
    contact = await written(inside, ada)
    async with inside.desk.database.write(inside.unit) as connection:
        damaged = push.Subscription("2026-10", b"nonsense", b"nonsense")
        await push.subscribe(connection, inside.unit, ada.device, damaged, b"\3", inside.now)
    inside.now = DECEMBER
    done = await rotate(inside.desk)
    assert done.damaged == 0
    assert (await kept(inside, contact)).kek == "2026-12"
    async with inside.desk.database.read(inside.unit) as connection:
        assert await push.of(connection, inside.unit, ada.device) is None

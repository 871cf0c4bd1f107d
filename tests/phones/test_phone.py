"""Is the phone honest: does nothing but a receipt end a letter (protocol §3, §8; PH2)?"""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from .answers import Refused, TooLarge, Weather
from .bodies import contact, follow_up
from .fake_desk import NIGHT, FakeDesk
from .phone import Phone

HOTEL = httpx.Response(200, html="<h1>Welcome! Sign in to our network</h1>")


def record(phone: Phone, count: int) -> list[UUID]:
    contacts = [phone.new_id() for _ in range(count)]
    for one in contacts:
        phone.write("contact.record", one, contact(NIGHT))
    return contacts


async def test_numbers_have_no_gaps_and_what_is_receipted_is_not_sent_again() -> None:
    """§2: `seq` counts 1, 2, 3 … per device."""
    desk = FakeDesk()
    phone = desk.phone()
    record(phone, 120)
    assert [said.seq for said in phone.outbox.waiting.values()] == list(range(1, 121))
    assert len(await phone.post()) == 120
    assert desk.parcels == [50, 50, 20]
    assert await phone.post() == []


async def test_413_halves_the_parcel_and_drops_nothing() -> None:
    """§3: else 413: halve it."""
    desk = FakeDesk(largest=13)
    phone = desk.phone()
    contacts = record(phone, 50)
    await phone.post()
    assert desk.parcels == [12, 12, 12, 12, 2]
    assert [op["subject"] for op in desk.ops] == [str(one) for one in contacts]
    assert len(await phone.post(phone_letters(phone))) == 50


async def test_a_single_letter_that_is_too_large_stays() -> None:
    desk = FakeDesk(largest=0)
    phone = desk.phone()
    record(phone, 2)
    with pytest.raises(TooLarge):
        await phone.post()
    assert len(phone.outbox.waiting) == 2


@pytest.mark.parametrize(
    "answer",
    [
        HOTEL,
        httpx.Response(502, text="Bad gateway"),
        httpx.Response(200, json={"receipts": []}),
        httpx.Response(200, json={"receipts": [{"id": None, "outcome": "fine"}]}),
        httpx.Response(200, json=["receipts"]),
        httpx.Response(429, headers={"Retry-After": "30"}),
    ],
    ids=["hotel page", "gateway", "too few receipts", "unknown outcome", "a list", "429"],
)
async def test_a_body_of_any_other_kind_means_try_again(answer: httpx.Response) -> None:
    """§3: an HTML page of a hotel network, a gateway's 502: never *sent*."""
    desk = FakeDesk(instead=[answer])
    phone = desk.phone()
    record(phone, 1)
    with pytest.raises(Weather) as weather:
        await phone.post()
    assert weather.value.retry_after == (30 if answer.status_code == 429 else None)
    assert [receipt.outcome for receipt in await phone.post()] == ["applied"]


async def test_behind_a_failed_letter_wait_only_those_that_lean_on_it() -> None:
    """§3: `failed`: keep, try again later."""
    desk = FakeDesk()
    phone = desk.phone()
    sick, follow = phone.new_id(), phone.new_id()
    desk.outcomes[str(sick)] = "failed"
    phone.write("contact.record", sick, contact(NIGHT))
    record(phone, 49)
    phone.write("follow_up.open", follow, follow_up("MEET", NIGHT, contact=str(sick)))
    phone.write("follow_up.take", follow)
    record(phone, 1)
    await phone.post()
    assert desk.parcels == [50, 1]
    assert [said.seq for said in phone.outbox.waiting.values()] == [1, 51, 52]
    desk.outcomes.clear()
    assert [receipt.outcome for receipt in await phone.post()] == ["applied"] * 3


@pytest.mark.parametrize("outcome", ["applied", "adjusted", "held", "refused"])
async def test_a_letter_is_kept_until_it_is_safe(outcome: str) -> None:
    """§3: the phone keeps each sealed letter until `safe` ≥ `version`, or 30 days."""
    desk = FakeDesk()
    phone = desk.phone()
    desk.outcomes = {str(one): outcome for one in record(phone, 2)}
    await phone.post()
    assert len(phone.outbox.receipted) == 2
    desk.safe = 2
    record(phone, 1)
    await phone.post()
    assert [said.seq for said, _ in phone.outbox.receipted.values()] == [3]
    phone.outbox.forget_safe(None, NIGHT + timedelta(days=31))
    assert phone.outbox.receipted == {}


async def test_a_new_epoch_puts_unsafe_letters_back() -> None:
    """§3: a restored desk may have lost them; sending twice is harmless."""
    desk = FakeDesk()
    phone = desk.phone()
    record(phone, 3)
    await phone.post()
    desk.epoch = "second"
    await phone.read()
    assert len(await phone.post()) == 3
    assert await phone.post() == []


async def test_an_unknown_cursor_starts_the_replica_over_and_leaves_the_outbox() -> None:
    """§8: 409 `cursor.unknown`."""
    desk = FakeDesk()
    phone = desk.phone()
    await phone.read()
    record(phone, 1)
    unknown = httpx.Response(409, json={"code": "cursor.unknown", "status": 409})
    desk.instead = [unknown]
    await phone.read()
    asked = [dict(request.url.params) for request in desk.asked]
    assert asked == [{"limit": "200"}, {"limit": "200", "cursor": "c"}, {"limit": "200"}]
    assert len(phone.outbox.waiting) == 1
    desk.instead = [unknown, unknown]
    with pytest.raises(Refused, match=r"cursor\.unknown"):
        await phone.read()


async def test_a_phone_says_what_it_had_read_when_it_wrote() -> None:
    """§2: `seen` is the highest clock this device had read, null if none."""
    desk = FakeDesk()
    phone = desk.phone()
    record(phone, 1)
    await phone.read()
    record(phone, 1)
    await phone.post()
    assert [op["seen"] for op in desk.ops] == [None, 9]


async def test_a_phone_never_goes_back_to_an_older_key() -> None:
    """§2: never to an older key than the newest it has used."""
    desk = FakeDesk()
    phone = desk.phone()
    newer, older = desk.ingest_key("newer still"), desk.ingest_key("newest")
    for offered in ([newer, older], [older], []):
        desk.instead = [httpx.Response(200, json={"protocol": 1, "ingest": offered})]
        await phone.keys()
        assert phone.keyring.newest.id == "newer still"


async def test_ticks_are_the_clocks_of_the_stream_and_nothing_else_in_it() -> None:
    """§8: server-sent events `clock` with the unit's clock."""
    stream = ": hello\n\nevent: clock\ndata: 7\n\nevent: other\ndata: 1\n\nevent:clock\ndata:8\n\n"
    desk = FakeDesk(instead=[httpx.Response(200, text=stream)])
    async with desk.phone().live() as ticks:
        assert [clock async for clock in ticks] == [7, 8]


def phone_letters(phone: Phone) -> list[object]:
    return [said.letter for said, _ in phone.outbox.receipted.values()]

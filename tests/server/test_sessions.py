"""How long a session lasts, and what ends it (protocol §7). The clock is set, never waited for."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from lykta.domain.lost import DeviceState
from tests.phones.answers import Refused
from tests.phones.bodies import seller
from tests.phones.letter import Letter
from tests.phones.phone import Phone
from tests.server.inside import Hand, Inside

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
async def ada(inside: Inside) -> AsyncIterator[Hand]:
    """Signed in, at the doors."""
    hand = await inside.hand()
    async with inside.doors(hand) as phone:
        await phone.sign_in()
        yield hand


async def asked(phone: Phone, path: str = "/api/changes") -> str:
    return said(await phone.line.get(path))


def said(answer: httpx.Response) -> str:
    if answer.status_code < 300:
        return str(answer.status_code)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return f"{answer.status_code} {problem['code']}"


async def signed_in(phone: Phone) -> str:
    try:
        await phone.sign_in()
    except Refused as no:
        return f"{no.status} {no.code}"
    return "204"


@pytest.mark.parametrize(
    ("idle", "answer"),
    [(HALF_AN_HOUR - SECOND, "200"), (HALF_AN_HOUR + SECOND, "401 session.required")],
)
async def test_a_session_idles_for_half_an_hour(ada: Hand, idle: timedelta, answer: str) -> None:
    """[A52] To the second."""
    ada.inside.now += idle
    assert await asked(ada.phone) == answer


async def test_every_reading_begins_the_half_hour_anew(ada: Hand) -> None:
    """And one that was let end stays ended."""
    for _ in range(3):
        ada.inside.now += HALF_AN_HOUR - SECOND
        assert await asked(ada.phone) == "200"
    ada.inside.now += HALF_AN_HOUR + SECOND
    assert await asked(ada.phone) == "401 session.required"
    assert await asked(ada.phone) == "401 session.required"


@pytest.mark.parametrize(("late", "answer"), [(-SECOND, "200"), (SECOND, "401 session.required")])
async def test_a_session_ends_after_twelve_hours_however_busy(
    ada: Hand, late: timedelta, answer: str
) -> None:
    """[A52] To the second."""
    for _ in range(12 * 3 - 1):
        ada.inside.now += 20 * MINUTE
        assert await asked(ada.phone) == "200"
    ada.inside.now += 20 * MINUTE + late
    assert await asked(ada.phone) == answer


async def test_signing_in_again_begins_anew(ada: Hand) -> None:
    """[F31] Twelve hours are over in mid shift: one sign-in, and all is as before."""
    ada.inside.now += timedelta(hours=13)
    assert await asked(ada.phone) == "401 session.required"
    assert await signed_in(ada.phone) == "204"
    assert await asked(ada.phone) == "200"


async def test_signing_out_ends_the_session_and_not_only_its_cookie(ada: Hand) -> None:
    cookie = ada.phone.line.client.cookies["lykta"]
    answer = await ada.phone.line.client.delete("/api/session")
    assert answer.status_code == 204
    assert "lykta" not in ada.phone.line.client.cookies
    assert await asked(ada.phone) == "401 session.required"
    ada.phone.line.client.cookies["lykta"] = cookie
    assert await asked(ada.phone) == "401 session.required"
    # Without a session there is nothing to end, and nothing to complain of.
    assert (await ada.phone.line.client.delete("/api/session")).status_code == 204


async def test_a_second_sign_in_ends_the_session_before_it(ada: Hand) -> None:
    """[A53] A browser has one."""
    before = ada.phone.line.client.cookies["lykta"]
    assert await signed_in(ada.phone) == "204"
    assert ada.phone.line.client.cookies["lykta"] != before
    ada.phone.line.client.cookies.clear()
    ada.phone.line.client.cookies["lykta"] = before
    assert await asked(ada.phone) == "401 session.required"


async def test_a_challenge_is_good_once_for_five_minutes_and_for_its_device(ada: Hand) -> None:
    """An answer overheard is worth nothing."""
    line, device = ada.phone.line, ada.phone.device

    async def challenge() -> str:
        answer = await line.post("/api/session/challenge", {"device": str(device.id)})
        return str(answer.json()["challenge"])

    async def sign_in(given: str) -> str:
        return said(await line.post("/api/session", device.sign_in(given)))

    used = await challenge()
    assert await sign_in(used) == "204"
    assert await sign_in(used) == "401 session.refused"
    late, in_time = await challenge(), await challenge()
    ada.inside.now += 5 * MINUTE - SECOND
    assert await sign_in(in_time) == "204"
    ada.inside.now += 2 * SECOND
    assert await sign_in(late) == "401 session.refused"
    ben = await ada.inside.hand(name="Ben Påhittad")
    bens = await line.post("/api/session/challenge", {"device": ben.device})
    assert await sign_in(bens.json()["challenge"]) == "401 session.refused"


async def test_a_suspended_member_reads_nothing_and_letters_are_kept(ada: Hand) -> None:
    """[F35] [A34] [A69] At once, in the session that is open; and back when let in again."""
    cleo, letter = await ada.inside.hand("supervisor"), contact_of(ada)
    assert await cleo.did("member.set", ada.member, {"state": "suspended"}) == "applied"
    assert await asked(ada.phone) == "401 session.required"
    assert await signed_in(ada.phone) == "401 session.refused"
    (receipt,) = await ada.phone.post([letter])
    assert (receipt.outcome, receipt.code) == ("held", "sender.suspended")
    assert await cleo.did("member.set", ada.member, {"state": "active"}) == "applied"
    assert await asked(ada.phone) == "200"


def contact_of(hand: Hand) -> Letter:
    return hand.write("contact.record", hand.new_id(), seller(hand.inside.now))


@pytest.mark.parametrize(
    ("state", "reads", "signs_in"),
    [
        ("revoked", "401 session.required", "401 session.refused"),
        ("wipe", "401 device.wipe", "401 device.wipe"),
        ("wiped", "401 session.required", "401 session.refused"),
    ],
)
async def test_a_lost_phone_reads_nothing_and_its_letters_are_kept(
    ada: Hand, state: DeviceState, reads: str, signs_in: str
) -> None:
    """[F39] [F76] One whose wipe is ordered hears so at every door, and in each answer to its
    letters, whoever carries them.
    """
    inside, letters = ada.inside, [contact_of(ada), contact_of(ada)]
    ben = await inside.hand(name="Ben Påhittad")
    await inside.set_device(ada, state)
    for path in ("/api/changes", "/api/live", f"/api/contacts/{ada.new_id()}"):
        assert await asked(ada.phone, path) == reads
    assert await signed_in(ada.phone) == signs_in
    wiped = [ada.device] if state == "wipe" else []
    own = await inside.post(letters[0])
    carried = await inside.post(contact_of(ben), letters[1])
    assert [each.outcome for each in own.receipts] == ["held"]
    assert [each.outcome for each in carried.receipts] == ["applied", "held"]
    for each in (own.receipts[0], carried.receipts[1]):
        assert each.problem is not None
        assert each.problem.code == "device.revoked"
    assert own.wipe == carried.wipe == wiped
    assert (await inside.post(contact_of(ben))).wipe == []


async def test_whoever_proves_nothing_is_not_told_of_a_wipe(ada: Hand) -> None:
    """A stranger who knows the device's id learns nothing of its state."""
    await ada.inside.set_device(ada, "wipe")
    ada.phone.line.client.cookies.clear()
    assert await asked(ada.phone) == "401 session.required"
    stranger = await ada.inside.hand(name="Eve Påhittad")
    stranger.phone.device.id = ada.phone.device.id
    async with ada.inside.doors(stranger) as eve:
        assert await signed_in(eve) == "401 session.refused"


async def test_a_cookie_that_is_none_of_ours_is_no_session(ada: Hand) -> None:
    honest = ada.phone.line.client.cookies["lykta"]
    for cookie in ("", "x", honest[:-1], honest + "A", "A" * 43, "A" * 5000, f"{honest}; lykta=x"):
        ada.phone.line.client.cookies.clear()
        answer = await ada.phone.line.client.get(
            "/api/changes", headers={"Cookie": f"lykta={cookie}"}
        )
        assert said(answer) == "401 session.required", cookie

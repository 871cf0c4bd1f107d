"""What few may do needs them to have shown themselves just now; and how often is too often."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from lykta.domain import limits
from lykta.domain.problem import Refused
from tests.phones.bodies import seller
from tests.phones.phone import Phone
from tests.server.inside import Hand, Inside
from tests.server.test_sessions import MINUTE, SECOND, said


@pytest.fixture
async def sara(inside: Inside) -> AsyncIterator[Phone]:
    """A supervisor, signed in at the doors."""
    hand = await inside.hand("supervisor", "Sara Påhittad")
    async with inside.doors(hand) as phone:
        await phone.sign_in()
        yield phone


async def revoked(phone: Phone, other: Hand) -> str:
    return said(await phone.line.post(f"/api/devices/{other.device}/revoke", {"wipe": True}))


async def invited(phone: Phone, member: str) -> str:
    return said(await phone.line.post("/api/invitations", {"member": member}))


async def test_devices_and_invitations_need_somebody_who_has_just_signed_in(
    inside: Inside, sara: Phone
) -> None:
    """[A67] Five minutes, then by a new session; what is read goes on meanwhile. The right is
    the session's own: another one, fresh, gives this one nothing.
    """
    ada = await inside.hand()
    inside.now += timedelta(minutes=limits.STEP_UP_MIN)
    assert await invited(sara, ada.member) == "201"
    inside.now += SECOND
    assert await invited(sara, ada.member) == "401 session.step_up"
    assert await revoked(sara, ada) == "401 session.step_up"
    assert said(await sara.line.get("/api/devices")) == "200"
    assert (await inside.device(ada)).state == "active"
    colleague = await inside.hand("supervisor", "Siv Påhittad")
    async with inside.doors(colleague) as fresh:
        await fresh.sign_in()
        assert await invited(sara, ada.member) == "401 session.step_up"
    await sara.sign_in()
    assert await revoked(sara, ada) == "204"
    assert (await inside.device(ada)).state == "wipe"


async def test_a_flood_of_calls_stops_the_device_it_comes_from(inside: Inside, sara: Phone) -> None:
    """By device, never by address: the whole team sits behind one."""
    ada = await inside.hand()
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        heard = [said(await phone.line.get("/api/changes?limit=1")) for _ in range(650)]
        assert heard.index("429 rate.limited") == limits.CALLS_PER_MIN
        assert said(await sara.line.get("/api/changes?limit=1")) == "200"
        inside.now += MINUTE
        assert said(await phone.line.get("/api/changes?limit=1")) == "200"


async def test_invitations_are_few(inside: Inside, sara: Phone) -> None:
    ada = await inside.hand()
    heard = [await invited(sara, ada.member) for _ in range(limits.INVITATIONS_PER_MIN + 1)]
    assert heard == ["201"] * limits.INVITATIONS_PER_MIN + ["429 rate.limited"]


async def test_letters_of_one_device_are_counted_once_they_have_verified(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever forges a device's name uses up nothing of it; a parcel that must wait is whole."""
    monkeypatch.setattr(limits, "LETTERS_PER_MIN", 3)
    ada, mallory = await inside.hand(), await inside.hand(name="Mallory Påhittad")
    async with inside.doors(ada):
        ada.phone.device.signing_key, kept = (
            mallory.phone.device.signing_key,
            ada.phone.device.signing_key,
        )
        forged = [ada.write("contact.record", ada.new_id(), seller(inside.now)) for _ in range(3)]
        assert set(await inside.carry(*forged)) == {"refused letter.signature"}
        ada.phone.device.signing_key = kept
        honest = [ada.write("contact.record", ada.new_id(), seller(inside.now)) for _ in range(4)]
        assert await inside.carry(*honest[:2]) == ["applied", "applied"]
        with pytest.raises(Refused, match=r"rate\.limited"):
            await inside.carry(*honest[2:])
        inside.now += MINUTE
        assert await inside.carry(*honest[1:]) == ["applied"] * 3

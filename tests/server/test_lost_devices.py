"""A lost phone: its sessions end, its letters still come in, and it says when it is wiped."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.phones.bodies import seller
from tests.phones.conftest import Meet
from tests.phones.letter import b64, sign
from tests.phones.phone import Phone
from tests.server.inside import Hand, Inside


async def revoke(cleo: Phone, phone: Phone, **body: Any) -> httpx.Response:
    return await cleo.line.post(f"/api/devices/{phone.device.id}/revoke", body)


def confirmation(phone: Phone) -> dict[str, str]:
    at = datetime.now(UTC).isoformat()
    message = b"lykta/wiped/1\0" + str(phone.device.id).encode() + at.encode()
    return {"at": at, "signature": b64(sign(phone.device.signing_key, message))}


@pytest.mark.parametrize("wipe", [False, True])
async def test_a_revoked_phone_reads_no_more_and_its_letters_are_held(
    meet: Meet, wipe: bool
) -> None:
    """[F35] [F39] [F76] Nothing that was recorded is lost; nothing more is given out."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    ada.write("contact.record", ada.new_id(), seller(ada.now()))
    assert (await revoke(cleo, ada, wipe=wipe, reason="Borttappad, påhittat.")).status_code == 204
    answer = await ada.line.get("/api/changes")
    assert answer.status_code == 401
    (receipt,) = await ada.post()
    assert (receipt.outcome, receipt.problem) == ("held", {"code": "device.revoked"})
    await cleo.read()
    assert [row["why"] for row in held(cleo, ada)] == ["device.revoked"]
    parcel = {"protocol": 1, "letters": [ada.write("shift.end", ada.new_id(), {}).as_json()]}
    told = (await ada.line.post("/api/ops", parcel)).json()["wipe"]
    assert told == ([str(ada.device.id)] if wipe else [])


def held(cleo: Phone, ada: Phone) -> list[dict[str, Any]]:
    rows = cleo.replica.rows.values()
    return [
        row.data for row in rows if row.kind == "held" and row.data["device"] == str(ada.device.id)
    ]


async def test_a_wipe_is_confirmed_by_the_phone_itself_and_by_nobody_else(meet: Meet) -> None:
    """[F39] Until then it stands open."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    cleo = await meet("Cleo Påhittad", "supervisor")
    path = f"/api/devices/{ada.device.id}/wiped"
    assert (await ada.line.post(path, confirmation(ada))).status_code == 404
    assert (await revoke(cleo, ada, wipe=True)).status_code == 204
    forged = confirmation(ada) | {"signature": confirmation(ben)["signature"]}
    assert (await ben.line.post(path, forged)).status_code == 404
    assert await state_of(cleo, ada) == "wipe"
    assert (await ada.line.post(path, confirmation(ada))).status_code == 204
    assert await state_of(cleo, ada) == "wiped"


async def state_of(cleo: Phone, ada: Phone) -> str:
    devices = (await cleo.line.get("/api/devices")).json()["devices"]
    return next(str(each["state"]) for each in devices if each["id"] == str(ada.device.id))


async def test_only_a_supervisor_revokes_and_only_of_the_own_unit(meet: Meet) -> None:
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    assert (await revoke(ben, ada)).status_code == 403
    cleo = await meet("Cleo Påhittad", "supervisor")
    path = "/api/devices/019ab000-0000-7000-8000-000000000000/revoke"
    assert (await cleo.line.post(path, {})).status_code == 404


@pytest.fixture
async def sara(inside: Inside) -> AsyncIterator[Hand]:
    """A supervisor, signed in at the doors."""
    hand = await inside.hand("supervisor", "Sara Påhittad")
    async with inside.doors(hand) as phone:
        await phone.sign_in()
        yield hand


async def call_lost(sara: Hand, device: str, **body: Any) -> int:
    answer = await sara.phone.line.post(f"/api/devices/{device}/revoke", {"wipe": True} | body)
    return answer.status_code


async def lost(sara: Hand, device: str) -> dict[str, Any]:
    answer = await sara.phone.line.get(f"/api/devices/{device}/lost")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_lost_phone_starts_the_clocks_of_the_notices(inside: Inside, sara: Hand) -> None:
    """24 hours, 72 hours, and a month after the notice; given to whoever called it lost. Twice is
    once, whatever has become of them meanwhile, and the reason is kept with the first.
    """
    ada = await inside.hand()
    known_at = inside.now
    assert await call_lost(sara, ada.device, reason="Glömd i en taxi, påhittat.") == 204
    told = await lost(sara, ada.device)
    assert (told["state"], told["wiped_at"]) == ("wipe", None)
    assert datetime.fromisoformat(told["lost_at"]) == known_at
    await sara.read()
    clocks = [sara.told["follow_up", id] for id in told["notices"]]
    due = {each["kind"]: datetime.fromisoformat(each["due_at"]) for each in clocks}
    assert due == {
        "INCIDENT_WARNING": known_at + timedelta(hours=24),
        "INCIDENT_NOTICE": known_at + timedelta(hours=72),
        "INCIDENT_REPORT": datetime(2026, 11, 13, 0, 7, tzinfo=ZoneInfo("Europe/Stockholm")),
    }
    assert {each["assigned_to"] for each in clocks} == {sara.member}
    (warning,) = [
        id for id in told["notices"] if sara.told["follow_up", id]["kind"][9:] == "WARNING"
    ]
    opened = await sara.opens("follow_up", warning)
    assert "Glömd i en taxi, påhittat." in str(opened)

    assert (
        await sara.did("follow_up.cancel", warning, {"ground": "Låst, och hittad igen."})
        == "applied"
    )
    inside.now += timedelta(minutes=1)
    assert await call_lost(sara, ada.device) == 204
    again = await lost(sara, ada.device)
    assert (again["lost_at"], again["notices"]) == (told["lost_at"], told["notices"])
    await sara.read()
    assert sara.told["follow_up", warning]["state"] == "closed"


async def test_what_was_readable_on_a_lost_phone_is_named(inside: Inside, sara: Hand) -> None:
    """What it had been given and not been told is gone; what never came, by its number; and how
    many letters it said it still had. Not a word of content.
    """
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    contact, mine, moved = ada.new_id(), ada.new_id(), ada.new_id()
    await ada.did("contact.record", contact, seller(inside.now))
    for id in (mine, moved):
        body = {"kind": "MEET", "contact": str(contact), "due_at": inside.now.isoformat()}
        assert await ada.did("follow_up.open", id, body) == "applied"
    await ada.read()
    assert await sara.did("follow_up.assign", moved, {"to": ben.member}) == "applied"
    await ada.read()
    ada.write("contact.record", ada.new_id(), seller(inside.now))
    await ada.did("contact.record", ada.new_id(), seller(inside.now))
    assert await call_lost(sara, ada.device) == 204
    told = await lost(sara, ada.device)
    assert told["follow_ups"] == [str(mine)]
    assert (told["contacts"], told["missing"]) == (1, [4])


async def test_a_wipe_is_not_called_off(inside: Inside, sara: Hand) -> None:
    """Revoked without a wipe afterwards, it is wiped all the same; and wiped stays wiped."""
    ada = await inside.hand()
    assert await call_lost(sara, ada.device) == 204
    assert await call_lost(sara, ada.device, wipe=False) == 204
    assert (await inside.device(ada)).state == "wipe"
    async with inside.doors(ada) as phone:
        keys = (await phone.line.get("/api/keys", device=ada.device)).json()
        assert keys["wipe"] == [ada.device]
        path = f"/api/devices/{ada.device}/wiped"
        assert (await phone.line.post(path, confirmation(phone))).status_code == 204
        keys = (await phone.line.get("/api/keys", device=ada.device)).json()
        assert keys["wipe"] == []
    assert await call_lost(sara, ada.device) == 204
    told = await lost(sara, ada.device)
    assert told["state"] == "wiped"
    assert told["wiped_at"] is not None


async def test_only_a_supervisor_of_the_unit_reads_of_a_lost_phone(
    inside: Inside, sara: Hand
) -> None:
    """[A54] [A55] Another unit's device is one that does not exist."""
    ada = await inside.hand()
    async with inside.doors(ada) as phone:
        await phone.sign_in()
        assert (await phone.line.get(f"/api/devices/{ada.device}/lost")).status_code == 403
    for id in ("019ab000-0000-7000-8000-000000000000", "x", "../../health"):
        answer = await sara.phone.line.get(f"/api/devices/{id}/lost")
        assert answer.status_code == 404

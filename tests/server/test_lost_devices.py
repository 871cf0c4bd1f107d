"""A lost phone: its sessions end, its letters still come in, and it says when it is wiped."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.phones.bodies import seller
from tests.phones.conftest import Meet
from tests.phones.letter import b64, sign
from tests.phones.phone import Phone


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

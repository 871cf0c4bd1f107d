"""Who is let in at the desk: enrolment, session, and the calls turned away (preamble, §7)?"""

import httpx
import pytest

from .answers import Refused
from .bodies import seller
from .conftest import Desk, Meet, StrangePhone
from .device import Device
from .letter import Json, b64


def said_of(response: httpx.Response) -> tuple[int, str]:
    """Status and code; §preamble: errors are `application/problem+json` `{"code","status"}`."""
    body: Json = response.json()
    assert response.headers["Content-Type"].startswith("application/problem+json")
    assert body["status"] == response.status_code
    return response.status_code, body["code"]


async def test_the_desk_says_that_it_is_well(desk: Desk, strange_phone: StrangePhone) -> None:
    """§7: GET /api/health → {"status":"ok","version","database"}."""
    health = (await strange_phone().line.get("/api/health")).json()
    assert health["status"] == "ok"
    assert health["database"] in ("sqlite", "postgresql")


async def test_an_enrolment_names_device_unit_member_and_keys(
    desk: Desk, strange_phone: StrangePhone
) -> None:
    """§7: 201 {"device","unit":{"id","name"},"member":{"id","name","role"},"ingest":[…]}."""
    ada = strange_phone()
    made_here = str(ada.device.id)
    answer = await ada.enrol(await desk.invite("Ada Påhittad", "worker"))
    assert answer["device"] == made_here
    assert answer["member"]["name"] == "Ada Påhittad"
    assert answer["member"]["role"] == "worker"
    assert set(answer["unit"]) >= {"id", "name"}
    assert len(ada.keyring.newest.public_key) == 65


async def test_the_same_invitation_with_the_same_key_repeats_the_201(
    desk: Desk, strange_phone: StrangePhone
) -> None:
    """§7, for the phone that never heard the first answer."""
    ada = strange_phone()
    code = await desk.invite("Ada Påhittad", "worker")
    assert await ada.enrol(code) == await ada.enrol(code)


async def test_a_used_a_wrong_and_an_unproven_invitation_get_one_answer(
    desk: Desk, strange_phone: StrangePhone
) -> None:
    """§7: used by another key, expired or wrong: 403 `invitation.invalid`, one answer for all."""
    ada, stranger = strange_phone(), strange_phone()
    code = await desk.invite("Ada Påhittad", "worker")
    await ada.enrol(code)
    used = await stranger.line.post("/api/devices", stranger.device.enrolment(code))
    wrong = await stranger.line.post("/api/devices", stranger.device.enrolment("no-such-code"))
    assert said_of(used) == (403, "invitation.invalid")
    assert used.json() == wrong.json()
    fresh = await desk.invite("Ben Påhittad", "worker")
    unproven = stranger.device.enrolment(fresh) | {"proof": b64(b"\1" * 64)}
    refused = await stranger.line.post("/api/devices", unproven)
    assert refused.json() == used.json()
    await stranger.enrol(fresh)


async def test_keys_are_given_newest_first_to_a_device(meet: Meet) -> None:
    """§7: GET /api/keys?device=ID."""
    ada = await meet("Ada Påhittad", "worker")
    newest = ada.keyring.newest
    await ada.keys()
    assert ada.keyring.newest == newest


async def test_reading_needs_a_session_and_writing_needs_none(
    desk: Desk, strange_phone: StrangePhone
) -> None:
    """§1: writing needs a device; reading needs a person."""
    ada = strange_phone()
    await ada.enrol(await desk.invite("Ada Påhittad", "worker"))
    with pytest.raises(Refused) as gate:
        await ada.read()
    assert gate.value.status == 401
    ada.write("contact.record", ada.new_id(), seller(ada.now()))
    assert [receipt.outcome for receipt in await ada.post()] == ["applied"]
    await ada.sign_in()
    await ada.read()


async def test_a_session_is_a_cookie_no_script_can_read_until_it_is_ended(meet: Meet) -> None:
    """§7: `lykta` on plain-http localhost, HttpOnly, SameSite=Strict; DELETE 204."""
    ada = await meet("Ada Påhittad", "worker")
    challenge = await ada.line.post("/api/session/challenge", {"device": str(ada.device.id)})
    proof = ada.device.sign_in(challenge.json()["challenge"])
    cookie = (await ada.line.post("/api/session", proof)).headers["Set-Cookie"]
    assert cookie.startswith("lykta=")
    assert {"httponly", "samesite=strict"} <= {part.strip() for part in cookie.lower().split(";")}
    ended = await ada.line.client.delete("/api/session", headers={"Origin": ada.line.origin})
    assert ended.status_code == 204
    with pytest.raises(Refused):
        await ada.read()


async def test_a_strange_device_is_challenged_alike_and_never_let_in(
    meet: Meet, strange_phone: StrangePhone
) -> None:
    """§7: an unknown device gets an answer of the same form."""
    ada, stranger = await meet("Ada Påhittad", "worker"), strange_phone()
    forms = []
    for phone in (ada, stranger):
        body = {"device": str(phone.device.id)}
        answer = (await phone.line.post("/api/session/challenge", body)).json()
        forms.append({name: (type(value), len(value or "")) for name, value in answer.items()})
    assert forms[0] == forms[1]
    with pytest.raises(Refused):
        await stranger.sign_in()


async def test_neither_a_wrong_secret_nor_another_key_signs_in(meet: Meet) -> None:
    ada = await meet("Ada Påhittad", "worker")
    other = Device(ada.now(), ada.random_bytes)
    for name, value in (("secret", other.secret), ("signing_key", other.signing_key)):
        true = getattr(ada.device, name)
        setattr(ada.device, name, value)
        with pytest.raises(Refused):
            await ada.sign_in()
        setattr(ada.device, name, true)
    await ada.sign_in()


async def test_a_call_from_another_site_is_turned_away(meet: Meet) -> None:
    """§7: Sec-Fetch-Site same-origin, none or absent, and Origin the configured one; else 403."""
    ada = await meet("Ada Påhittad", "worker")
    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://pahittad.example"}):
        envelope = {"protocol": 1, "letters": []}
        answer = await ada.line.client.post("/api/ops", json=envelope, headers=header)
        assert answer.status_code == 403


async def test_another_content_type_or_none_is_415(meet: Meet) -> None:
    """The preamble: `application/json` exactly, else 415."""
    ada = await meet("Ada Påhittad", "worker")
    content = b'{"protocol":1,"letters":[]}'
    for headers in (
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json; charset=utf-8"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ):
        answer = await ada.line.client.post("/api/ops", content=content, headers=headers)
        assert answer.status_code == 415, headers

"""Does any no at the door tell who is known here, or let a proof be used twice (§7)?"""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from lykta.letters.base64 import decode
from lykta.store import sessions
from lykta.upkeep.people import invite
from tests.desk import RunningDesk
from tests.phones.conftest import Meet, StrangePhone
from tests.phones.letter import Json, b64
from tests.phones.phone import Phone

from .answers import problem


async def challenge_of(phone: Phone) -> str:
    body = {"device": str(phone.device.id)}
    given: str = (await phone.line.post("/api/session/challenge", body)).json()["challenge"]
    return given


async def signed_in(phone: Phone, proof: Json) -> httpx.Response:
    return await phone.line.post("/api/session", proof)


def told(answer: httpx.Response) -> tuple[int, bytes, list[str]]:
    """All that a stranger can compare."""
    return answer.status_code, answer.content, sorted(answer.headers)


async def test_every_no_to_a_sign_in_is_the_same_no(
    desk: RunningDesk, meet: Meet, strange_phone: StrangePhone
) -> None:
    """[A71] Unknown device, wrong signature, wrong secret, suspended member, no challenge."""
    ada, ben, stranger = (
        await meet("Ada Påhittad", "worker"),
        await meet("Ben Påhittad", "worker"),
        strange_phone(),
    )
    true = ada.device.sign_in(await challenge_of(ada))
    lies = [
        stranger.device.sign_in(await challenge_of(stranger)),
        true | {"device": str(stranger.device.id)},
        ada.device.sign_in(await challenge_of(ada)) | {"secret": b64(bytes(32))},
        ada.device.sign_in(await challenge_of(ada)) | {"secret": ""},
        ada.device.sign_in(await challenge_of(ada)) | {"signature": b64(bytes(64))},
        ada.device.sign_in(await challenge_of(ada)) | {"signature": "*"},
        ada.device.sign_in(await challenge_of(ben)),
        ada.device.sign_in(b64(bytes(32))),
        ada.device.sign_in(await challenge_of(ada)) | {"challenge": ""},
        ada.device.sign_in(await challenge_of(ada)) | {"challenge": "å"},
    ]
    answers = [await signed_in(ada, lie) for lie in lies]
    assert problem(answers[0]) == (401, "session.refused")
    assert {str(told(answer)) for answer in answers} == {str(told(answers[0]))}


async def test_a_challenge_is_good_once_for_its_device_and_not_for_long(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A73] Used again, another's, or expired."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    proof = ada.device.sign_in(await challenge_of(ada))
    assert (await signed_in(ada, proof)).status_code == 204
    assert problem(await signed_in(ada, proof)) == (401, "session.refused")
    anothers = ben.device.sign_in(await challenge_of(ada))
    assert problem(await signed_in(ben, anothers)) == (401, "session.refused")
    old = await challenge_of(ada)
    async with desk.inside() as inside, inside.database.write() as connection:
        given, device = decode(old), str(ada.device.id)
        assert given
        later = inside.now() + timedelta(minutes=6)
        assert not await sessions.use_challenge(connection, given, device, later)
        long_ago = inside.now() - timedelta(minutes=6)
        await sessions.add_challenge(connection, b"\2" * 32, device, long_ago)
    expired = ada.device.sign_in(b64(b"\2" * 32))
    assert problem(await signed_in(ada, expired)) == (401, "session.refused")


async def test_a_failed_sign_in_uses_the_challenge_up(meet: Meet) -> None:
    """[A73] One guess a challenge."""
    ada = await meet("Ada Påhittad", "worker")
    proof = ada.device.sign_in(await challenge_of(ada))
    wrong = proof | {"secret": b64(bytes(32))}
    assert problem(await signed_in(ada, wrong)) == (401, "session.refused")
    assert problem(await signed_in(ada, proof)) == (401, "session.refused")


async def test_every_no_to_an_invitation_is_the_same_no(
    desk: RunningDesk, meet: Meet, strange_phone: StrangePhone
) -> None:
    """[A80] Used, expired, wrong, unproven, and for a device that exists already."""
    ada, stranger = await meet("Ada Påhittad", "worker"), strange_phone()
    used, fresh, old = [(await desk.link(ada.member["id"]))["code"] for _ in range(3)]
    await strange_phone().enrol(used)
    async with desk.inside() as inside:
        inside.now = past(inside.now)
        old = (await invite(inside, ada.unit["id"], ada.member["id"], "phone", ""))["code"]
    enrolment = stranger.device.enrolment
    lies = [
        enrolment("no-such-code"),
        enrolment(used),
        enrolment(old),
        enrolment(fresh) | {"proof": b64(b"\1" * 64)},
        enrolment(fresh) | {"proof": ""},
        enrolment(fresh) | {"proof": enrolment(used)["proof"]},
        enrolment(fresh) | {"device": str(ada.device.id)},
        enrolment(fresh.upper()),
        enrolment(fresh + "\n"),
        enrolment("å" * 40),
    ]
    answers = [await stranger.line.post("/api/devices", lie) for lie in lies]
    assert problem(answers[0]) == (403, "invitation.invalid")
    assert {str(told(answer)) for answer in answers} == {str(told(answers[0]))}
    await stranger.enrol(fresh)


def past(now: Any) -> Any:
    return lambda: now() - timedelta(minutes=16)


POINTS: dict[str, object] = {
    "nothing": "",
    "no base64": "*",
    "64 bytes": b64(b"\4" * 64),
    "identity": b64(b"\0"),
    "zeros": b64(bytes(65)),
    "not on the curve": b64(b"\4" + b"\1" * 64),
    "compressed": b64(b"\2" + b"\1" * 32),
    "number": 4,
    "null": None,
}


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
async def test_what_is_no_key_uses_no_invitation_up(
    desk: RunningDesk, strange_phone: StrangePhone, point: object
) -> None:
    """[A80]"""
    ada = strange_phone()
    code = await desk.invite("Ada Påhittad", "worker")
    wrong = ada.device.enrolment(code) | {"signing_key": point}
    assert problem(await ada.line.post("/api/devices", wrong)) == (400, "body.malformed")
    await ada.enrol(code)


STRANGE: dict[str, Json] = {
    "secret too short": {"login": {"kind": "secret", "secret": b64(bytes(31))}},
    "no secret": {"login": {"kind": "secret"}},
    "no login": {"login": None},
    "unknown login": {"login": {"kind": "password", "secret": b64(bytes(32))}},
    "label empty": {"label": ""},
    "label too long": {"label": "x" * 61},
    "[A26] NUL": {"label": "a\0"},
    "kind unknown": {"kind": "fridge"},
    "[A06] device": {"device": "00000000-0000-0000-0000-000000000000"},
    "[A06] newline": {"device": "019aaf00-0000-7000-8000-00000000000a\n"},
    "invitation empty": {"invitation": ""},
    "invitation too long": {"invitation": "x" * 201},
}


@pytest.mark.parametrize("wrong", STRANGE.values(), ids=STRANGE)
async def test_a_strange_enrolment_is_400_and_uses_no_invitation_up(
    desk: RunningDesk, strange_phone: StrangePhone, wrong: Json
) -> None:
    ada = strange_phone()
    code = await desk.invite("Ada Påhittad", "worker")
    answer = await ada.line.post("/api/devices", ada.device.enrolment(code) | wrong)
    assert problem(answer) == (400, "body.malformed")
    await ada.enrol(code)


async def test_nobody_makes_themselves_more_than_they_were_invited_to_be(
    desk: RunningDesk, strange_phone: StrangePhone, meet: Meet
) -> None:
    """[A60] Role, member and unit come with the invitation; what is sent of them is ignored."""
    cleo, ada = await meet("Cleo Påhittad", "supervisor"), strange_phone()
    code = await desk.invite("Ada Påhittad", "worker")
    claim = {"role": "supervisor", "member": cleo.member["id"], "unit": "x", "state": "active"}
    answer = await ada.line.post("/api/devices", ada.device.enrolment(code) | claim)
    assert answer.status_code == 201
    assert answer.json()["member"]["role"] == "worker"
    assert answer.json()["member"]["id"] != cleo.member["id"]
    strange = {"name": "Dan Påhittad", "role": "worker", "state": "suspended", "id": "x", "unit": 1}
    made = await cleo.line.post("/api/members", strange)
    assert made.status_code == 201
    assert made.json() == {
        "id": made.json()["id"],
        "name": "Dan Påhittad",
        "role": "worker",
        "state": "active",
    }
    assert len(made.json()["id"]) == 36


async def test_a_flood_of_sign_ins_of_one_device_stops_that_device_only(meet: Meet) -> None:
    """[A70] [A82] §7: at least 20 a minute are let through; then 429 with `Retry-After`. From
    whichever address they say they come, it is the device that counts; another one is let in.
    """
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    body = {"device": str(ada.device.id)}
    answers = []
    for n in range(60):
        ben.line.client.headers["X-Forwarded-For"] = f"192.0.2.{n}"
        answers.append(await ben.line.post("/api/session/challenge", body))
    statuses = [answer.status_code for answer in answers]
    assert statuses[:19] == [200] * 19
    assert problem(answers[-1]) == (429, "rate.limited")
    assert int(answers[-1].headers["Retry-After"]) > 0
    await ben.sign_in()


async def test_a_code_in_the_query_does_nothing(
    desk: RunningDesk, strange_phone: StrangePhone
) -> None:
    """[A81] It stands behind `#`, which no browser sends. In the query it is one more page, the
    same as any, and the code is as good as before.
    """
    phone = strange_phone()
    code = await desk.invite("Eva Påhittad", "worker")
    page = await phone.line.get("/", enrol=code)
    assert page.content == (await phone.line.get("/")).content
    for path in ("/api/devices", "/enrol", "/e"):
        assert (await phone.line.get(path, enrol=code)).status_code in (401, 404)
    await phone.enrol(code)

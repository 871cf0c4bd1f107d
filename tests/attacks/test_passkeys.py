"""Can anybody but the person, here and now, sign in by a passkey (§7)?"""

import json
import secrets
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from tests.desk import RunningDesk
from tests.phones.authenticator import MAY_BE_BACKED_UP, PRESENT, VERIFIED, Authenticator, Scene
from tests.phones.conftest import Meet, StrangePhone
from tests.phones.letter import Json, b64, unb64
from tests.phones.phone import Phone

from .answers import problem


class Held:
    """A phone and the authenticator it has a passkey in."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.scene = Scene(phone.line.origin)
        self.authenticator = Authenticator(secrets.token_bytes)

    async def options(self) -> Json:
        answer = await self.phone.line.post("/api/passkeys/options", {})
        assert answer.status_code == 200, answer.text
        given: Json = answer.json()
        return given

    async def make(self, scene: Scene | None = None) -> httpx.Response:
        challenge = (await self.options())["challenge"]
        made = self.authenticator.make(challenge, scene or self.scene)
        return await self.keep(challenge, made)

    async def keep(self, challenge: str, made: Json) -> httpx.Response:
        body = {"challenge": challenge, "passkey": made}
        return await self.phone.line.post("/api/passkeys", body)

    async def challenge(self) -> Json:
        body = {"device": str(self.phone.device.id)}
        given: Json = (await self.phone.line.post("/api/session/challenge", body)).json()
        return given

    async def proof(self, scene: Scene | None = None) -> Json:
        challenge = (await self.challenge())["challenge"]
        shown = self.authenticator.show(challenge, scene or self.scene)
        return self.signed(challenge) | {"passkey": shown}

    def signed(self, challenge: str) -> Json:
        signed = self.phone.device.sign_in(challenge)
        del signed["secret"]
        return signed

    async def sign_in(self, proof: Json) -> httpx.Response:
        return await self.phone.line.post("/api/session", proof)


@pytest.fixture
async def held(desk: RunningDesk, meet: Meet) -> Held:
    held = Held(await meet("Ada Påhittad", "worker"))
    assert (await held.make()).status_code == 204
    return held


async def test_a_passkey_is_made_and_signs_in_beside_the_devices_own_key(held: Held) -> None:
    """The options name the host, ask for the person, and tell neither unit nor name."""
    made = (await held.options())["passkey"]
    assert made["rp"] == {"id": "localhost", "name": "Lykta"}
    assert made["user"]["name"] == made["user"]["displayName"] == "Lykta"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    asked = (await held.challenge())["passkey"]
    assert asked["userVerification"] == "required"
    assert [each["id"] for each in asked["allowCredentials"]] == [
        b64(held.authenticator.credential)
    ]
    assert (await held.sign_in(await held.proof())).status_code == 204
    assert (await held.phone.line.get("/api/changes")).status_code == 200


async def test_a_device_enrolled_without_a_secret_may_only_make_its_passkey(
    desk: RunningDesk, strange_phone: StrangePhone
) -> None:
    """[A46] Its first cookie opens no other door, and is worth nothing once it has signed in."""
    phone = strange_phone()
    enrolment = phone.device.enrolment(await desk.invite("Bo Påhittad", "worker"))
    answer = await phone.line.post("/api/devices", enrolment | {"login": {"kind": "passkey"}})
    assert answer.status_code == 201
    assert problem(await phone.line.get("/api/changes")) == (401, "session.required")
    held = Held(phone)
    secret = phone.device.sign_in((await held.challenge())["challenge"])
    assert problem(await held.sign_in(secret)) == (401, "session.refused")
    assert problem(await held.sign_in(secret | {"secret": ""})) == (401, "session.refused")
    assert (await held.make()).status_code == 204
    assert (await held.sign_in(await held.proof())).status_code == 204
    assert (await phone.line.get("/api/changes")).status_code == 200


async def test_a_secret_beside_login_by_passkey_is_refused(
    desk: RunningDesk, strange_phone: StrangePhone
) -> None:
    phone = strange_phone()
    enrolment = phone.device.enrolment(await desk.invite("Cy Påhittad", "worker"))
    login = {"kind": "passkey", "secret": b64(bytes(32))}
    answer = await phone.line.post("/api/devices", enrolment | {"login": login})
    assert problem(answer) == (400, "body.malformed")


WRONG_SCENES: dict[str, Callable[[Scene], Scene]] = {
    "nobody verified": lambda scene: replace(scene, flags=PRESENT),
    "nobody present": lambda scene: replace(scene, flags=VERIFIED),
    "another host": lambda scene: replace(scene, host="lykta.example"),
    "another origin": lambda scene: replace(scene, origin="https://lykta.example"),
    "another port": lambda scene: replace(scene, origin="http://localhost:2"),
    "a host below": lambda scene: replace(scene, origin="http://evil.localhost:1"),
    "another scheme": lambda scene: replace(scene, origin=scene.origin.replace("http:", "https:")),
    "in a frame of another's": lambda scene: replace(scene, framed=True),
}


@pytest.mark.parametrize("wrong", WRONG_SCENES.values(), ids=WRONG_SCENES)
async def test_whoever_was_not_verified_here_is_refused(
    held: Held, wrong: Callable[[Scene], Scene]
) -> None:
    """[A72] At making one and at showing it."""
    scene = wrong(held.scene)
    assert problem(await held.make(scene)) == (401, "session.refused")
    assert problem(await held.sign_in(await held.proof(scene))) == (401, "session.refused")
    assert (await held.sign_in(await held.proof())).status_code == 204


async def test_a_challenge_is_good_once_and_for_its_device(
    desk: RunningDesk, meet: Meet, held: Held
) -> None:
    """[A73] Used again, another's, or made up."""
    proof = await held.proof()
    assert (await held.sign_in(proof)).status_code == 204
    assert problem(await held.sign_in(proof)) == (401, "session.refused")
    other = Held(await meet("Dag Påhittad", "worker"))
    for challenge in ((await other.challenge())["challenge"], b64(bytes(32))):
        shown = held.authenticator.show(challenge, held.scene)
        lie = held.signed(challenge) | {"passkey": shown}
        assert problem(await held.sign_in(lie)) == (401, "session.refused")
        assert problem(await held.keep(challenge, held.authenticator.make(challenge, held.scene)))
    options = await held.options()
    made = held.authenticator.make(options["challenge"], held.scene)
    assert (await held.keep(options["challenge"], made)).status_code == 204
    assert problem(await held.keep(options["challenge"], made)) == (401, "session.refused")


async def test_an_authenticator_that_was_copied_is_refused(held: Held) -> None:
    """[A74] Its count stands still or goes back; the honest one goes on."""
    assert (await held.sign_in(await held.proof())).status_code == 204
    held.authenticator.count -= 1
    assert problem(await held.sign_in(await held.proof())) == (401, "session.refused")
    assert (await held.sign_in(await held.proof())).status_code == 204


async def test_a_passkey_that_is_on_other_devices_too_lets_in(held: Held) -> None:
    """[A75] Policy: it may. Its device has to sign as well, and what lies on the phone does not
    open by it anywhere else.
    """
    scene = replace(held.scene, flags=held.scene.flags | MAY_BE_BACKED_UP)
    assert (await held.make(scene)).status_code == 204
    assert (await held.sign_in(await held.proof(scene))).status_code == 204


async def test_a_passkey_on_a_foreign_device_is_refused(
    held: Held, strange_phone: StrangePhone, meet: Meet
) -> None:
    """[A76] Synced to a phone that is not enrolled, or to one that is somebody else's."""
    for foreign in (strange_phone(), await meet("Eva Påhittad", "worker")):
        given = await held.challenge()
        shown = held.authenticator.show(given["challenge"], held.scene)
        lie = foreign.device.sign_in(given["challenge"]) | {"passkey": shown}
        answer = await foreign.line.post("/api/session", lie)
        assert problem(answer) == (401, "session.refused")
        stolen = lie | {"device": str(held.phone.device.id)}
        assert problem(await foreign.line.post("/api/session", stolen)) == (401, "session.refused")


async def test_anothers_answer_or_key_is_refused(held: Held) -> None:
    stranger = Authenticator(secrets.token_bytes)
    for credential in (stranger.credential, held.authenticator.credential):
        stranger.credential = credential
        challenge = (await held.challenge())["challenge"]
        lie = held.signed(challenge) | {"passkey": stranger.show(challenge, held.scene)}
        assert problem(await held.sign_in(lie)) == (401, "session.refused")


SPOILED: list[object] = [None, [], {}, "x", 1, {"id": "AA"}, {"response": {}}, [[[[]]]]]


@pytest.mark.parametrize("spoiled", SPOILED, ids=json.dumps)
async def test_what_is_no_passkey_at_all_is_refused(held: Held, spoiled: object) -> None:
    """No 500, whatever stands in its place."""
    challenge = (await held.challenge())["challenge"]
    assert (await held.sign_in(held.signed(challenge) | {"passkey": spoiled})).status_code == 401
    given = (await held.options())["challenge"]
    body = {"challenge": given, "passkey": spoiled}
    assert (await held.phone.line.post("/api/passkeys", body)).status_code in (400, 401)


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
async def test_each_byte_of_it_counts(held: Held, part: str) -> None:
    """Cut short, lengthened or overwritten, wherever: refused, and never a fault."""
    options = await held.options()
    made = held.authenticator.make(options["challenge"], held.scene)
    whole = unb64(made["response"][part])
    for spoiled in (b"", whole[:-1], whole[: len(whole) // 2], b"\xff" * len(whole), whole[1:]):
        response = made["response"] | {part: b64(spoiled)}
        answer = await held.keep((await held.options())["challenge"], made | {"response": response})
        assert problem(answer) == (401, "session.refused")

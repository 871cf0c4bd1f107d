"""[F79] A phone loses its data twice before anybody lets it in again. What was written in between
is verified and held, and whoever is let in has vouched for it.
"""

import pytest

from lykta.letters.base64 import encode
from tests.phones.answers import Receipt, Refused
from tests.phones.bodies import contact
from tests.phones.letter import Json
from tests.phones.phone import Phone
from tests.server.inside import Inside, invited


def told(receipt: Receipt) -> str:
    return f"{receipt.outcome} {(receipt.problem or {}).get('code', '')}"


def vouched(heir: Phone, code: str, *before: Phone) -> Json:
    named = [
        {"device": str(each.device.id), "signing_key": encode(each.device.public_point())}
        for each in before
    ]
    return heir.device.enrolment(code) | {"predecessors": named}


async def test_letters_of_a_device_nobody_heard_of_are_held_once_its_heir_is_let_in(
    inside: Inside,
) -> None:
    ada = await inside.hand()
    async with inside.stranger() as between, inside.stranger() as heir:
        between.keyring = ada.phone.keyring
        between.write("contact.record", between.new_id(), contact(inside.now))
        (waiting,) = await between.post()
        assert told(waiting) == "failed device.unknown"
        code = await invited(inside, ada.member)
        response = await heir.line.post("/api/devices", vouched(heir, code, between, ada.phone))
        assert response.status_code == 201
        (held,) = await between.post()
        assert told(held) == "held device.revoked"
        supervisor = await inside.hand("supervisor")
        await supervisor.read()
        (row,) = [data for (kind, _), data in supervisor.told.items() if kind == "held"]
        assert row["device"] == str(between.device.id)
        with pytest.raises(Refused) as refused:
            await between.sign_in()
        assert refused.value.status == 401
    # One that the desk knew before is what it was.
    assert await ada.did("contact.record", ada.new_id(), contact(inside.now)) == "applied"


async def test_nobody_is_made_another_device_by_being_named(inside: Inside) -> None:
    """Whoever vouches with a key of their own for somebody else's device changes nothing."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    async with inside.stranger() as heir:
        told = {"device": ben.device, "signing_key": encode(heir.device.public_point())}
        code = await invited(inside, ada.member)
        enrolment = heir.device.enrolment(code) | {"predecessors": [told]}
        assert (await heir.line.post("/api/devices", enrolment)).status_code == 201
    assert await ben.did("contact.record", ben.new_id(), contact(inside.now)) == "applied"
    assert (await inside.device(ben)).state == "active"


async def test_a_key_that_is_none_is_refused(inside: Inside) -> None:
    ada = await inside.hand()
    async with inside.stranger() as heir:
        code = await invited(inside, ada.member)
        for wrong in ([{"device": ada.device, "signing_key": "AAAA"}], [{"device": "x"}], "x"):
            enrolment = heir.device.enrolment(code) | {"predecessors": wrong}
            response = await heir.line.post("/api/devices", enrolment)
            assert (response.status_code, response.json()["code"]) == (400, "body.malformed")
        await heir.enrol(code)

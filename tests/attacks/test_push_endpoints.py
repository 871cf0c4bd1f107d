"""Can the desk be made to call where it must not (group P)? What is taken is decided here; what
is sent, in `tests/server/test_ringing.py`.
"""

import pytest

from lykta.domain.push_endpoint import is_endpoint
from lykta.store import push
from tests.desk import RunningDesk
from tests.phones.conftest import Meet
from tests.phones.letter import Json, b64
from tests.phones.phone import Phone

from .answers import problem

GOOD = [
    "https://fcm.googleapis.com/fcm/send/dEm0:APA91bE_-x",
    "https://fcm.googleapis.com/wp/dEm0:APA91bE_-x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABm_-=",
    "https://web.push.apple.com/QGuQy-_x",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC%2bZ%3d",
]
FCM = "https://fcm.googleapis.com"
HOSTILE = [
    # A85: another scheme, or none
    "",
    "http://fcm.googleapis.com/fcm/send/x",
    "HTTPS://fcm.googleapis.com/fcm/send/x",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/fcm/send/x",
    "//fcm.googleapis.com/fcm/send/x",
    "fcm.googleapis.com/fcm/send/x",
    # A86: an address of our own network
    "https://127.0.0.1/fcm/send/x",
    "https://127.1/fcm/send/x",
    "https://0x7f000001/fcm/send/x",
    "https://2130706433/fcm/send/x",
    "https://[::1]/fcm/send/x",
    "https://[::ffff:169.254.169.254]/fcm/send/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/fcm/send/x",
    "https://db.internal/fcm/send/x",
    # A87: one host to the eye, another to a parser
    f"{FCM}@127.0.0.1/fcm/send/x",
    "https://user:pass@fcm.googleapis.com/fcm/send/x",
    f"{FCM}.evil.example/fcm/send/x",
    f"{FCM}\\@evil.example/fcm/send/x",
    f"{FCM}%2eevil.example/fcm/send/x",
    f"{FCM}。/fcm/send/x",
    f"{FCM}./fcm/send/x",
    f"{FCM}:22/fcm/send/x",
    f"{FCM}:8443/fcm/send/x",
    f"{FCM}#@evil.example/fcm/send/x",
    f"{FCM}/fcm/send/x#fragment",
    f"{FCM}/fcm/send/x\n",
    f"{FCM}/fcm/send/\nx",
    f"{FCM}/fcm/send/\tx",
    f" {FCM}/fcm/send/x",
    f"{FCM}/fcm/send/å",
    f"{FCM}/fcm/send/\x00",
    f"{FCM}/fcm/send/../../internal",
    f"{FCM}/fcm/send//evil.example",
    f"{FCM}/fcm/send/",
    f"{FCM}/",
    "https://xn--fcm-googleapis-com.example/fcm/send/x",
    "https://evil.notify.windows.com.example/w/x",
    "https://a.b.notify.windows.com/w/x",
    "https://-a.notify.windows.com/w/x",
    "https://notify.windows.com/w/x",
    f"{FCM}/fcm/send/{'x' * 5000}",
]
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = b64(bytes(16))
BAD_KEYS: list[Json] = [
    {"p256dh": "", "auth": AUTH},
    {"p256dh": "*", "auth": AUTH},
    {"p256dh": b64(b"\4" + bytes(64)), "auth": AUTH},
    {"p256dh": POINT[:-2], "auth": AUTH},
    {"p256dh": b64(b"\2" + bytes(32)), "auth": AUTH},
    {"p256dh": POINT, "auth": b64(bytes(15))},
    {"p256dh": POINT, "auth": ""},
    {"p256dh": POINT, "auth": "*" * 22},
]


def wanted(endpoint: str = GOOD[0], keys: Json | None = None) -> Json:
    return {"endpoint": endpoint, "keys": keys or {"p256dh": POINT, "auth": AUTH}}


@pytest.mark.parametrize("endpoint", GOOD)
def test_every_browsers_own_service_is_taken(endpoint: str) -> None:
    assert is_endpoint(endpoint)


async def test_where_a_phone_is_rung_is_one_place_and_sealed(desk: RunningDesk, meet: Meet) -> None:
    """[A94] The last one stands, and it lies in no dump; a flood of them is stopped."""
    ada = await meet("Ada Påhittad", "worker")
    for endpoint in GOOD:
        assert (await ada.line.post("/api/push", wanted(endpoint))).status_code == 204
    async with desk.inside() as inside:
        unit, device = ada.unit["id"], str(ada.device.id)
        async with inside.database.read(unit) as connection:
            kept = await push.of(connection, unit, device)
        assert kept is not None
        assert b"notify.windows.com" not in b"".join([kept.wrapped_key, kept.sealed])
        opened = inside.records.read(unit, device, "push", kept)  # type: ignore[arg-type]
        assert GOOD[-1].encode() in opened
    assert (await ada.line.client.delete("/api/push", headers=own(ada))).status_code == 204
    async with desk.inside() as inside, inside.database.read(unit) as connection:
        assert await push.of(connection, unit, device) is None
    flood = [await ada.line.post("/api/push", wanted()) for _ in range(12)]
    assert problem(flood[-1]) == (429, "rate.limited")


def own(phone: Phone) -> dict[str, str]:
    return {"Origin": phone.line.origin}


async def test_no_hostile_endpoint_is_taken(meet: Meet) -> None:
    """[A85] [A86] [A87] One answer for all of them, and nothing in it of what was sent."""
    answers = set()
    for start in range(0, len(HOSTILE), 10):
        ada = await meet("Ada Påhittad", "worker")
        for endpoint in HOSTILE[start : start + 10]:
            answer = await ada.line.post("/api/push", wanted(endpoint))
            if "\0" in endpoint:
                assert answer.status_code in (400, 422)
                continue
            assert problem(answer) == (422, "push.endpoint"), endpoint
            answers.add(answer.content)
    assert len(answers) == 1


async def test_keys_that_nobody_can_encrypt_to_are_refused(meet: Meet) -> None:
    """[A92] Not on the curve, too short, compressed, no base64."""
    ada = await meet("Ada Påhittad", "worker")
    for keys in BAD_KEYS:
        assert problem(await ada.line.post("/api/push", wanted(keys=keys)))[0] == 422, keys


async def test_anothers_endpoint_tells_nothing_and_changes_nothing(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A93] Whoever knows an endpoint and not its keys: the answer is that of a new one, and the
    first binding stands.
    """
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    first = await ada.line.post("/api/push", wanted())
    stolen = {"p256dh": b64(ben.device.public_point()), "auth": AUTH}
    again = await ben.line.post("/api/push", wanted(keys=stolen))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert (await ben.line.client.delete("/api/push", headers=own(ben))).status_code == 204
    async with desk.inside() as inside, inside.database.read(ada.unit["id"]) as connection:
        assert await push.of(connection, ada.unit["id"], str(ada.device.id)) is not None


async def test_nobody_subscribes_without_a_session(strange_phone: object, meet: Meet) -> None:
    ada = await meet("Ada Påhittad", "worker")
    await ada.line.client.delete("/api/session", headers=own(ada))
    assert problem(await ada.line.post("/api/push", wanted())) == (401, "session.required")

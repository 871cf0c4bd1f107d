"""What is answered to a parcel that is no parcel, and who pays for one spoiled piece (§3)?"""

import json
from typing import Any

import httpx
import pytest

from tests.desk import RunningDesk
from tests.phones.answers import Receipt, parcel_answer
from tests.phones.conftest import Meet
from tests.phones.letter import Letter
from tests.phones.phone import Phone

from .answers import problem
from .hand import good, nested, text_of
from .wire import JSON, ask

NO_PARCELS = {
    "nothing": b"",
    "half": b'{"letters":[',
    "null": b"null",
    "text": b'"letters"',
    "list": b"[]",
    "empty": b"{}",
    "letters null": b'{"letters":null}',
    "letters object": b'{"letters":{}}',
    "[A22] deep": nested(100_000),
    "[A22] deep, unclosed": b'{"letters":[' + b"[" * 100_000,
    "[A22] deep elsewhere": b'{"x":' + nested(100_000) + b',"letters":1}',
    "[A23] no UTF-8": b"\xff\xfe{}",
    "[A23] overlong UTF-8": b'{"\xc0\xaf":1,"letters":null}',
    "[A24] byte order mark": b'\xef\xbb\xbf{"letters":[]}',
    "[A24] NaN": b'{"letters":[NaN]}',
    "[A24] infinity": b'{"letters":[],"protocol":Infinity}',
    "[A24] 1e400": b'{"letters":[],"protocol":1e400}',
    "[A24] raw control": b'{"letters":["\x01"]}',
    "[A24] trailing bytes": b'{"letters":[]}x',
    "[A28] text for a number": b'{"letters":[],"protocol":"1"}',
    "[A28] float for a number": b'{"letters":[],"protocol":1.5}',
    "[A28] 30 digits": b'{"letters":[],"protocol":' + b"9" * 30 + b"}",
}

NO_LETTERS = {
    "null": b"null",
    "number": b"9" * 30,
    "[A22] deep": nested(5_000),
    "[A22] deep in a field": b'{"header":' + nested(5_000) + b',"sealed":"","signature":""}',
    "[A23] no UTF-8": b'{"header":"\xff","sealed":"AA","signature":"AA"}',
    "[A24] lone surrogate": b'"\\ud800"',
    "[A24] lone surrogate in a field": b'{"header":"\\udfff","sealed":"AA","signature":"AA"}',
    "[A26] NUL": b'{"header":"\\u0000","sealed":"\\u0000","signature":"\\u0000"}',
    "[A28] numbers": b'{"header":1,"sealed":2,"signature":3}',
    "list": b"[[],{}]",
    "deep, and a brace in a text": b'{"x":' + nested(2_000) + b',"y":"]}\\"","header":"AA"}',
}

WAITING: dict[str, object] = {
    "no object": "many",
    "nothing in it": {},
    "[A22] deep": json.loads(nested(500)),
    "[A28] 30 digits": {"count": 10**29},
    "[A29] naive": {"count": 1, "oldest": "2026-01-01T00:00:00"},
    "[A29] year 1": {"count": 1, "oldest": "0001-01-01T00:00:00+14:00"},
    "[A29] year 9999": {"count": 1, "oldest": "9999-12-31T23:59:59-14:00"},
}


async def post(phone: Phone, body: bytes) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    return await phone.line.client.post("/api/ops", content=body, headers=headers)


async def receipts_of(phone: Phone, letters: list[bytes]) -> list[Receipt]:
    answer = await post(phone, b'{"letters":[' + b",".join(letters) + b"]}")
    return parcel_answer(answer, len(letters)).receipts


def as_text(letter: Letter) -> bytes:
    return text_of(letter.as_json())


@pytest.mark.parametrize("body", NO_PARCELS.values(), ids=NO_PARCELS)
async def test_what_is_no_parcel_is_400_malformed(meet: Meet, body: bytes) -> None:
    """§3: 400 only for an envelope that is not a JSON object of this form."""
    ada = await meet("Ada Påhittad", "worker")
    assert problem(await post(ada, body)) == (400, "body.malformed")


@pytest.mark.parametrize("spoiled", NO_LETTERS.values(), ids=NO_LETTERS)
async def test_a_piece_that_is_no_letter_is_refused_and_its_neighbours_applied(
    meet: Meet, spoiled: bytes
) -> None:
    """§3: anything in `letters`, even null, gets a receipt; a bad one never affects others."""
    ada = await meet("Ada Påhittad", "worker")
    letters = [as_text(good(ada)), spoiled, as_text(good(ada))]
    first, refused, last = await receipts_of(ada, letters)
    assert (refused.id, refused.outcome, refused.code) == (None, "refused", "letter.malformed")
    assert (first.outcome, last.outcome) == ("applied", "applied")


@pytest.mark.parametrize("waiting", WAITING.values(), ids=WAITING)
async def test_a_strange_word_on_what_waits_is_no_reason_to_say_no(
    meet: Meet, waiting: Any
) -> None:
    """§3: `waiting` only informs."""
    ada = await meet("Ada Påhittad", "worker")
    if isinstance(waiting, dict):
        waiting = waiting | {"device": str(ada.device.id)}
    envelope = {"protocol": 1, "letters": [good(ada).as_json()], "waiting": waiting}
    (receipt,) = parcel_answer(await post(ada, text_of(envelope)), 1).receipts
    assert receipt.outcome == "applied"


async def test_nobody_says_for_another_device_what_waits_there(meet: Meet) -> None:
    """[A12] Only of a device that has just proved itself."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    lie = {"device": str(ada.device.id), "count": 99}
    envelope = {"letters": [good(cleo).as_json()], "waiting": lie}
    assert (await post(cleo, text_of(envelope))).status_code == 200
    devices = (await cleo.line.get("/api/devices")).json()["devices"]
    assert [each["waiting"] for each in devices if each["id"] == lie["device"]] == [None]


async def test_unknown_fields_of_an_envelope_are_ignored(meet: Meet) -> None:
    """[A27]"""
    ada = await meet("Ada Påhittad", "worker")
    strange = {"__proto__": {"admin": True}, "constructor": None, "unit": "another", "": [1]}
    envelope = {"letters": [good(ada).as_json() | strange]} | strange
    (receipt,) = parcel_answer(await post(ada, text_of(envelope)), 1).receipts
    assert receipt.outcome == "applied"


MEDIA_TYPES = [
    b"",
    b"Content-Type: text/plain\r\n",
    b"Content-Type: application/json; charset=utf-8\r\n",
    b"Content-Type: Application/JSON\r\n",
    b"Content-Type: application/x-www-form-urlencoded\r\n",
    b"Content-Type: multipart/form-data; boundary=x\r\n",
    b"Content-Type: application/msgpack\r\n",
    b"Content-Type: application/vnd.lykta+json\r\n",
    b"Content-Type: \xff\xfe\r\n",
    b"Content-Type: text/plain\r\nContent-Type: application/json\r\n",
    b"Content-Type: application/json\r\nContent-Type: text/plain\r\n",
    JSON + b"Content-Encoding: gzip\r\n",
    JSON + b"Content-Encoding: br\r\n",
    JSON + b"Content-Encoding: zstd\r\n",
    JSON + b"Content-Encoding: identity\r\n",
    JSON + b"Content-Encoding:\r\n",
]
DOORS = [
    "/api/ops",
    "/api/devices",
    "/api/session",
    "/api/session/challenge",
]


@pytest.mark.parametrize("headers", MEDIA_TYPES)
def test_nothing_but_plain_json_is_read_at_any_door(desk: RunningDesk, headers: bytes) -> None:
    """[A35] [A36] Exactly `application/json`, and no content encoding, else 415."""
    for door in DOORS:
        answer = ask(desk, b"POST", door.encode(), headers, b'{"letters":[]}')
        assert problem(answer) == (415, "body.media_type"), door


@pytest.mark.parametrize("door", DOORS[1:])
@pytest.mark.parametrize("body", NO_PARCELS.values(), ids=NO_PARCELS)
def test_the_same_bad_body_is_400_at_the_other_doors(
    desk: RunningDesk, door: str, body: bytes
) -> None:
    """[A22] [A23] [A24]"""
    expected = (413, "body.too_large") if len(body) > 64 * 1024 else (400, "body.malformed")
    assert problem(ask(desk, b"POST", door.encode(), JSON, body)) == expected

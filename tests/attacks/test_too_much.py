"""What does the desk say to too many, too large, too long and too slow (§3)?"""

import gzip

import httpx
import pytest

from tests.desk import RunningDesk
from tests.phones.conftest import Meet

from .answers import problem
from .hand import good, text_of
from .wire import JSON, ask, endless, send

PARCEL_BYTES = 256 * 1024
HEAD = b"POST /api/ops HTTP/1.1\r\nHost: localhost\r\n" + JSON
SWALLOWED_MOST = 4 * 1024 * 1024
"""Far more than sockets hold by themselves, far less than what is poured in."""


def of_length(length: int) -> bytes:
    return b'{"letters":[]}'.ljust(length)


async def test_fifty_letters_are_a_parcel_and_one_more_is_413(meet: Meet) -> None:
    """[A20]"""
    ada = await meet("Ada Påhittad", "worker")
    fifty = [good(ada) for _ in range(50)]
    assert {receipt.outcome for receipt in await ada.post(fifty)} == {"applied"}
    envelope = {"letters": [each.as_json() for each in [*fifty, good(ada)]]}
    answer = await ada.line.post("/api/ops", envelope)
    assert problem(answer) == (413, "body.too_large")


def test_a_parcel_of_256_kib_is_read_and_a_byte_more_is_413(desk: RunningDesk) -> None:
    """[A20]"""
    assert ask(desk, b"POST", b"/api/ops", JSON, of_length(PARCEL_BYTES)).status == 200
    refused = ask(desk, b"POST", b"/api/ops", JSON, of_length(PARCEL_BYTES + 1))
    assert problem(refused) == (413, "body.too_large")


def test_ten_megabytes_are_refused_by_their_length_alone(desk: RunningDesk) -> None:
    """[A21] Before a byte of them has been sent."""
    head = HEAD + b"Content-Length: 10485760\r\n\r\n"
    answer = send(desk, head)
    assert problem(answer) == (413, "body.too_large")
    assert answer.closed


def test_ten_megabytes_poured_all_the_same_meet_a_closed_door(desk: RunningDesk) -> None:
    """[A21] 413 early, connection closed."""
    answer = send(desk, HEAD + b"Content-Length: 10485760\r\n\r\n", [b"a" * 65_536] * 160)
    assert answer.closed
    assert answer.sent < 10_485_760


def test_a_body_without_an_end_is_cut_off(desk: RunningDesk) -> None:
    """[A21]"""
    head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    answer = send(desk, head, endless(b"a" * 16_384))
    assert answer.closed
    assert answer.sent < SWALLOWED_MOST


async def test_a_phone_that_only_miscounted_hears_that_it_was_too_much(meet: Meet) -> None:
    """[A20] A line cut while it speaks would be weather to it, and it would never halve."""
    ada = await meet("Ada Påhittad", "worker")
    for _ in range(20):
        answer = await ada.line.post("/api/ops", {"letters": ["x" * 1_500_000]})
        assert problem(answer) == (413, "body.too_large")


@pytest.mark.parametrize("door", ["/api/session", "/api/session/challenge", "/api/devices"])
def test_the_other_doors_take_64_kib_and_no_more(desk: RunningDesk, door: str) -> None:
    """[A21]"""
    most = 64 * 1024
    assert problem(ask(desk, b"POST", door.encode(), JSON, of_length(most)))[0] == 400
    refused = ask(desk, b"POST", door.encode(), JSON, of_length(most + 1))
    assert problem(refused) == (413, "body.too_large")


def test_a_bomb_is_not_unpacked(desk: RunningDesk) -> None:
    """[A35]"""
    bomb = gzip.compress(bytes(10_000_000))
    answer = ask(desk, b"POST", b"/api/ops", JSON + b"Content-Encoding: gzip\r\n", bomb)
    assert problem(answer) == (415, "body.media_type")


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nContent-Length: 14\r\n",
        b"Content-Length: 14\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 14\r\n",
        b"Transfer-Encoding:\r\n chunked\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: +14\r\n",
        b"Content-Length: 0x14\r\n",
        b"Content-Length: " + b"9" * 30 + b"\r\n",
        b"Content-Length : 14\r\n",
    ],
)
def test_two_readings_of_where_a_request_ends_get_it_thrown_away(
    desk: RunningDesk, framing: bytes
) -> None:
    """[A115] One answer, no second request served, and the line closed."""
    smuggled = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = send(desk, HEAD + framing + b"\r\n", [b'{"letters":[]}' + smuggled])
    assert answer.status == 400
    assert answer.closed
    assert b"HTTP/1.1" not in answer.body


def test_a_parcel_that_breaks_off_is_answered_by_nothing(desk: RunningDesk) -> None:
    """[A115] It promised more than came: what came is no letter."""
    head = HEAD + b"Content-Length: 500\r\nConnection: close\r\n\r\n"
    with httpx.Client(base_url=desk.url, trust_env=False) as other:
        assert send(desk, head, [b'{"letters":[null]}'], breaks_off=True).status == 0
        assert other.get("/api/health").status_code == 200


async def test_one_large_letter_is_refused_alone_and_named(meet: Meet) -> None:
    """[A20] Over 32 KiB: `refused op.too_large`, with the id of its header."""
    ada = await meet("Ada Påhittad", "worker")
    large = good(ada)
    padding = {"padding": "x" * 40_000}
    first, refused, last = await ada.post([good(ada), large.as_json() | padding, good(ada)])
    assert (refused.outcome, refused.code) == ("refused", "op.too_large")
    assert refused.id is not None
    assert str(refused.id).encode() in large.header
    assert (first.outcome, last.outcome) == ("applied", "applied")
    assert len(text_of(large.as_json())) < 32 * 1024

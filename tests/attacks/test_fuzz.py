"""Does chance find a letter that is a fault of ours, or that harms its neighbour?

What is spoiled here is sealed and signed as it should be, so it reaches the rules and the tables.
With `--hypothesis-profile=thorough` it looks for long.
"""

import json
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from lykta.domain.limits import PARCEL_BYTES
from tests.phones.answers import Receipt, parcel_answer
from tests.phones.conftest import Meet
from tests.phones.letter import Json, Letter, padded
from tests.phones.phone import Phone

from .answers import problem
from .hand import good, header_of, text_of, under, written
from .ops import Place, every_op, place_of
from .spoil import HOSTILE, SPOILS, deep, paths

OPS = 25
calm = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

values = st.one_of(
    st.sampled_from(HOSTILE),
    st.integers(1, 300).map(deep),
    st.integers(),
    st.floats(),
    st.datetimes().map(lambda time: time.isoformat() + "+05:45"),
    st.text(st.characters(), max_size=40),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(), max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=8,
    ),
)
spoilings = st.lists(
    st.tuples(st.integers(0, 999), st.sampled_from(SPOILS), values), min_size=1, max_size=3
)
scribbles = st.lists(
    st.tuples(st.integers(0, 4_000), st.integers(0, 3), st.binary(max_size=4)), max_size=3
)


class Writer(NamedTuple):
    """Whose letters are spoiled, and what they are about."""

    phone: Phone
    place: Place
    neighbour: Phone


@pytest.fixture
async def writer(meet: Meet) -> Writer:
    phone = await meet("Cleo Påhittad", "supervisor")
    return Writer(phone, await place_of(phone), await meet("Ada Påhittad", "worker"))


def spoiled(value: Any, how: list[tuple[int, Any, object]]) -> Any:
    for number, spoil, hostile in how:
        places = list(paths(value))
        value = spoil(value, places[number % len(places)], hostile)
    return value


def scribbled(text: bytes, where: list[tuple[int, int, bytes]]) -> bytes:
    for number, cut, bytes_put in where:
        at = number % (len(text) + 1)
        text = text[:at] + bytes_put + text[at + cut :]
    return text


def good_op(writer: Writer, number: int) -> Json:
    type, subject, body = every_op(writer.phone, writer.place)[number]
    return {"type": type, "subject": subject, "seen": 1, "body": body}


async def posted(writer: Writer, letters: list[Letter]) -> list[Receipt]:
    """Receipts of these, sent between two good ones of a colleague that must be applied."""
    neighbour = writer.neighbour
    parcel = [good(neighbour), *letters, good(neighbour)]
    first, *receipts, last = await writer.phone.post(parcel)
    assert (first.outcome, last.outcome) == ("applied", "applied")
    return receipts


def never_our_fault(receipts: list[Receipt]) -> None:
    for receipt in receipts:
        assert receipt.outcome != "failed" or receipt.code == "device.unknown", receipt


async def all_can_be_read(writer: Writer) -> None:
    await writer.phone.read()
    await writer.neighbour.read()


@calm
@given(st.lists(st.tuples(st.integers(0, OPS - 1), spoilings), min_size=1, max_size=6))
async def test_no_spoiled_op_is_a_fault_or_cannot_be_read_again(
    writer: Writer, drawn: list[tuple[int, Any]]
) -> None:
    """[A22] [A24] [A26] [A27] [A28] [A29] [A60] [A99]"""
    ops = [spoiled(good_op(writer, number), how) for number, how in drawn]
    note(json.dumps(ops)[:2_000])
    texts = [padded(text_of(each)) for each in ops]
    # What is too much for a parcel is refused as a whole, before any letter of it is looked at.
    assume(sum(map(len, texts)) < PARCEL_BYTES // 2)
    never_our_fault(await posted(writer, [written(writer.phone, text) for text in texts]))
    await all_can_be_read(writer)


@calm
@given(st.lists(st.tuples(st.integers(0, OPS - 1), scribbles), min_size=1, max_size=6))
async def test_no_scribble_in_an_op_is_a_fault(
    writer: Writer, drawn: list[tuple[int, Any]]
) -> None:
    """[A19] [A23] [A24]"""
    texts = [scribbled(text_of(good_op(writer, number)), where) for number, where in drawn]
    never_our_fault(await posted(writer, [written(writer.phone, padded(text)) for text in texts]))
    await all_can_be_read(writer)


@calm
@given(st.lists(st.tuples(spoilings, scribbles), min_size=1, max_size=6))
async def test_no_header_is_a_fault(writer: Writer, drawn: list[tuple[Any, Any]]) -> None:
    """[A06] [A23] [A24] [A25] [A28] [A29]"""
    phone = writer.phone
    headers = [text_of(spoiled(header_of(phone), how)) for how, _ in drawn]
    headers += [scribbled(text_of(header_of(phone)), where) for _, where in drawn]
    never_our_fault(await posted(writer, [under(phone, header) for header in headers]))


@calm
@given(spoilings, scribbles)
async def test_no_envelope_is_a_fault(writer: Writer, how: Any, where: Any) -> None:
    """[A22] [A23] [A24] [A27] [A28]"""
    phone, neighbour = writer.phone, writer.neighbour
    waiting = {"device": str(phone.device.id), "count": 1, "oldest": "2026-01-01T00:00:00Z"}
    letters = [good(phone).as_json(), good(neighbour).as_json()]
    envelope = {"protocol": 1, "letters": letters, "waiting": waiting}
    for body in (text_of(spoiled(envelope, how)), scribbled(text_of(envelope), where)):
        headers = {"Content-Type": "application/json"}
        answer = await phone.line.client.post("/api/ops", content=body, headers=headers)
        if answer.status_code == 200:
            never_our_fault(parcel_answer(answer, len(answer.json()["receipts"])).receipts)
        else:
            assert problem(answer) in {(400, "body.malformed"), (413, "body.too_large")}


@calm
@given(st.integers(0, 5), spoilings, scribbles)
async def test_no_body_at_another_door_is_a_fault(
    writer: Writer, number: int, how: Any, where: Any
) -> None:
    """[A22] [A23] [A24] [A26] [A71]"""
    phone = writer.phone
    doors: list[tuple[str, Json]] = [
        ("/api/session/challenge", {"device": str(phone.new_id())}),
        ("/api/session", phone.device.sign_in("A" * 43) | {"device": str(phone.new_id())}),
        ("/api/devices", phone.device.enrolment("påhittad")),
        ("/api/members", {"name": "Påhittad", "role": "worker"}),
        ("/api/invitations", {"member": writer.place.member, "kind": "phone"}),
        ("/api/ops", {"protocol": 1, "letters": []}),
    ]
    door, body = doors[number]
    for content in (text_of(spoiled(body, how)), scribbled(text_of(body), where)):
        headers = {"Content-Type": "application/json"}
        answer = await phone.line.client.post(door, content=content, headers=headers)
        if answer.status_code >= 300:
            assert problem(answer)[0] < 500


@calm
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=8))
async def test_no_query_or_path_is_a_fault(writer: Writer, text: str, short: str) -> None:
    """[A24] [A57] A half character cannot travel in an address, so it is left out."""
    text, short = (each.encode(errors="ignore").decode() for each in (text, short))
    client = writer.phone.line.client
    for path, query in (
        ("/api/changes", {"cursor": text}),
        ("/api/changes", {"limit": short}),
        ("/api/changes", {text: short}),
        ("/api/keys", {"device": text}),
    ):
        answer = await client.get(path, params=query)
        assert answer.status_code == 200 or problem(answer)[0] in (400, 404, 409)

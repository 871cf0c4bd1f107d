"""Which headers are read, and is any other refused without burning a thing (§2)?"""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.desk import RunningDesk
from tests.phones.conftest import Meet

from .among import among_good_ones, said
from .hand import contact, header_of, nested, text_of, under, written
from .kept import is_known

IDS = {
    "nil": "00000000-0000-0000-0000-000000000000",
    "max": "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "short": "019aaf00-0000-7000-8000-00000000000",
    "newline": "019aaf00-0000-7000-8000-000000000000\n",
    "upper case": "019AAF00-0000-7000-8000-00000000000A",
    "mixed case": "019aaf00-0000-7000-8000-00000000000A",
    "braces": "{019aaf00-0000-7000-8000-000000000000}",
    "urn": "urn:uuid:019aaf00-0000-7000-8000-000000000000",
    "no dashes": "019aaf0000007000800000000000000a",
    "version 4": str(uuid.uuid4()),
    "full-width": "０19aaf00-0000-7000-8000-000000000000",
    "empty": "",
    "null": None,
    "number": 7,
    "NUL": "019aaf00-0000-7000-8000-00000000000\0",
}


@pytest.mark.parametrize("id", IDS.values(), ids=IDS)
async def test_a_header_with_a_strange_id_is_refused_without_one(meet: Meet, id: object) -> None:
    """[A06] `id` is null where the header cannot be read."""
    ada = await meet("Ada Påhittad", "worker")
    receipt = await among_good_ones(ada, under(ada, text_of(header_of(ada, id=id))))
    assert (receipt.id, receipt.code) == (None, "letter.malformed")


async def test_an_id_that_tells_the_second_is_refused(meet: Meet) -> None:
    """§preamble: the time part of an id is floored to 15 minutes."""
    ada = await meet("Ada Påhittad", "worker")
    told = uuid.UUID(int=ada.new_id().int + (1 << 80))
    receipt = await among_good_ones(ada, under(ada, text_of(header_of(ada, id=str(told)))))
    assert said(receipt) == "refused letter.malformed"


HEADERS: dict[str, bytes] = {
    "null": b"null",
    "list": b"[]",
    "[A22] deep": nested(10_000),
    "[A23] no UTF-8": b'{"v":"\xff"}',
    "[A24] byte order mark": b"\xef\xbb\xbf{}",
    "[A24] trailing bytes": b"{}{}",
}


SPOILED_FIELDS: dict[str, dict[str, Any]] = {
    "no version": {"v": ...},
    "version 2": {"v": 2},
    "version as text": {"v": "1"},
    "version true": {"v": True},
    "no device": {"device": ...},
    "device null": {"device": None},
    "seq 0": {"seq": 0},
    "seq -1": {"seq": -1},
    "seq 2^53": {"seq": 2**53},
    "[A28] seq as text": {"seq": "1"},
    "[A28] seq with a fraction": {"seq": 1.5},
    "[A28] seq of 30 digits": {"seq": 10**29},
    "[A29] naive": {"at": "2026-01-01T00:00:00"},
    "[A29] leap second": {"at": "2016-12-31T23:59:60Z"},
    "[A29] a number": {"at": 1_800_000_000},
    "at the second": {"at": "2026-01-01T00:00:01Z"},
    "at a minute": {"at": "2026-01-01T00:01:00Z"},
    "no key": {"key": ...},
    "key empty": {"key": ""},
    "key too long": {"key": "k" * 65},
    "[A24] lone surrogate": {"key": "\ud800"},
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
async def test_what_is_no_header_is_refused_without_an_id(meet: Meet, header: bytes) -> None:
    ada = await meet("Ada Påhittad", "worker")
    receipt = await among_good_ones(ada, under(ada, header))
    assert (receipt.id, said(receipt)) == (None, "refused letter.malformed")


@pytest.mark.parametrize("spoiled", SPOILED_FIELDS.values(), ids=SPOILED_FIELDS)
async def test_a_header_with_one_spoiled_field_is_refused_and_nothing_stored(
    desk: RunningDesk, meet: Meet, spoiled: dict[str, Any]
) -> None:
    ada = await meet("Ada Påhittad", "worker")
    header = header_of(ada, **spoiled)
    receipt = await among_good_ones(ada, under(ada, text_of(header)))
    assert said(receipt) == "refused letter.malformed"
    assert not await is_known(desk, ada, header["id"])


@pytest.mark.parametrize("name", ["v", "id", "device", "seq", "at", "key", "unknown"])
async def test_a_header_that_says_a_thing_twice_is_refused(meet: Meet, name: str) -> None:
    """[A25] What is signed must mean one thing, also where both say the same."""
    ada = await meet("Ada Påhittad", "worker")
    header = header_of(ada, unknown=1)
    twice = text_of(header)[:-1] + b"," + text_of({name: header[name]})[1:]
    assert said(await among_good_ones(ada, under(ada, twice))) == "refused letter.malformed"
    escaped = twice.replace(
        b'"%s"' % name.encode(), b'"\\u%04x%s"' % (ord(name[0]), name[1:].encode()), 1
    )
    assert said(await among_good_ones(ada, under(ada, escaped))) == "refused letter.malformed"


async def test_unknown_fields_of_a_header_are_ignored_and_signed_all_the_same(
    meet: Meet,
) -> None:
    """[A27]"""
    ada = await meet("Ada Påhittad", "worker")
    letter = written(
        ada, text_of(contact(ada, ada.new_id())), __proto__={"seq": 1}, constructor=[], toString=""
    )
    assert said(await among_good_ones(ada, letter)) == "applied"


async def test_a_number_that_comes_again_is_accepted_and_a_gap_is_told(meet: Meet) -> None:
    """[A07] [A08] The phone was restored from an old copy; or two letters are still to come."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    letters = [
        under(ada, text_of(header_of(ada, seq=number))) for number in (1, 2, 2, 5, 2**53 - 1)
    ]
    assert {said(each) for each in await ada.post(letters)} == {"applied"}
    devices = (await cleo.line.get("/api/devices")).json()["devices"]
    (adas,) = [each for each in devices if each["id"] == str(ada.device.id)]
    assert adas["highest_seq"] == 2**53 - 1
    assert adas["missing"][:3] == [3, 4, 6]
    assert len(adas["missing"]) <= 1000


@pytest.mark.parametrize(
    ("days", "mark"), [(-3, None), (3, "future"), (-4, "old"), (-400, "old"), (400, "future")]
)
async def test_a_phone_whose_clock_is_wrong_is_believed_and_marked(
    meet: Meet, days: int, mark: str | None
) -> None:
    """[A30] CT3: a strange time is marked, never refused."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    true = ada.now()
    # An hour less than whole days, so that three days ago is not yet old.
    ada.now = lambda: true + timedelta(days=days, hours=1)
    met = ada.new_id()
    assert said(await among_good_ones(ada, written(ada, text_of(contact(ada, met))))) == "applied"
    await cleo.read()
    row = cleo.replica.find("contact", met)
    assert row
    assert row.data.get("marks", []) == ([mark] if mark else [])


async def test_a_phone_that_lost_its_clock_signs_in_all_the_same(meet: Meet) -> None:
    """[A30] A challenge is fresh by the desk's clock, not by the phone's."""
    ada = await meet("Ada Påhittad", "worker")
    true = ada.now()
    ada.now = lambda: true - timedelta(days=20_000)
    await ada.sign_in()
    await ada.read()

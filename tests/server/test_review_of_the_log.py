"""Somebody else looks at who read what: a sample by lot, all the odd ones, a word on each."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from lykta.domain.review import MANY_AN_HOUR, SAMPLE_MIN
from tests.phones.bodies import seller
from tests.server.inside import Hand, Inside
from tests.server.test_sessions import said


class Office:
    """Ada writes; Sara and Siv supervise; Rut reviews. At the doors, by day."""

    def __init__(self, inside: Inside, **people: Hand) -> None:
        self.inside = inside
        self.ada, self.sara, self.siv, self.rut = (
            people[name] for name in ("ada", "sara", "siv", "rut")
        )

    async def writes(self, number: int) -> list[str]:
        ids = [str(self.ada.new_id()) for _ in range(number)]
        for id in ids:
            body = seller(self.inside.now, note="Påhittat.")
            assert await self.ada.did("contact.record", id, body) == "applied"
        return ids

    async def opens(self, hand: Hand, id: str) -> str:
        return said(await hand.phone.line.get(f"/api/contacts/{id}"))

    async def reviews(self, hand: Hand) -> list[dict[str, Any]]:
        answer = await hand.phone.line.get("/api/reviews")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["reviews"]
        return found

    async def says(self, hand: Hand, seq: int, verdict: str) -> str:
        body = {"seq": seq, "verdict": verdict}
        return said(await hand.phone.line.post("/api/reviews", body))

    async def signs_in(self) -> None:
        for hand in (self.ada, self.sara, self.siv, self.rut):
            await hand.phone.sign_in()


@pytest.fixture
async def office(inside: Inside) -> AsyncIterator[Office]:
    inside.now = inside.now.replace(hour=9)
    async with AsyncExitStack() as doors:
        people = {
            "ada": await inside.hand(),
            "sara": await inside.hand("supervisor", "Sara Påhittad"),
            "siv": await inside.hand("supervisor", "Siv Påhittad"),
            "rut": await inside.hand("reviewer", "Rut Påhittad"),
        }
        for hand in people.values():
            await doors.enter_async_context(inside.doors(hand))
        office = Office(inside, **people)
        await office.signs_in()
        yield office


def why(reviews: list[dict[str, Any]], id: str) -> set[str]:
    return {reason for each in reviews if each["entry"]["id"] == id for reason in each["why"]}


async def test_the_odd_ones_are_all_there_and_a_few_by_lot(office: Office) -> None:
    """Denied, many within an hour, again and again, by night; what the desk sent by itself is
    nobody's choice, and is not among them.
    """
    inside = office.inside
    denied, again, night, *others = await office.writes(MANY_AN_HOUR + 20)
    few, many = others[:3], others[3:]
    ben = await inside.hand(name="Ben Påhittad")
    async with inside.doors(ben) as phone:
        await phone.sign_in()
        assert await office.opens(ben, denied) == "404 not.found"
    for id in (again, again, again, *few):
        assert await office.opens(office.sara, id) == "200"
    inside.now += timedelta(hours=1)
    await office.signs_in()
    for id in many[: MANY_AN_HOUR + 1]:
        assert await office.opens(office.siv, id) == "200"
    inside.now += timedelta(hours=14)
    await office.signs_in()
    assert await office.opens(office.sara, night) == "200"
    found = await office.reviews(office.rut)
    assert "denied" in why(found, denied)
    assert "again" in why(found, again)
    assert {"many"} <= why(found, many[0])
    assert "night" in why(found, night)
    assert not why(found, few[0]) - {"sample"}
    assert sum("sample" in each["why"] for each in found) == SAMPLE_MIN
    assert {each["entry"]["action"] for each in found} == {"open"}
    assert await office.reviews(office.rut) == found, "the lot is drawn once a month"


async def test_each_gets_a_word_which_stands_until_the_next(office: Office) -> None:
    (id,) = await office.writes(1)
    await office.opens(office.sara, id)
    (item,) = await office.reviews(office.rut)
    seq = item["entry"]["seq"]
    assert (item["verdict"], item["by"]) == (None, None)
    assert await office.says(office.rut, seq, "explain") == "204"
    assert await office.says(office.rut, seq, "ok") == "204"
    (item,) = await office.reviews(office.rut)
    assert (item["verdict"], item["by"]) == ("ok", office.rut.member)
    assert await office.says(office.rut, seq, "fine") == "400 body.malformed"
    assert await office.says(office.rut, 10**6, "ok") == "404 not.found"


async def test_nobody_reviews_what_they_opened(office: Office) -> None:
    """[A65] It is not shown to them, and what they say of it is refused."""
    (id,) = await office.writes(1)
    await office.opens(office.sara, id)
    assert await office.reviews(office.sara) == []
    (item,) = await office.reviews(office.siv)
    seq = item["entry"]["seq"]
    assert await office.says(office.sara, seq, "ok") == "403 review.own"
    assert await office.says(office.siv, seq, "ok") == "204"


async def test_the_log_is_read_by_time_and_page_and_reading_it_is_logged(office: Office) -> None:
    """No content in it: ids and the names of fields. A worker reads none of it (A55)."""
    inside, ids = office.inside, await office.writes(5)
    for id in ids:
        inside.now += timedelta(minutes=10)
        await office.signs_in()
        await office.opens(office.sara, id)
    line = office.rut.phone.line
    whole = (await line.get("/api/audit")).json()
    opened = [row["id"] for row in whole["rows"] if row["action"] == "open"]
    assert (opened, whole["after"]) == (ids, None)
    assert "Påhittat" not in str(whole)
    start = (inside.now - timedelta(minutes=20)).isoformat()
    end = inside.now.isoformat()
    part = (await line.get("/api/audit", **{"from": start, "to": end})).json()
    assert [row["id"] for row in part["rows"] if row["action"] == "open"] == ids[2:4]
    rest = (await line.get("/api/audit", after=whole["rows"][-1]["seq"])).json()
    assert {row["action"] for row in rest["rows"]} == {"log"}
    assert said(await office.ada.phone.line.get("/api/audit")) == "403 role.denied"
    assert said(await office.ada.phone.line.get("/api/reviews")) == "403 role.denied"
    for wrong in ({"after": "-1"}, {"from": "now"}, {"to": "2026-10-09T22:00:00"}, {"sort": "id"}):
        assert said(await line.get("/api/audit", **wrong)).startswith("400 query.malformed")

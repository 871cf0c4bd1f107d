"""The queue's door against the table that orders it (DU5), page by page, on both databases."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lykta.domain import queue as order
from lykta.domain.follow_up import OPEN, STATES
from lykta.domain.limits import LIST_ROWS
from lykta.domain.rows import FollowUp, Row
from lykta.domain.words import LISTS
from lykta.store import ledger, rows
from lykta.store.puts import put

from .inside import Hand, Inside

NAMES = [place.name for place in order.PLACES]
SHIFT = "0197d35c-4a00-7000-8000-00000000000a"


async def filled(inside: Inside, members: list[str], seed: int, count: int = 150) -> list[Row]:
    """Follow-ups of every sort; many fall due at the same moment, as they do."""
    chance = random.Random(seed)
    made = []
    for n in range(count):
        state = chance.choice(STATES)
        data = FollowUp(
            kind=chance.choice(sorted(LISTS["follow_up_kind"].codes)),
            state=state,
            duty=chance.random() < 0.2,
            due_at=inside.now + timedelta(hours=chance.choice([-50, -1, 0, 1, 3, 30, 31])),
            shift=chance.choice([None, SHIFT]),
            assigned_to=None if state == "new" else chance.choice(members),
        )
        received = inside.now - timedelta(hours=chance.randrange(200))
        id = str(UUID(int=chance.getrandbits(128), version=4))
        made.append(Row("follow_up", id, members[0], received, data, version=1000 + n))
    async with inside.desk.database.write(inside.unit) as connection:
        await ledger.lock(connection, inside.unit)
        await put(
            connection,
            rows.saved(inside.unit, made, inside.now),
            ledger.advanced(inside.unit, 1000 + count),
        )
    return made


def in_order(made: list[Row], inside: Inside) -> list[str]:
    def stands(row: Row) -> tuple[int, Any, UUID]:
        place = NAMES.index(order.place_of(row.data, inside.now))
        return place, row.data.due_at, UUID(row.id)

    return [row.id for row in sorted(made, key=stands)]


async def all_pages(hand: Hand, path: str, **asked: Any) -> tuple[list[str], list[int], Any]:
    """Ids in order, the pages' lengths, and the first page."""
    async with hand.inside.doors(hand) as phone:
        await phone.sign_in()
        ids: list[str] = []
        sizes, first, after = [], None, None
        while True:
            more: dict[str, str] = {} if after is None else {"after": after}
            answer = await phone.line.get(path, **asked, **more)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            first = first or page
            ids += [row["id"] for row in page["rows"]]
            sizes.append(len(page["rows"]))
            after = page["after"]
            if after is None:
                return ids, sizes, first
            # Time goes on between two pages, and puts nothing out of its place.
            hand.inside.now += timedelta(minutes=1)


@pytest.mark.parametrize("seed", [1, 2])
async def test_pages_are_the_table_s_order_without_a_gap(inside: Inside, seed: int) -> None:
    """[DU5] [FU7] Whatever the size of the page."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    made = [row for row in await filled(inside, [siv.member], seed) if row.data.state in OPEN]
    expected = in_order(made, inside)
    counts = dict.fromkeys(NAMES[:-1], 0)
    for row in made:
        counts[order.place_of(row.data, inside.now)] += 1
    for limit in (7, 50, 200):
        start = inside.now
        ids, sizes, first = await all_pages(siv, "/api/queue", limit=limit)
        inside.now = start
        assert ids == expected, f"seed {seed}, limit {limit}"
        assert set(sizes[:-1]) <= {limit}
        assert first["counts"] == counts


async def test_each_filter_leaves_what_it_says(inside: Inside) -> None:
    """By state, kind, due, assignee and shift; there is no other, and none by person met (CT8)."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    ada = await inside.hand("worker")
    made = await filled(inside, [siv.member, ada.member], seed=3)
    tomorrow = order.edges(inside.now)["tomorrow"]
    cases: dict[tuple[str, str], Any] = {
        ("kind", "KAST_BOOKING"): lambda d: d.kind == "KAST_BOOKING" and d.state in OPEN,
        ("due", "overdue"): lambda d: order.is_overdue(d, inside.now),
        ("due", "today"): lambda d: inside.now <= d.due_at < tomorrow and d.state in OPEN,
        ("due", "later"): lambda d: d.due_at >= tomorrow and d.state in OPEN,
        ("assignee", "nobody"): lambda d: d.assigned_to is None and d.state in OPEN,
        ("assignee", ada.member): lambda d: d.assigned_to == ada.member and d.state in OPEN,
        ("shift", SHIFT): lambda d: d.shift == SHIFT and d.state in OPEN,
    }
    for state in STATES:
        cases["state", state] = lambda d, state=state: d.state == state
    for (name, value), keeps in cases.items():
        expected = in_order([row for row in made if keeps(row.data)], inside)
        ids, _, _ = await all_pages(siv, "/api/queue", limit=200, **{name: value})
        assert expected, f"no example of {name}={value}"
        assert ids == expected, f"{name}={value}"


async def test_a_worker_s_queue_holds_what_is_theirs_and_nobody_s(inside: Inside) -> None:
    """[VI2] In its pages and in its counts."""
    ada = await inside.hand("worker")
    bo = await inside.hand("worker", "Bo Påhittad")
    made = await filled(inside, [ada.member, bo.member], seed=4)
    theirs = [
        row for row in made if row.data.state in OPEN and row.data.assigned_to in (None, ada.member)
    ]
    ids, _, first = await all_pages(ada, "/api/queue", limit=200)
    assert ids == in_order(theirs, inside)
    assert sum(first["counts"].values()) == len(theirs)


async def test_the_history_goes_back_by_date_alone(inside: Inside) -> None:
    siv = await inside.hand("supervisor", "Siv Påhittad")
    made = await filled(inside, [siv.member], seed=5)
    start, end = inside.now - timedelta(hours=150), inside.now - timedelta(hours=20)
    expected = [
        row.id
        for row in sorted(made, key=lambda row: (row.received_at, UUID(row.id)), reverse=True)
        if start <= row.received_at < end
    ]
    between = {"from": start.isoformat(), "to": end.isoformat()}
    ids, _, _ = await all_pages(siv, "/api/history", kind="follow_up", limit=9, **between)
    assert ids == expected
    assert (await all_pages(siv, "/api/history", kind="contact"))[0] == []


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("queue", {"state": "gone"}, 400),
        ("queue", {"kind": "' OR 1=1 --"}, 400),
        ("queue", {"due": "never"}, 400),
        ("queue", {"assignee": "x"}, 400),
        ("queue", {"shift": "%"}, 400),
        ("queue", {"limit": LIST_ROWS + 1}, 400),
        ("queue", {"after": "e30"}, 400),
        ("queue", {"outcome": "DECLINED_LATER"}, 400),
        ("history", {}, 400),
        ("history", {"kind": "member"}, 400),
        ("history", {"kind": "contact", "from": "igår"}, 400),
        ("history", {"kind": "contact", "after": "WzFd"}, 400),
        ("history", {"kind": "contact", "by": "x"}, 400),
    ],
)
async def test_what_is_not_offered_is_refused(
    inside: Inside, path: str, asked: dict[str, Any], status: int
) -> None:
    """[CT8] No list by who declined, and none by who somebody is."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    async with inside.doors(siv) as phone:
        await phone.sign_in()
        answer = await phone.line.get(f"/api/{path}", **asked)
    assert answer.status_code == status, answer.text
    assert answer.json()["code"] in ("query.malformed", "cursor.malformed")


@pytest.mark.parametrize(
    ("role", "path"), [("reviewer", "queue"), ("reviewer", "history"), ("worker", "history")]
)
async def test_whose_it_is_not(inside: Inside, role: Any, path: str) -> None:
    hand = await inside.hand(role)
    async with inside.doors(hand) as phone:
        await phone.sign_in()
        answer = await phone.line.get(f"/api/{path}", kind="contact")
    assert (answer.status_code, answer.json()["code"]) == (403, "role.denied")

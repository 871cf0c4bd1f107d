"""What is answered to a cursor, a limit, a path or a method that nobody gave (§8)?"""

import base64
import json

import pytest

from tests.desk import RunningDesk
from tests.phones.conftest import Meet
from tests.phones.letter import b64, unb64

from .answers import problem
from .hand import good
from .wire import JSON, ask

CURSORS = [
    "",
    "x",
    "*",
    "\0",
    "å",
    "😀",
    "nonsense",
    "A" * 150,
    "A" * 5_000,
    b64(b"1"),
    b64(b"1.abc"),
    b64(b"1.abc.1"),
    b64(b"1." * 40),
    b64(b"1.\xff.1.1"),
    b64(b"' OR 1=1 --"),
]


@pytest.mark.parametrize("cursor", CURSORS)
async def test_a_cursor_that_is_none_is_400(meet: Meet, cursor: str) -> None:
    """[A24] [A28] §8: malformed: 400."""
    ada = await meet("Ada Påhittad", "worker")
    answer = await ada.line.get("/api/changes", cursor=cursor)
    assert problem(answer) == (400, "cursor.malformed")


NUMBERS = ["", "x", "-1", "+1", "01", "1_0", " 1", "1\n", "１", "1e3", "0x1", str(2**53), "9" * 90]


async def test_a_cursor_with_a_number_that_is_none_is_400(meet: Meet) -> None:
    """[A24] [A28] What is opaque can still be guessed at."""
    ada = await meet("Ada Påhittad", "worker")
    await ada.read()
    parts = unb64(ada.replica.cursor or "").decode().split(".")
    for place in (2, 3):
        for number in NUMBERS:
            guess = ".".join([*parts[:place], number, *parts[place + 1 :]])
            answer = await ada.line.get("/api/changes", cursor=b64(guess.encode()))
            assert problem(answer) == (400, "cursor.malformed"), guess


async def test_only_the_one_writing_of_a_cursor_is_taken(meet: Meet) -> None:
    """[A24] Padding, white space, and the other alphabet are other writings of the same bytes."""
    ada = await meet("Ada Påhittad", "worker")
    await ada.read()
    given = ada.replica.cursor
    assert given
    padded = given + "=" * (-len(given) % 4)
    same = base64.b64encode(unb64(given)).decode()
    writings = {padded or given, given + " ", given + "\n", " " + given, same + "=="} - {given}
    for other in writings:
        answer = await ada.line.get("/api/changes", cursor=other)
        assert problem(answer) == (400, "cursor.malformed"), other


async def test_a_cursor_of_another_epoch_or_of_tomorrow_is_409(meet: Meet) -> None:
    """§8: `409 cursor.unknown`."""
    ada = await meet("Ada Påhittad", "worker")
    await ada.read()
    parts = unb64(ada.replica.cursor or "").decode().split(".")
    beyond = str(2**53 - 1)
    for place, other in ((1, parts[1][:-1] + "x"), (1, ""), (1, "\0"), (2, beyond), (3, beyond)):
        guess = ".".join([*parts[:place], other, *parts[place + 1 :]])
        answer = await ada.line.get("/api/changes", cursor=b64(guess.encode()))
        assert problem(answer) == (409, "cursor.unknown"), guess
    await ada.read()


async def test_a_colleagues_cursor_shows_nothing_that_is_not_ones_own(meet: Meet) -> None:
    """[A55] A cursor says where one stands, not who one is."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    await ada.read()
    await ada.post([good(ada)])
    stolen = {"cursor": ada.replica.cursor or ""}
    rows = (await ben.line.get("/api/changes", **stolen)).json()["rows"]
    assert [row["kind"] for row in rows if row["kind"] == "contact"] == []


@pytest.mark.parametrize(
    "limit",
    ["", "0", "-1", "501", "1.0", "1e2", "+5", " 5", "５", "0x10", "1_0", "x", "9" * 5_000, "\0"],
)
async def test_a_limit_outside_1_to_500_is_400(meet: Meet, limit: str) -> None:
    """[A28]"""
    ada = await meet("Ada Påhittad", "worker")
    answer = await ada.line.get("/api/changes", limit=limit)
    assert problem(answer) == (400, "query.malformed")


async def test_the_least_and_the_largest_limit_are_taken(meet: Meet) -> None:
    ada = await meet("Ada Påhittad", "worker")
    for limit in (1, 500):
        assert (await ada.line.get("/api/changes", limit=limit)).status_code == 200


async def test_a_page_tells_what_is_on_it_and_counts_nothing_else(meet: Meet) -> None:
    """[A58] No total, so none that differs by what is hidden."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    await ada.post([good(ada)])
    page = (await ben.line.get("/api/changes", limit=500)).json()
    names = {"rows", "gone", "cursor", "more", "server_time", "epoch", "clock"}
    assert set(page) == names
    assert {row["kind"] for row in page["rows"]} <= {"member", "setting", "follow_up"}


QUERIES = [b"cursor=%ff", b"cursor=%", b"cursor=%zz", b"%ff=%ff", b"&&&=&", b"limit=1&limit=999"]


@pytest.mark.parametrize(
    "query", [*QUERIES, b"device=%00", b"device=%ff", b"device=" + b"a" * 9_000]
)
def test_a_query_of_strange_bytes_is_a_plain_no(desk: RunningDesk, query: bytes) -> None:
    """[A23]"""
    assert problem(ask(desk, b"GET", b"/api/changes?" + query)) == (401, "session.required")
    assert problem(ask(desk, b"GET", b"/api/keys?" + query)) == (404, "not.found")


@pytest.mark.parametrize("query", QUERIES)
async def test_a_query_of_strange_bytes_is_a_plain_no_inside_too(meet: Meet, query: bytes) -> None:
    """[A23]"""
    ada = await meet("Ada Påhittad", "worker")
    answer = await ada.line.client.get(f"/api/changes?{query.decode()}")
    assert answer.status_code == 200 or problem(answer)[0] == 400


@pytest.mark.parametrize("version", ["0", "2", "", "1.0", "x"])
async def test_another_protocol_closes_reading_and_never_the_post(meet: Meet, version: str) -> None:
    """[A39] §3: 426 on `/api/changes` only."""
    ada = await meet("Ada Påhittad", "worker")
    ada.line.client.headers["Lykta-Protocol"] = version
    assert problem(await ada.line.get("/api/changes")) == (426, "protocol.too_old")
    (receipt,) = await ada.post([good(ada)])
    assert receipt.outcome == "applied"


async def test_reading_with_words_of_writing_in_the_address_changes_nothing(meet: Meet) -> None:
    """[A44]"""
    ada = await meet("Ada Påhittad", "worker")
    await ada.read()
    for path in ("/api/changes", "/api/health", "/api/session", "/api/ops", "/api/members"):
        query = {"_method": "DELETE", "method": "POST", "action": "delete", "letters": "[]"}
        for method in ("GET", "HEAD"):
            await ada.line.client.request(method, path, params=query)
    news = await ada.read()
    assert (news.rows, news.gone) == ([], [])


@pytest.mark.parametrize(
    "name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"]
)
async def test_no_header_makes_one_method_another(meet: Meet, name: str) -> None:
    """[A118]"""
    ada = await meet("Ada Påhittad", "worker")
    for method in ("GET", "POST"):
        headers = {name: "DELETE", "Content-Type": "application/json"}
        await ada.line.client.request(method, "/api/session", headers=headers, content=b"{}")
    await ada.read()


METHODS = [b"TRACE", b"OPTIONS", b"PUT", b"PATCH", b"PROPFIND", b"CONNECT"]
DOORS = [b"/api/changes", b"/api/ops", b"/api/health", b"/api/session", b"/api/devices", b"/"]


@pytest.mark.parametrize("method", METHODS)
def test_methods_no_door_has_are_405_everywhere(desk: RunningDesk, method: bytes) -> None:
    """[A118] And nothing of the request comes back, as TRACE would have it."""
    for door in [*DOORS, b"/api/nothing"]:
        answer = ask(desk, method, door, b"X-Mark: kanarie\r\n")
        assert answer.status == 405
        assert json.loads(answer.body) == {"code": "method.not_allowed", "status": 405}
        assert "kanarie" not in str(answer)


def test_a_method_another_door_has_is_405_here(desk: RunningDesk) -> None:
    """[A118]"""
    for method, door in (
        (b"GET", b"/api/ops"),
        (b"DELETE", b"/api/ops"),
        (b"POST", b"/api/changes"),
        (b"DELETE", b"/api/changes"),
        (b"POST", b"/api/health"),
        (b"POST", b"/api/contacts/019aaf00-0000-7000-8000-00000000000a"),
    ):
        assert problem(ask(desk, method, door, JSON)) == (405, "method.not_allowed"), door


NOWHERE = [
    b"/schema",
    b"/schema/swagger",
    b"/docs",
    b"/redoc",
    b"/openapi.json",
    b"/metrics",
    b"/.git/config",
    b"/.env",
    b"/debug",
    b"/assets/index.js.map",
    b"/index.html.gz",
    b"/assets/..%2f..%2fapp.py",
    b"/assets/../../app.py",
    b"/..%5capp.py",
    b"/%00",
    b"/%ff",
    b"//localhost/api/health",
    b"/API/health",
]


@pytest.mark.parametrize("path", NOWHERE)
def test_nothing_of_the_workshop_is_to_be_had(desk: RunningDesk, path: bytes) -> None:
    """[A119]"""
    answer = ask(desk, b"GET", path)
    assert answer.status == 404
    assert json.loads(answer.body) == {"code": "not.found", "status": 404}


DISGUISES = ["x.css", "%2fx.css", ";.js", "%3b.js", "%00.png", "%0d%0aX:y", "/x.css", "?x.css"]


@pytest.mark.parametrize("disguise", DISGUISES)
async def test_no_disguise_makes_an_answer_something_to_keep(meet: Meet, disguise: str) -> None:
    """[A117] With a session: whatever the path looks like, no cache may store what it says."""
    ada = await meet("Ada Påhittad", "worker")
    for path in ("/api/changes", f"/api/contacts/{ada.new_id()}", "/api/members"):
        answer = await ada.line.client.get(path + disguise)
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.status_code != 200:
            assert problem(answer)[0] in (403, 404)


@pytest.mark.parametrize(
    "id",
    [
        "x",
        "%00",
        "%ff",
        "019aaf00-0000-7000-8000-00000000000a%0a",
        "019AAF00-0000-7000-8000-00000000000A",
        "00000000-0000-0000-0000-000000000000",
        "' OR 1=1 --",
        "..",
        "%2e%2e%2fhealth",
        "a" * 5_000,
    ],
)
async def test_what_is_no_id_does_not_exist(meet: Meet, id: str) -> None:
    """[A06]"""
    ada = await meet("Ada Påhittad", "worker")
    for kind in ("contacts", "follow-ups", "held", "nothing"):
        answer = await ada.line.client.get(f"/api/{kind}/{id}")
        assert problem(answer) == (404, "not.found")


@pytest.mark.parametrize(
    "headers",
    [
        b"Host: evil.example\r\n",
        b"X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n",
        b"Forwarded: host=evil.example\r\n",
        b"X-Original-URL: /api/members\r\n",
    ],
)
def test_no_header_moves_the_desk(desk: RunningDesk, headers: bytes) -> None:
    """[A116]"""
    for path in (b"/api/health", b"http://evil.example/api/health", b"/", b"/api/nothing"):
        answer = ask(desk, b"GET", path, headers)
        assert "evil" not in str(answer)
        assert "location" not in answer.headers


async def test_an_invitation_leads_to_the_configured_origin_and_no_other(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A116] Links are never built from `Host`."""
    cleo = await meet("Cleo Påhittad", "supervisor")
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    body = {"member": cleo.member["id"]}
    given = await cleo.line.client.post("/api/invitations", json=body, headers=headers)
    assert given.status_code == 201
    assert given.json()["url"].startswith(f"{desk.url}/#enrol=")

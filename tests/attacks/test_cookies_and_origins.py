"""From which page may something be changed, and whose cookie counts (§7)?"""

import json
from pathlib import Path

import httpx
import pytest

from lykta.app import make_app, make_desk
from lykta.settings import Settings
from lykta.store.schema import upgrade
from tests.desk import RunningDesk
from tests.phones.conftest import Meet
from tests.phones.letter import b64
from tests.phones.phone import Phone

from .answers import problem, walled
from .hand import good, text_of
from .wire import JSON, ask

EMPTY = b'{"protocol":1,"letters":[]}'


def cookie_of(phone: Phone) -> str:
    return phone.line.client.cookies["lykta"]


def changes(desk: RunningDesk, *cookies: str) -> tuple[int, bytes]:
    headers = "".join(f"Cookie: {cookie}\r\n" for cookie in cookies).encode("latin-1")
    answer = ask(desk, b"GET", b"/api/changes", headers)
    walled(answer.headers)
    return answer.status, answer.body


ELSEWHERE = [
    b"Sec-Fetch-Site: cross-site\r\n",
    b"Sec-Fetch-Site: same-site\r\n",
    b"Sec-Fetch-Site: SAME-ORIGIN\r\n",
    b"Sec-Fetch-Site:\r\n",
    b"Sec-Fetch-Site: same-origin, cross-site\r\n",
    b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: same-origin\r\n",
    b"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
    b"Sec-Fetch-Site: \xff\r\n",
    b"Origin: null\r\n",
    b"Origin:\r\n",
    b"Origin: https://evil.example\r\n",
    b"Origin: http://sibling.localhost\r\n",
    b"Origin: http://localhost\r\n",
    b"Origin: \xff\xfe\r\n",
    b"Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.example\r\n",
    b"Sec-Fetch-Site: none\r\nOrigin: null\r\n",
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_nothing_is_changed_from_elsewhere(desk: RunningDesk, headers: bytes) -> None:
    """[A40] [A41] [A42] [A43] 403, and no header that lets another origin read the answer."""
    for method, door in (
        (b"POST", b"/api/ops"),
        (b"POST", b"/api/session"),
        (b"POST", b"/api/devices"),
        (b"DELETE", b"/api/session"),
        (b"POST", b"/api/nothing"),
    ):
        answer = ask(desk, method, door, headers + JSON, EMPTY)
        assert problem(answer) == (403, "request.origin"), door


def test_two_origins_are_one_too_many(desk: RunningDesk) -> None:
    """[A42]"""
    own = f"Origin: {desk.url}\r\n".encode()
    for headers in (own + b"Origin: https://evil.example\r\n", b"Origin: null\r\n" + own):
        answer = ask(desk, b"POST", b"/api/ops", headers + JSON, EMPTY)
        assert problem(answer) == (403, "request.origin")


@pytest.mark.parametrize(
    "site", ["", "Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Site: none\r\n"]
)
def test_our_own_page_and_what_is_no_page_are_let_through(desk: RunningDesk, site: str) -> None:
    """[A42] §7: same-origin, none or absent; and our own `Origin`, or none at all."""
    for origin in ("", f"Origin: {desk.url}\r\n"):
        headers = (site + origin).encode() + JSON
        assert ask(desk, b"POST", b"/api/ops", headers, EMPTY).status == 200


def test_a_form_on_another_page_reaches_nothing(desk: RunningDesk) -> None:
    """[A40] With `text/plain` a form can post JSON without asking first."""
    form = b"Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n"
    answer = ask(desk, b"POST", b"/api/ops", form + b"Content-Type: text/plain\r\n", EMPTY)
    assert problem(answer) == (403, "request.origin")


def test_a_browser_that_asks_first_is_told_no(desk: RunningDesk) -> None:
    """[A41]"""
    asking = (
        b"Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
        b"Access-Control-Request-Headers: content-type\r\n"
    )
    answer = ask(desk, b"OPTIONS", b"/api/ops", asking)
    assert problem(answer) == (405, "method.not_allowed")


async def test_a_signed_in_reader_from_another_site_changes_nothing(meet: Meet) -> None:
    """[A41] The cookie goes along, and yet."""
    cleo = await meet("Cleo Påhittad", "supervisor")
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    body = {"name": "Kanarie Påhittad", "role": "supervisor"}
    answer = await cleo.line.client.post("/api/members", json=body, headers=headers)
    assert problem(answer) == (403, "request.origin")
    ended = await cleo.line.client.delete("/api/session", headers=headers)
    assert problem(ended) == (403, "request.origin")
    members = (await cleo.line.get("/api/members")).json()["members"]
    assert "Kanarie Påhittad" not in {each["name"] for each in members}


async def test_two_cookies_of_our_name_are_none(desk: RunningDesk, meet: Meet) -> None:
    """[A47] Neither the first nor the last: one of them was put there by somebody else."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    own, other = f"lykta={cookie_of(ada)}", f"lykta={cookie_of(ben)}"
    assert changes(desk, own)[0] == 200
    for cookies in (
        [f"{own}; {other}"],
        [f"{other}; {own}"],
        [f"{own}; {own}"],
        [own, other],
        [other, own],
        [f"{own}; lykta="],
        [f"lykta=; {own}"],
        [f"lykta; {own}"],
        [f"a=b; {own};{other};c=d"],
    ):
        status, body = changes(desk, *cookies)
        assert (status, json.loads(body)["code"]) == (401, "session.required"), cookies


COOKIES = [
    "lykta=",
    "lykta",
    "=lykta",
    ";;;",
    "lykta=x",
    "lykta=" + b64(b"\1" * 32),
    "lykta=" + b64(b"\1" * 31),
    "lykta=" + b64(b"\1" * 33),
    "lykta=" + "A" * 5_000,
    "lykta=\xff\xfe",
    "lykta=\t\x01",
    "lykta=%00",
    "lykta==",
]


@pytest.mark.parametrize("cookie", COOKIES)
def test_what_is_no_token_of_ours_is_no_session(desk: RunningDesk, cookie: str) -> None:
    """[A48] An answer of the desk, or for bytes that are no HTTP, 400 below it."""
    header = f"Cookie: {cookie}\r\n".encode("latin-1")
    answer = ask(desk, b"GET", b"/api/changes", header)
    assert answer.status == 400 or problem(answer) == (401, "session.required")


async def test_a_true_token_counts_in_its_one_writing_and_under_its_one_name(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A48] Not quoted, not padded, not under a name that looks alike."""
    token = cookie_of(await meet("Ada Påhittad", "worker"))
    for cookie in (
        f'lykta="{token}"',
        f"lykta={token}=",
        f"lykta={token} x",
        f"lykta={token},",
        f"LYKTA={token}",
        f"__Host-lykta={token}",
        f"__Secure-lykta={token}",
        f"xlykta={token}",
        f"lykta.={token}",
        f"lykta[]={token}",
    ):
        assert changes(desk, cookie)[0] == 401, cookie
    assert changes(desk, f"a=b; lykta={token}; other=x")[0] == 200


async def test_over_https_the_cookie_has_its_prefix_and_no_other_counts(tmp_path: Path) -> None:
    """[A48] `__Host-`: set by this host alone, for all of it, over TLS."""
    database = f"sqlite+aiosqlite:///{tmp_path / 'lykta.db'}"
    settings = Settings(tmp_path, tmp_path / "keys", database, "https://lykta.example")
    desk = make_desk(settings)
    await upgrade(desk.database)
    app, _ = make_app(settings, desk)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="https://lykta.example") as client:
        ended = await client.delete("/api/session", headers={"Origin": "https://lykta.example"})
    await desk.database.close()
    parts = {part.strip().lower() for part in ended.headers["Set-Cookie"].split(";")}
    assert any(part.startswith("__host-lykta=") for part in parts)
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= parts
    assert not any(part.startswith("domain=") for part in parts)


async def test_a_session_planted_beforehand_does_not_become_the_victims(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A46] Signing in makes a new token, and what came with it ends."""
    mallory, ada = await meet("Ben Påhittad", "worker"), await meet("Ada Påhittad", "worker")
    planted, before = cookie_of(mallory), cookie_of(ada)
    ada.line.client.cookies.clear()
    ada.line.client.cookies.set("lykta", planted, domain="localhost.local", path="/")
    await ada.sign_in()
    tokens = {cookie.value for cookie in ada.line.client.cookies.jar}
    (fresh,) = tokens - {planted}
    assert fresh not in (planted, before)
    assert changes(desk, f"lykta={fresh}")[0] == 200
    assert changes(desk, f"lykta={planted}")[0] == 401


async def test_after_signing_out_the_token_is_worth_nothing(desk: RunningDesk, meet: Meet) -> None:
    """[A46]"""
    ada = await meet("Ada Påhittad", "worker")
    token = cookie_of(ada)
    await ada.line.client.delete("/api/session", headers={"Origin": desk.url})
    assert changes(desk, f"lykta={token}")[0] == 401


async def test_a_session_is_no_more_than_reading(meet: Meet) -> None:
    """[A40] §1: writing needs a device. A parcel is judged by its signatures alone."""
    cleo, ada = await meet("Cleo Påhittad", "supervisor"), await meet("Ada Påhittad", "worker")
    unsigned = good(ada).as_json() | {"signature": b64(b"\1" * 64)}
    answer = await cleo.line.client.post(
        "/api/ops",
        content=text_of({"letters": [unsigned]}),
        headers={"Content-Type": "application/json"},
    )
    assert [each["outcome"] for each in answer.json()["receipts"]] == ["refused"]

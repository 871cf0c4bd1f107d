"""Does any answer go out without its walls, errors included (§3 of the attacks)?"""

import httpx
import pytest

from tests.desk import RunningDesk
from tests.phones.conftest import Meet

from .answers import API, COMMON, problem, walled
from .wire import JSON, ask

DIRECTIVES = {
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
}
KINDS = {
    200: (b"GET", b"/api/health", b"", b""),
    400: (b"POST", b"/api/ops", JSON, b"{"),
    401: (b"GET", b"/api/changes", b"", b""),
    403: (b"POST", b"/api/ops", b"Origin: null\r\n", b"{}"),
    404: (b"GET", b"/api/nothing", b"", b""),
    405: (b"GET", b"/api/ops", b"", b""),
    413: (b"POST", b"/api/ops", JSON, b" " * 300_000),
    415: (b"POST", b"/api/ops", b"", b"{}"),
    426: (b"GET", b"/api/changes", b"Lykta-Protocol: 0\r\n", b""),
}


@pytest.mark.parametrize("status", KINDS)
def test_an_answer_of_every_status_is_walled_and_kept_by_no_cache(
    desk: RunningDesk, status: int
) -> None:
    """[A21] [A36] [A117] [A118]"""
    answer = ask(desk, *KINDS[status])
    assert answer.status == status
    walled(answer.headers, API)
    assert "set-cookie" not in answer.headers
    if status != 200:
        assert problem(answer)[0] == status


@pytest.mark.parametrize("path", ["/", "/nothing", "/sw.js", "/assets/nothing.js"])
def test_what_is_no_api_is_walled_too(desk: RunningDesk, path: str) -> None:
    """[A98] [A119] The page runs its own scripts and no others, in no frame, and posts no form."""
    for method in (b"GET", b"HEAD", b"POST", b"PUT"):
        answer = ask(desk, method, path.encode())
        walled(answer.headers, COMMON)
        policy = answer.headers["content-security-policy"]
        assert {part.strip() for part in policy.split(";")} >= DIRECTIVES
        assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
        assert "*" not in policy


async def test_answers_to_who_is_signed_in_are_walled_and_kept_by_no_cache(meet: Meet) -> None:
    """[A117]"""
    cleo = await meet("Cleo Påhittad", "supervisor")
    for path in ("/api/changes", "/api/members", "/api/devices", f"/api/contacts/{cleo.new_id()}"):
        walled((await cleo.line.get(path)).headers, API)
    body = {"member": cleo.member["id"]}
    walled((await cleo.line.post("/api/invitations", body)).headers, API)
    ended = await cleo.line.client.delete("/api/session", headers={"Origin": cleo.line.origin})
    walled(ended.headers, API)
    assert '"cache"' in ended.headers["Clear-Site-Data"]


async def test_an_open_stream_is_walled(meet: Meet) -> None:
    """[A117]"""
    ada = await meet("Ada Påhittad", "worker")
    async with ada.line.stream("/api/live") as answer:
        walled(answer.headers, API)
        assert answer.headers["Content-Type"].startswith("text/event-stream")


def test_no_answer_says_what_runs_here(desk: RunningDesk) -> None:
    """[A119]"""
    with httpx.Client(base_url=desk.url, trust_env=False) as client:
        for path in ("/", "/api/health", "/api/nothing", "/api/changes"):
            text = str(client.get(path).headers).lower()
            assert not [name for name in ("uvicorn", "litestar", "python") if name in text]

"""What every answer of the desk must look like, and every no (protocol, first paragraph; §3)."""

import json
from collections.abc import Mapping

import httpx

from .wire import Answer

COMMON = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, noarchive",
}
API = COMMON | {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "no-store",
}
NEVER = ("access-control-", "server", "x-powered-by", "date")
"""No other origin is let in, and nothing tells what runs here."""


def problem(answer: httpx.Response | Answer) -> tuple[int, str]:
    """Status and code of a no that has the form of one."""
    status, headers, body = _parts(answer)
    said = json.loads(body)
    assert headers["content-type"] == "application/problem+json"
    assert said["status"] == status
    assert set(said) <= {"code", "status", "field", "facts"}
    walled(headers)
    return status, said["code"]


def walled(headers: Mapping[str, str], expected: Mapping[str, str] = API) -> None:
    assert {name: headers.get(name) for name in expected} == expected
    assert "permissions-policy" in headers
    assert [name for name in headers if name.startswith(NEVER)] == []


def _parts(answer: httpx.Response | Answer) -> tuple[int, Mapping[str, str], bytes]:
    if isinstance(answer, Answer):
        return answer.status, answer.headers, answer.body
    return answer.status_code, answer.headers, answer.content

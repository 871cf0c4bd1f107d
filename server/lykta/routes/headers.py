"""Headers on every answer, errors included; and the wall against other origins (protocol §7)."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from lykta.reports.as_html import POLICY
from lykta.routes.errors import answer

COMMON = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, noarchive",
    "Permissions-Policy": (
        "geolocation=(), microphone=(), camera=(), clipboard-read=(), display-capture=(), "
        "usb=(), bluetooth=(), payment=(), publickey-credentials-get=(self), "
        "publickey-credentials-create=(self)"
    ),
}
API = COMMON | {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cache-Control": "no-store",
}
PRINTED = API | {"Content-Security-Policy": POLICY}
PAGE = COMMON | {
    # Passphrases are stretched by Argon2id, which browsers have only as WebAssembly.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        "style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html app-url"
    ),
}
METHODS = frozenset({"GET", "HEAD", "POST", "DELETE"})
"""All that any door answers to. OPTIONS is not among them: no other origin is ever let in."""
HEARD_OUT_BYTES = 2 * 1024 * 1024
CHANGING = frozenset({"POST", "DELETE"})


def walled(app: ASGIApp, origin: str | None) -> ASGIApp:
    """The outermost layer, so that not even a 404 goes out without its headers."""

    async def wall(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        headers = _headers_of(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableScopeHeaders.from_message(message)
                for name, value in headers.items():
                    given[name] = value
                if message["status"] == 413 and not _heard_out(scope):
                    given["Connection"] = "close"
            await send(message)

        no = _turned_away(scope, origin)
        if no is not None:
            response = answer(no).to_asgi_response(None, None)  # type: ignore[arg-type]
            await response(scope, receive, send_with_headers)
            return
        await app(scope, receive, send_with_headers)

    return wall


def _headers_of(path: str) -> dict[str, str]:
    if path == "/api/report":
        return PRINTED
    return API if path.startswith("/api") else PAGE


def _heard_out(scope: HTTPScope) -> bool:
    """Is the rest of a body that is too large still let in? A line that is cut while somebody
    speaks swallows the answer, and a phone that only miscounted has to hear it.
    """
    lengths = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    return len(lengths) == 1 and int(lengths[0]) <= HEARD_OUT_BYTES


def _turned_away(scope: HTTPScope, origin: str | None) -> str | None:
    """The code of the no, if there is one."""
    if scope["method"] not in METHODS:
        return "method.not_allowed"
    if scope["method"] in CHANGING and not _from_here(scope, origin):
        return "request.origin"
    return None


def _from_here(scope: HTTPScope, origin: str | None) -> bool:
    """Sec-Fetch-Site same-origin, none or absent; and an Origin, where there is one, our own."""
    sites = [value for name, value in scope["headers"] if name.lower() == b"sec-fetch-site"]
    origins = [value for name, value in scope["headers"] if name.lower() == b"origin"]
    return set(sites) <= {b"same-origin", b"none"} and set(origins) <= {(origin or "").encode()}

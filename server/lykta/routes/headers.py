"""Headers on every answer, errors included; and the wall against other origins (protocol §7)."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

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
PAGE = COMMON | {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html app-url"
    ),
}
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def walled(app: ASGIApp, origin: str | None) -> ASGIApp:
    """The outermost layer, so that not even a 404 goes out without its headers."""

    async def wall(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        headers = API if scope["path"].startswith("/api") else PAGE

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableScopeHeaders.from_message(message)
                for name, value in headers.items():
                    given.setdefault(name, value)
            await send(message)

        if scope["method"] in CHANGING and not _from_here(scope, origin):
            response = answer("request.origin").to_asgi_response(None, None)  # type: ignore[arg-type]
            await response(scope, receive, send_with_headers)
            return
        await app(scope, receive, send_with_headers)

    return wall


def _from_here(scope: Scope, origin: str | None) -> bool:
    """Sec-Fetch-Site same-origin, none or absent; and an Origin, where there is one, our own."""
    headers = {name.lower(): value for name, value in scope["headers"]}
    site = headers.get(b"sec-fetch-site", b"same-origin")
    given = headers.get(b"origin")
    return site in (b"same-origin", b"none") and (given is None or given.decode() == origin)

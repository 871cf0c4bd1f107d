"""The client's files: read once, held in memory with their compressed twins, answered with 304.

The framework's own static files know no precompressed twins and never answer 304.
"""

import hashlib
import mimetypes
from pathlib import Path
from typing import NamedTuple

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

ENCODINGS = {"br": ".br", "gzip": ".gz"}
TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"


class File(NamedTuple):
    content: bytes
    encodings: dict[str, bytes]
    media_type: str
    etag: str
    cache: str


def load(directory: Path) -> dict[str, File]:
    """Files by URL path; empty where the client has not been built."""
    if not directory.is_dir():
        return {}
    found = {
        f"/{path.relative_to(directory).as_posix()}": _read(path)
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.suffix not in (".br", ".gz", ".map")
    }
    if "/index.html" in found:
        found["/"] = found["/index.html"]
    return found


def _read(path: Path) -> File:
    content = path.read_bytes()
    twins = {name: path.with_name(path.name + end) for name, end in ENCODINGS.items()}
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if guessed.startswith("text/"):
        guessed += "; charset=utf-8"
    hashed = path.parent.name == "assets"
    return File(
        content=content,
        encodings={name: twin.read_bytes() for name, twin in twins.items() if twin.is_file()},
        media_type=TYPES.get(path.suffix, guessed),
        etag=f'"{hashlib.sha256(content).hexdigest()[:16]}"',
        cache=FOR_EVER if hashed else "no-cache",
    )


def served(app: ASGIApp, files: dict[str, File]) -> ASGIApp:
    """Files where there is one of this path; everything else is the app's."""

    async def static(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        file = files.get(scope["path"])
        if file is None:
            await app(scope, receive, send)
            return
        asked = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        accepted = asked.get(b"accept-encoding", "")
        encoding = next((each for each in file.encodings if each in accepted), None)
        known = file.etag in asked.get(b"if-none-match", "")
        content = b"" if known else file.encodings.get(encoding or "", file.content)
        headers = [
            (b"content-type", file.media_type.encode()),
            (b"etag", file.etag.encode()),
            (b"cache-control", file.cache.encode()),
            (b"vary", b"accept-encoding"),
        ]
        if not known:
            headers.append((b"content-length", str(len(content)).encode()))
            if encoding:
                headers.append((b"content-encoding", encoding.encode()))
        await send(
            {"type": "http.response.start", "status": 304 if known else 200, "headers": headers}
        )
        body = b"" if scope["method"] == "HEAD" else content
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return static

"""The least a client can do, so that what is timed is the server: one kept connection, one request
after the other, their bytes made beforehand.
"""

import asyncio
import base64
from collections.abc import Mapping
from urllib.parse import urlsplit


class Line:
    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        at = urlsplit(url)
        self.host, self.port = at.hostname or "localhost", at.port or 80
        self.headers = {
            "Host": at.netloc,
            "Content-Type": "application/json",
            "Accept": "application/json",
            **(headers or {}),
        }

    async def __aenter__(self) -> "Line":
        self.reader, self.writer = await asyncio.open_connection(
            self.host, self.port, limit=1 << 26
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def ask(self, verb: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """(status, body)."""
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        request = f"{verb} {path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n"
        self.writer.write(request.encode() + body)
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        said = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:])
        }
        if said.get("transfer-encoding") == "chunked":
            return int(lines[0].split()[1]), await self._chunks()
        length = int(said.get("content-length", 0))
        return int(lines[0].split()[1]), await self.reader.readexactly(length)

    async def _chunks(self) -> bytes:
        found = b""
        while size := int((await self.reader.readline()).split(b";")[0], 16):
            found += await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()
        return found


def basic(name: str, password: str) -> dict[str, str]:
    """The header that a server which knows passwords wants."""
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}

"""Bytes on a bare socket, for what no honest client can be made to send."""

import socket
from collections.abc import Iterable, Iterator
from email.parser import BytesHeaderParser
from itertools import repeat
from typing import NamedTuple

from tests.desk import RunningDesk

QUIET_S = 10
JSON = b"Content-Type: application/json\r\n"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    closed: bool
    """True if the desk hung up."""
    sent: int
    """How many bytes of the body it let through."""


def ask(
    desk: RunningDesk, method: bytes, path: bytes, headers: bytes = b"", body: bytes = b""
) -> Answer:
    """One request, byte by byte as given, with the length of its body told truly."""
    length = b"Content-Length: %d\r\n" % len(body) if body else b""
    line = method + b" " + path + b" HTTP/1.1\r\n"
    head = line + b"Host: localhost\r\n" + headers + length + b"Connection: close\r\n\r\n"
    return send(desk, head, [body])


def send(
    desk: RunningDesk,
    head: bytes,
    pieces: Iterable[bytes] = (),
    *,
    most: int = 2**25,
    breaks_off: bool = False,
) -> Answer:
    """Sends until all is sent, the desk hangs up, or `most` bytes went through; then listens."""
    with socket.create_connection(("localhost", desk.port), QUIET_S) as line:
        sent = _pour(line, head, pieces, most)
        if breaks_off:
            line.shutdown(socket.SHUT_WR)
        received, closed = _all_of(line)
    return _answer(received, closed, sent)


def endless(piece: bytes) -> Iterator[bytes]:
    """The chunks of a body without an end."""
    return repeat(b"%x\r\n%s\r\n" % (len(piece), piece))


def _pour(line: socket.socket, head: bytes, pieces: Iterable[bytes], most: int) -> int:
    sent = 0
    try:
        line.sendall(head)
        for piece in pieces:
            if sent >= most:
                break
            line.sendall(piece)
            sent += len(piece)
    except OSError:
        pass
    return sent


def _all_of(line: socket.socket) -> tuple[bytes, bool]:
    received = bytearray()
    try:
        while some := line.recv(65_536):
            received += some
    except ConnectionError:
        pass
    except TimeoutError:
        return bytes(received), False
    return bytes(received), True


def _answer(received: bytes, closed: bool, sent: int) -> Answer:
    head, _, body = received.partition(b"\r\n\r\n")
    line, _, rest = head.partition(b"\r\n")
    status = int(line.split()[1]) if line else 0
    headers = {name.lower(): value for name, value in BytesHeaderParser().parsebytes(rest).items()}
    return Answer(status, headers, body, closed, sent)

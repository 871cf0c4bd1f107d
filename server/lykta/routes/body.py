"""A body as it must come: exactly JSON, not too large, of this form (attacks A20 to A29, A36)."""

from typing import TypeVar

from lykta.domain import limits
from lykta.domain.form import decode
from lykta.domain.problem import Refused
from lykta.routes.state import Asked

T = TypeVar("T")


async def read_bytes(request: Asked, most: int = limits.BODY_BYTES) -> bytes:
    """Raises Refused for another media type, any content encoding, or too large a body."""
    if request.headers.getall("content-type", []) != ["application/json"]:
        raise Refused("body.media_type")
    if request.headers.get("content-encoding") is not None:
        raise Refused("body.media_type")
    length = request.headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise Refused("body.too_large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Refused("body.too_large")
    return bytes(body)


async def read(request: Asked, type: type[T]) -> T:
    """Raises Refused("body.malformed", field)."""
    body = await read_bytes(request)
    try:
        return decode(body, type)
    except Refused as no:
        raise Refused("body.malformed", no.problem.field) from None

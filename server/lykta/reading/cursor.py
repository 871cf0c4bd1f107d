"""The cursor: where a reader stands in the desk's order. Opaque to everybody else."""

from typing import NamedTuple

from lykta.domain.limits import SEQ_MAX
from lykta.letters import base64


class Cursor(NamedTuple):
    epoch: str
    clock: int
    horizon: int
    """Up to here the reader is still being given its start."""

    def text(self) -> str:
        return base64.encode(f"1.{self.epoch}.{self.clock}.{self.horizon}".encode())


def read(text: str) -> Cursor | None:
    """None for anything that this server never gave."""
    data = base64.decode(text) if len(text) < 200 else None
    try:
        version, epoch, clock, horizon = (data or b"").decode("ascii").split(".")
        cursor = Cursor(epoch, int(clock), int(horizon))
    except (ValueError, UnicodeDecodeError):
        return None
    known = version == "1" and 0 <= cursor.clock <= SEQ_MAX and 0 <= cursor.horizon <= SEQ_MAX
    return cursor if known and cursor.text() == text else None

"""The cursor: where a reader stands in the desk's order. Opaque to everybody else."""

from typing import NamedTuple, get_args

from lykta.domain.limits import SEQ_MAX
from lykta.domain.rows import Role
from lykta.letters import base64

ROLES: dict[str, Role] = {role: role for role in get_args(Role)}


class Cursor(NamedTuple):
    epoch: str
    clock: int
    horizon: int
    """Up to here the reader is still being given its start."""
    role: Role
    """As whom it was read: whoever has another role by now sees another desk, and starts over."""

    def text(self) -> str:
        return base64.encode(f"1.{self.epoch}.{self.clock}.{self.horizon}.{self.role}".encode())


def read(text: str) -> Cursor | None:
    """None for anything that this server never gave."""
    data = base64.decode(text) if len(text) < 200 else None
    try:
        version, epoch, clock, horizon, role = (data or b"").decode("ascii").split(".")
        cursor = Cursor(epoch, int(clock), int(horizon), ROLES[role])
    except (ValueError, KeyError, UnicodeDecodeError):
        return None
    known = version == "1" and 0 <= cursor.clock <= SEQ_MAX and 0 <= cursor.horizon <= SEQ_MAX
    return cursor if known and cursor.text() == text else None

"""What every door needs, hung on the app once at its start."""

from collections.abc import Callable, Sequence

from litestar import Request
from litestar.datastructures import State
from msgspec import Struct

from lykta.intake.desk import Desk
from lykta.routes.limiter import Limiter
from lykta.settings import Settings
from lykta.store.bell import Bell
from lykta.store.ledger import Receipt


class House(Struct):
    settings: Settings
    desk: Desk
    bell: Bell
    limiter: Limiter
    push_key: bytes | None = None
    """What a browser subscribes with; None: push is off."""
    answered: Callable[[Sequence[Receipt]], None] = lambda receipts: None
    """Told what letters were answered, for an operator's numbers."""


Asked = Request[None, None, State]


def house(request: Asked) -> House:
    found: House = request.app.state.house
    return found

"""What the vectors about the unit's settings ask."""

from datetime import datetime

import msgspec

from lykta.domain import retention

from .vectors import NOW, Json


def days(given: Json) -> Json:
    now = datetime.fromisoformat(NOW)
    settled = retention.settled(given["value"], given["before"], given["by"], now)
    told: Json = msgspec.to_builtins(settled)
    return told | {"longer": told["longer"] or None}

"""How often is too often: a bucket a key, in this process. Keys are devices, never addresses:
a whole team may sit behind one.
"""

from collections.abc import Callable
from datetime import datetime

from lykta.domain import limits
from lykta.domain.problem import Refused

KEYS_MAX = 10_000


class Limiter:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._buckets: dict[str, tuple[float, float]] = {}

    def letters(self, device: str, number: int) -> None:
        """Raises Refused: the parcel waits, and nothing of it is taken in."""
        self.take(f"letters/{device}", limits.LETTERS_PER_MIN, number)

    def take(self, key: str, per_minute: int, amount: int = 1) -> None:
        """Raises Refused("rate.limited", retry_after=seconds)."""
        now = self._now().timestamp()
        level, since = self._buckets.get(key, (float(per_minute), now))
        level = min(float(per_minute), level + max(0.0, now - since) * per_minute / 60)
        if level < amount:
            wait = int((amount - level) * 60 / per_minute) + 1
            raise Refused("rate.limited", retry_after=wait)
        self._buckets[key] = (level - amount, now)
        if len(self._buckets) > KEYS_MAX:
            # Those that have been quiet longest are full again, and need no memory.
            for old in sorted(self._buckets, key=lambda key: self._buckets[key][1])[
                : KEYS_MAX // 2
            ]:
                del self._buckets[old]

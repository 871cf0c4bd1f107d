"""A push service that has failed again and again is left alone for a while, whoever it rings."""

from datetime import datetime, timedelta

from lykta.notices.answers import Answer

FAILURES = 5
PAUSE = timedelta(minutes=1)


class Breaker:
    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._until: dict[str, datetime] = {}

    def pause(self, host: str, now: datetime) -> timedelta | None:
        """How long it is still to be left alone."""
        until = self._until.get(host, now)
        return until - now if until > now else None

    def heard(self, host: str, answer: Answer, now: datetime) -> None:
        """An answer of any kind but "later" says that it is there."""
        if answer.does != "later":
            self._failures.pop(host, None)
            return
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= FAILURES:
            self._until[host] = now + PAUSE

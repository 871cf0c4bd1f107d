"""What a push service's answer means for the device: a table by its status."""

import email.utils
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

Does = Literal["taken", "gone", "key_refused", "inside", "later"]
Trouble = Literal["unreachable", "refused", "told_to_wait", "too_large"]

WAIT_LEAST, WAIT_MOST = timedelta(seconds=1), timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=10)
TRIES = 5


class Answer(NamedTuple):
    does: Does
    trouble: Trouble | None = None
    wait: timedelta | None = None
    """How long the service asks to be left alone."""


def meant(status: int, retry_after: str | None, now: datetime) -> Answer:
    if 200 <= status < 300:
        return Answer("taken")
    if status in (404, 410):
        return Answer("gone")
    if status in (401, 403):
        return Answer("key_refused", "refused")
    if status == 413:
        return Answer("later", "too_large")
    if status in (429, 503):
        return Answer("later", "told_to_wait", waited(retry_after, now))
    return Answer("later", "unreachable")


def waited(text: str | None, now: datetime) -> timedelta | None:
    """Seconds, or a date of HTTP; never less than a second or more than an hour."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text[:9]), WAIT_MOST.total_seconds()))
    else:
        try:
            at = email.utils.parsedate_to_datetime(text)
        except ValueError:
            return None
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    return min(max(wait, WAIT_LEAST), WAIT_MOST)


def next_try(tries: int, wait: timedelta | None, chance: float) -> timedelta | None:
    """After so many failures before this one; None: given up until there is something new to
    tell. `chance`, from 0 to 1, spreads those that failed together.
    """
    if tries + 1 >= TRIES:
        return None
    # As long as it was asked for, or twice as long as the last time, and at least half of that.
    return wait or min(FIRST_WAIT * 2**tries, WAIT_MOST) * (0.5 + chance / 2)

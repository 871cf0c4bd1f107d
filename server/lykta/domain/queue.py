"""What is late. The order of the queue is the phone's to show; the twin of this is `queue.ts`."""

from datetime import datetime

from lykta.domain.rows import FollowUp

RUNNING = frozenset({"new", "assigned"})
"""States in which the work is still to be done; what is done waits only for a supervisor."""


def is_overdue(data: FollowUp, now: datetime) -> bool:
    """`now` is the desk's: no phone's clock makes anything late (FU7)."""
    return data.state in RUNNING and data.due_at < now

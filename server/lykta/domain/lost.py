"""What begins when a device is lost: the clocks of the notices that the law asks for.

Cybersäkerhetslagen (2025:1506) 2:5–8 wants an early warning within 24 hours, a notice within 72
and a final report within a month; the notice of a personal data breach (GDPR article 33) falls
within the same 72 hours. Whether the loss is one to be reported is for the supervisor to say: a
clock that is not needed is cancelled with its ground, and none is forgotten.
"""

from datetime import datetime, timedelta
from typing import Literal

from lykta.domain import ids
from lykta.domain.duty import STOCKHOLM
from lykta.domain.rows import Event, FollowUp, Row

NOTICES = {
    "INCIDENT_WARNING": timedelta(hours=24),
    "INCIDENT_NOTICE": timedelta(hours=72),
}
"""Counted from when it was known; the final report a calendar month from the notice."""


DeviceState = Literal["active", "revoked", "wipe", "wiped"]
BECOMES: dict[DeviceState, tuple[DeviceState, DeviceState]] = {
    "active": ("revoked", "wipe"),
    "revoked": ("revoked", "wipe"),
    "wipe": ("wipe", "wipe"),
    "wiped": ("wiped", "wiped"),
}
"""What a device is once it is revoked, or called lost: a wipe is never called off."""


def notices(device: str, by: str, known_at: datetime) -> list[Row]:
    """The follow-ups, given to whoever called it lost."""
    due = {kind: known_at + after for kind, after in NOTICES.items()}
    due["INCIDENT_REPORT"] = _a_month_after(due["INCIDENT_NOTICE"])
    return [
        Row(
            "follow_up",
            ids.notice_of(device, kind),
            by,
            known_at,
            FollowUp(
                kind=kind,
                state="assigned",
                duty=False,
                due_at=at,
                assigned_to=by,
                opened_by=by,
                events=[Event(known_at, by, "open", ids.notice_of(device, "lost"))],
            ),
        )
        for kind, at in due.items()
    ]


def _a_month_after(at: datetime) -> datetime:
    """The same day of the next month, or its last one."""
    local = at.astimezone(STOCKHOLM)
    first = (local.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day
    return first.replace(day=min(local.day, last))

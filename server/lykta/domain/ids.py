"""Ids: their form, which are derived, and that none tells the second of a meeting (CT3)."""

import re
from typing import Annotated
from uuid import UUID, uuid5

from msgspec import Meta

from lykta.domain import limits

PATTERN = r"\A[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z"
"""Lower case with dashes; the version and variant nibbles keep out the nil and the max UUID."""
_MATCH = re.compile(PATTERN)

Id = Annotated[str, Meta(pattern=PATTERN, extra={"ts": "Id"})]


def is_id(text: object) -> bool:
    return isinstance(text, str) and _MATCH.match(text) is not None


def tells_no_second(id: str) -> bool:
    """True for a UUIDv7 whose time part is floored to 15 minutes (protocol, first paragraph)."""
    uuid = UUID(id)
    return uuid.version == 7 and (uuid.int >> 80) % (limits.ROUND_MIN * 60_000) == 0


def duty_of(contact: str) -> str:
    """The id of a contact's duty, the same on phone and desk (DU1)."""
    return str(uuid5(UUID(contact), "duty"))


def feedback_of(follow_up: str) -> str:
    """The id of the feedback follow-up that completing a duty opens (DU4)."""
    return str(uuid5(UUID(follow_up), "feedback"))


def telling_of(follow_up: str) -> str:
    """The id of "tell the receiver", opened when a consent is withdrawn (CO7)."""
    return str(uuid5(UUID(follow_up), "tell"))


def notice_of(device: str, kind: str) -> str:
    """One of the notices that a lost device starts: the same however often it is called lost."""
    return str(uuid5(UUID(device), kind))


def setting_of(unit: str, name: str) -> str:
    """One row per setting, whatever subject a client chose."""
    return str(uuid5(UUID(unit), f"setting/{name}"))


def held_of(device: str, op: str) -> str:
    """The row a held or refused letter becomes: known from the letter alone."""
    return str(uuid5(UUID(device), f"held/{op}"))

"""The phones of the cast, met at a real desk; `desk` itself is the one that all tests share."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Literal, Protocol

import pytest

from .line import Line
from .phone import Phone

Role = Literal["worker", "supervisor", "reviewer"]
Meet = Callable[[str, Role], Awaitable[Phone]]
StrangePhone = Callable[[], Phone]


class Desk(Protocol):
    url: str

    async def invite(self, member_name: str, role: Role, kind: str = "phone") -> str:
        """Adds the member to the demo unit and gives a code for one device of theirs."""


@pytest.fixture
async def strange_phone(desk: Desk) -> AsyncIterator[StrangePhone]:
    """Phones with a line to the desk that are not enrolled there."""
    async with AsyncExitStack() as hung_up:

        def lift() -> Phone:
            phone = Phone(Line(desk.url), now=clock, random_bytes=secrets.token_bytes)
            hung_up.push_async_callback(phone.line.close)
            return phone

        yield lift


@pytest.fixture
def meet(desk: Desk, strange_phone: StrangePhone) -> Meet:
    """A new member of that name and role, whose phone is enrolled and signed in."""

    async def met(name: str, role: Role) -> Phone:
        phone = strange_phone()
        await phone.enrol(await desk.invite(name, role))
        await phone.sign_in()
        return phone

    return met


def clock() -> datetime:
    return datetime.now(UTC)

"""The cast's phones, here too; and people of another unit in the same house."""

import pytest

from lykta.upkeep.people import add_member, add_unit, invite
from tests.desk import RunningDesk
from tests.phones.conftest import Meet, Role, StrangePhone, meet, strange_phone
from tests.phones.phone import Phone
from tests.server.inside import database, fresh

__all__ = ["database", "fresh", "meet", "strange_phone"]


@pytest.fixture
def meet_elsewhere(desk: RunningDesk, strange_phone: StrangePhone) -> Meet:
    """A new member of a new unit, whose phone is enrolled and signed in."""

    async def met(name: str, role: Role) -> Phone:
        phone = strange_phone()
        async with desk.inside() as inside:
            unit = await add_unit(inside, "Den andra enheten")
            member = await add_member(inside, unit.id, name, role)
            given = await invite(inside, unit.id, member.id, "phone", desk.url)
        await phone.enrol(given["code"])
        await phone.sign_in()
        return phone

    return met

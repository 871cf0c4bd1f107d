"""A supervisor who sits somewhere else: their letter comes in while somebody looks at a screen."""

import random

from lykta.intake import Desk, take_unit
from lykta.made_up import Pen, made_up_device
from lykta.upkeep.people import add_member


async def sets(desk: Desk, unit: str, who: str, name: str, value: object) -> None:
    chance = random.Random(who)
    member = await add_member(desk, unit, who, "supervisor")
    pen = Pen(await made_up_device(desk, unit, member.id, chance), chance)
    at = desk.now()
    letter = pen.write(at, "setting.set", pen.id(at), {"name": name, "value": value})
    receipts, _ = await take_unit(desk, unit, [letter])
    assert receipts[0].outcome == "applied", receipts

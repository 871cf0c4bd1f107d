"""A reader at the desk's door: signed in, as plain headers for a plain client."""

import random

from lykta.intake.desk import Desk
from lykta.upkeep.people import add_member, invite
from tests.desk import RunningDesk
from tests.phones.line import Line
from tests.phones.phone import Phone


async def signed_in(desk: RunningDesk, inside: Desk, unit: str, seed: int = 1) -> dict[str, str]:
    """A supervisor of this unit; headers to read with."""
    member = await add_member(inside, unit, "Påhittad chef", "supervisor")
    code = (await invite(inside, unit, member.id, "desk", desk.url))["code"]
    line = Line(desk.url)
    try:
        phone = Phone(
            line,
            now=inside.now,
            random_bytes=random.Random(f"reader {seed}").randbytes,
            kind="desk",
        )
        await phone.enrol(code)
        await phone.sign_in()
        cookies = "; ".join(f"{name}={value}" for name, value in line.client.cookies.items())
    finally:
        await line.close()
    return {"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Lykta-Protocol": "1"}

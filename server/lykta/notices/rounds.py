"""The rounds: every few seconds those units in which something has happened, and now and then all.

Any number of workers may go round at once: what one has told, the next finds told.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lykta.intake.desk import Desk
from lykta.intake.unit import incident
from lykta.notices.looking import look
from lykta.notices.mail import Mailer, Server
from lykta.notices.vapid import Vapid
from lykta.settings import Settings
from lykta.store import notices
from lykta.store.engine import Unavailable

if TYPE_CHECKING:
    from lykta.notices.ringing import Ringer

log = logging.getLogger(__name__)

EVERY_S = 3
ALL = timedelta(seconds=15)
"""How long a unit may stand in which nothing was written, though something may have come due."""


class Rounds:
    def __init__(self, desk: Desk, ringer: "Ringer | None", mailer: Mailer | None) -> None:
        self._desk = desk
        self.ringer = ringer
        self.mailer = mailer
        self._clocks: dict[str, int] = {}
        self._all_at: datetime | None = None

    async def once(self) -> None:
        """1. Which units? 2. What is to be told there. 3. Who is rung, who gets mail."""
        now = self._desk.now()
        async with self._desk.database.read() as connection:
            clocks = await notices.clocks(connection)
        every = self._all_at is None or now - self._all_at >= ALL
        for unit, clock in clocks.items():
            if every or self._clocks.get(unit) != clock:
                await self.visit(unit)
        self._clocks = clocks
        if every:
            self._all_at = now

    async def visit(self, unit: str) -> None:
        try:
            await look(self._desk, unit)
            if self.ringer is not None:
                await self.ringer.ring(unit)
            if self.mailer is not None:
                await self.mailer.mail(unit)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one unit's fault must not stop the others' rounds
            incident(error)

    async def go(self, stop: asyncio.Event) -> None:
        """Until told to stop."""
        try:
            while not stop.is_set():
                try:
                    await self.once()
                except (Unavailable, OSError) as error:
                    log.warning("no notices now, again in a moment: %s", error)
                try:
                    await asyncio.wait_for(stop.wait(), EVERY_S)
                except TimeoutError:
                    continue
        finally:
            if self.ringer is not None:
                await self.ringer.close()


def rounds(settings: Settings, desk: Desk, chance: Callable[[], float]) -> Rounds:
    """As the environment has it. Raises Wrong: a key that cannot be read."""
    ringer = mailer = None
    if settings.vapid_key is not None:
        # Only where push is on: it brings a whole client for HTTP.
        from lykta.notices.ringing import Ringer
        from lykta.notices.sender import Sender

        vapid = Vapid(settings.vapid_key, settings.vapid_subject)
        local = any(each.startswith("http://") for each in settings.push_services)
        ringer = Ringer(desk, Sender(vapid, local=local), chance)
    if settings.smtp is not None:
        server = Server(settings.smtp, settings.smtp_from)
        mailer = Mailer(desk, server, settings.origin or "", chance)
    return Rounds(desk, ringer, mailer)

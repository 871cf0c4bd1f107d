"""What the desk works with: its database, its keys, its clock, and a bell for those who listen."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from lykta.store.engine import Database
from lykta.vault.keyring import Keyring
from lykta.vault.records import Records

if TYPE_CHECKING:
    from lykta.intake.together import Line

TURNS = 8
"""So many parcels are taken in at a time: enough to use every moment in which one of them waits
for the database. If all that come at once shared the time, all would be answered last.
"""


class Desk:
    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        now: Callable[[], datetime],
        ring: Callable[[str, int], None] = lambda unit, clock: None,
        spend: Callable[[str, int], None] = lambda device, letters: None,
    ) -> None:
        """`ring(unit, clock)` is called after a commit that moved the unit's clock.

        `spend(device, letters)` is asked before letters that verified are taken in; it may raise
        Refused("rate.limited").
        """
        self.database = database
        self.keyring = keyring
        self.records = Records(keyring)
        self.now = now
        self.ring = ring
        self.spend = spend
        self.turns = asyncio.Semaphore(TURNS)
        self.lines: dict[str, Line] = {}
        """What came for a unit while its letters were being taken in."""

"""Devices rung: claimed, told, and what came of it. One that does not answer holds up no other."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from lykta.domain.notices import Text, holds, text_of
from lykta.intake.desk import Desk
from lykta.intake.unit import incident
from lykta.notices.answers import Answer, next_try
from lykta.notices.breaker import Breaker
from lykta.notices.sender import Sender
from lykta.store import notices, push, rows
from lykta.store.engine import Connection, Unavailable
from lykta.store.notices import Claimed
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
"""Longer than any push may take: who claimed it and died leaves it to the next one."""
AT_ONCE = 100
FIELD = "push"
"""What a place's ciphertext is bound to, beside the unit and the device."""


class Ringer:
    def __init__(self, desk: Desk, sender: Sender, chance: Callable[[], float]) -> None:
        self._desk = desk
        self._sender = sender
        self._chance = chance
        self._breaker = Breaker()
        self._under_way: set[asyncio.Task[None]] = set()

    async def ring(self, unit: str) -> int:
        """Begins ringing whatever is due in this unit, and waits for none of it. How many."""
        free = AT_ONCE - len(self._under_way)
        if free <= 0:
            return 0
        now = self._desk.now()
        async with self._desk.database.write(unit) as connection:
            claimed = await notices.claim(connection, unit, now, now + LEASE, free)
            told = [(each, await self._told(connection, unit, each, now)) for each in claimed]
            for each, (text, _) in told:
                if text is None:
                    await notices.rung(connection, unit, each, None, None)
        for each, (text, count) in told:
            if text is not None:
                task = asyncio.create_task(self._one(unit, each, text, count))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
        return len(claimed)

    @property
    def under_way(self) -> int:
        return len(self._under_way)

    async def rest(self) -> None:
        """Until all that was begun has come to its end."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def close(self) -> None:
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._sender.close()

    async def _told(
        self, connection: Connection, unit: str, claimed: Claimed, now: datetime
    ) -> tuple[Text | None, int]:
        """What is said, and how many things wait. None: all of it is over by now (F64)."""
        subjects = [each.subject for each in claimed.waiting]
        found = {row.id: row for row in await rows.load(connection, unit, ids=subjects)}
        still = [
            each.what
            for each in claimed.waiting
            if holds(each.what, found.get(each.subject), claimed.member, now)
        ]
        if not still:
            return None, 0
        members = {row.id: row.data for row in await rows.members(connection, unit)}
        role = members[claimed.member].role
        return text_of(still), await notices.waits_for(connection, unit, claimed.member, role, now)

    async def _one(self, unit: str, claimed: Claimed, text: Text, count: int) -> None:
        try:
            answer = await self._sent(unit, claimed, text, count)
            now = self._desk.now()
            async with self._desk.database.write(unit) as connection:
                await self._settle(connection, unit, claimed, answer, now)
        except Unavailable:
            return  # the lease ends, and it is rung again
        except Exception as error:  # noqa: BLE001 - one device's fault must not stop the others' rings
            incident(error)

    async def _sent(self, unit: str, claimed: Claimed, text: Text, count: int) -> Answer:
        now = self._desk.now()
        try:
            subscription = self._desk.records.read(unit, claimed.device, FIELD, Kept(*claimed.kept))
        except (Damaged, KeysMissing) as error:
            incident(error)
            return Answer("gone")
        host = urlsplit(msgspec.json.decode(subscription)["endpoint"]).netloc
        if (pause := self._breaker.pause(host, now)) is not None:
            return Answer("later", "told_to_wait", pause)
        answer = await self._sender.send(subscription, text, count, now)
        self._breaker.heard(host, answer, self._desk.now())
        return answer

    async def _settle(
        self, connection: Connection, unit: str, claimed: Claimed, answer: Answer, now: datetime
    ) -> None:
        match answer.does:
            case "taken":
                await notices.rung(connection, unit, claimed, now, None)
            case "gone" | "key_refused" | "inside":
                if answer.does != "gone":
                    log.warning("a push was refused for good: %s", answer.does)
                # The device subscribes anew when it is next opened (F59, F61).
                await push.forget(connection, unit, claimed.device)
            case "later":
                wait = next_try(claimed.tries, answer.wait, self._chance())
                trouble = answer.trouble or "unreachable"
                if wait is None:
                    await notices.rung(connection, unit, claimed, None, trouble)
                else:
                    await notices.again(connection, unit, claimed, now + wait, trouble)

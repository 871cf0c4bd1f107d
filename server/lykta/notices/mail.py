"""The morning's mail, for whoever can be rung on no device: that something waits, and where."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from lykta.domain import limits
from lykta.intake.desk import Desk
from lykta.intake.unit import incident
from lykta.notices.answers import FIRST_WAIT, WAIT_MOST
from lykta.store import choices, notices, rows
from lykta.store.choices import EMAIL, ToMail
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept

MORNING = 7
"""The hour in Stockholm from which on it is sent."""
LEASE = timedelta(minutes=2)
TIMEOUT_S = 20
LOCAL = ("localhost", "127.0.0.1", "::1")


class Server:
    """`url`: smtp://user:password@host:587, with STARTTLS wherever it is not this machine's own;
    or smtps://.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def send(self, to: str, count: int, origin: str) -> None:
        """Raises OSError or SMTPException."""
        url, host = self._url, self._url.hostname or ""
        tls = ssl.create_default_context()
        if url.scheme == "smtps":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                host, url.port or 465, timeout=TIMEOUT_S, context=tls
            )
        else:
            line = smtplib.SMTP(host, url.port or 587, timeout=TIMEOUT_S)
        with line:
            if url.scheme == "smtp" and host not in LOCAL:
                line.starttls(context=tls)
            if url.username:
                line.login(unquote(url.username), unquote(url.password or ""))
            line.send_message(_message(self._sender, to, count, origin))


def _message(sender: str, to: str, count: int, origin: str) -> EmailMessage:
    """What waits is not said: a mailbox is read by others."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = "Lykta"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"Du har uppgifter i Lykta ({count}). Öppna {origin}\n\n"
        f"You have tasks in Lykta ({count}). Open {origin}\n"
    )
    return message


class Mailer:
    def __init__(
        self, desk: Desk, server: Server, origin: str, chance: Callable[[], float]
    ) -> None:
        self._desk = desk
        self._server = server
        self._origin = origin
        self._chance = chance

    async def mail(self, unit: str) -> int:
        """Once a day for each; how many were sent."""
        now = self._desk.now()
        local = now.astimezone(ZoneInfo(limits.TIME_ZONE))
        if local.hour < MORNING:
            return 0
        day = f"{local:%Y-%m-%d}"
        async with self._desk.database.write(unit) as connection:
            claimed = await choices.claim_mail(connection, unit, day, now, now + LEASE)
            members = {row.id: row.data for row in await rows.members(connection, unit)}
            counts = {
                each.member: await notices.waits_for(
                    connection, unit, each.member, members[each.member].role, now
                )
                for each in claimed
            }
        sent = 0
        for each in claimed:
            active = members[each.member].state == "active"
            sent += await self._one(unit, each, counts[each.member] if active else 0, day, now)
        return sent

    async def _one(self, unit: str, to: ToMail, count: int, day: str, now: datetime) -> int:
        """1 if it was sent. A server that fails is tried again; what it took is not sent twice."""
        try:
            if count:
                place = (unit, to.member, EMAIL)
                address = self._desk.records.read(*place, Kept(*to.choice.address())).decode()
                await asyncio.to_thread(self._server.send, address, count, self._origin)
        except (OSError, smtplib.SMTPException, Damaged, KeysMissing) as error:
            incident(error)
            wait = min(FIRST_WAIT * 2**to.tries, WAIT_MOST) * (0.5 + self._chance() / 2)
            async with self._desk.database.write(unit) as connection:
                await choices.not_mailed(connection, unit, to, now + wait)
            return 0
        async with self._desk.database.write(unit) as connection:
            await choices.mailed(connection, unit, to.member, day)
        return int(count > 0)

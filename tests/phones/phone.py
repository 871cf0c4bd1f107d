"""An honest small phone: it enrols, writes, posts and reads (protocol §3, §7, §8).

Laws:
1. Writing needs no network and no session, posting no session; reading needs both.
2. Only a receipt ends a letter, and the replica's start-over never touches the outbox.
3. Time and randomness are arguments, so thousands of phones can be driven from one seed.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime
from types import EllipsisType
from uuid import UUID

from .answers import Receipt, Refused, object_of
from .device import Device, Kind
from .keyring import Keyring
from .letter import Header, Json, Letter, RandomBytes, letter, uuid7
from .line import Line
from .outbox import Outbox, Said, leant_on_by, made_by
from .posting import carry, post_outbox
from .replica import News, Replica, gone_of, rows_of
from .ticks import clocks


class Phone:
    """`member` and `unit` are the desk's objects of those names, empty before `enrol`."""

    def __init__(
        self,
        line: Line,
        *,
        now: Callable[[], datetime],
        random_bytes: RandomBytes,
        kind: Kind = "phone",
    ) -> None:
        self.line = line
        self.now = now
        self.random_bytes = random_bytes
        self.device = Device(now(), random_bytes, kind)
        self.keyring = Keyring()
        self.outbox = Outbox()
        self.replica = Replica()
        self.member: Json = {}
        self.unit: Json = {}

    async def enrol(self, code: str) -> Json:
        """Gives the desk's 201; raises Refused `invitation.invalid`, whatever is wrong with it."""
        response = await self.line.post("/api/devices", self.device.enrolment(code))
        answer = object_of(response, expected=201)
        self.device.id = UUID(answer["device"])
        self.unit, self.member = answer["unit"], answer["member"]
        self.keyring.adopt(answer["ingest"])
        return answer

    async def keys(self) -> None:
        response = await self.line.get("/api/keys", device=str(self.device.id))
        self.keyring.adopt(object_of(response)["ingest"])

    async def sign_in(self) -> None:
        """Leaves the cookie with the line; raises Refused for a wrong device, key or secret."""
        asked = await self.line.post("/api/session/challenge", {"device": str(self.device.id)})
        proof = self.device.sign_in(object_of(asked)["challenge"])
        response = await self.line.post("/api/session", proof)
        if response.status_code != 204:
            object_of(response, expected=204)

    def write(
        self,
        op_type: str,
        subject: UUID,
        body: Json | None = None,
        *,
        seen: int | EllipsisType | None = ...,
        mends: UUID | None = None,
    ) -> Letter:
        """Keeps a letter in the outbox and gives it. `seen`, unsaid, is the clock truly read."""
        body = body or {}
        read = self.replica.clock if seen is ... else seen
        op: Json = {"type": op_type, "subject": str(subject), "seen": read, "body": body}
        if mends is not None:
            op["mends"] = str(mends)
        key = self.keyring.newest
        header = Header(self.new_id(), self.device.id, self.outbox.last_seq + 1, self.now(), key.id)
        written = letter(op, header, key, self.device.signing_key)
        makes, leans_on = made_by(op_type, subject, body), leant_on_by(subject, body)
        self.outbox.add(Said(written, header.id, header.seq, header.at, makes, leans_on))
        return written

    async def post(self, letters: Sequence[object] | None = None) -> list[Receipt]:
        """Sends what waits or, given letters, carries those for whomever. Raises Weather."""
        if letters is not None:
            return await carry(self.line, letters)
        return await post_outbox(self.line, self.outbox, self.device.id, self.now())

    async def read(self, limit: int = 200) -> News:
        """Reads until nothing is left, starting over once if the desk disowns the cursor.

        Raises Refused: 401 sign in, 426 update.
        """
        try:
            return await self._read(limit)
        except Refused as refused:
            if refused.code != "cursor.unknown":
                raise
        self.replica = Replica()
        return await self._read(limit)

    async def _read(self, limit: int) -> News:
        news = News()
        while True:
            since = {} if self.replica.cursor is None else {"cursor": self.replica.cursor}
            page = object_of(await self.line.get("/api/changes", limit=limit, **since))
            rows, gone = rows_of(page), gone_of(page)
            self.replica.fold(rows, gone)
            news.rows += rows
            news.gone += gone
            self.replica.cursor = page["cursor"]
            self.outbox.note_epoch(page["epoch"])
            if not page["more"]:
                # Not before the last page: below this clock something was still unread.
                self.replica.clock = page["clock"]
                return news

    @asynccontextmanager
    async def live(self) -> AsyncIterator[AsyncIterator[int]]:
        """The desk's ticks; once entered the line is open, so no later tick is missed."""
        async with (
            self.line.stream("/api/live") as response,
            aclosing(clocks(response.aiter_lines())) as ticks,
        ):
            yield ticks

    def new_id(self) -> UUID:
        return uuid7(self.now(), self.random_bytes)

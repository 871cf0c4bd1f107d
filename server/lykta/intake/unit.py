"""One unit's letters in one transaction: decided in memory, written in a few statements.

Laws: from the lock to the commit nobody else writes in the unit, so no reader can miss a row.
What happens twice happens once. A letter that cannot be taken in is kept. A fault of ours is
answered `failed` and leaves nothing behind.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, field, structs

from lykta.domain import ids, ops
from lykta.domain.bodies import ContactFacts
from lykta.domain.consent import Act
from lykta.domain.decision import Decision, Scene
from lykta.domain.problem import Held, Problem, Refused
from lykta.domain.rows import Actor, Role, Row, Text
from lykta.intake.keep import childs_duty, held_row, held_text
from lykta.intake.opened import Opened
from lykta.intake.scenes import Known
from lykta.store.ledger import Entry, Receipt

log = logging.getLogger(__name__)

SUSPENDED = {"revoked": "device.revoked", "wipe": "device.revoked", "wiped": "device.revoked"}


class Work(Struct):
    """What a transaction has decided so far and will write at its end."""

    known: Known
    now: datetime
    clock: int
    seen_before: dict[tuple[str, str], Entry] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    changed: dict[str, Row] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    texts: dict[tuple[str, str], Text] = field(default_factory=dict)
    destroyed: dict[tuple[str, str], None] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    facts: dict[str, ContactFacts] = field(default_factory=dict)
    hides: dict[str, datetime | None] = field(default_factory=dict)
    by_time: bool = False
    """A date came, and nobody did anything."""
    released: list[Row] = field(default_factory=list)
    """Held rows that a supervisor let in."""

    def take(self, opened: Opened) -> Receipt:
        """1. Here before? 2. Decide. 3. Keep what could not be taken in. 4. Note the receipt."""
        before = self.entries.get(opened.key) or self.seen_before.get(opened.key)
        if before is not None:
            same = (before.header_hash, before.sealed_hash) == opened.hashes
            reused = Receipt(opened.header.id, "refused", problem=Problem("op.id_reused"))
            return before.receipt if same else reused
        receipt = self.decide(opened)
        if receipt.outcome != "failed":
            self.note(opened, receipt)
        return receipt

    def note(self, opened: Opened, receipt: Receipt) -> None:
        device, op = opened.key
        self.entries[opened.key] = Entry(device, op, opened.header.seq, *opened.hashes, receipt)

    def decide(self, opened: Opened) -> Receipt:
        id = opened.header.id
        scene = self.scene_of(opened)
        try:
            decision = self._decided(opened, scene)
        except Held as no:
            return Receipt(id, "held", self._keep(opened, scene, no.problem, False), no.problem)
        except Refused as no:
            return Receipt(id, "refused", self._keep(opened, scene, no.problem, True), no.problem)
        except Exception as error:  # noqa: BLE001 - a bug in one letter must not stop the post
            return Receipt(id, "failed", problem=Problem("server.fault", incident=incident(error)))
        self.apply(decision)
        self._mend(opened)
        return Receipt(id, decision.outcome, self.clock, decision.problem)

    def _decided(self, opened: Opened, scene: Scene) -> Decision:
        if opened.device.state in SUSPENDED:
            raise Held(SUSPENDED[opened.device.state])
        if not self._active(opened.device.member):
            raise Held("sender.suspended")
        return self.decided_anyway(opened, scene)

    def decided_anyway(self, opened: Opened, scene: Scene, *, searched: bool = True) -> Decision:
        """Whatever has become of its sender: what a supervisor lets in is decided like this.

        `searched`: no identifier may stand in a text that would be kept (CT5).
        """
        if opened.closed is not None:
            raise Held("key.unknown")
        if opened.op is None or opened.body is None:
            problem = opened.problem or Problem("op.unreadable")
            raise Refused(problem.code, problem.field, **(problem.facts or {}))
        decision = ops.decide(opened.op, opened.body, scene)
        if searched and opened.points_out is not None and decision.texts:
            raise Held("text.identifier", opened.points_out)
        if opened.op.type == "held.decide" and decision.rows[0].data.state == "taken_in":
            self.released.append(decision.rows[0])
        return decision

    def _active(self, member: str) -> bool:
        row = self.known.rows.get(member)
        there = row is not None and row.kind == "member" and not row.gone
        return row is not None and there and bool(row.data.state == "active")

    def scene_of(self, opened: Opened) -> Scene:
        member = self.known.rows.get(opened.device.member)
        role: Role = member.data.role if member is not None and not member.gone else "worker"
        device = opened.device
        return Scene(
            actor=Actor(device.unit, device.member, role, device.id),
            letter=opened.facts(self.clock),
            now=self.now,
            rows=self.known.rows,
            acts=self.known.acts,
            version=self.clock + 1,
        )

    def _keep(self, opened: Opened, scene: Scene, problem: Problem, refused: bool) -> int:
        """Held or refused, it is kept, and a child's duty is opened all the same."""
        row = held_row(opened, problem, refused=refused, now=self.now)
        decision = Decision(rows=[row], texts=[held_text(row, opened)])
        duty = childs_duty(opened, scene)
        if duty is not None:
            decision.rows.append(duty)
        self.apply(decision)
        self._mend(opened)
        return self.clock

    def _mend(self, opened: Opened) -> None:
        """A letter that mends an earlier one closes what was held of it."""
        if opened.op is None or not isinstance(opened.op.mends, str):
            return
        row = self.known.rows.get(ids.held_of(opened.header.device, opened.op.mends))
        if row is None or row.kind != "held" or row.gone:
            return
        if row.data.state == "open":
            self.apply(Decision(rows=[row.but(structs.replace(row.data, state="mended"))]))

    def apply(self, decision: Decision) -> None:
        """Later letters of the parcel see it; the clock counts every changed row."""
        for row in decision.rows:
            self.clock += 1
            if row.id not in self.known.rows:
                self.created.append(row.id)
            self.known.rows[row.id] = self.changed[row.id] = structs.replace(
                row, version=self.clock
            )
        if decision.acts and not decision.rows:
            self.clock += 1
        for text in decision.texts:
            self.texts[text.row, text.field] = text
        for place in decision.destroyed:
            self.texts.pop(place, None)
            self.destroyed[place] = None
        for act in decision.acts:
            self.known.acts.setdefault(act.contact, []).append(act)
        self.acts += decision.acts
        self.facts |= decision.facts
        self.hides |= decision.hides

    def waiting(self) -> Iterable[Row]:
        """Held letters whose parent has come, in the order their devices wrote them."""
        created = set(self.created)
        self.created.clear()
        found = [
            row
            for row in self.known.rows.values()
            if row.kind == "held"
            and not row.gone
            and row.data.state == "open"
            and row.data.waits_for in created
        ]
        return sorted(found, key=lambda row: (row.data.device, row.data.seq))


def incident(error: Exception) -> str:
    """A number the person can read out, and where in the code it was. Never the error's own
    words: they may quote what was written.
    """
    number = secrets.token_hex(2).upper()
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    log.error("incident %s: %s at %s", number, type(error).__name__, where)
    return number

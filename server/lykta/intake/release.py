"""Held letters taken in later: when their parent arrives, or when a supervisor lets them in."""

from msgspec import structs

from lykta.domain import bodies
from lykta.domain.decision import Decision
from lykta.domain.form import secret_fields
from lykta.domain.problem import Problem, Refused
from lykta.domain.rows import Row
from lykta.intake.desk import Desk
from lykta.intake.opened import Opened, read_plaintext
from lykta.intake.unit import Work
from lykta.letters.parcel import Header
from lykta.store import ledger, people, rows
from lykta.store.engine import Connection
from lykta.store.ledger import Receipt
from lykta.vault.records import Kept


async def take_waiting(desk: Desk, connection: Connection, work: Work) -> None:
    """Until nothing is left whose parent has come: one arrival may bring the next."""
    while waiting := list(work.waiting()):
        for row in waiting:
            await _take(desk, connection, work, row, redact=False)


async def take_released(desk: Desk, connection: Connection, work: Work) -> None:
    """A supervisor's `RELEASE` or `REDACT`: decided as if it arrived now, from its own author."""
    while work.released:
        row = work.released.pop()
        await _take(desk, connection, work, row, redact=row.data.decision == "REDACT")


async def _take(desk: Desk, connection: Connection, work: Work, row: Row, *, redact: bool) -> None:
    opened = await _reopen(desk, connection, work, row)
    if opened is None:
        return
    if redact and opened.body is not None:
        opened.body = without_texts(opened.body)
    await work.known.fetch(connection, [opened])
    try:
        decision = work.decided_anyway(opened, work.scene_of(opened))
    except Refused as no:
        _stays(work, row, no.problem)
        return
    work.apply(decision)
    work.apply(Decision(rows=[row.but(structs.replace(row.data, state="taken_in"))]))
    work.note(opened, Receipt(row.data.op, decision.outcome, work.clock, decision.problem))


def _stays(work: Work, row: Row, problem: Problem) -> None:
    """It did not fit even now: held as before, with the reason of today."""
    data = structs.replace(row.data, why=problem.code, field=problem.field, waits_for=None)
    data.state = "open"
    work.apply(Decision(rows=[row.but(data)]))


async def _reopen(desk: Desk, connection: Connection, work: Work, row: Row) -> Opened | None:
    """The held letter as it was opened. None where it never was, and still cannot be."""
    unit, data = work.known.unit, row.data
    plaintext = await _plaintext(desk, connection, work, row)
    device = (await people.devices(connection, [data.device])).get(data.device)
    entry = work.entries.get((data.device, data.op))
    if entry is None:
        found = await ledger.known(connection, unit, [(data.device, data.op, data.seq)])
        entry = next((each for each in found if each.op == data.op), None)
    if plaintext is None or device is None or entry is None:
        return None
    header = Header(v=1, id=data.op, device=data.device, seq=data.seq, at=data.at, key="")
    hashes = (entry.header_hash, entry.sealed_hash)
    return read_plaintext(Opened(header, hashes, device, plaintext=plaintext))


async def _plaintext(desk: Desk, connection: Connection, work: Work, row: Row) -> bytes | None:
    kept_now = work.texts.get((row.id, "letter"))
    if kept_now is not None:
        return kept_now.value.encode()
    stored = (await rows.texts(connection, work.known.unit, [row.id])).get(row.id, [])
    for each in stored:
        if each.field == "letter":
            kept = Kept(each.kek, each.wrapped_key, each.sealed)
            return desk.records.read(work.known.unit, row.id, "letter", kept)
    return None


def without_texts(body: bodies.Body) -> bodies.Body:
    """`REDACT`: what was written freely, and every way to reach somebody, is left out."""
    changes = dict.fromkeys(secret_fields(type(body)))
    for name in body.__struct_fields__:
        value = getattr(body, name)
        if isinstance(value, bodies.Body) and name not in changes:
            changes[name] = without_texts(value)
        elif isinstance(value, list):
            changes[name] = [
                without_texts(each) if isinstance(each, bodies.Body) else each for each in value
            ]
    return structs.replace(body, **changes)

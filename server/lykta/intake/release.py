"""Held letters taken in later: when their parent arrives, or when a supervisor lets them in."""

import base64
from typing import Any

from msgspec import structs

from lykta.domain import bodies
from lykta.domain.decision import Decision, Scene
from lykta.domain.form import secret_fields
from lykta.domain.problem import Problem, Refused
from lykta.domain.rows import Row
from lykta.intake.desk import Desk
from lykta.intake.keep import childs_duty, held_row, held_text
from lykta.intake.opened import Opened, read_plaintext, unseal
from lykta.intake.unit import Work, incident
from lykta.letters.parcel import Header, Letter, read_header
from lykta.store import ledger, people, rows
from lykta.store.engine import Connection
from lykta.store.ledger import Receipt
from lykta.vault.keyring import KeysMissing
from lykta.vault.records import Damaged, Kept


async def take_waiting(desk: Desk, connection: Connection, work: Work) -> None:
    """Until nothing is left whose parent has come: one arrival may bring the next."""
    while waiting := list(work.waiting()):
        for row in waiting:
            await _take(desk, connection, work, row)


async def take_released(desk: Desk, connection: Connection, work: Work) -> None:
    """A supervisor's `RELEASE` or `REDACT`: decided as if it arrived now, from its own author."""
    while work.released:
        await _take(desk, connection, work, work.released.pop())


async def _take(desk: Desk, connection: Connection, work: Work, row: Row) -> None:
    """1. Open it again. 2. Decide. 3. Taken in, or held as before with the reason of today.

    One that cannot be read any more stays as it was: a fault of ours must not hurt its parent.
    """
    opened = await _reopen(desk, connection, work, row)
    if opened is None:
        _stays_as_it_was(work, row)
        return
    await work.known.fetch(connection, [opened])
    scene = work.scene_of(opened)
    try:
        if row.data.decision == "REDACT" and opened.body is not None:
            opened.body = without_texts(opened.body)
        # Who decided about it has read its text, or left it out.
        decision = work.decided_anyway(opened, scene, searched=row.data.decision is None)
    except Refused as no:
        _stays(work, row, opened, scene, no.problem)
        return
    except Exception as error:  # noqa: BLE001 - a bug in one letter must not stop the post
        incident(error)
        _stays_as_it_was(work, row)
        return
    work.apply(decision)
    work.apply(Decision(rows=[row.but(structs.replace(row.data, state="taken_in"))]))
    work.note(opened, Receipt(row.data.op, decision.outcome, work.clock, decision.problem))


def _stays(work: Work, row: Row, opened: Opened, scene: Scene, problem: Problem) -> None:
    """It did not fit even now. What was decided about its text holds for the next time too."""
    data = held_row(opened, problem, refused=False, now=work.now).data
    decision = Decision(rows=[row.but(structs.replace(data, decision=row.data.decision))])
    if opened.closed is None:
        decision.texts.append(held_text(row, opened))
        decision.destroyed.append((row.id, "sealed"))
    duty = childs_duty(opened, scene)
    if duty is not None:
        decision.rows.append(duty)
    work.apply(decision)


def _stays_as_it_was(work: Work, row: Row) -> None:
    work.apply(Decision(rows=[row.but(structs.replace(row.data, state="open"))]))


async def _reopen(desk: Desk, connection: Connection, work: Work, row: Row) -> Opened | None:
    """The held letter as it was opened, or as it opens with the keys of today."""
    unit, data = work.known.unit, row.data
    field, text = await _kept(desk, connection, work, row)
    device = (await people.devices(connection, [data.device])).get(data.device)
    entry = work.entries.get((data.device, data.op))
    if entry is None:
        found = await ledger.known(connection, unit, [(data.device, data.op, data.seq)])
        entry = next((each for each in found if each.op == data.op), None)
    if text is None or device is None or entry is None:
        return None
    if field == "sealed":
        header_bytes, sealed, signature = (base64.b64decode(part) for part in text.split())
        letter = Letter(read_header(header_bytes), header_bytes, sealed, signature)
        return unseal(letter, device, desk.keyring)
    header = Header(v=1, id=data.op, device=data.device, seq=data.seq, at=data.at, key="")
    hashes = (entry.header_hash, entry.sealed_hash)
    return read_plaintext(Opened(header, hashes, device, plaintext=text))


async def _kept(
    desk: Desk, connection: Connection, work: Work, row: Row
) -> tuple[str, bytes | None]:
    """What `held_text` kept, and as which field; None where it cannot be read any more."""
    unit = work.known.unit
    stored = (await rows.texts(connection, unit, [row.id])).get(row.id, [])
    for field in ("letter", "sealed"):
        kept_now = work.texts.get((row.id, field))
        if kept_now is not None:
            return field, kept_now.value.encode()
        for each in stored:
            if each.field == field:
                kept = Kept(each.kek, each.wrapped_key, each.sealed)
                try:
                    return field, desk.records.read(unit, row.id, field, kept)
                except (Damaged, KeysMissing) as error:
                    incident(error)
    return "letter", None


def without_texts(body: bodies.Body) -> bodies.Body:
    """`REDACT`: what was written freely, and every way to reach somebody, is left out. What the
    form cannot do without (a report's receiver, a supervisor's ground) stays.
    """
    needed = {each.name for each in structs.fields(body) if each.required}
    changes: dict[str, Any] = dict.fromkeys(set(secret_fields(type(body))) - needed)
    for name in body.__struct_fields__:
        value = getattr(body, name)
        if isinstance(value, bodies.Body) and name not in changes:
            changes[name] = without_texts(value)
        elif isinstance(value, list):
            changes[name] = [
                without_texts(each) if isinstance(each, bodies.Body) else each for each in value
            ]
    return structs.replace(body, **changes)

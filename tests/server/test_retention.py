"""[RE1] [RE2] [RE3] Everything that is kept has an end, and comes to it; nothing else does."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from lykta.domain.kept import ROWS, Kept, is_note, note_kept, row_kept
from lykta.domain.retention import CLASSES
from lykta.domain.rows import DATA, Kind
from lykta.reports.told import text_of
from lykta.store import ledger, people, retention, rows, tables
from lykta.store.rows import STORED, read_row
from lykta.upkeep import audit
from lykta.upkeep import retention as upkeep
from lykta.upkeep.retention import Due
from tests.phones import bodies
from tests.server.inside import Inside
from tests.server.test_statistics import told

DAY = timedelta(days=1)
DAYS = {name: span.days for name, span in CLASSES.items()}


def test_there_is_a_rule_for_every_kind_there_is() -> None:
    """[RE1] No record without one; a setting is about nobody, and is kept as long as its unit."""
    assert ROWS.keys() == DATA.keys()
    assert [kind for kind, rule in ROWS.items() if rule is None] == ["setting"]
    assert {rule.span for rule in ROWS.values() if rule} <= CLASSES.keys()


class Night:
    """One of everything, on one night, by one worker and her supervisor."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside

    async def happen(self) -> "Night":
        inside = self.inside
        self.ada, self.siv = await inside.hand("worker"), await inside.hand("supervisor")
        self.shift, self.contact, self.call = (self.ada.new_id() for _ in range(3))
        wants = bodies.wants_a_call(inside.now, self.call, note="Påhittad.", shift=str(self.shift))
        for op, id, body in (
            ("shift.start", self.shift, bodies.shift_start(inside.now)),
            ("contact.record", self.contact, wants),
            ("follow_up.take", self.call, {}),
            ("activity.record", self.ada.new_id(), bodies.activity()),
        ):
            assert await self.ada.did(op, id, body) == "applied", op
        body = bodies.disclosure(self.siv.member)
        assert await self.siv.did("disclosure.record", self.siv.new_id(), body) == "applied"
        return self

    async def close(self) -> None:
        done = bodies.completion("NOT_REACHED")
        assert await self.ada.did("follow_up.complete", self.call, done) == "applied"
        assert await self.siv.did("follow_up.approve", self.call, {}) == "applied"

    async def after(self, days: float) -> None:
        self.inside.now += days * DAY
        await self.inside.work()

    async def end(self) -> None:
        await upkeep.end(self.inside.desk, self.inside.unit)

    async def due(self) -> Due:
        return await upkeep.due(self.inside.desk, self.inside.unit)

    async def records(self) -> list[Any]:
        query = sa.select(*STORED, tables.row.c.changed_at).where(
            tables.row.c.unit_id == self.inside.unit
        )
        async with self.inside.desk.database.read(self.inside.unit) as connection:
            return list(await connection.execute(query))

    async def texts(self) -> set[tuple[str, str]]:
        query = sa.select(tables.text).where(tables.text.c.unit_id == self.inside.unit)
        async with self.inside.desk.database.read(self.inside.unit) as connection:
            found = list(await connection.execute(query))
        return {(each.row_id, each.field) for each in found}

    async def gone(self) -> set[Kind]:
        return {record.kind for record in await self.records() if record.state == rows.GONE}


@pytest.fixture
async def night(inside: Inside) -> Night:
    return await Night(inside).happen()


async def in_sql(night: Night, kind: Kind, now: datetime) -> set[str]:
    rule = ROWS[kind]
    assert rule is not None
    before = now - DAYS[rule.span] * DAY
    async with night.inside.desk.database.read(night.inside.unit) as connection:
        found = await retention.rows(connection, night.inside.unit, kind, before, 100)
        assert len(found) == await retention.count_rows(connection, night.inside.unit, kind, before)
    return {row.id for row in found}


@pytest.mark.parametrize("closed", [False, True])
async def test_the_database_finds_just_what_the_rule_says(night: Night, closed: bool) -> None:
    """[RE1] Every kind, day by day around its end: the condition in SQL and the rule agree."""
    if closed:
        await night.close()
    ends = {days + more for days in DAYS.values() for more in (-1, 0, 1)}
    records = await night.records()
    assert {record.kind for record in records} >= {
        "shift", "contact", "follow_up", "activity", "disclosure", "member",
    }  # fmt: skip
    begun = night.inside.now
    for days in sorted(ends):
        now = begun + days * DAY
        for kind, rule in ROWS.items():
            if rule is None:
                continue
            said = set()
            for record in records:
                kept = row_kept(read_row(record), record.changed_at, DAYS)
                waits = kind == "contact" and not closed
                if record.kind == kind and kept and kept.until and not waits:
                    said |= {record.id} if kept.until <= now else set()
            assert await in_sql(night, kind, now) == said, (kind, days)


async def test_a_note_ends_and_what_it_was_about_stays(night: Night) -> None:
    """[RE1] After 90 days; whoever has the contact gets it again, as a row that changed."""
    await night.siv.read()
    note = (str(night.contact), "note")
    await night.after(DAYS["notes"] - 1)
    await night.end()
    assert note in await night.texts()
    await night.after(1)
    assert (await night.due()).notes == 1
    await night.end()
    assert note not in await night.texts()
    assert ("contact", str(night.contact)) in (await night.siv.read()).rows
    assert await night.siv.opens("contact", night.contact) is not None
    record = next(each for each in await night.records() if each.id == str(night.contact))
    assert record.state is None
    assert note_kept(read_row(record), night.inside.now, DAYS).until is not None


async def test_a_promise_that_is_open_keeps_its_remarks_and_its_contact(night: Night) -> None:
    """[RE1] [F65] However late it is. Once it is settled its time begins."""
    tried = {"result": "NOT_REACHED", "remark": "Påhittad."}
    assert await night.ada.did("follow_up.attempt", night.call, tried) == "applied"
    await night.after(2000)
    await night.end()
    assert not {"contact", "follow_up"} & await night.gone()
    assert any(is_note(field) for row, field in await night.texts() if row == str(night.call))
    await night.close()
    await night.after(DAYS["notes"])
    await night.end()
    assert not any(is_note(field) for _, field in await night.texts())
    await night.after(DAYS["contacts"] - DAYS["notes"])
    await night.end()
    assert {"contact", "follow_up"} <= await night.gone()


async def test_a_contact_ends_and_is_counted_as_before(night: Night) -> None:
    """[RE1] [RE2] [RE4] Everybody who had it is told, its consents go with it, its facts stay; an
    old letter does not bring it back.
    """
    await night.close()
    await night.siv.read()
    before = await told(night.siv, "roles_and_age")
    late = night.ada.write(
        "consent.set", night.contact, bodies.consent("CONTACT_AGAIN", "YES", night.inside.now)
    )
    # Its way to the person ends meanwhile, which nobody does: its time does not begin anew.
    await night.after(14)
    await night.after(DAYS["contacts"] - 14)
    due = await night.due()
    assert (due.rows["contact"], due.rows["follow_up"]) == (1, 1)
    await night.end()
    heard = await night.siv.read()
    assert ("contact", str(night.contact)) in heard.gone
    assert ("follow_up", str(night.call)) in heard.gone
    assert (await told(night.siv, "roles_and_age")).cells == before.cells
    assert "1" in [text_of(cell, before.mode) for line in before.cells for cell in line]
    acts = sa.select(sa.func.count()).where(tables.consent_act.c.unit_id == night.inside.unit)
    async with night.inside.desk.database.read(night.inside.unit) as connection:
        assert (await connection.execute(acts)).scalar_one() == 0
    assert await night.inside.carry(late) == ["adjusted subject.gone"]
    assert not await night.siv.sees("contact", night.contact)


async def test_twice_is_once(night: Night) -> None:
    """[A113] And what a dry run counts is what goes."""
    await night.close()
    await night.after(DAYS["contacts"])
    due = await night.due()
    await night.end()
    assert sum(due.rows.values()) == len(
        [record for record in await night.records() if record.state == rows.GONE]
    )
    clock = await clock_of(night)
    await night.end()
    assert await clock_of(night) == clock
    assert not any((await night.due()).rows.values())


async def clock_of(night: Night) -> int:
    async with night.inside.desk.database.read(night.inside.unit) as connection:
        return (await ledger.clock(connection, night.inside.unit)).clock


async def test_a_decided_letter_ends_and_one_that_waits_does_not(night: Night) -> None:
    """[RE1] 14 days after it was decided, whatever stood in it."""
    await night.inside.set_device(night.ada, "revoked")
    for _ in range(2):
        body = bodies.seller(night.inside.now)
        assert await night.ada.did("contact.record", night.ada.new_id(), body) == (
            "held device.revoked"
        )
    await night.siv.read()
    one, other = [id for kind, id in night.siv.told if kind == "held"]
    ground = {"decision": "DESTROY", "ground": "Påhittad grund, lång nog."}
    assert await night.siv.did("held.decide", one, ground) == "applied"
    await night.after(DAYS["held"] - 1)
    await night.end()
    assert "held" not in await night.gone()
    await night.after(1)
    await night.end()
    assert {record.id for record in await night.records() if record.state == rows.GONE} == {one}
    assert not any(row == one for row, _ in await night.texts())
    assert any(row == other for row, _ in await night.texts())


async def test_letters_whose_receipts_ended_are_not_missed(night: Night) -> None:
    """[RE1] A number that never came is asked for only as long as receipts are kept; a letter that
    comes again is still not counted twice.
    """
    first = night.ada.write("contact.record", night.ada.new_id(), bodies.seller(night.inside.now))
    night.ada.write("contact.record", night.ada.new_id(), bodies.seller(night.inside.now))
    third = night.ada.write("contact.record", night.ada.new_id(), bodies.seller(night.inside.now))
    assert await night.inside.carry(first, third) == ["applied"] * 2
    assert len(await missing(night)) == 1
    await night.after(DAYS["receipts"])
    await night.end()
    assert await missing(night) == []
    fifth = night.ada.write("contact.record", night.ada.new_id(), bodies.seller(night.inside.now))
    assert await night.inside.carry(fifth) == ["applied"]
    assert await missing(night) == []
    assert await night.inside.carry(first) == ["adjusted subject.gone"]


async def missing(night: Night) -> list[int]:
    async with night.inside.desk.database.read(night.inside.unit) as connection:
        return await ledger.missing(connection, night.inside.unit, night.ada.device)


async def test_the_log_is_shortened_where_it_was_signed(night: Night) -> None:
    """[RE1] [VI4] After five years, up to a checkpoint; what is left still proves itself."""
    await opened(night, 3)
    await audit.checkpoint(night.inside.desk, night.inside.unit)
    night.inside.now += 30 * DAY
    await opened(night, 2)
    await audit.checkpoint(night.inside.desk, night.inside.unit)
    night.inside.now += (DAYS["log"] - 1) * DAY
    assert (await night.due()).log == 3
    assert await shortened(night) == 3
    assert await shortened(night) == 0
    unit = people.Unit(night.inside.unit, "Exempelenheten")
    found = await audit.verify(night.inside.desk, unit, [], None)
    assert (found.faults, found.entries) == ([], 5)


async def test_a_log_that_is_cut_before_its_time_is_noticed(night: Night) -> None:
    """[A100] By whoever owns the tables, and knows how it is done."""
    await opened(night, 3)
    await audit.checkpoint(night.inside.desk, night.inside.unit)
    await opened(night, 2)
    async with night.inside.desk.database.write(night.inside.unit) as connection:
        assert await audit.shorten(connection, night.inside.unit, night.inside.now) == 3
    unit = people.Unit(night.inside.unit, "Exempelenheten")
    found = await audit.verify(night.inside.desk, unit, [], None)
    assert found.faults == ["Entry 3 and those before it were taken away before their time."]


async def test_a_log_that_begins_where_nobody_signed_is_noticed(night: Night) -> None:
    await opened(night, 4)
    cut = sa.delete(tables.audit).where(
        tables.audit.c.unit_id == night.inside.unit, tables.audit.c.seq <= 2
    )
    async with night.inside.desk.database.write(night.inside.unit) as connection:
        await connection.execute(cut)
    unit = people.Unit(night.inside.unit, "Exempelenheten")
    found = await audit.verify(night.inside.desk, unit, [], None)
    assert "Entry 2 and all before it are missing, and no checkpoint says why." in found.faults


async def opened(night: Night, times: int) -> None:
    for _ in range(times):
        night.inside.now += timedelta(minutes=1)
        assert await night.siv.opens("contact", night.contact) is not None


async def shortened(night: Night) -> int:
    desk = night.inside.desk
    return await upkeep.end_log(desk, desk.database, night.inside.unit)


@pytest.mark.parametrize(("gone", "of", "too_many"), [(50, 60, False), (51, 520, False),
                                                      (51, 500, True)])  # fmt: skip
def test_more_than_a_day_explains_is_a_clock_that_is_wrong(
    gone: int, of: int, too_many: bool
) -> None:
    """[A113]"""
    due = Due({"contact": gone}, notes=0, details=0, receipts=0, log=0, all_rows=of)
    assert due.too_many is too_many


async def test_a_shorter_time_holds_at_once(night: Night) -> None:
    """[RE3] What a supervisor sets is what the desk goes by."""
    setting = {"name": "retention", "value": {"notes": 7}}
    unit = UUID(night.inside.unit)
    assert await night.siv.did("setting.set", unit, setting) == "applied"
    await night.after(7)
    await night.end()
    assert (str(night.contact), "note") not in await night.texts()


async def test_each_record_says_why_it_is_kept_and_until_when(night: Night) -> None:
    """[RE3] A promise that is open has no end yet; its time begins when it is settled."""
    opened = await night.siv.opens("follow_up", night.call)
    assert opened is not None
    assert opened["kept"] == Kept("contacts", None)
    night.inside.now += 5 * DAY
    await night.close()
    opened = await night.siv.opens("follow_up", night.call)
    assert opened is not None
    assert opened["kept"] == Kept("contacts", night.inside.now + DAYS["contacts"] * DAY)
    contact = await night.siv.opens("contact", night.contact)
    assert contact is not None
    assert contact["kept"] == Kept("contacts", night.inside.now + (DAYS["contacts"] - 5) * DAY)

"""Free text and details: to whom they are given, and never without a line in the log (VI2, VI4)."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import NoReturn
from uuid import UUID, uuid5

import msgspec
import pytest
import sqlalchemy as sa

from lykta.domain.rows import Kind
from lykta.store import audit, ledger, rows, tables
from lykta.store.puts import put
from lykta.vault.records import Damaged
from tests.phones.bodies import completion, consent, contact, details, follow_up, seller
from tests.server.inside import Hand, Inside

CANARY = "Kanarie"
HOUR = timedelta(hours=1)


class Story:
    """A contact with a note, and a promise with details and remarks, assigned to ben."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside

    async def happen(self) -> "Story":
        inside, now = self.inside, self.inside.now
        self.ada, self.ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
        self.cleo, self.rut = await inside.hand("supervisor"), await inside.hand("reviewer")
        self.met, self.call = self.ada.new_id(), self.ada.new_id()
        reach = details(now, reach=f"{CANARY} reach")
        promised = follow_up(
            "CALL_BACK", now, id=str(self.call), details=reach, remark=f"{CANARY} remark"
        )
        agreed = [consent("CONTACT_AGAIN", "YES", now)]
        body = seller(now, note=f"{CANARY} note", consents=agreed, follow_ups=[promised])
        assert await self.ada.did("contact.record", self.met, body) == "applied"
        assert await self.cleo.did("follow_up.assign", self.call, {"to": self.ben.member})
        return self

    @property
    def cast(self) -> dict[str, Hand]:
        return {"ada": self.ada, "ben": self.ben, "cleo": self.cleo, "rut": self.rut}


@pytest.fixture
async def story(inside: Inside) -> Story:
    return await Story(inside).happen()


async def log(inside: Inside, result: audit.Result = "ok") -> list[audit.Entry]:
    """The unit's log, its chain checked; what was given, or what was denied."""
    async with inside.desk.database.read(inside.unit) as connection:
        query = sa.select(tables.audit).where(tables.audit.c.unit_id == inside.unit)
        found = list(await connection.execute(query.order_by(tables.audit.c.seq)))
    last = bytes(32)
    for seq, record in enumerate(found, 1):
        assert record.seq == seq
        last = sha256(last + sha256(record.entry).digest()).digest()
        assert record.hash == last
    entries = [msgspec.json.decode(record.entry, type=audit.Entry) for record in found]
    return [entry for entry in entries if entry.result == result]


def texts_in(data: object) -> set[str]:
    return {word for word in ("note", "remark", "reach") if f"{CANARY} {word}" in str(data)}


async def test_in_the_feed_each_is_given_their_own_and_each_is_logged(story: Story) -> None:
    """[VI2] [VI4] The author the note, the assignee details and remarks, a supervisor nothing."""
    given = {}
    for name, hand in story.cast.items():
        await hand.read()
        given[name] = texts_in(hand.told)
    assert given == {"ada": {"note"}, "ben": {"remark", "reach"}, "cleo": set(), "rut": set()}
    entries = await log(story.inside)
    assert [(each.actor, each.device, each.action, each.kind, each.id) for each in entries] == [
        (story.ada.member, story.ada.device, "feed", "contact", str(story.met)),
        (story.ben.member, story.ben.device, "feed", "follow_up", str(story.call)),
    ]
    assert entries[0].fields == ["note"]
    assert [each.partition("/")[0] for each in entries[1].fields] == ["details", "remark"]
    assert CANARY not in str(entries)


async def test_what_a_reader_has_is_not_given_and_not_logged_again(story: Story) -> None:
    """[VI4]"""
    await story.ben.read()
    await story.ben.read()
    assert len(await log(story.inside)) == 1


async def test_opened_one_by_one_each_opens_what_is_theirs_and_each_is_logged(
    story: Story,
) -> None:
    """[VI2] [VI4] What one may not see is 404, like what does not exist."""
    opened: dict[tuple[str, Kind], set[str]] = {}
    places: list[tuple[Kind, UUID]] = [("contact", story.met), ("follow_up", story.call)]
    for name, hand in story.cast.items():
        for kind, id in places:
            data = await hand.opens(kind, id)
            if data is not None:
                opened[name, kind] = texts_in(data)
            assert await hand.opens(kind, hand.new_id()) is None
    assert opened == {
        ("ada", "contact"): {"note"},
        ("ben", "follow_up"): {"remark", "reach"},
        ("cleo", "contact"): {"note"},
        ("cleo", "follow_up"): {"remark", "reach"},
    }
    entries = await log(story.inside)
    assert [(each.actor, each.action, each.kind) for each in entries] == [
        (story.cast[name].member, "open", kind) for name, kind in opened
    ]
    tried = len(story.cast) * len(places)
    denied = await log(story.inside, "denied")
    assert len(denied) == tried - len(opened) + tried, "what was not to be had, and what is not"
    assert not any(each.fields for each in denied)


async def test_a_kind_opens_only_its_own(story: Story) -> None:
    """A contact's id asked for as a follow-up does not exist."""
    assert await story.cleo.opens("follow_up", story.met) is None
    assert await story.cleo.opens("held", story.met) is None
    assert await story.cleo.opens("contact", story.call) is None


async def test_details_go_with_the_assignment(story: Story) -> None:
    """[VI2] Whoever had it before reads it no more; and a colleague's remark is not ada's."""
    await story.ben.read()
    assert await story.ben.did("follow_up.give_back", story.call) == "applied"
    for hand in (story.ada, story.ben):
        await hand.read()
        assert not texts_in(hand.told["follow_up", str(story.call)])
        assert await hand.opens("follow_up", story.call) is None
    await story.cleo.did("follow_up.assign", story.call, {"to": story.ada.member})
    assert await story.ben.opens("follow_up", story.call) is None
    assert texts_in(await story.ada.opens("follow_up", story.call)) == {"remark", "reach"}


async def test_a_note_leaves_with_its_contact(story: Story) -> None:
    """[VI2] 24 hours after the receipt the author opens it no more; a supervisor does."""
    story.inside.now += 24 * HOUR
    assert await story.ada.opens("contact", story.met) is None
    await story.ada.read()
    assert not texts_in(story.ada.told)
    assert texts_in(await story.cleo.opens("contact", story.met)) == {"note"}


async def test_of_several_corrections_in_one_parcel_the_last_is_told(inside: Inside) -> None:
    """[CT6] [FU8] Written offline, one after the other; earlier texts are kept."""
    ada = await inside.hand()
    met = ada.new_id()
    notes = [str(number) for number in range(8)]
    letters = [
        ada.write(
            "contact.correct" if number else "contact.record", met, contact(inside.now, note=note)
        )
        for number, note in enumerate(notes)
    ]
    assert await inside.carry(*letters) == ["applied"] * len(notes)
    assert (await ada.opens("contact", met) or {})["note"] == notes[-1]
    await ada.read()
    assert ada.told["contact", str(met)]["note"] == notes[-1]
    async with inside.desk.database.read(inside.unit) as connection:
        kept = await rows.texts(connection, inside.unit, [str(met)])
    assert len(kept[str(met)]) == len(notes)


async def test_a_held_letters_text_is_its_authors_then_the_supervisors(inside: Inside) -> None:
    """[VI2] [VI4] Never in the feed; opened, it is logged."""
    ada, ben = await inside.hand(), await inside.hand(name="Ben Påhittad")
    cleo = await inside.hand("supervisor")
    body = contact(inside.now, not_offered=..., note=f"{CANARY} note")
    await ada.did("contact.record", ada.new_id(), body)
    ((op, _),) = ada.phone.outbox.waiting.items()
    held = uuid5(UUID(ada.device), f"held/{op}")
    readers: Sequence[tuple[Hand, bool]] = ((ada, True), (ben, False), (cleo, False))
    for hand, opens in readers:
        await hand.read()
        assert not texts_in(hand.told)
        assert texts_in(await hand.opens("held", held)) == ({"note"} if opens else set())
    inside.now += 24 * HOUR
    for hand, opens in ((ada, False), (ben, False), (cleo, True)):
        assert texts_in(await hand.opens("held", held)) == ({"note"} if opens else set())
    assert [(each.actor, each.kind, each.id) for each in await log(inside)] == [
        (ada.member, "held", str(held)),
        (cleo.member, "held", str(held)),
    ]


async def test_no_log_no_data(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """[VI4] [A107] The log cannot be written: nothing is released, nor counted as given."""

    async def full(*_: object) -> NoReturn:
        raise RuntimeError("no room for the log")

    async with story.inside.doors(story.ben) as ben, story.inside.doors(story.cleo) as cleo:
        await ben.sign_in()
        await cleo.sign_in()
        with monkeypatch.context() as broken:
            broken.setattr(audit, "write", full)
            for answer in (
                await ben.line.get("/api/changes"),
                await ben.line.get(f"/api/follow-ups/{story.call}"),
                await cleo.line.get(f"/api/contacts/{story.met}"),
            ):
                assert answer.status_code in (500, 503)
                assert answer.headers["content-type"] == "application/problem+json"
                assert not texts_in(answer.text)
                assert str(story.met) not in answer.text
        assert await log(story.inside) == []
        await ben.read()
        row = ben.replica.find("follow_up", story.call)
        assert row is not None
        assert texts_in(row.data) == {"remark", "reach"}


async def test_no_data_no_log(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """[VI4] One transaction: what fails after the log was written takes its line along."""
    written = 0

    async def write_then_fail(*given: object) -> NoReturn:
        nonlocal written
        await whole(*given)  # type: ignore[arg-type]
        written += 1
        raise RuntimeError("after the log")

    whole = audit.write
    with monkeypatch.context() as broken:
        broken.setattr(audit, "write", write_then_fail)
        with pytest.raises(RuntimeError):
            await story.cleo.opens("contact", story.met)
    assert written == 1
    assert await log(story.inside) == []


async def test_a_text_moved_to_another_row_does_not_open(story: Story) -> None:
    """[A104] Bound to its place: the opening fails, and the feed goes on without it."""
    inside, other = story.inside, story.ada.new_id()
    body = seller(inside.now, note="En annan.")
    assert await story.ada.did("contact.record", other, body) == "applied"
    async with inside.desk.database.write(inside.unit) as connection:
        (note,) = (await rows.texts(connection, inside.unit, [str(story.met)]))[str(story.met)]
        await put(connection, rows.texts_saved(inside.unit, [note._replace(row=str(other))]))
    with pytest.raises(Damaged):
        await story.cleo.opens("contact", other)
    async with inside.doors(story.cleo) as cleo:
        await cleo.sign_in()
        answer = await cleo.line.get(f"/api/contacts/{other}")
        assert answer.status_code == 500
        assert not texts_in(answer.text)
    await story.ada.read()
    assert "note" not in story.ada.told["contact", str(other)]
    assert story.ada.told["contact", str(story.met)]["note"] == f"{CANARY} note"


async def test_a_text_moved_to_another_field_or_unit_does_not_open(story: Story) -> None:
    """[A104]"""
    inside, records = story.inside, story.inside.desk.records
    unit, row = inside.unit, str(story.met)
    kept = records.keep(unit, row, "note", b"text")
    assert records.read(unit, row, "note", kept) == b"text"
    places = ((unit, row, "remark"), (unit, str(story.call), "note"), (row, row, "note"))
    for place in places:
        with pytest.raises(Damaged):
            records.read(*place, kept)
    another = records.keep(unit, row, "note", b"other")
    for mixed in (
        kept._replace(sealed=another.sealed),
        kept._replace(wrapped_key=another.wrapped_key),
        kept._replace(sealed=kept.sealed[:-1] + bytes([kept.sealed[-1] ^ 1])),
        kept._replace(sealed=b""),
    ):
        with pytest.raises(Damaged):
            records.read(unit, row, "note", mixed)


async def test_a_withdrawal_destroys_details_in_its_own_transaction(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[CO7] Both or neither: a transaction that fails at its end leaves both as they were."""
    inside = story.inside
    no_more = consent("CONTACT_AGAIN", "WITHDRAWN", inside.now)
    letter = story.ada.write("consent.set", story.met, no_more)

    async def fields() -> set[str]:
        async with inside.desk.database.read(inside.unit) as connection:
            found = await rows.texts(connection, inside.unit, [str(story.call)])
        return {text.field.partition("/")[0] for text in found[str(story.call)]}

    def fail(*_: object) -> NoReturn:
        raise RuntimeError("just before the commit")

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "advanced", fail)
        with pytest.raises(RuntimeError):
            await inside.carry(letter)
    assert await fields() == {"details", "remark"}
    await story.cleo.read()
    assert story.cleo.told["follow_up", str(story.call)]["state"] == "assigned"
    assert await inside.carry(letter) == ["applied"]
    assert await fields() == {"remark"}
    await story.ben.read()
    told = story.ben.told["follow_up", str(story.call)]
    assert (told["state"], told["reach"]) == ("withdrawn", "ended")
    assert texts_in(told) == {"remark"}


async def test_receiver_and_reference_of_a_report_are_texts_too(inside: Inside) -> None:
    """[CT5] [DU6] Where such things belong: encrypted, and opened under the log."""
    ada, cleo = await inside.hand(), await inside.hand("supervisor")
    promise = ada.new_id()
    opened = [follow_up("REPORT_WRITTEN", inside.now, id=str(promise))]
    await ada.did("contact.record", ada.new_id(), contact(inside.now, follow_ups=opened))
    written = {
        "kind": "CHILD_DUTY",
        "origin": "OTHER",
        "ground": "SEXUAL_EXPLOITATION",
        "age_band": "A15_17",
        "receiver": f"{CANARY} note",
        "reference": f"{CANARY} reach",
        "written_at": inside.now.isoformat(),
    }
    body = completion("LINKED", remark=f"{CANARY} remark", report=written)
    assert await ada.did("follow_up.complete", promise, body) == "applied"
    await cleo.read()
    assert not texts_in(cleo.told)
    assert texts_in(await cleo.opens("follow_up", promise)) == {"note", "reach", "remark"}

"""Is an op with a spoiled body refused with its reason, and never a fault of ours (§4 to §6)?"""

from typing import Any

import pytest

from tests.desk import RunningDesk
from tests.phones import bodies
from tests.phones.conftest import Meet, Role
from tests.phones.letter import Json, Letter, padded
from tests.phones.outbox import duty_of
from tests.phones.phone import Phone

from .among import among_good_ones, said
from .hand import contact, good, nested, op, text_of, written
from .kept import in_clear
from .ops import every_op, place_of
from .spoil import FAMILY, deep, paths, put

WORST: tuple[object, ...] = (
    None,
    "å\0b",
    "\ud800",
    10**29,
    1e308,
    "2026-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "x" * 3_000,
    {"\0": "\0"},
    deep(900),
)


async def recorded(phone: Phone, fields: dict[str, Any]) -> str:
    """What a contact with these fields gets."""
    body = bodies.seller(phone.now()) | fields
    receipt = await among_good_ones(phone, op(phone, "contact.record", phone.new_id(), body))
    field = (receipt.problem or {}).get("field")
    return f"{said(receipt)} {field}" if field else said(receipt)


async def test_every_op_as_it_should_be_is_taken(meet: Meet) -> None:
    """The ground that the rest of this file stands on."""
    cleo = await meet("Cleo Påhittad", "supervisor")
    place = await place_of(cleo)
    letters = [op(cleo, *each) for each in every_op(cleo, place)]
    receipts = await cleo.post(letters)
    taken = {"applied", "adjusted follow_up.not_now", "refused held.not_released"}
    assert {said(receipt) for receipt in receipts} <= taken


async def test_no_op_with_one_spoiled_field_is_a_fault_or_holds_up_its_neighbours(
    meet: Meet,
) -> None:
    """[A22] [A24] [A26] [A28] [A29] [A99] Every field of every op, spoiled in the worst ways."""
    cleo, ada = await meet("Cleo Påhittad", "supervisor"), await meet("Ada Påhittad", "worker")
    place = await place_of(cleo)
    spoiled = [
        op(cleo, type, subject, put(body, at, worst))
        for type, subject, body in every_op(cleo, place)
        for at in paths(body)
        for worst in WORST
    ]
    for start in range(0, len(spoiled), 40):
        some = spoiled[start : start + 40]
        receipts = await cleo.post([good(ada), *some, good(ada)])
        assert [said(each) for each in (receipts[0], receipts[-1])] == ["applied"] * 2
        assert not [each.problem for each in receipts if each.outcome == "failed"]
    await cleo.read()
    await ada.read()
    assert (await cleo.line.get("/api/members")).status_code == 200


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "[A26] NUL in a text": ({"note": "a\0b"}, "op.invalid note"),
    "[A26] NUL in a code": ({"arena": "STREET\0"}, "op.invalid arena"),
    "[A26] NUL in a name": ({"indicators": {"DEBT\0": "SEEN"}}, "op.invalid indicators"),
    "[A28] text for a number": ({"police_near": "false"}, "op.invalid police_near"),
    "[A28] number for a truth": ({"police_near": 0}, "op.invalid police_near"),
    "[A28] number for a text": ({"note": 10**29}, "op.invalid note"),
    "[A29] naive": ({"met_at": "2026-01-01T00:00:00"}, "op.invalid met_at"),
    "[A29] date alone": ({"met_at": "2026-01-01"}, "op.invalid met_at"),
    "[A29] year 9999": ({"met_at": "9999-12-31T23:59:59-14:00"}, "op.invalid met_at"),
    "[A29] year 1": ({"met_at": "0001-01-01T00:00:00+14:00"}, "op.invalid met_at"),
    "[A29] leap second": ({"met_at": "2016-12-31T23:59:60Z"}, "op.invalid met_at"),
    "[A29] 24 o'clock": ({"met_at": "2026-01-01T24:00:00Z"}, "op.invalid met_at"),
    "[A29] epoch": ({"met_at": 1_800_000_000}, "op.invalid met_at"),
    "[A06] newline": (
        {"shift": "019aaf00-0000-7000-8000-00000000000a\n"},
        "op.invalid shift",
    ),
    "[A99] 501 emoji": ({"note": "😀" * 501}, "op.invalid note"),
    "[A99] 150 families of seven": ({"note": FAMILY * 150}, "op.invalid note"),
    "no list": ({"roles": "SELLER"}, "op.invalid roles"),
    "empty list": ({"roles": []}, "op.invalid roles"),
    "three roles": ({"roles": ["SELLER", "BUYER", "OTHER"]}, "op.invalid roles"),
    "the same twice": ({"roles": ["SELLER", "SELLER"]}, "op.invalid roles"),
    "code in lower case": ({"arena": "street"}, "op.invalid arena"),
    "code with a newline": ({"arena": "STREET\n"}, "op.invalid arena"),
    "language with a newline": ({"language": "ro\n"}, "op.invalid language"),
    "zone with a newline": ({"zone": "Z_CITY\n"}, "op.invalid zone"),
    "street for a zone": ({"zone": "Malmskillnadsgatan 1"}, "op.invalid zone"),
    "id of version 4": (
        {"follow_ups": [{"id": "7f3f0f0e-0000-4000-8000-000000000000", "kind": "MEET"}]},
        "op.invalid subject",
    ),
}


async def test_a_contact_with_one_bad_field_is_refused_by_its_name(meet: Meet) -> None:
    ada = await meet("Ada Påhittad", "worker")
    found = {name: await recorded(ada, fields) for name, (fields, _) in REFUSED.items()}
    assert found == {name: f"refused {problem}" for name, (_, problem) in REFUSED.items()}


@pytest.mark.parametrize(
    "note", ["😀" * 500, "a\u0301" * 250, FAMILY * 71, "\u202eÅsa\u2066", "\r\n\x1b[31m", "\uffff"]
)
async def test_a_note_is_counted_in_code_points_and_comes_back_as_it_was_written(
    meet: Meet, note: str
) -> None:
    """[A99] [A100] 500 code points are at most 2 KB, so one limit is both."""
    ada = await meet("Ada Påhittad", "worker")
    met = ada.new_id()
    receipt = await among_good_ones(ada, written(ada, text_of(contact(ada, met, note=note))))
    assert said(receipt) == "applied"
    assert (await ada.line.get(f"/api/contacts/{met}")).json()["note"] == note


async def test_unknown_and_smuggled_fields_are_ignored_and_never_stored(
    desk: RunningDesk, meet: Meet
) -> None:
    """[A27] [A60]"""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    mark = "kanarie-A60"
    smuggled = {
        "__proto__": {"role": mark},
        "constructor": mark,
        "state": "approved",
        "status": mark,
        "duty": True,
        "by": cleo.member["id"],
        "received_at": "2020-01-01T00:00:00Z",
        "version": 1,
        "assigned_to": cleo.member["id"],
        "approved_by": mark,
        "marks": ["old"],
        "corrected": [{"by": mark}],
        "events": [{"what": mark}],
        "reach": "kept",
        "unit_id": mark,
    }
    met, call = ada.new_id(), ada.new_id()
    letters = [
        op(ada, "contact.record", met, bodies.seller(ada.now(), **smuggled), **smuggled),
        op(ada, "follow_up.open", call, bodies.follow_up("MEET", ada.now()) | smuggled),
    ]
    assert [said(each) for each in await ada.post(letters)] == ["applied"] * 2
    await cleo.read()
    seen, opened = cleo.replica.find("contact", met), cleo.replica.find("follow_up", call)
    assert seen
    assert opened
    assert seen.data["by"] == opened.data["by"] == ada.member["id"]
    assert not seen.data.get("marks")
    assert not seen.data.get("corrected")
    assert opened.data["state"] == "new"
    assert not opened.data["duty"]
    assert opened.data["assigned_to"] is None
    assert [event["what"] for event in opened.data["events"]] == ["open"]
    assert mark not in await in_clear(desk, ada)


async def test_what_stood_in_a_bad_field_is_told_to_nobody(desk: RunningDesk, meet: Meet) -> None:
    """[A60] [A100] A receipt and a held row name the field, never what was written there."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    mark = "kanarie-CT4"
    wrong: list[dict[str, Any]] = [
        {"indicators": {mark: "SEEN"}},
        {"indicators": {"DEBT": mark}},
        {"help": [mark]},
        {"arena": mark},
        {"zone": mark},
        {"met_at": mark},
        {"shift": mark},
        {"note": [mark]},
        {"offers": [{mark: mark}]},
    ]
    letters = [op(ada, "contact.record", ada.new_id(), bodies.seller(ada.now()) | w) for w in wrong]
    value: object = {mark: {mark: {mark: "\0"}}}
    letters.append(op(cleo, "setting.set", cleo.new_id(), {"name": "zones", "value": value}))
    receipts = await ada.post(letters)
    assert {receipt.outcome for receipt in receipts} == {"refused"}
    assert mark not in str(receipts)
    assert mark not in await in_clear(desk, ada)


SETTINGS: dict[str, object] = {
    "deep": deep(300),
    "deeper than the decoder": deep(900),
    "[A26] NUL": "a\0",
    "[A26] NUL in a name": {"\0": 1},
    "[A26] NUL deep inside": [{"x": ["\0"]}],
    "[A28] 30 digits": 10**29,
    "[A28] 2^64": [2**64],
    "[A28] a float no database tells back": 1e308,
    "[A28] a float that comes back too long": {"x": 1e20},
}


@pytest.mark.parametrize("value", SETTINGS.values(), ids=SETTINGS)
async def test_a_setting_that_could_not_be_told_back_is_refused(meet: Meet, value: object) -> None:
    """Whatever is stored is read by everybody in the unit, at every start."""
    cleo, ada = await meet("Cleo Påhittad", "supervisor"), await meet("Ada Påhittad", "worker")
    letter = op(cleo, "setting.set", cleo.new_id(), {"name": "zones", "value": value})
    receipt = await among_good_ones(cleo, letter)
    assert receipt.outcome == "refused"
    assert receipt.code in ("op.invalid", "op.unreadable")
    await cleo.read()
    await ada.read()


@pytest.mark.parametrize("value", [0, -1, 1.5, 5e-324, 2**53 - 1, "😀", [], {}, {"a": [{"b": 1}]}])
async def test_a_setting_is_told_back_as_it_was_set(meet: Meet, value: object) -> None:
    cleo = await meet("Cleo Påhittad", "supervisor")
    letter = op(cleo, "setting.set", cleo.new_id(), {"name": "zones", "value": value})
    assert said(await among_good_ones(cleo, letter)) == "applied"
    await cleo.read()
    values = [row.data for row in cleo.replica.rows.values() if row.kind == "setting"]
    assert [each["value"] for each in values if each["name"] == "zones"] == [value]


@pytest.mark.parametrize("role", ["worker", "supervisor"])
async def test_a_deep_body_is_refused_whoever_sends_it(meet: Meet, role: Role) -> None:
    """[A22] Also before it is known that the sender may not."""
    phone = await meet("Ada Påhittad", role)
    for depth in (100, 490, 900, 3_000):
        text = b'{"type":"setting.set","subject":"%s","body":{"name":"zones","value":%s}}' % (
            str(phone.new_id()).encode(),
            nested(depth),
        )
        receipt = await among_good_ones(phone, written(phone, text))
        assert receipt.outcome == "refused", depth


STRANGE_SEEN = [-1, 2**53, 2**63, 2**64, 10**29, 1.5, "1", True, [], {}]


@pytest.mark.parametrize("seen", STRANGE_SEEN)
async def test_a_strange_seen_is_refused_and_a_high_one_is_not(meet: Meet, seen: object) -> None:
    """[A28] §2: it is never a reason to refuse, as long as it is a clock."""
    ada = await meet("Ada Påhittad", "worker")
    body = bodies.consent("SHARE_SOC", "WITHDRAWN", ada.now())
    strange = op(ada, "consent.set", ada.new_id(), body, seen=seen)
    assert said(await among_good_ones(ada, strange)) == "refused op.invalid"
    high = op(ada, "consent.set", ada.new_id(), body, seen=2**53 - 1)
    assert said(await among_good_ones(ada, high)) == "applied"


@pytest.mark.parametrize("mends", ["", "x", 1, [], "00000000-0000-0000-0000-000000000000"])
async def test_a_strange_mends_is_refused(meet: Meet, mends: object) -> None:
    ada = await meet("Ada Påhittad", "worker")
    whole = contact(ada, ada.new_id()) | {"mends": mends}
    receipt = await among_good_ones(ada, written(ada, text_of(whole)))
    assert said(receipt) == "refused op.invalid"


@pytest.mark.parametrize("type", ["", "x", "contact.record ", "CONTACT.RECORD", "__init__", "a\0"])
async def test_an_unknown_type_is_refused_and_kept(meet: Meet, type: str) -> None:
    ada = await meet("Ada Påhittad", "worker")
    receipt = await among_good_ones(ada, op(ada, type, ada.new_id(), {}))
    assert said(receipt) in ("refused op.unknown_type", "refused op.invalid")


WHEN_MET = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00", 7]


@pytest.mark.parametrize("met_at", WHEN_MET)
async def test_a_strange_time_hides_no_child(meet: Meet, met_at: object) -> None:
    """[A29] §3: of a refused letter the duty is opened all the same."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    child = ada.new_id()
    letter = op(ada, "contact.record", child, bodies.under_18(ada.now()) | {"met_at": met_at})
    assert said(await among_good_ones(ada, letter)) == "refused op.invalid"
    await cleo.read()
    assert cleo.replica.find("follow_up", duty_of(child))


async def test_a_colleagues_entry_is_not_corrected(meet: Meet) -> None:
    """[A14] Refused; and an unknown one is held until it comes (§3)."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    cleo = await meet("Cleo Påhittad", "supervisor")
    adas = ada.new_id()
    assert said((await ada.post([of_contact(ada, "contact.record", adas)]))[0]) == "applied"
    await cleo.read()
    before = cleo.replica.find("contact", adas)
    receipt = await among_good_ones(ben, of_contact(ben, "contact.correct", adas))
    assert said(receipt) == "refused contact.not_yours"
    unknown = of_contact(ben, "contact.correct", ben.new_id())
    assert said(await among_good_ones(ben, unknown)) == "held subject.unknown"
    await cleo.read()
    assert cleo.replica.find("contact", adas) == before


def of_contact(phone: Phone, type: str, id: object) -> Letter:
    return op(phone, type, id, bodies.seller(phone.now()))


WORKER_MAY_NOT = ["held.decide", "disclosure.record", "member.set", "setting.set"]


async def test_a_worker_does_nothing_that_is_a_supervisors(meet: Meet) -> None:
    """[A60] [A65] Not even to their own row."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    place = await place_of(cleo)
    moves = ["follow_up.assign", "follow_up.approve", "follow_up.return", "follow_up.reopen"]
    letters: list[Letter] = []
    for type, subject, body in every_op(ada, place):
        if type in WORKER_MAY_NOT + moves:
            letters.append(op(ada, type, subject, body))
    letters.append(op(ada, "member.set", ada.member["id"], {"role": "supervisor"}))
    codes = {said(receipt) for receipt in await ada.post(letters)}
    assert codes == {"refused op.denied", "refused follow_up.not_yours"}


TAKEN_IDS: dict[str, Json] = {
    "the contact's own id as its shift": {"shift": "contact"},
    "one id for two follow-ups": {"follow_ups": ["fresh", "fresh"]},
    "the contact's own id as a follow-up": {"follow_ups": ["contact"]},
    "the duty's id as a follow-up": {"follow_ups": ["duty"]},
    "the shift's id as a follow-up": {"shift": "fresh", "follow_ups": ["fresh"]},
}


@pytest.mark.parametrize("given", TAKEN_IDS.values(), ids=TAKEN_IDS)
async def test_one_id_for_two_things_is_no_fault_and_hides_no_child(
    meet: Meet, given: dict[str, Any]
) -> None:
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    child = ada.new_id()
    names = {"contact": str(child), "fresh": str(ada.new_id()), "duty": str(duty_of(child))}
    body = bodies.under_18(ada.now())
    if "shift" in given:
        body["shift"] = names[given["shift"]]
    body["follow_ups"] = [
        {"id": names[name], "kind": "MEET"} for name in given.get("follow_ups", [])
    ]
    letter = written(ada, padded(text_of(op_of(child, body))))
    assert (await among_good_ones(ada, letter)).outcome != "failed"
    await cleo.read()
    duty = cleo.replica.find("follow_up", duty_of(child))
    assert duty
    assert duty.data["duty"]


def op_of(child: object, body: Json) -> Json:
    return {"type": "contact.record", "subject": str(child), "body": body}

"""Who is let see what, asked by everybody for everything (VI2, VI3)?"""

import httpx

from tests.phones.conftest import Meet
from tests.phones.letter import Json
from tests.phones.outbox import duty_of
from tests.phones.phone import Phone

from .answers import problem
from .hand import good, op
from .ops import place_of

SUPERVISORS = ["/api/members", "/api/devices"]


def told(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.content, sorted(answer.headers.items())


async def held_by(phone: Phone) -> str:
    await phone.post([op(phone, "contact.record", phone.new_id(), {})])
    await phone.read()
    return next(row.id for row in phone.replica.rows.values() if row.kind == "held")


async def test_a_colleagues_things_do_not_exist_for_a_worker(meet: Meet) -> None:
    """[A55] The same 404 as for a random id."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    place, held = await place_of(ada), await held_by(ada)
    for kind, id in (("contacts", place.contact), ("contacts", place.child), ("held", held)):
        assert (await ada.line.get(f"/api/{kind}/{id}")).status_code == 200
        nothing = await ben.line.get(f"/api/{kind}/{ben.new_id()}")
        assert told(await ben.line.get(f"/api/{kind}/{id}")) == told(nothing)
    seen = {row.id for row in (await ben.read()).rows}
    assert not seen & {str(place.contact), str(place.child), str(place.shift), held}


async def test_a_refused_letter_is_its_authors_alone_for_a_day(meet: Meet) -> None:
    """[A55] Not even the supervisor's yet."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    held = await held_by(ada)
    assert problem(await cleo.line.get(f"/api/held/{held}")) == (404, "not.found")


async def test_what_is_the_supervisors_is_403_for_the_others(meet: Meet) -> None:
    """[A55] [A56]"""
    for name, role in (("Ada Påhittad", "worker"), ("Rut Påhittad", "reviewer")):
        phone = await meet(name, "worker" if role == "worker" else "reviewer")
        for path in SUPERVISORS:
            assert problem(await phone.line.get(path)) == (403, "role.denied")
        calls: list[tuple[str, Json]] = [
            ("/api/members", {"name": "x", "role": "supervisor"}),
            ("/api/invitations", {"member": phone.member["id"]}),
            (f"/api/devices/{phone.device.id}/revoke", {"wipe": True, "reason": "x"}),
        ]
        for path, body in calls:
            assert problem(await phone.line.post(path, body)) == (403, "role.denied")


async def test_who_may_not_is_told_so_before_anything_is_read(meet: Meet) -> None:
    """[A55] A body of no form at all tells a worker nothing of what is asked for."""
    ada = await meet("Ada Påhittad", "worker")
    assert problem(await ada.line.post("/api/members", {})) == (403, "role.denied")
    assert problem(await ada.line.post("/api/invitations", {})) == (403, "role.denied")


async def test_a_reviewer_is_given_no_content_and_writes_none(meet: Meet) -> None:
    """[A56] People and settings, and nothing that was recorded."""
    ada, rut = await meet("Ada Påhittad", "worker"), await meet("Rut Påhittad", "reviewer")
    place = await place_of(ada)
    assert {row.kind for row in (await rut.read()).rows} <= {"member", "setting"}
    for kind, id in (
        ("contacts", place.contact),
        ("follow-ups", place.follow_up),
        ("follow-ups", duty_of(place.child)),
        ("held", await held_by(ada)),
    ):
        assert problem(await rut.line.get(f"/api/{kind}/{id}")) == (404, "not.found")
    receipts = await rut.post([good(rut), op(rut, "follow_up.take", place.follow_up, {})])
    assert [(each.outcome, each.code) for each in receipts] == [("refused", "op.denied")] * 2


async def test_nothing_is_read_without_a_session(meet: Meet) -> None:
    """[A55]"""
    ada = await meet("Ada Påhittad", "worker")
    place = await place_of(ada)
    ada.line.client.cookies.clear()
    for path in (
        "/api/changes",
        "/api/live",
        "/api/members",
        "/api/devices",
        f"/api/contacts/{place.contact}",
        f"/api/follow-ups/{place.follow_up}",
        f"/api/held/{place.contact}",
    ):
        assert problem(await ada.line.get(path)) == (401, "session.required")
    for path in ("/api/members", "/api/invitations"):
        assert problem(await ada.line.post(path, {})) == (401, "session.required")

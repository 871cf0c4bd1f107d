"""Does a follow-up travel between phones by ops alone, and end as it should (§4, §8)?"""

from uuid import UUID

from .bodies import (
    completion,
    consent,
    contact,
    details,
    follow_up,
    report,
    seller,
    under_18,
    wants_a_call,
)
from .conftest import Meet
from .letter import Json
from .outbox import duty_of
from .phone import Phone


async def did(phone: Phone, op_type: str, subject: UUID, body: Json | None = None) -> str:
    """Writes and posts one op; gives the outcome, with the problem's code where there is one."""
    phone.write(op_type, subject, body)
    (receipt,) = await phone.post()
    return f"{receipt.outcome} {receipt.code}" if receipt.code else receipt.outcome


async def data(phone: Phone, kind: str, id: UUID) -> Json:
    await phone.read()
    row = phone.replica.find(kind, id)
    assert row, f"{kind} not seen"
    return row.data


async def test_cleo_assigns_ben_completes_cleo_approves(meet: Meet) -> None:
    """§4, FU1, FU3; VI3: what leaves ada's sight is named in `gone`."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    cleo = await meet("Cleo Påhittad", "supervisor")
    met, call = ada.new_id(), ada.new_id()
    assert await did(ada, "contact.record", met, wants_a_call(ada.now(), call)) == "applied"
    unassigned = await data(ada, "follow_up", call)
    assert unassigned["state"] == "new"
    assert "details" not in unassigned

    assert await did(cleo, "follow_up.assign", call, {"to": ben.member["id"]}) == "applied"
    assigned = await data(ben, "follow_up", call)
    assert assigned["state"] == "assigned"
    assert assigned["assigned_to"] == ben.member["id"]
    assert assigned["details"]["call_name"] == "Påhittad Person"
    assert str(call) in [end.id for end in (await ada.read()).gone]
    assert ada.replica.find("follow_up", call) is None

    assert await did(ben, "follow_up.complete", call, completion("ATTENDED")) == "applied"
    done = await data(cleo, "follow_up", call)
    assert (done["state"], done["outcome"]) == ("done", "ATTENDED")
    assert await did(cleo, "follow_up.approve", call) == "applied"
    approved = await data(cleo, "follow_up", call)
    assert approved["state"] == "approved"
    whats = [event["what"] for event in approved["events"]]
    assert [what for what in whats if what != "open"] == ["assign", "complete", "approve"]


async def test_ben_takes_tries_gives_back_and_ada_completes(meet: Meet) -> None:
    """FU1, FU2, FU3: anyone may complete while it is unassigned."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    meeting = ada.new_id()
    opened = [follow_up("MEET", ada.now(), id=str(meeting))]
    body = seller(ada.now(), follow_ups=opened)
    assert await did(ada, "contact.record", ada.new_id(), body) == "applied"
    assert await did(ben, "follow_up.take", meeting) == "applied"
    assert await did(ben, "follow_up.attempt", meeting, {"result": "NOT_REACHED"}) == "applied"
    assert await did(ben, "follow_up.give_back", meeting) == "applied"
    assert (await data(ada, "follow_up", meeting))["state"] == "new"
    assert await did(ada, "follow_up.complete", meeting, completion("LINKED")) == "applied"


async def test_a_worker_may_not_assign_and_a_second_taker_loses_nothing(meet: Meet) -> None:
    """FU5: `follow_up.not_yours` to the one, `follow_up.not_now` to the other."""
    ada, ben = await meet("Ada Påhittad", "worker"), await meet("Ben Påhittad", "worker")
    meeting = ada.new_id()
    opened = [follow_up("MEET", ada.now(), id=str(meeting))]
    await did(ada, "contact.record", ada.new_id(), contact(ada.now(), follow_ups=opened))
    to_ben = {"to": ben.member["id"]}
    assert await did(ada, "follow_up.assign", meeting, to_ben) == "refused follow_up.not_yours"
    assert await did(ada, "follow_up.take", meeting) == "applied"
    assert await did(ben, "follow_up.take", meeting) == "adjusted follow_up.not_now"
    assert (await data(ada, "follow_up", meeting))["assigned_to"] == ada.member["id"]


async def test_a_withdrawn_consent_ends_the_call_and_its_details(meet: Meet) -> None:
    """CO7: withdrawal beats everything; §3: in force even before its contact arrives."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    met, call = ada.new_id(), ada.new_id()
    assert await did(ada, "contact.record", met, wants_a_call(ada.now(), call)) == "applied"
    no_more = consent("CONTACT_AGAIN", "WITHDRAWN", ada.now())
    assert await did(ada, "consent.set", met, no_more) == "applied"
    assert (await data(cleo, "follow_up", call))["state"] == "withdrawn"
    whole = (await cleo.line.get(f"/api/follow-ups/{call}")).json()
    assert "Påhittad Person" not in str(whole)
    assert await did(ada, "follow_up.take", call) == "adjusted follow_up.not_now"


async def test_details_without_a_consent_in_force_are_held(meet: Meet) -> None:
    """CO5, CO1: a missing consent never becomes a yes."""
    ada = await meet("Ada Påhittad", "worker")
    opened = follow_up("CALL_BACK", ada.now(), id=str(ada.new_id()), details=details(ada.now()))
    body = seller(ada.now(), follow_ups=[opened])
    outcome = await did(ada, "contact.record", ada.new_id(), body)
    assert outcome.startswith("held ")


async def test_no_yes_to_the_police_while_they_are_near(meet: Meet) -> None:
    """CO3: left NOT_ASKED, and the receipt is `adjusted`."""
    ada = await meet("Ada Påhittad", "worker")
    met = ada.new_id()
    await did(ada, "contact.record", met, seller(ada.now(), police_near=True))
    asked = consent("SHARE_POLICE", "YES", ada.now(), police_near=True)
    assert (await did(ada, "consent.set", met, asked)).startswith("adjusted ")


async def test_a_duty_ends_by_a_report_alone_and_leaves_a_feedback_to_await(meet: Meet) -> None:
    """DU2, DU4: no report, no completion; with one, `REPORT_FEEDBACK` is opened."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    child = ada.new_id()
    duty = duty_of(child)
    assert await did(ada, "contact.record", child, under_18(ada.now())) == "applied"
    without = await did(ada, "follow_up.complete", duty, completion("LINKED"))
    assert without.startswith("refused ")
    cancelled = await did(cleo, "follow_up.cancel", duty, {"ground": "För kort"})
    assert cancelled.startswith("refused ")
    written = completion("LINKED", report=report(ada.now()))
    assert await did(ada, "follow_up.complete", duty, written) == "applied"
    done = await data(cleo, "follow_up", duty)
    assert done["state"] == "done"
    kinds = [
        row.data["kind"]
        for row in cleo.replica.rows.values()
        if row.kind == "follow_up" and row.data["contact"] == str(child)
    ]
    assert sorted(kinds) == ["REPORT_FEEDBACK", "REPORT_WRITTEN"]
    assert await did(cleo, "follow_up.approve", duty) == "applied"

"""What happens twice happens once, and one bad letter never stops the post (protocol §3)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from tests.desk import RunningDesk
from tests.phones.bodies import buyer, seller, under_18
from tests.phones.conftest import Meet
from tests.phones.letter import Letter
from tests.phones.outbox import duty_of
from tests.phones.phone import Phone

OFFERS: dict[str, Any] = {"offers": [{"code": "SOC_LINK", "response": "ACCEPTED"}]}


def fifty(ada: Phone) -> tuple[list[UUID], list[Letter]]:
    ids = [ada.new_id() for _ in range(50)]
    kinds = (seller, buyer, under_18)
    return ids, [
        ada.write("contact.record", id, kinds[number % 3](ada.now()))
        for number, id in enumerate(ids)
    ]


async def contacts_of(desk: RunningDesk, cleo: Phone) -> dict[str, int]:
    """How often each contact was given to a reader that starts from nothing."""
    given: dict[str, int] = {}
    for row in (await cleo.read(limit=17)).rows:
        if row.kind == "contact":
            given[row.id] = given.get(row.id, 0) + 1
    return given


async def test_the_same_parcel_twice_doubles_nothing(desk: RunningDesk, meet: Meet) -> None:
    """[F01] [A01] The answer was lost, so the phone sends again: same receipts, same rows."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    ids, letters = fifty(ada)
    first = await ada.post(letters)
    second = await ada.post(letters)
    assert second == first
    assert {receipt.outcome for receipt in first} == {"applied"}
    given = await contacts_of(desk, cleo)
    assert [given.get(str(id)) for id in ids] == [1] * 50
    assert (await ada.post(letters[::-1])) == first[::-1]
    assert not await contacts_of(desk, cleo)


@pytest.mark.parametrize("spoiled", [0, 24, 49])
async def test_one_spoiled_signature_among_fifty_is_refused_alone(
    desk: RunningDesk, meet: Meet, spoiled: int
) -> None:
    """[F07] 49 applied, one refused with its reason, nothing doubled, nothing stored of it."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    ids, letters = fifty(ada)
    good = letters[spoiled]
    letters[spoiled] = replace(good, signature=bytes(64 - 1) + b"\1")
    receipts = await ada.post(letters)
    outcomes = [receipt.outcome for receipt in receipts]
    assert outcomes.count("applied") == 49
    assert outcomes[spoiled] == "refused"
    assert receipts[spoiled].problem == {"code": "letter.signature"}
    given = await contacts_of(desk, cleo)
    assert [given.get(str(id), 0) for id in ids] == [int(n != spoiled) for n in range(50)]
    # It burned nothing: the honest letter of the same id is taken in now.
    letters[spoiled] = good
    again = await ada.post(letters)
    assert [receipt.outcome for receipt in again] == ["applied"] * 50
    assert [r for n, r in enumerate(again) if n != spoiled] == [
        r for n, r in enumerate(receipts) if n != spoiled
    ]
    assert await contacts_of(desk, cleo) == {str(ids[spoiled]): 1}


async def test_one_incomplete_contact_among_fifty_is_refused_and_mended(
    desk: RunningDesk, meet: Meet
) -> None:
    """[F07] [CT2] Refused with the field, kept for its author, mended by a new letter."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    ids = [ada.new_id() for _ in range(50)]
    letters = [
        ada.write("contact.record", id, seller(ada.now(), **({"offers": []} if n == 7 else {})))
        for n, id in enumerate(ids)
    ]
    receipts = await ada.post(letters)
    assert [receipt.outcome for receipt in receipts].count("applied") == 49
    assert receipts[7].outcome == "refused"
    assert receipts[7].problem == {"code": "contact.incomplete", "field": "offers"}
    held = [row for row in (await ada.read()).rows if row.kind == "held"]
    assert [row.data["why"] for row in held] == ["contact.incomplete"]
    assert held[0].id not in {row.id for row in (await cleo.read()).rows}

    refused = receipts[7].id
    assert refused is not None
    ada.write("contact.record", ids[7], seller(ada.now()), mends=refused)
    assert [receipt.outcome for receipt in await ada.post()][-1:] == ["applied"]
    news = await ada.read()
    assert [(each.kind, each.id) for each in news.gone] == [("held", held[0].id)]
    assert (await contacts_of(desk, cleo)) == {str(ids[7]): 1}


async def test_a_childs_duty_stands_whatever_was_wrong_with_the_contact(
    desk: RunningDesk, meet: Meet
) -> None:
    """[F55] [DU1] Refused or held, the duty is there, without text."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    id = ada.new_id()
    ada.write("contact.record", id, under_18(ada.now(), arena="MOON", note="Påhittad text."))
    (receipt,) = await ada.post()
    assert receipt.outcome == "refused"
    await cleo.read()
    duty = cleo.replica.find("follow_up", duty_of(id))
    assert duty is not None
    assert (duty.data["kind"], duty.data["duty"]) == ("REPORT_WRITTEN", True)
    assert "note" not in duty.data

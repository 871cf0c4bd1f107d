"""What cannot be taken in as it stands: is it kept, and does it still count (§3)?"""

import pytest

from .bodies import contact, follow_up, seller, under_18
from .conftest import Meet
from .device import Device
from .keyring import Keyring
from .letter import IngestKey
from .outbox import duty_of


@pytest.mark.parametrize("known_id", [True, False])
async def test_a_letter_that_cannot_be_opened_is_held(meet: Meet, known_id: bool) -> None:
    """§3: signature good but key unknown or opening fails: `held key.unknown`."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    strange = Device(ada.now(), ada.random_bytes)
    id = ada.keyring.newest.id if known_id else str(strange.id)
    ada.keyring = Keyring()
    ada.keyring.keys = [IngestKey(id, strange.public_point())]
    ada.write("contact.record", ada.new_id(), seller(ada.now()))
    (receipt,) = await ada.post()
    assert (receipt.outcome, receipt.code) == ("held", "key.unknown")
    assert ada.outbox.waiting == {}
    await cleo.read()
    held = [row.data for row in cleo.replica.rows.values() if row.kind == "held"]
    assert [one["why"] for one in held if one["device"] == str(ada.device.id)] == ["key.unknown"]


async def test_a_child_keeps_its_duty_even_if_the_letter_is_refused_and_mended(
    meet: Meet,
) -> None:
    """§3: the duty is opened in the same transaction; §3: mending is a new letter."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    child = ada.new_id()
    ada.write("contact.record", child, under_18(ada.now(), arena=...))
    (op_id,) = ada.outbox.waiting
    (refused,) = await ada.post()
    assert refused.outcome == "refused"
    assert refused.problem
    assert refused.problem["field"] == "arena"
    await cleo.read()
    assert cleo.replica.find("follow_up", duty_of(child))
    ada.write("contact.record", child, under_18(ada.now()), mends=op_id)
    (taken_in,) = await ada.post()
    assert taken_in.outcome == "applied"
    await cleo.read()
    duties = [
        row
        for row in cleo.replica.rows.values()
        if row.kind == "follow_up" and row.data["contact"] == str(child)
    ]
    assert [duty.id for duty in duties] == [str(duty_of(child))]


async def test_what_came_before_its_parent_is_taken_in_when_the_parent_arrives(
    meet: Meet,
) -> None:
    """§3: `held subject.unknown`, taken in by itself."""
    ada, cleo = await meet("Ada Påhittad", "worker"), await meet("Cleo Påhittad", "supervisor")
    met, meeting = ada.new_id(), ada.new_id()
    parent = ada.write("contact.record", met, contact(ada.now()))
    body = follow_up("MEET", ada.now(), contact=str(met))
    early = ada.write("follow_up.open", meeting, body)
    (receipt,) = await ada.post([early])
    assert (receipt.outcome, receipt.code) == ("held", "subject.unknown")
    (taken_in,) = await ada.post([parent])
    assert taken_in.outcome == "applied"
    await cleo.read()
    row = cleo.replica.find("follow_up", meeting)
    assert row
    assert row.data["state"] == "new"

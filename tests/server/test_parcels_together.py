"""Parcels of one unit that come while another is taken in share the next transaction."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest

from lykta.intake import Answer, take_in, take_unit, together
from lykta.intake.taking import Taken
from lykta.store.engine import Unavailable
from tests.phones.bodies import contact
from tests.phones.letter import Letter
from tests.server.inside import Hand, Inside, parcel

SENDERS, EACH = 6, 3


class Turns:
    """How many letters each transaction took; the first `fails` are bad weather."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails: int = 0) -> None:
        self.took: list[int] = []
        self.fails = fails
        self.begun = asyncio.Event()
        monkeypatch.setattr(together, "take_unit", self._noted)

    async def _noted(self, desk: Any, unit: str, letters: Sequence[Any], said: Any) -> Taken:
        self.took.append(len(letters))
        self.begun.set()
        if len(self.took) <= self.fails:
            await asyncio.sleep(0)
            raise Unavailable
        return await take_unit(desk, unit, letters, said)


def written(inside: Inside, hand: Hand) -> list[Letter]:
    return [hand.write("contact.record", hand.new_id(), contact(inside.now)) for _ in range(EACH)]


async def test_those_who_come_together_share_a_transaction_and_each_gets_its_own_receipts(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = [await inside.hand() for _ in range(SENDERS)]
    letters = [written(inside, hand) for hand in hands]
    turns = Turns(monkeypatch)
    answers = await asyncio.gather(*(inside.post(*of_one) for of_one in letters))
    assert sum(turns.took) == SENDERS * EACH
    assert len(turns.took) < SENDERS
    for hand, of_one, answer in zip(hands, letters, answers, strict=True):
        assert [each.id for each in answer.receipts] == [
            json.loads(each.header)["id"] for each in of_one
        ]
        assert {each.outcome for each in answer.receipts} == {"applied"}
        assert (await inside.device(hand)).highest_seq == EACH
    assert not inside.desk.lines


async def test_no_transaction_grows_without_end(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "MOST", EACH)
    hands = [await inside.hand() for _ in range(SENDERS)]
    turns = Turns(monkeypatch)
    await asyncio.gather(*(inside.post(*written(inside, hand)) for hand in hands))
    assert turns.took == [EACH] * SENDERS
    assert await inside.carry(*[each for hand in hands for each in written(inside, hand)]) == [
        "applied"
    ] * (SENDERS * EACH)
    assert turns.took[-1] == SENDERS * EACH


async def test_the_same_letter_in_two_parcels_at_once_is_taken_in_once(inside: Inside) -> None:
    """[F01] As when a phone has two windows open."""
    ada = await inside.hand()
    letters = written(inside, ada)
    one, other, third = await asyncio.gather(*(inside.post(*letters) for _ in range(3)))
    assert one.receipts == other.receipts == third.receipts
    heard = await ada.read()
    assert len([id for kind, id in heard.rows if kind == "contact"]) == EACH


async def test_bad_weather_is_told_to_all_who_wait_and_is_over_with_the_next(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F72] Nobody is left waiting, and the line goes on."""
    hands = [await inside.hand() for _ in range(SENDERS)]
    letters = [written(inside, hand) for hand in hands]
    Turns(monkeypatch, fails=2)
    answers = await asyncio.gather(
        *(inside.post(*of_one) for of_one in letters), return_exceptions=True
    )
    told = {type(each) for each in answers}
    assert Unavailable in told
    assert told <= {Unavailable, Answer}
    for of_one in letters:
        assert await inside.carry(*of_one) == ["applied"] * EACH
    assert not inside.desk.lines


async def test_who_gives_up_takes_nobody_along(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F04] The line broke while the parcel waited: it is taken in all the same, and so is what
    came with it; sent again it is told the same.
    """
    ada, cleo = await inside.hand(), await inside.hand(name="Cleo Påhittad")
    letters = {hand: written(inside, hand) for hand in (ada, cleo)}
    turns = Turns(monkeypatch)
    gone = asyncio.create_task(take_in(inside.desk, parcel(*letters[ada])))
    await turns.begun.wait()
    stays = asyncio.create_task(take_in(inside.desk, parcel(*letters[cleo])))
    gone.cancel()
    assert {each.outcome for each in (await stays).receipts} == {"applied"}
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert len([id for kind, id in (await ada.read()).rows if kind == "contact"]) == EACH
    assert await inside.carry(*letters[ada]) == ["applied"] * EACH


async def test_what_a_device_says_is_still_on_it_is_noted_with_its_letters(inside: Inside) -> None:
    """Also where all of them have come before; where it says nothing, what it said last stands."""
    ada = await inside.hand()
    letters = written(inside, ada)
    for said, stands in (("7", 7), ("null", 7), ("3", 3)):
        told = b'{"device":"%s","count":%s}' % (ada.device.encode(), said.encode())
        sent = parcel(*letters)
        if said != "null":
            sent.waiting = type(sent.waiting)(told)
        await take_in(inside.desk, sent)
        assert (await inside.device(ada)).waiting_count == stands

"""Devices rung through a push service that opens and judges every push (attacks group P)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from aiohttp.abc import AbstractResolver
from msgspec import structs

from lykta.intake.desk import Desk
from lykta.notices import vapid
from lykta.notices.looking import look
from lykta.notices.ringing import Ringer
from lykta.notices.rounds import Rounds
from lykta.notices.sender import Sender
from lykta.notices.vapid import Vapid
from lykta.settings import Wrong
from lykta.store import push, tables
from lykta.store.engine import Database
from lykta.vault.keyring import Keyring
from tests.phones.bodies import contact

from .inside import Hand, Inside
from .push_service import SUBJECT, Browser, PushService, push_service, subscribed

MORNING = timedelta(hours=10)


class Bells:
    """A desk that rings, a push service, and a supervisor who gives work away."""

    def __init__(self, inside: Inside, service: PushService, key: Vapid, siv: Hand) -> None:
        self.inside = inside
        self.service = service
        self.key = key
        self.siv = siv
        self.ringer = self.another()

    def another(self, desk: Desk | None = None, **limits: Any) -> Ringer:
        sender = Sender(self.key, **({"local": True} | limits))
        return Ringer(desk or self.inside.desk, sender, lambda: 1.0)

    async def phone(self, does: str, name: str = "Ada Påhittad") -> tuple[Hand, Browser]:
        hand = await self.inside.hand("worker", name)
        return hand, await subscribed(self.inside, hand, self.service, does)

    async def give(self, hand: Hand) -> UUID:
        id = self.siv.new_id()
        due = (self.inside.now + timedelta(days=2)).isoformat()
        await self.siv.did("follow_up.open", id, {"kind": "CALL_BACK", "due_at": due})
        assert await self.siv.did("follow_up.assign", id, {"to": hand.member}) == "applied"
        return id

    async def ring(self, rest: bool = True) -> int:
        await look(self.inside.desk, self.inside.unit)
        begun = await self.ringer.ring(self.inside.unit)
        if rest:
            await self.ringer.rest()
        return begun

    async def stands(self, hand: Hand) -> push.Standing | None:
        async with self.inside.desk.database.read(self.inside.unit) as connection:
            return await push.standing(connection, self.inside.unit, hand.device)

    def right(self) -> None:
        """Whatever was sent was as it must be."""
        assert self.service.wrong == []
        assert len(self.service.lengths) <= 1, "their lengths tell them apart"


@asynccontextmanager
async def bells_of(inside: Inside, folder: Path) -> AsyncIterator[Bells]:
    file = folder / "vapid.pem"
    vapid.make(file)
    key = Vapid(file, SUBJECT)
    async with push_service() as service:
        service.key = key.public
        inside.now += MORNING
        inside.settings = structs.replace(
            inside.settings,
            push_services=(service.prefix,),
            vapid_key=file,
            vapid_subject=SUBJECT,
        )
        bells = Bells(inside, service, key, await inside.hand("supervisor", "Siv Påhittad"))
        yield bells
        service.never.set()
        await bells.ringer.close()


@pytest.fixture
async def bells(inside: Inside, tmp_path: Path) -> AsyncIterator[Bells]:
    async with bells_of(inside, tmp_path) as made:
        yield made


async def test_whoever_is_given_work_hears_it_and_no_more_than_that(bells: Bells) -> None:
    """[F63] Each push is opened by the browser's own key: a text of the list and a count."""
    ada, browser = await bells.phone("takes")
    await bells.give(ada)
    await bells.give(ada)
    assert await bells.ring() == 1
    assert browser.heard == [{"text": "tasks", "count": 2}]
    assert await bells.ring() == 0, "told twice"
    stands = await bells.stands(ada)
    assert stands is not None
    assert stands.accepted_at == bells.inside.now
    bells.right()


async def test_every_text_has_the_same_length_and_a_duty_is_urgent(bells: Bells) -> None:
    browser = await subscribed(bells.inside, bells.siv, bells.service, "takes")
    ada, others = await bells.phone("takes_too")
    child = contact(bells.inside.now, age_band="A15_17", note="Kanariefågel i Påhittegränd.")
    await ada.did("contact.record", ada.new_id(), child)
    await bells.ring()
    async with bells.inside.doors(bells.siv) as phone:
        await phone.sign_in()
        assert (await phone.line.post("/api/push/test", {})).status_code == 204
    for _ in range(120):
        await bells.give(ada)
    await bells.ring()
    assert [told["text"] for told in browser.heard] == ["urgent", "test"]
    assert others.heard == [{"text": "tasks", "count": 99}]
    bells.right()


SIDE_BY_SIDE = (
    "never", "drips", "endless", "gone", "not_there", "waits", "breaks", "closed", "other_key",
    "elsewhere", "bomb", "takes", "takes_too",
)  # fmt: skip


async def test_one_that_is_dead_slow_or_hostile_holds_up_no_other(bells: Bells) -> None:
    """[A89] [A90] [A91] [F59] [F60] All side by side, the worst of them first: the others have
    been told while the one that never answers is still being waited for.
    """
    met = {does: await bells.phone(does, f"{does} Påhittad") for does in SIDE_BY_SIDE}
    for hand, _ in met.values():
        await bells.give(hand)
    assert await bells.ring(rest=False) == len(SIDE_BY_SIDE)
    for does in ("takes", "takes_too"):
        await asyncio.wait_for(met[does][1].told.wait(), 20)
    assert bells.ringer.under_way >= 1, "nobody was waited for any more: nothing is shown"
    for does in ("takes", "takes_too"):
        assert met[does][1].heard == [{"text": "tasks", "count": 1}]
    # The rest of them within the limit of each, whatever they do.
    await asyncio.wait_for(bells.ringer.rest(), 20)
    stands = {does: await bells.stands(hand) for does, (hand, _) in met.items()}
    assert {does for does, each in stands.items() if each is None} == {
        "gone", "not_there", "other_key",
    }  # fmt: skip
    troubles = {does: each.trouble for does, each in stands.items() if each and each.trouble}
    assert troubles == {
        "never": "unreachable",
        "waits": "told_to_wait",
        "breaks": "unreachable",
        "closed": "told_to_wait",
        "elsewhere": "unreachable",
    }
    assert bells.service.asked.count("takes") == 1, "a redirect was followed"
    bells.right()


async def _rings(bells: Bells, hand: Hand) -> int:
    """How many notices are still to ring there."""
    ring = tables.ring
    async with bells.inside.desk.database.read(bells.inside.unit) as connection:
        query = sa.select(sa.func.count()).where(
            ring.c.unit_id == bells.inside.unit, ring.c.device_id == hand.device
        )
        return int((await connection.execute(query)).scalar_one())


async def test_a_service_that_asks_to_wait_is_left_alone_for_as_long(bells: Bells) -> None:
    """[A91] [F60]"""
    ada, _ = await bells.phone("waits")
    await bells.give(ada)
    assert await bells.ring() == 1
    bells.inside.now += timedelta(seconds=119)
    assert await bells.ring() == 0
    bells.inside.now += timedelta(seconds=2)
    assert await bells.ring() == 1


async def test_what_fails_is_tried_five_times_and_then_waits_for_news(bells: Bells) -> None:
    """[F60] Each time after longer; what was given up does not keep the next from ringing."""
    ada, _ = await bells.phone("breaks")
    await bells.give(ada)
    for _ in range(12):
        await bells.ring()
        bells.inside.now += timedelta(minutes=20)
    assert bells.service.asked == ["breaks"] * 5
    stands = await bells.stands(ada)
    assert stands is not None
    assert stands.trouble == "unreachable"
    await bells.give(ada)
    await bells.ring()
    assert bells.service.asked == ["breaks"] * 6


async def test_a_service_that_fails_everybody_is_left_alone_by_everybody(bells: Bells) -> None:
    """[A91] A breaker: five failures, and nobody knocks for a minute."""
    phones = [(await bells.phone("breaks", f"Nummer {n} Påhittad"))[0] for n in range(8)]
    for hand in phones[:6]:
        await bells.give(hand)
    await bells.ring()
    knocks = len(bells.service.asked)
    for hand in phones[6:]:
        await bells.give(hand)
    await bells.ring()
    assert len(bells.service.asked) == knocks
    bells.inside.now += timedelta(minutes=2)
    await bells.ring()
    assert len(bells.service.asked) > knocks


async def test_what_was_done_meanwhile_rings_nobody(bells: Bells) -> None:
    """[F64] Closed before the push was sent: it is not sent."""
    ada, browser = await bells.phone("takes")
    id = await bells.give(ada)
    await look(bells.inside.desk, bells.inside.unit)
    await ada.did("follow_up.complete", id, {"outcome": "LINKED"})
    await bells.ring()
    assert browser.heard == []
    assert await _rings(bells, ada) == 0


async def test_in_quiet_hours_only_a_duty_rings(bells: Bells) -> None:
    """[DU5] The rest comes when they end."""
    browser = await subscribed(bells.inside, bells.siv, bells.service, "takes")
    ada, hers = await bells.phone("takes_too")
    bells.inside.now += timedelta(hours=13)  # past 23 in Stockholm
    await bells.give(ada)
    await bells.ring()
    assert hers.heard == []
    child = contact(bells.inside.now, age_band="U15")
    await ada.did("contact.record", ada.new_id(), child)
    await bells.ring()
    assert [told["text"] for told in browser.heard] == ["urgent"]
    bells.inside.now += timedelta(hours=9)
    await bells.ring()
    assert [told["text"] for told in hers.heard] == ["tasks"]
    bells.right()


async def test_an_endpoint_belongs_to_whoever_is_at_the_phone_now(bells: Bells) -> None:
    """[F62] One browser, two people: the one who was there before is not told on it any more."""
    ada, browser = await bells.phone("takes")
    bo = await bells.inside.hand("worker", "Bo Påhittad")
    async with bells.inside.doors(bo) as phone:
        await phone.sign_in()
        assert (await phone.line.post("/api/push", browser.subscription())).status_code == 204
    await bells.give(ada)
    await bells.ring()
    assert browser.heard == [], "of Ada, on a screen that Bo looks at"
    await bells.give(bo)
    await bells.ring()
    assert len(browser.heard) == 1
    bells.right()


async def test_many_workers_ring_each_device_once(bells: Bells) -> None:
    """Four at a time, over and over, each with a database of its own."""
    phones = [await bells.phone("takes", f"Nummer {n} Påhittad") for n in range(6)]
    settings = bells.inside.settings
    desks = [
        Desk(Database(settings.database), Keyring(settings.keys), lambda: bells.inside.now)
        for _ in range(4)
    ]
    rounds = [Rounds(desk, bells.another(desk), None) for desk in desks]
    try:
        for turn in range(3):
            for hand, _ in phones:
                await bells.give(hand)
            for _ in range(3):
                await asyncio.gather(*(one.visit(bells.inside.unit) for one in rounds))
                for one in rounds:
                    assert one.ringer is not None
                    await one.ringer.rest()
            for _, browser in phones:
                counts = [told["count"] for told in browser.heard]
                assert counts == list(range(1, turn + 2)), "twice, or never"
    finally:
        for one, desk in zip(rounds, desks, strict=True):
            assert one.ringer is not None
            await one.ringer.close()
            await desk.database.close()
    bells.right()


class Rebinding(AbstractResolver):
    """A name that was allowed, and leads elsewhere by now."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[Any]:
        self.asked += 1
        found = {"hostname": host, "host": self.address, "port": port}
        return [found | {"family": family, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"],  # noqa: S104
)
async def test_a_name_that_leads_inside_is_not_connected_to(bells: Bells, address: str) -> None:
    """[A88] Judged at the moment of sending; the place is forgotten."""
    ada, _ = await bells.phone("takes")
    resolver = Rebinding(address)
    bells.ringer = bells.another(local=False, resolver=resolver)
    await bells.give(ada)
    await bells.ring()
    assert resolver.asked == 1
    assert bells.service.asked == []
    assert await bells.stands(ada) is None


async def test_nothing_of_an_answer_is_kept_or_logged(
    bells: Bells, caplog: pytest.LogCaptureFixture
) -> None:
    """[A91] What a push service says may be anything: it is read no further than its status."""
    caplog.set_level("DEBUG")
    for does in ("breaks", "takes", "other_key"):
        hand, _ = await bells.phone(does, f"{does} Påhittad")
        await bells.give(hand)
    await bells.ring()
    assert bells.service.asked
    assert "kanariefågel" not in caplog.text
    assert bells.service.prefix not in caplog.text, "an endpoint is all it takes to ring a phone"


async def test_a_new_key_of_the_desk_ends_what_was_subscribed_with_the_old_one(
    bells: Bells,
) -> None:
    """[F61] The service refuses it; the phone subscribes anew when it is next opened."""
    ada, _ = await bells.phone("other_key")
    await bells.give(ada)
    await bells.ring()
    async with bells.inside.doors(ada) as phone:
        await phone.sign_in()
        assert (await phone.line.get("/api/notices")).json()["device"]["subscribed"] is False


def test_a_key_is_made_once_and_read_only_by_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "vapid.pem"
    vapid.make(file)
    assert len(Vapid(file, SUBJECT).public) == 65
    with pytest.raises(Wrong, match="there already"):
        vapid.make(file)
    file.chmod(0o644)
    with pytest.raises(Wrong, match="readable by others"):
        Vapid(file, SUBJECT)
    with pytest.raises(Wrong, match="no key that can be read"):
        Vapid(tmp_path / "none.pem", SUBJECT)

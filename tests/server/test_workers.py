"""`lykta serve` and two of `lykta work`, processes of their own: a push within seconds, and one."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from lykta.notices import vapid
from lykta.notices.vapid import Vapid
from tests.desk import RunningDesk
from tests.phones.phone import Phone
from tests.postgres import Cluster

from .push_service import SUBJECT, Browser, PushService, push_service
from .test_two_processes import enrolled

PATIENCE_S = 30
PHONES = 5


@contextmanager
def workers(desk: RunningDesk, count: int) -> Iterator[None]:
    """They say nothing when they are well, and are told to stop in the end."""
    started = [
        subprocess.Popen([sys.executable, "-m", "lykta", "work"], env=desk.environment)
        for _ in range(count)
    ]
    try:
        yield
    finally:
        for each in started:
            each.terminate()
        assert [each.wait(30) for each in started] == [0] * count


async def rung_phone(desk: RunningDesk, service: PushService, name: str) -> tuple[str, Browser]:
    """Its member's id, and the browser that is rung."""
    member = await desk.add(name, "worker")
    phone = await enrolled(desk, desk.url, member)
    browser = service.browser("takes")
    await phone.sign_in()
    answer = await phone.line.post("/api/push", browser.subscription())
    assert answer.status_code == 204, answer.text
    await phone.line.client.aclose()
    return member, browser


async def give(siv: Phone, member: str) -> None:
    id = siv.new_id()
    due = (siv.now() + timedelta(days=2)).isoformat()
    siv.write("follow_up.open", id, {"kind": "CALL_BACK", "due_at": due})
    siv.write("follow_up.assign", id, {"to": member})
    assert {each.outcome for each in await siv.post()} == {"applied"}


async def test_each_push_is_sent_once_by_whoever_comes_first(
    postgres: Cluster, tmp_path: Path
) -> None:
    key = tmp_path / "vapid.pem"
    vapid.make(key)
    desk = RunningDesk(tmp_path, postgres.fresh_database())
    await desk.make()
    async with push_service() as service:
        service.key = Vapid(key, SUBJECT).public
        desk.more = {
            "LYKTA_VAPID_KEY": str(key),
            "LYKTA_VAPID_SUBJECT": SUBJECT,
            "LYKTA_PUSH_SERVICES": service.prefix,
        }
        await asyncio.to_thread(desk.start)
        try:
            with workers(desk, 2):
                await _play(desk, service)
        finally:
            await asyncio.to_thread(desk.stop)
        assert service.wrong == []
        assert service.asked == ["takes"] * (2 * PHONES)


async def _play(desk: RunningDesk, service: PushService) -> None:
    siv = await enrolled(desk, desk.url, await desk.add("Siv Påhittad", "supervisor"), "desk")
    # This test is run at all hours.
    awake = {"name": "quiet_hours", "value": {"from": "00:00", "to": "00:00"}}
    siv.write("setting.set", siv.new_id(), awake)
    await siv.post()
    phones = [await rung_phone(desk, service, f"Nummer {n} Påhittad") for n in range(PHONES)]
    for count in (1, 2):
        for member, browser in phones:
            browser.told.clear()
            await give(siv, member)
        for _, browser in phones:
            await asyncio.wait_for(browser.told.wait(), PATIENCE_S)
            assert [told["count"] for told in browser.heard] == list(range(1, count + 1))
    await siv.line.client.aclose()

"""`lykta demo` and `lykta serve` as processes of their own: ready, used, told to stop (§11)."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from pathlib import Path

from lykta.settings import Settings
from tests.desk import free_port
from tests.phones.bodies import contact
from tests.phones.conftest import clock
from tests.phones.line import Line
from tests.phones.phone import Phone
from tests.server.inside import Hand, Inside
from tests.server.terminal import Terminal

ROLES = ("worker", "supervisor", "reviewer")
STOPS_WITHIN_S = 2


class Running:
    """A process, and what it said until it was ready."""

    def __init__(self, words: list[str], environment: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lykta", *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            if line.startswith("Lykta is ready"):
                break

    def stop(self) -> tuple[int, str]:
        """The code it ended with, and what it complained of."""
        self.process.send_signal(signal.SIGTERM)
        _, error = self.process.communicate(timeout=30)
        return self.process.returncode, error


@contextmanager
def running(words: list[str], environment: dict[str, str] | None = None) -> Iterator[Running]:
    started = Running(words, environment)
    try:
        yield started
    finally:
        if started.process.returncode is None:
            started.process.kill()
            started.process.communicate()


@asynccontextmanager
async def phone_at(url: str) -> AsyncIterator[Phone]:
    phone = Phone(Line(url), now=clock, random_bytes=secrets.token_bytes)
    yield phone
    await phone.line.close()


# ── the demo ─────────────────────────────────────────────────────────────────


async def test_the_demo_prints_one_link_a_role_and_each_opens_its_door(tmp_path: Path) -> None:
    """And when it is started again on the same data, it prints new ones."""
    port = free_port()
    url = f"http://localhost:{port}"
    for _ in range(2):
        with running(["demo", "--port", str(port), "--data", str(tmp_path)]) as demo:
            assert demo.said[-1] == f"Lykta is ready on {url}"
            codes = links(demo.said, url)
            assert set(codes) == set(ROLES)
            seen = {role: await kinds_seen(url, role, code) for role, code in codes.items()}
            assert seen["reviewer"] == {"member", "setting"}
            assert {"contact", "follow_up", "shift"} <= seen["supervisor"]
            assert "follow_up" in seen["worker"]
            assert demo.stop() == (0, "")


def test_the_demo_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where no directory was named, its data is thrown away."""
    environment = dict(os.environ) | {"TMPDIR": str(tmp_path)}
    with running(["demo", "--port", str(free_port())], environment) as demo:
        assert list(tmp_path.iterdir())
        assert demo.stop() == (0, "")
    assert not list(tmp_path.iterdir())


def links(said: list[str], url: str) -> dict[str, str]:
    """The code of the invitation, by role."""
    found: dict[str, str] = {}
    for line in said:
        role = line.strip().partition(" ")[0]
        if role in ROLES:
            assert role not in found, "one link a role"
            found[role] = line.partition(f"{url}/#enrol=")[2].partition("&")[0]
    return found


async def kinds_seen(url: str, role: str, code: str) -> set[str]:
    async with phone_at(url) as phone:
        assert (await phone.enrol(code))["member"]["role"] == role
        await phone.sign_in()
        return {row.kind for row in (await phone.read()).rows}


# ── told to stop ─────────────────────────────────────────────────────────────


async def test_told_to_stop_it_ends_what_only_waits_and_finishes_what_it_began(
    fresh: Settings,
) -> None:
    """[F71] An open stream ends at once; a parcel of which half has come is still answered."""
    port = free_port()
    url = f"http://localhost:{port}"
    async with aclosing(Inside(fresh, clock())) as inside:
        await inside.open_unit()
        ada, cleo = await inside.hand(), await inside.hand("supervisor")
        id = ada.new_id()
        letter = ada.write("contact.record", id, contact(inside.now))
        body = json.dumps({"letters": [letter.as_json()]}).encode()
        environment = Terminal(fresh).environment() | {"LYKTA_ORIGIN": url}
        with running(["serve", "--host", "localhost", "--port", str(port)], environment) as desk:
            answer = await stopped_in_mid_parcel(desk, cleo, url, body)
            assert desk.stop() == (0, "")
        assert answer.startswith(b"HTTP/1.1 200 ")
        receipts = json.loads(answer.partition(b"\r\n\r\n")[2])["receipts"]
        assert [each["outcome"] for each in receipts] == ["applied"]
        assert await cleo.sees("contact", id)


async def stopped_in_mid_parcel(desk: Running, cleo: Hand, url: str, body: bytes) -> bytes:
    phone = cleo.phone
    phone.line = Line(url)
    await phone.sign_in()
    head = (
        f"POST /api/ops HTTP/1.1\r\nHost: {url.removeprefix('http://')}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    async with phone.live() as ticks:
        await anext(ticks)
        reader, writer = await asyncio.open_connection("localhost", int(url.rpartition(":")[2]))
        writer.write(head.encode() + body[:100])
        await writer.drain()
        # Another request is answered, so the half of that one is with the desk by now.
        await phone.read()
        told = time.monotonic()
        desk.process.send_signal(signal.SIGTERM)
        assert [tick async for tick in ticks] == []
        writer.write(body[100:])
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
    await asyncio.to_thread(desk.process.wait, 30)
    assert time.monotonic() - told < STOPS_WITHIN_S
    await phone.line.close()
    return answer

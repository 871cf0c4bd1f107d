"""Numbers, traces and log lines: enough to run a desk by, and nothing of anybody."""

import asyncio
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from lykta.cli import logs
from lykta.cli.logs import Lines
from lykta.routes.traces import TOLD
from lykta.settings import Settings, Wrong, read
from lykta.upkeep import check, retention, work
from tests.desk import free_port
from tests.phones.bodies import seller
from tests.phones.conftest import clock
from tests.phones.line import Line
from tests.server.inside import Hand, Inside
from tests.server.terminal import Terminal
from tests.server.test_real_process import running

CANARY = "Påhittad kanariefågel"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """Where traces are posted, and what came."""
    heard: list[bytes] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not on the tests' screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", heard
    finally:
        server.shutdown()
        server.server_close()


async def visits(url: str, ada: Hand, siv: Hand) -> None:
    """A letter with a note, opened by the supervisor; one that is not there; a strange query."""
    contact = ada.new_id()
    letter = ada.write("contact.record", contact, seller(ada.inside.now, note=CANARY))
    line = ada.phone.line = siv.phone.line = Line(url)
    try:
        (receipt,) = await ada.phone.post([letter])
        assert receipt.outcome == "applied"
        await siv.phone.sign_in()
        assert (await line.get(f"/api/contacts/{contact}")).json()["note"] == CANARY
        assert (await line.get(f"/api/contacts/{siv.new_id()}")).status_code == 404
        assert (await line.get("/api/changes", cursor=CANARY)).status_code == 400
    finally:
        await line.close()


async def test_numbers_and_traces_tell_how_it_goes_and_of_nobody(fresh: Settings) -> None:
    port, place = free_port(), f"127.0.0.1:{free_port()}"
    url = f"http://localhost:{port}"
    async with aclosing(Inside(fresh, clock())) as inside:
        await inside.open_unit()
        ada, siv = await inside.hand(), await inside.hand("supervisor")
        environment = Terminal(fresh).environment() | {"LYKTA_ORIGIN": url}
        with collector() as (traces, heard):
            environment |= {"LYKTA_METRICS": place, "LYKTA_TRACES": traces}
            with running(["serve", "--host", "localhost", "--port", str(port)], environment) as one:
                await visits(url, ada, siv)
                async with httpx.AsyncClient(trust_env=False) as client:
                    told = (await client.get(f"http://{place}/metrics")).text
                    assert (await client.get(f"{url}/api/metrics")).status_code == 404
                assert one.stop() == (0, "")
        device = await inside.device(ada)
    assert 'lykta_letters_total{outcome="applied"} 1.0' in told
    assert re.search(r'requests_total\{.*path="/api/\{kind\}/\{id\}".*status_code="200"', told)
    assert "lykta_incidents_total 0.0" in told
    assert 'lykta_last_done_seconds{what="backup"} 0.0' in told
    assert re.search(r'lykta_last_done_seconds\{what="work"\} 1\.[0-9]+e\+09', told)
    assert_silent(told, device.id)
    spans = [each for body in heard for each in spans_of(body)]
    assert {"POST /api/ops", "GET /api/{kind}/{id}"} <= {span.name for span in spans}
    for span in spans:
        assert {each.key for each in span.attributes} <= TOLD
        assert not span.events
    for body in heard:
        assert_silent(body.decode("latin-1"), device.id)


def spans_of(body: bytes) -> list[Span]:
    message = ExportTraceServiceRequest()
    message.ParseFromString(body)
    return [
        span
        for resource in message.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def assert_silent(told: str, device: str) -> None:
    assert not ID.search(told)
    assert device not in told
    assert "kanarie" not in told
    assert "127.0.0.1" not in told


def test_a_line_of_the_log_is_an_object_and_quotes_no_error() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        record = logging.LogRecord(
            "lykta", logging.ERROR, __file__, 1, "it %s", ("stopped\nhere",), sys.exc_info()
        )
    line = Lines().format(record)
    assert "\n" not in line
    assert "kanarie" not in line
    said = json.loads(line)
    assert (said["level"], said["of"], said["says"]) == ("error", "lykta", "it stopped\nhere")
    assert (said["error"], said["where"].rpartition("/")[2].partition(":")[0]) == (
        "ValueError",
        "test_what_an_operator_is_told.py",
    )


async def test_nobody_else_says_how_lines_are_written(inside: Inside) -> None:
    """The framework would: with a form of its own, and the words of errors."""
    before = logging.getLogger().handlers[:]
    try:
        logs.set_up()
        ours = logging.getLogger().handlers[:]
        async with inside.stranger() as stranger:
            await stranger.line.get("/api/ready")
        assert logging.getLogger().handlers == ours
        assert [type(each.formatter) for each in ours] == [Lines]
    finally:
        logging.basicConfig(handlers=before, force=True)


async def test_a_desk_that_is_ending_sends_people_to_another(inside: Inside) -> None:
    async with inside.stranger() as stranger:
        assert (await stranger.line.get("/api/ready")).json() == {"status": "ready"}
        assert inside.bell is not None
        inside.bell.close_streams()
        answer = await stranger.line.get("/api/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "server.unavailable")
        assert (await stranger.line.get("/api/health")).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"LYKTA_METRICS": "9464"},
        {"LYKTA_METRICS": "127.0.0.1:0"},
        {"LYKTA_METRICS": "127.0.0.1:70000"},
        {"LYKTA_TRACES": "collector:4318"},
        {"LYKTA_TRACES": "http://collector"},
    ],
)
def test_a_wrong_place_is_a_sentence(fresh: Settings, wrong: dict[str, str]) -> None:
    with pytest.raises(Wrong, match=next(iter(wrong))):
        read({"LYKTA_DATA": str(fresh.data), **wrong})


def test_an_address_that_is_taken_is_a_sentence(fresh: Settings) -> None:
    with collector() as (url, _):
        taken = url.removeprefix("http://").partition("/")[0]
        more = {"LYKTA_METRICS": taken, "LYKTA_ORIGIN": "http://localhost:1"}
        command = [sys.executable, "-m", "lykta", "serve", "--port", str(free_port())]
        environment = Terminal(fresh).environment() | more
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.startswith("LYKTA_METRICS names an address that cannot be had")


async def test_nothing_is_ended_by_a_clock_that_is_wrong(
    inside: Inside, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """[A113] Of the database's machine and this one either may be wrong."""
    ended: list[str] = []

    async def end(_: object, unit: str, __: asyncio.Event) -> None:
        ended.append(unit)

    go_on = asyncio.Event()

    monkeypatch.setattr(retention, "end", end)
    if inside.desk.database.name == "postgresql":
        assert await check.clock_is_off(inside.desk) is not None
        await work.end_what_is_over(inside.desk, go_on)
        assert ended == []
        assert "set them right" in caplog.text
    inside.now = clock()
    assert await check.clock_is_off(inside.desk) is None
    await work.end_what_is_over(inside.desk, go_on)
    assert inside.unit in ended

"""How it goes, in numbers for whoever runs the desk: never whose.

Served on an address of its own (`LYKTA_METRICS`), so that no door that people open tells it. A
request is counted by its door, as `/api/{kind}/{id}`: no id and no query ever becomes a label.
Only imported where it is asked for.
"""

import logging
from collections.abc import Callable, Sequence
from typing import get_args

from litestar.plugins.prometheus import PrometheusConfig
from litestar.types import Middleware
from prometheus_client import Counter, Gauge, start_http_server

from lykta.intake.desk import Desk
from lykta.store.bell import Bell
from lykta.store.ledger import Receipt
from lykta.upkeep import last

LETTERS = Counter("lykta_letters", "Letters answered, by outcome", ["outcome"])
INCIDENTS = Counter("lykta_incidents", "Faults of the desk's own, each with a number in the log")
LINES = Gauge("lykta_live_lines", "Lines on which somebody waits to be told of changes")

LAST = Gauge(
    "lykta_last_done_seconds",
    "When this machine last did the desk's work or a backup, in seconds since 1970; 0 is never",
    ["what"],
)


def counting() -> Middleware:
    """Requests by door, method and status, and how long they took."""
    return PrometheusConfig(
        app_name="lykta", prefix="lykta", group_path=True, exclude_unhandled_paths=True
    ).middleware


def answered(receipts: Sequence[Receipt]) -> None:
    for receipt in receipts:
        LETTERS.labels(receipt.outcome).inc()


class _Incidents(logging.Handler):
    """Whatever is logged as an error is one."""

    def emit(self, record: logging.LogRecord) -> None:
        INCIDENTS.inc()


def serve(host: str, port: int, desk: Desk, bell: Bell) -> None:
    """In a thread, for as long as the process lives. Raises OSError where the address is taken."""
    start_http_server(port, host)
    LINES.set_function(bell.lines)
    for what in get_args(last.What):
        LAST.labels(what).set_function(_last_done(desk, what))
    logging.getLogger("lykta").addHandler(_Incidents(logging.ERROR))


def _last_done(desk: Desk, what: last.What) -> Callable[[], float]:
    """The note is read whenever somebody asks: another process writes it."""

    def at() -> float:
        done = last.of(desk, what)
        return done.at.timestamp() if done else 0.0

    return at

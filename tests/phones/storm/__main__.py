"""The long storm: `python -m tests.phones.storm LETTERS`, or `make storm`.

Both databases at once, in two processes each, until so many letters have been written. Prints
what it got through as it goes; a failure prints the steps to it, the line that repeats it, and
exit 1.
"""

import asyncio
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.postgres import running
from tests.server.inside import Inside, made

from .machine import Storm
from .world import Tally

LETTERS = 1_000_000
ROUND = settings(
    max_examples=4,
    stateful_step_count=60,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
SAID_EVERY_S = 60
# Two each: while one waits for its database, the other works.
PLAYERS = ("sqlite", "postgresql") * 2


def play(inside: Inside, letters: int, say: Callable[[Tally], None]) -> Tally:
    """Rounds of examples until so many letters have been written."""
    tally, said = Tally(), time.monotonic()
    with asyncio.Runner() as runner:
        kept = {"runner": runner, "inside": inside, "tally": tally, "most": 600}
        while tally.letters < letters:
            run_state_machine_as_test(type("Storm", (Storm,), kept), settings=ROUND)
            if time.monotonic() - said > SAID_EVERY_S:
                said = time.monotonic()
                say(tally)
        runner.run(inside.aclose())
    return tally


def on(engine: str, letters: int, result: Path) -> None:
    def say(tally: Tally) -> None:
        print(f"{engine:<10}  {tally}", flush=True)

    with tempfile.TemporaryDirectory(prefix="lykta-storm-") as folder:
        if engine == "sqlite":
            tally = play(Inside(made(Path(folder))), letters, say)
        else:
            with running() as cluster:
                settings = made(Path(folder), cluster.fresh_database())
                tally = play(Inside(settings), letters, say)
    result.write_bytes(msgspec.json.encode(tally))


def main(letters: int) -> int:
    print(f"Phones in bad weather until {letters:,} letters are through", flush=True)
    share = str(-(-letters // len(PLAYERS)))
    total, codes = Tally(), []
    with tempfile.TemporaryDirectory(prefix="lykta-storm-") as folder:
        results = [Path(folder) / str(n) for n in range(len(PLAYERS))]
        players = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.phones.storm", share, engine, str(result)]
            )
            for engine, result in zip(PLAYERS, results, strict=True)
        ]
        codes = [player.wait() for player in players]
        for result in results:
            if result.exists():
                total.add(msgspec.json.decode(result.read_bytes(), type=Tally))
    print(f"storm: {total}" if not any(codes) else "storm: FAILED, see above")
    return max(codes)


if __name__ == "__main__":
    logging.disable(logging.INFO)
    match sys.argv[1:]:
        case [letters, engine, result]:
            on(engine, int(letters), Path(result))
        case given:
            sys.exit(main(int(given[0]) if given else LETTERS))

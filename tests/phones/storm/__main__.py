"""The long storm: `python -m tests.phones.storm LETTERS`, or `make storm`.

Both databases at once, in a process each, until so many letters have been written. Prints what it
got through as it goes; a failure prints the steps to it, the line that repeats it, and exit 1.
"""

import asyncio
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.postgres import running
from tests.server.inside import Inside, made

from .machine import Storm
from .world import Tally

LETTERS = 1_000_000
ROUND = settings(
    max_examples=20,
    stateful_step_count=60,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
SAID_EVERY_S = 60
ENGINES = ("sqlite", "postgresql")


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


def on(engine: str, letters: int) -> None:
    def say(tally: Tally) -> None:
        print(f"{engine:<10}  {tally}", flush=True)

    with tempfile.TemporaryDirectory(prefix="lykta-storm-") as folder:
        if engine == "sqlite":
            say(play(Inside(made(Path(folder))), letters, say))
            return
        with running() as cluster:
            say(play(Inside(made(Path(folder), cluster.fresh_database())), letters, say))


def main(letters: int) -> int:
    print(f"Phones in bad weather until {letters:,} letters are through", flush=True)
    share = -(-letters // len(ENGINES))
    command = [sys.executable, "-m", "tests.phones.storm", str(share)]
    players = [subprocess.Popen([*command, engine], env=os.environ) for engine in ENGINES]
    codes = [player.wait() for player in players]
    print("storm: 0 lost, 0 doubled" if not any(codes) else "storm: FAILED, see above")
    return max(codes)


if __name__ == "__main__":
    logging.disable(logging.INFO)
    given = sys.argv[1:]
    count = int(given[0]) if given else LETTERS
    if len(given) > 1:
        on(given[1], count)
    else:
        sys.exit(main(count))

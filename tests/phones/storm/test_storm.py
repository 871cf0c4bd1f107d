"""[PH1] [PH2] [PH3] [F01] [F02] [F03] [F05] [F09] [F11] [F11b] [F14] [F30] [F32] [F49] [F67]
Phones in bad weather, on both databases. `make storm` plays the same to a million letters.
"""

import asyncio

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from lykta.settings import Settings
from tests.server.inside import Inside

from .machine import Storm
from .world import Tally

SHORT = settings(max_examples=12, stateful_step_count=25)


def test_nothing_is_lost_and_nothing_comes_twice(database: Settings) -> None:
    tally = Tally()
    with asyncio.Runner() as runner:
        inside = Inside(database)
        kept = {"runner": runner, "inside": inside, "tally": tally}
        try:
            run_state_machine_as_test(type("Storm", (Storm,), kept), settings=SHORT)
        finally:
            runner.run(inside.aclose())
    assert tally.letters > 0
    assert tally.receipts > 0
    print(tally)

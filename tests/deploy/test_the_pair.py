"""[F72] The pair of `deploy/patroni.yml` loses its leader while letters come in. Nobody touches
anything: the other one takes over, the desk finds it, the phones carry on.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.watched_pair import WatchedPair, watched_pair
from tests.desk import RunningDesk, running_desk
from tests.plugs.test_a_killed_desk import pulled


@pytest.fixture
def pair() -> Iterator[WatchedPair]:
    with watched_pair() as servers:
        yield servers


@pytest.fixture
def desk(tmp_path: Path, pair: WatchedPair) -> Iterator[RunningDesk]:
    with running_desk(tmp_path, pair.fresh_database()) as running:
        yield running


async def test_a_leader_that_is_gone_takes_no_receipted_letter_with_it(
    desk: RunningDesk, pair: WatchedPair
) -> None:
    """It comes back as the other's follower, and is then the one that takes over."""

    def pull() -> None:
        pair.lose_leader()
        pair.bring_back()

    await pulled(desk, 2, pull)

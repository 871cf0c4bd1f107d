"""How often each plug is pulled, and whose plug it is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import RunningDesk, running_desk
from tests.journeys.conftest import own_desk
from tests.pair import Pair, pair
from tests.postgres import Cluster, running

__all__ = ["own_desk"]


@pytest.fixture
def times() -> int:
    """A few times among all tests, many in `make plugs`."""
    return int(os.environ.get("LYKTA_PLUGS", "3"))


@pytest.fixture
def own_postgres() -> Iterator[Cluster]:
    with running() as cluster:
        yield cluster


@pytest.fixture
def desk_on_postgres(tmp_path: Path, own_postgres: Cluster) -> Iterator[RunningDesk]:
    with running_desk(tmp_path, own_postgres.fresh_database()) as desk:
        yield desk


@pytest.fixture
def own_pair() -> Iterator[Pair]:
    with pair() as servers:
        yield servers


@pytest.fixture
def desk_on_pair(tmp_path: Path, own_pair: Pair) -> Iterator[RunningDesk]:
    with running_desk(tmp_path, own_pair.fresh_database()) as desk:
        yield desk

"""What every test may ask for. Time is an argument: nothing here sleeps."""

from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from tests.browser import Browsers
from tests.browser import browsers as open_browsers
from tests.postgres import Cluster, running

# Chance stays chance, in CI too: a failing example prints the blob that repeats
# it. No deadline, because two shared cores are slow when they like.
settings.register_profile(
    "lykta", settings.get_profile("default"), derandomize=False, print_blob=True, deadline=None
)
settings.register_profile("thorough", settings.get_profile("lykta"), max_examples=5_000)
settings.load_profile("lykta")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server for this session (each worker of xdist has its own)."""
    with running() as cluster:
        yield cluster


@pytest.fixture
async def browsers() -> AsyncIterator[Browsers]:
    """Real browsers, all closed when the test ends."""
    async with open_browsers() as opened:
        yield opened

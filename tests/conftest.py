"""What every test may ask for. Time is an argument: nothing here sleeps."""

from collections.abc import AsyncIterator, Generator, Iterator

import pytest
from hypothesis import settings

from tests.browser import Browsers
from tests.browser import browsers as open_browsers
from tests.desk import RunningDesk, running_desk
from tests.house import rules
from tests.house.attacks import ATTACKS
from tests.house.failures import FAILURES
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


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningDesk]:
    """A real desk on either database, shared by the session: bring your own people."""
    folder = tmp_path_factory.mktemp("desk")
    database = None
    if request.param == "postgresql":
        database = request.getfixturevalue("postgres").fresh_database()
    with running_desk(folder, database) as running:
        yield running


@pytest.fixture
async def browsers(request: pytest.FixtureRequest) -> AsyncIterator[Browsers]:
    """Real browsers, all closed when the test ends; if it failed, with what stood on them."""
    async with open_browsers() as opened:
        yield opened
        if request.node.stash.get(FAILED, False):
            async for page in opened.what_stood_there():
                print(f"\n── {page}")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(rules.summary())
    terminalreporter.write_line(FAILURES.summary())
    terminalreporter.write_line(ATTACKS.summary())

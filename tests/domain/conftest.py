"""A whole desk in this process, for the few examples that need its log."""

from collections.abc import AsyncIterator

import pytest

from lykta.settings import Settings
from lykta.vault.keyring import Keyring
from tests.server.inside import Inside, made

from .scenes import time
from .vectors import NOW


@pytest.fixture(scope="session")
def small_database(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = made(tmp_path_factory.mktemp("vectors"))
    Keyring(settings.keys).make_kek(time(NOW))
    return settings


@pytest.fixture
async def inside(small_database: Settings) -> AsyncIterator[Inside]:
    desk = Inside(small_database, time(NOW))
    await desk.open_unit()
    yield desk
    await desk.aclose()

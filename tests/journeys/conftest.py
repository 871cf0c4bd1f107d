"""A desk of one's own for a journey that stops and starts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import RunningDesk, running_desk


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[RunningDesk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    with running_desk(folder) as desk:
        yield desk

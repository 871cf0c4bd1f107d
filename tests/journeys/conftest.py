"""A desk of one's own for a journey that stops and starts it, and the people at it."""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.browser import Browsers
from tests.desk import RunningDesk, running_desk

from .acts import enrol, shell_is_kept
from .team import SIZES, Team


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[RunningDesk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    with running_desk(folder) as desk:
        yield desk


@pytest.fixture(params=SIZES)
async def team(
    own_desk: RunningDesk, browsers: Browsers, tmp_path: Path, request: pytest.FixtureRequest
) -> Team:
    """Ada and Ben with a phone each, and Siv with a computer, or with hers in her hand."""
    devices, members = {}, {}
    for name, role in (("ada", "worker"), ("ben", "worker"), ("siv", "supervisor")):
        kind = "desk" if role == "supervisor" else "phone"
        members[name] = await own_desk.add(f"{name.title()} Påhittad", role)
        open_one = browsers.desk if kind == "desk" else browsers.phone
        devices[name] = await open_one(tmp_path / name)
        await enrol(devices[name].page, (await own_desk.link(members[name], kind))["url"])
    for device in devices.values():
        await shell_is_kept(device.page)
    width, height = SIZES[request.param]
    await devices["siv"].page.set_viewport_size({"width": width, "height": height})
    return Team(own_desk, devices, members)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With LYKTA_SIZES=one each journey at the desk is made at one of its sizes, by turns: the two
    differ in the looks, which every screen's rulers see at both.
    """
    if os.environ.get("LYKTA_SIZES") != "one":
        return
    left, turn = [], 0
    for _, group in groupby(items, key=lambda item: item.nodeid.partition("[")[0]):
        of_one = list(group)
        sizes = [each for each in of_one if each.nodeid.endswith(tuple(f"[{s}]" for s in SIZES))]
        if len(sizes) == len(SIZES) == len(of_one):
            left.append(sizes[turn % len(SIZES)])
            turn += 1
    config.hook.pytest_deselected(items=left)
    items[:] = [each for each in items if each not in left]

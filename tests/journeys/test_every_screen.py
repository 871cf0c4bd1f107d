"""Every screen in every state: nothing axe finds, nothing too small, close or wide, all named."""

from pathlib import Path

import pytest

from tests.browser import Browsers

from .rulers import look_at
from .screens import walk
from .stage import Look, staged

# Each language and each of the main themes once; `make measure-phone` looks at all their pairs.
LOOKS = (Look("sv", "dark"), Look("en", "light"))


@pytest.mark.parametrize("look", LOOKS, ids=str)
async def test_every_screen_can_be_read_named_and_touched_by_everybody(
    look: Look, browsers: Browsers, tmp_path: Path
) -> None:
    """WCAG 2.2 AA, targets of 48 px with 8 px between, 320 px and text of 200 %."""
    wrong = {}
    async with staged(tmp_path, browsers, look) as stage:
        async for screen, page in walk(stage):
            if found := (await look_at(page)).wrong():
                wrong[screen.name] = found
        complaints = {who: each.complaints for who, each in stage.devices.items()}
    assert wrong == {}
    # What `nobody` met is the refusal of a code that was made up.
    assert [who for who, each in complaints.items() if each and who != "nobody"] == []

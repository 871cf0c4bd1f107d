"""How both ends of a rescue file are reached; as in `reached`."""

from pathlib import Path

from playwright.async_api import Page, expect

from .acts import choose_file, t, take_out
from .reached import up
from .stage import Stage


async def waiting_rescue(page: Page, stage: Stage) -> None:
    await take_out(page, _rescue_file(stage))
    await expect(page.get_by_text(t("rescue.made.one", count="1"))).to_be_visible()
    await up(page.get_by_role("heading", name=t("rescue.title")))


async def people_taken_in(page: Page, stage: Stage) -> None:
    """What a phone without a network saved, after it found one."""
    await choose_file(page, _rescue_file(stage))
    await expect(page.get_by_text(t("rescue.known.one", count="1"))).to_be_visible()
    await up(page.get_by_role("heading", name=t("rescue.take_in")))


async def people_refused(page: Page, stage: Stage) -> None:
    broken = _rescue_file(stage).with_suffix(".broken")
    broken.write_text(_rescue_file(stage).read_text()[:100])
    await choose_file(page, broken)
    await expect(page.get_by_text(t("rescue.broken"))).to_be_visible()


def _rescue_file(stage: Stage) -> Path:
    return stage.folder / "rescue.txt"

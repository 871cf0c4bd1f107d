"""Draws every screen: `python -m tests.journeys.draw`, or `make pictures`.

A picture is a palette of a few colours, so that all of them together stay small in the repository,
and is written only where it differs from the one that stands there.
"""

import asyncio
import io
import logging
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from playwright.async_api import Page

from tests.browser import browsers

from .screens import looks, sizes, walk
from .stage import Look, staged

PICTURES = Path(__file__).parent / "pictures"
COLOURS = 24
# Out of 256. A palette chosen anew moves its colours about this much.
UNSEEN = 24
STRAY = 5


def place(screen: str, look: Look, size: str) -> Path:
    return PICTURES / f"{size}-{look}" / f"{screen}.png"


async def draw_all() -> None:
    seen: set[Path] = set()
    for look in looks():
        with tempfile.TemporaryDirectory(prefix="lykta-pictures-") as made:
            seen |= await _draw(Path(made), look)
    for stale in set(PICTURES.glob("*/*.png")) - seen:
        stale.unlink()
    total = sum(file.stat().st_size for file in seen)
    print(f"{len(seen)} pictures, {total / 1e6:.1f} MB")


async def _draw(folder: Path, look: Look) -> set[Path]:
    seen = set()
    async with browsers() as opened, staged(folder, opened, look) as stage:
        async for screen, page in walk(stage):
            for size, (width, height) in sizes(screen, look).items():
                await page.set_viewport_size({"width": width, "height": height})
                file = place(screen.name, look, size)
                seen.add(file)
                _keep(file, await _picture(page))
    return seen


async def _picture(page: Page) -> bytes:
    await page.evaluate("() => document.fonts.ready.then(() => undefined)")
    shot = Image.open(io.BytesIO(await page.screenshot(animations="disabled", caret="hide")))
    small = shot.convert("RGB").quantize(
        COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


def _keep(file: Path, picture: bytes) -> None:
    if file.exists() and _looks_like(file.read_bytes(), picture):
        return
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(picture)
    print(f"  {file.relative_to(PICTURES)}", file=sys.stderr)


def _looks_like(one: bytes, other: bytes) -> bool:
    """A browser rounds a corner's last pixel this way or that; no eye sees it."""
    first, second = (Image.open(io.BytesIO(each)).convert("RGB") for each in (one, other))
    if first.size != second.size:
        return False
    bands = ImageChops.difference(first, second).split()
    return not any(sum(band.histogram()[UNSEEN:]) >= STRAY for band in bands)


if __name__ == "__main__":
    logging.disable(logging.INFO)
    asyncio.run(draw_all())

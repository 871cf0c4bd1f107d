"""Everything that the phone promises in figures: `python -m tests.bench.measure_phone`, or
`make measure-phone`. One row a promise; exit 1 if one is missed.
"""

import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import expect

from tests.browser import Browsers, browsers, executable
from tests.desk import RunningDesk
from tests.journeys import taps
from tests.journeys.acts import enrol, street_shift, t
from tests.journeys.rulers import look_at
from tests.journeys.screens import looks, walk
from tests.journeys.stage import staged

from .phone_times import ENTRIES, SLOWER, WAITING, measured, percentile

LIGHTHOUSE = Path(__file__).parents[2] / ".venv" / "lighthouse" / "node_modules" / ".bin"
NODE = Path(__file__).parents[2] / ".venv" / "bin"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


@dataclass(frozen=True)
class Row:
    what: str
    got: str
    limit: str
    kept: bool


def most(what: str, got: float, limit: float, unit: str = "") -> Row:
    return Row(what, f"{got:.0f}{unit}", f"≤ {limit:.0f}{unit}", got <= limit)


def least(what: str, got: float, limit: float) -> Row:
    return Row(what, f"{got:.0f}", f"≥ {limit:.0f}", got >= limit)


@asynccontextmanager
async def own_desk(folder: Path) -> AsyncIterator[RunningDesk]:
    await asyncio.to_thread(folder.mkdir)
    desk = RunningDesk(folder, None)
    await desk.make()
    desk.start()
    try:
        yield desk
    finally:
        desk.stop()


async def counted(desk: RunningDesk, opened: Browsers, folder: Path) -> list[Row]:
    """Taps and typed characters, from Tonight to saved; to cover; to a card held out."""
    phone = await opened.phone(folder / "taps")
    page = phone.page
    await enrol(page, (await desk.link(await desk.add("Ada Påhittad", "worker")))["url"])
    await street_shift(page)
    rows = []
    for name, sequence in taps.SEQUENCES.items():
        count = await taps.run(page, name)
        typed = f" + {count.typed} typed" if count.typed else ""
        kept = count.taps <= sequence.limit
        rows.append(Row(f"taps: {name}", f"{count.taps}{typed}", f"≤ {sequence.limit}", kept))
    fingers = "() => window.counted.taps"
    before = await page.evaluate(fingers)
    await page.get_by_role("button", name=t("cover.do")).tap()
    await expect(page.get_by_role("button", name=t("cover.show"), exact=True)).to_be_visible()
    rows.append(most("taps: hide", await page.evaluate(fingers) - before, 1))
    await page.get_by_role("button", name=t("cover.show"), exact=True).tap()
    before = await page.evaluate(fingers)
    await page.get_by_role("link", name=t("nav.cards"), exact=True).tap()
    await page.get_by_role("link", name="Română").tap()
    await expect(page.get_by_role("dialog", name=t("held_out.name"))).to_be_visible()
    rows.append(most("taps: show a card", await page.evaluate(fingers) - before, 2))
    await phone.close()
    return rows


async def timed(desk: RunningDesk, opened: Browsers, folder: Path) -> list[Row]:
    times = await measured(desk, opened, folder / "times")
    slow = f"{SLOWER} × slower"
    return [
        most("first load, JS + CSS, gzip -9, bytes", times.first_load, 60_000),
        most(f"offline start to usable, {slow}, median", percentile(times.start, 0.5), 1000, " ms"),
        Row("  the slowest of them", f"{max(times.start):.0f} ms", "", kept=True),
        Row("  then to unlock", f"{percentile(times.unlock, 0.5):.0f} ms", "", kept=True),
        most(f"save with {ENTRIES} entries, {slow}, p95", percentile(times.save, 0.95), 50, " ms"),
        Row("  the median of them", f"{percentile(times.save, 0.5):.0f} ms", "", kept=True),
        most(f"cover, {slow}, the slowest", max(times.cover), 150, " ms"),
        most(f"a frame while {WAITING:,} letters go, {slow}", max(times.frames), 100, " ms"),
    ]


async def looked_at(folder: Path) -> list[Row]:
    """Every screen in every language and light, each ruler."""
    found = {"axe": 0, "names": 0, "targets": 0, "spacing": 0, "edges": 0}
    screens = 0
    for look in looks():
        home = folder / str(look)
        await asyncio.to_thread(home.mkdir)
        async with browsers() as opened, staged(home, opened, look) as stage:
            async for screen, page in walk(stage):
                screens += 1
                seen = await look_at(page)
                for ruler in found:
                    wrong: list[str] = getattr(seen, ruler)
                    found[ruler] += len(wrong)
                    for each in wrong:
                        print(f"  {look} {screen.name}: {each}", file=sys.stderr)
    words = {
        "axe": "axe: violations",
        "names": "without a name for a screen reader",
        "targets": "targets under 48 px",
        "spacing": "targets closer than 8 px",
        "edges": "beyond the edge at 320 px or text of 200 %",
    }
    return [most(f"{words[each]}, {screens} pictures", found[each], 0) for each in found]


def lighthouse(url: str, folder: Path) -> list[Row]:
    report = folder / "lighthouse.json"
    environment = os.environ | {
        "CHROME_PATH": executable("/usr/bin/chromium"),
        "PATH": f"{NODE}:{os.environ['PATH']}",
    }
    subprocess.run(
        [LIGHTHOUSE / "lighthouse", url, "--quiet", f"--chrome-flags={FLAGS}", "--output=json",
         f"--output-path={report}", "--no-enable-error-reporting"],
        check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    scores = json.loads(report.read_text())["categories"]
    limits = {"accessibility": 100, "best-practices": 100, "performance": 95}
    return [
        least(f"Lighthouse mobile: {name}", round(scores[name]["score"] * 100), limit)
        for name, limit in limits.items()
    ]


async def measure(folder: Path) -> list[Row]:
    async with own_desk(folder / "desk") as desk:
        async with browsers() as opened:
            rows = await counted(desk, opened, folder)
            rows += await timed(desk, opened, folder)
        rows += await asyncio.to_thread(lighthouse, desk.url, folder)
    return rows + await looked_at(folder)


def table(rows: list[Row]) -> str:
    widths = [max(len(text) for text in column) for column in zip(*map(_texts, rows), strict=True)]
    lines = []
    for row in rows:
        what, got, limit = _texts(row)
        mark = "" if row.limit == "" else "ok" if row.kept else "MISSED"
        line = f"{what:<{widths[0]}}  {got:>{widths[1]}}  {limit:>{widths[2]}}  {mark}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def _texts(row: Row) -> tuple[str, str, str]:
    return row.what, row.got, row.limit


if __name__ == "__main__":
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="lykta-measure-", ignore_cleanup_errors=True) as made:
        rows = asyncio.run(measure(Path(made)))
    print(table(rows))
    sys.exit(not all(row.kept for row in rows))

"""What the first screens say is in the words they are drawn with; all others come after them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from .repo import ROOT

SRC = ROOT / "pwa" / "src"
SCREENS = ("Tonight", "Enrol", "Lock")
FIRST = ("main.ts", *(f"screens/{name}.svelte" for name in SCREENS))
# Said only of what a person did, and by then every word is here.
AFTERWARDS = {"trouble.ts", "words.svelte.ts"}

IMPORT = re.compile(r"^\s*import (?!type )(?:[^;']*? from )?'(\.[^']+)'", re.MULTILINE)
SAID = re.compile(r"\btn?\(\s*['`]([\w.]+)")


def test_the_first_screens_need_no_later_word() -> None:
    later: dict[str, str] = json.loads((SRC / "words" / "sv.later.json").read_text())
    families = {key.split(".")[0] for key in later}
    said = {
        f"{file.name}: {key}"
        for file in drawn_with(*(SRC / name for name in FIRST))
        if file.name not in AFTERWARDS
        for key in SAID.findall(file.read_text())
        if key.split(".")[0] in families
    }
    assert said == set(), "Move the family to words/{sv,en}.json"


def drawn_with(*entries: Path) -> Iterator[Path]:
    """The entries and all that they import at once, each file once."""
    seen: set[Path] = set()
    ahead = list(entries)
    while ahead:
        file = ahead.pop()
        if file in seen:
            continue
        seen.add(file)
        yield file
        imported = (_file(file, name) for name in IMPORT.findall(file.read_text()))
        ahead += [each for each in imported if each]


def _file(importer: Path, name: str) -> Path | None:
    for ending in ("", ".ts", ".svelte.ts"):
        file = (importer.parent / (name + ending)).resolve()
        if file.is_file() and file.suffix in {".ts", ".svelte"}:
            return file
    return None

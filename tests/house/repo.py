"""What the house checks look at: the files that git knows or would take in."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> list[Path]:
    """Every file of the repository, relative to its root; ignored ones are not part of it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = sorted(set(listed.split("\0")) - {""})
    # A file deleted but not yet committed is still listed.
    return [Path(name) for name in names if (ROOT / name).is_file()]


def text(file: Path) -> str:
    """The file's text, or nothing if it is a picture or the like."""
    raw = (ROOT / file).read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", "replace")

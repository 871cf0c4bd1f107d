"""The floors of the house, as pyproject.toml draws them."""

import subprocess
import sys
from pathlib import Path

from .repo import ROOT


def test_nobody_imports_what_is_above_or_beside_them() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    # No cache: several workers would write it at once.
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr

"""The floors of the house, as pyproject.toml draws them."""

import subprocess
import sys
from pathlib import Path

from .repo import ROOT

HEAVY = {"aiohttp", "alembic", "docx", "lxml", "opentelemetry", "prometheus_client", "pywebpush",
         "requests", "xlsxwriter"}  # fmt: skip
"""What a desk needs once a year, or only where somebody has turned something on: a quarter of
what it would hold in memory.
"""


def test_nobody_imports_what_is_above_or_beside_them() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    # No cache: several workers would write it at once.
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_desk_that_serves_has_loaded_nothing_it_does_not_use() -> None:
    command = "import sys, lykta.cli.commands as c; c._parser(); print(*sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in said.stdout.split()}
    assert "litestar" in loaded
    assert loaded & HEAVY == set()

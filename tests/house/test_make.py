"""One way in and out: make, for people and for the machine that guards main."""

import subprocess

from .repo import ROOT

PROMISED = [
    *("help", "demo", "dev", "test", "check", "journeys", "pictures"),
    *("contract", "migration", "build", "clean"),
]


def test_make_alone_says_everything_that_was_promised() -> None:
    said = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert [target for target in PROMISED if f"make {target} " not in said] == []


def test_what_guards_main_is_what_a_person_runs() -> None:
    script = (ROOT / ".ci/run").read_text()
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]

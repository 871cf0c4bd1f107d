"""Breaks the tables of the rules one cell at a time, and says which breaks nobody notices.

    python -m tests.domain.mutate [WORD ...]      only mutants whose name has one of the words

Each break is made in a copy of what is committed; the examples and tests of the domain run there.
What they let pass is tried on the house rule that sees a printed contract that is stale.
Not part of `make test`: it takes minutes.
"""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .mutants import DOMAIN, ROOT, mutants

PYTEST = ["pytest", "-x", "-q", "-p", "no:cacheprovider"]
STAGES = [
    ["tests.domain.ask"],
    [*PYTEST, "tests/domain"],
    [*PYTEST, "tests/house/test_contract.py"],
]


def noticed_by(copy: Path) -> int:
    """The first stage that fails, or how many there are where none does."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy / "server"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for n, stage in enumerate(STAGES):
        command = [sys.executable, "-m", *stage]
        done = subprocess.run(command, cwd=copy, env=environment, check=False, capture_output=True)
        if done.returncode:
            return n
    return len(STAGES)


def copied(folder: Path) -> Path:
    committed = subprocess.run(
        ["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True
    )
    with tarfile.open(fileobj=io.BytesIO(committed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def main(words: list[str]) -> None:
    chosen = [each for each in mutants() if not words or any(word in each.name for word in words)]
    counts = [0] * (len(STAGES) + 1)
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        assert noticed_by(copy) == len(STAGES), "the tests fail before anything is broken"
        for each in chosen:
            file = copy / DOMAIN / each.file
            whole = file.read_text(encoding="utf-8")
            assert whole.count(each.old) >= 1, each
            file.write_text(whole.replace(each.old, each.new, 1), encoding="utf-8")
            stage = noticed_by(copy)
            file.write_text(whole, encoding="utf-8")
            counts[stage] += 1
            if stage > 1:
                sys.stdout.write(
                    f"{('', '', 'stale print only', 'SURVIVED')[stage]}: {each.name}\n"
                )
                sys.stdout.flush()
    told = (
        "by the examples",
        "by other tests of the domain",
        "by the printed contract alone",
        "survived",
    )
    for word, count in zip(told, counts, strict=True):
        sys.stdout.write(f"{count} {word}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

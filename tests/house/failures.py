"""The failures that have happened to others, by number, and which test shows that ours do not.

A test quotes the number in its name or its docstring. What cannot be quoted yet stands in `LATER`
with what is missing; nothing else may be without a test.
"""

import re
from functools import cache
from pathlib import Path

from .repo import files, text

# 69 was never given to anything.
NUMBERS = [f"F{n:02}" for n in range(1, 81) if n != 69] + ["F11b"]
_QUOTED = re.compile(r"\bF\d\db?\b")

LATER = {
    "F26": "the phone tells its person; the supervisor's page is not there yet",
    "F27": "the self-test says it; no daily reminder yet",
    "F42": "both outcomes are kept; the supervisor's choice has no screen yet",
    "F44": "RE4 has its vectors; nothing deletes at the desk yet",
    "F52": "consent has its vectors; the audit of a refusal is not tested",
    "F54": "CO7 has its vectors; shares do not exist yet",
    "F59": "no notices yet",
    "F60": "no notices yet",
    "F61": "no notices yet",
    "F62": "no notices yet",
    "F63": "no notices yet",
    "F64": "no notices yet",
    "F65": "no retention yet",
    "F66": "no retention yet",
    "F68": "no backup command yet",
}


@cache
def tests() -> tuple[Path, ...]:
    """Every file of tests, both sides, but these that look at the house."""
    server = [
        file
        for file in files()
        if file.parts[0] == "tests" and file.suffix == ".py" and file.parts[1] != "house"
    ]
    return (*server, *(file for file in files() if file.name.endswith(".test.ts")))


@cache
def quoted() -> frozenset[str]:
    return frozenset(number for file in tests() for number in _QUOTED.findall(text(file)))


def summary() -> str:
    open_ = [number for number in NUMBERS if number not in quoted()]
    named = f" ({', '.join(open_)})" if open_ else ""
    return f"failures {len(NUMBERS)}, without a test {len(open_)}{named}"

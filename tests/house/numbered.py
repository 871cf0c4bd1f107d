"""Things with numbers that tests quote: each is tried somewhere, or it is said why not.

A test quotes a number in its name or its docstring.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .repo import files, text


@cache
def tests() -> tuple[Path, ...]:
    """Every file of tests, both sides, but these that look at the house."""
    server = [
        file
        for file in files()
        if file.parts[0] == "tests" and file.suffix == ".py" and file.parts[1] != "house"
    ]
    return (*server, *(file for file in files() if file.name.endswith(".test.ts")))


@dataclass(frozen=True)
class Numbered:
    what: str
    form: str
    """A regular expression of one number."""
    numbers: list[str]
    none: dict[str, str]
    """Those that no test quotes, and why."""

    @cached_property
    def quoted(self) -> frozenset[str]:
        number = re.compile(self.form)
        return frozenset(each for file in tests() for each in number.findall(text(file)))

    @property
    def unquoted(self) -> list[str]:
        return [number for number in self.numbers if number not in self.quoted]

    def summary(self) -> str:
        named = f" ({', '.join(self.unquoted)})" if self.unquoted else ""
        return f"{self.what} {len(self.numbers)}, without a test {len(self.unquoted)}{named}"

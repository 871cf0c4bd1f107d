"""A word of the vocabulary, and a list of them.

A code is stable for ever and never reused; a retired one gets `until` and stays readable.
A line is `CODE | svenska | English`; a list's version goes up with any change to its lines.
"""

from datetime import date
from typing import NamedTuple


class Word(NamedTuple):
    code: str
    sv: str
    en: str
    since: date
    until: date | None = None


class CodeList(NamedTuple):
    name: str
    version: int
    words: tuple[Word, ...]
    codes: frozenset[str]
    """All codes ever valid, retired ones included: an old phone may still send one."""

    def find(self, code: str) -> Word | None:
        return next((word for word in self.words if word.code == code), None)


FIRST = date(2026, 1, 1)


def code_list(name: str, lines: str, version: int = 1) -> CodeList:
    rows = (tuple(part.strip() for part in line.split("|")) for line in lines.strip().splitlines())
    words = tuple(Word(code, sv, en, FIRST) for code, sv, en in rows)
    return CodeList(name, version, words, frozenset(word.code for word in words))

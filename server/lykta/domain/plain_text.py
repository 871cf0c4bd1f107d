"""A text as a searcher reads it: what only looks different is made the same (CT5).

Compatibility forms (NFKC), invisible characters, accents laid over other characters, the digits
of all scripts, dashes, spaces, and letters of other scripts that look Latin. Character by
character, so that every place in the plain text leads back to the text as it was written.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters by their class, yet nothing to see."""
_PAIRS = (
    ("АВСЕНІЈКМОРЅТХУавсеіјкморѕтух", "ABCEHIJKMOPSTXYabceijkmopstyx"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορν", "ABEZHIKMNOPTYXaopv"),
    ("⁄∕", "//"),
    ("•·∙⋅‧・。", "......."),
    ("~∼〜−⁃ー", "------"),
    ("\u2800", " "),
)
LOOKALIKES = {
    char: like for these, those in _PAIRS for char, like in zip(these, those, strict=True)
}
BREAKS = "\t\n\v\f\r\x85"
ONES = (0x2460, 0x2776, 0x2780, 0x278A, 0x24F5)
"""Where circled digits begin, each at its one."""
LOOKALIKES |= {chr(one + n): str(n + 1) for one in ONES for n in range(9)}
LOOKALIKES |= dict.fromkeys("⓪⓿🄋🄌", "0")
REMEMBERED = 4096
WIDEST = 4
"""One character becomes at most so many, whatever it stands for."""

_IS_PLAIN = re.compile("[ -}åäöÅÄÖéÉ]*").fullmatch
"""What nearly every text is made of, each character of it plain already."""


class Plain:
    """`text` is what to search; `back` leads from a place in it to one in the original."""

    def __init__(self, original: str) -> None:
        self._starts: list[int] | None = None
        if _IS_PLAIN(original) or original.translate(_PLAIN) == original:
            self.text = original
            return
        parts = [_PLAIN[ord(char)] for char in original]
        self.text = "".join(parts)
        if len(self.text) != len(original) or not all(parts):
            self._starts = [0, *accumulate(map(len, parts))]

    def back(self, start: int, end: int) -> tuple[int, int]:
        if self._starts is None:
            return start, end
        return bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)


class _Table(dict[int, str]):
    """For `str.translate`: what has been met is remembered, up to a bound."""

    def __missing__(self, char: int) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[char] = _plain(chr(char))
        return self[char]


_PLAIN = _Table()


def _plain(char: str) -> str:
    if char in LOOKALIKES:
        return LOOKALIKES[char]
    if unicodedata.category(char) == "Lo":
        return "" if char in FILLERS else char
    return "".join(_one(each) for each in unicodedata.normalize("NFKC", char)[:WIDEST])


def _one(char: str) -> str:
    match unicodedata.category(char):
        case "Nd":
            return str(unicodedata.digit(char))
        case "Pd":
            return "-"
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cc" if char in BREAKS:
            return " "
        case "Mn" | "Me" | "Cf" | "Cc" | "Cs":
            return ""
    return LOOKALIKES.get(char, char)

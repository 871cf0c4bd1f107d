"""Is there something in a free text that points somebody out (CT5)? One row a kind of find.

`find` is pure and takes time linear in the text. The phone has the same rows, under the same
names, in `pwa/src/domain/identifiers.ts`; the desk's answer is the authority.

What is not found, knowingly: a number in words ("åttiofem noll ett"), a name, an address, a
personal number whose checksum is wrong, a phone number without its area code that no word names
as one. Not found either, because they are nobody's: freephone numbers and helplines (020-, 0771-,
112, 116 111).

Personal numbers are checked by the dozen lines below and not by the package `personnummer`: it
reads the clock to guess a century, and refuses coordination numbers of which the day or month of
birth is not known (00 and 60).
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from lykta.domain import identifier_patterns as patterns
from lykta.domain.plain_text import Plain

IdentifierKind = Literal[
    "case_number", "personal_number", "email", "link", "handle", "phone", "plate"
]
KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)
ENOUGH = 100
"""Who finds so many of one row need not look for more."""
DOUBTS_MAX = 500
"""So many near misses are in no note; a text that has more counts as carrying the next one."""
ENDS_NOTHING = ".,;:!?)\"'»-"
"""Signs that belong to the sentence, not to what was found."""
BEFORE = 48
"""So many characters before a find are looked at."""


class Found(NamedTuple):
    """Where in the text as it was written."""

    kind: IdentifierKind
    start: int
    end: int


Holds = Callable[[str, str], bool]
"""(what was found, in its own capitals; what stands before it, in small letters) → is it one?"""
Reads = Literal["words", "numbers", "numbers_of_persons"]
"""Small letters; the same with times, dates and endless numbers hidden, and with spaces for all
that stands between digits; the latter with its dates, for a personal number begins with one."""


class Detector(NamedTuple):
    kind: IdentifierKind
    pattern: re.Pattern[str]
    holds: Holds | None = None
    not_after: str = ""
    """Characters that may not stand right before."""
    before: re.Pattern[str] | None = None
    """What has to stand before; its group, up to the end, is part of the find."""
    reads: Reads = "words"
    whole: bool = True
    """False: what the pattern consumes only leads there."""


_DIGIT = re.compile("[0-9]")
_NOT_DIGITS = re.compile("[^0-9]+")
_SWEDISH = re.compile(patterns.SWEDISH)
_HELPLINES = re.compile(patterns.HELPLINES)
_NOT_HANDLES = re.compile(patterns.NOT_HANDLES)
_PLATE_NAMED = re.compile(patterns.PLATE_NAMED)
_SIX_AND_FOUR = re.compile("^(?:[0-9]{2})?[0-9]{6} ?[-+] ?[0-9]{4}$")
_LETTER = re.compile("[A-Za-z]")
_TWICE = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_ONCE = bytes.maketrans(b"0123456789", bytes(range(10)))


def digits_in(piece: str) -> str:
    return _NOT_DIGITS.sub("", piece)


def is_personal_number(piece: str, before: str = "") -> bool:
    digits = digits_in(piece)
    if len(digits) > 10 and digits[:2] not in ("18", "19", "20"):
        return False
    digits = digits[-10:]
    month, day = int(digits[2:4]), int(digits[4:6])
    if month > 12 or 31 < day < 60 or day > 91 or digits[6:9] == "000":
        return False
    if (month == 0 or day == 0) and day < 60:
        return False
    if day > 60 and digits.startswith("07") and not _SIX_AND_FOUR.search(piece):
        return False  # rather a mobile phone than somebody born in 2007
    raw = digits.encode()
    return (sum(raw[0::2].translate(_TWICE)) + sum(raw[1::2].translate(_ONCE))) % 10 == 0


def is_swedish_phone(piece: str, before: str = "") -> bool:
    return _SWEDISH.match(digits_in(piece)[1:]) is not None


def is_no_helpline(piece: str, before: str = "") -> bool:
    return _HELPLINES.match(digits_in(piece)) is None


def is_host(piece: str, before: str = "") -> bool:
    """A full stop with its space forgotten makes none: "Ville gå hem.Se nedan"."""
    last = piece.rpartition(".")[2]
    return not (last[:1].isupper() and last[1:].islower())


def is_handle(piece: str, before: str = "") -> bool:
    return _LETTER.search(piece) is not None and _NOT_HANDLES.match(piece) is None


def is_plate(piece: str, before: str = "") -> bool:
    """In capitals or glued together as it stands; else only where something says that it is one."""
    word = piece[:3].upper()
    if word in patterns.NOT_PLATES:
        return False
    if piece[:3] == word or piece[3].isdigit() or not set(word) & set("AEOUY"):
        return True
    return _PLATE_NAMED.search(before) is not None


def is_in_capitals(piece: str, before: str = "") -> bool:
    return piece == piece.upper()


DIGITS = "0123456789"
WORD = DIGITS + "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"


def _row(
    kind: IdentifierKind,
    pattern: str,
    holds: Holds | None = None,
    *,
    not_after: str = "",
    before: str | None = None,
    reads: Reads = "words",
    whole: bool = True,
) -> Detector:
    leads = re.compile(before) if before else None
    return Detector(kind, re.compile(pattern), holds, not_after, leads, reads, whole)


def _number(kind: IdentifierKind, pattern: str, holds: Holds | None = None) -> Detector:
    reads: Reads = "numbers_of_persons" if kind == "personal_number" else "numbers"
    return _row(kind, pattern, holds, not_after=DIGITS, reads=reads)


DETECTORS: tuple[Detector, ...] = (
    _row("case_number", patterns.CASE_NUMBER, before=patterns.CASE_BEFORE),
    _row("case_number", patterns.CASE_NUMBER, not_after=WORD),
    _number("personal_number", patterns.PERSONAL_NUMBER_LONG, is_personal_number),
    _number("personal_number", patterns.PERSONAL_NUMBER, is_personal_number),
    _row("email", patterns.EMAIL, before=patterns.LOCAL_TOUCHES),
    _row("email", patterns.EMAIL_SPACED, before=patterns.LOCAL_BEFORE),
    _row("email", patterns.EMAIL_SPELLED, before=patterns.LOCAL_BEFORE),
    _row("email", patterns.EMAIL_IN_WORDS, before=patterns.LOCAL_BEFORE),
    _row("link", patterns.LINK),
    _row("link", patterns.LINK_WWW, not_after=WORD),
    _row("link", patterns.LINK_PATH, before=patterns.PATH_BEFORE),
    _row("link", patterns.LINK_HOST, is_host, before=patterns.HOST_BEFORE),
    _row("link", patterns.LINK_SPELLED, before=patterns.HOST_BEFORE),
    _row("link", patterns.LINK_IN_WORDS, before=patterns.HOST_BEFORE),
    _row("handle", patterns.HANDLE, not_after=WORD + "@._-/"),
    _row("handle", patterns.HANDLE_OF, is_handle, whole=False),
    _row("handle", patterns.HANDLE_NAMED, is_handle, whole=False),
    _row("handle", patterns.HANDLE_UNDERSCORE, is_handle, whole=False),
    _number("phone", patterns.PHONE_PLUS),
    _number("phone", patterns.PHONE_ABROAD),
    _number("phone", patterns.PHONE_SWEDISH, is_swedish_phone),
    _number("phone", patterns.PHONE_46),
    _number("phone", patterns.PHONE_WITHOUT_ZERO),
    _number("phone", patterns.PHONE_LONG),
    _row("phone", patterns.PHONE_NAMED, is_no_helpline, reads="numbers", whole=False),
    _row("plate", patterns.PLATE, is_plate, not_after=WORD),
    _row("plate", patterns.PLATE_SPREAD, is_in_capitals, not_after=WORD),
)
"""Where two finds share a character, the earlier row has it."""
WITHOUT_DIGITS = tuple(each for each in DETECTORS if each.kind in ("email", "link", "handle"))
"""Most notes hold no digit, and every other kind has one."""


def find(text: str) -> list[Found]:
    """In the order they stand in the text."""
    plain = Plain(text)
    # A space in front, so that every start has something before it.
    shown = " " + plain.text
    words = _in_small_letters(shown)
    digits = _DIGIT.search(words) is not None
    numbers_of_persons = _without(words, _ENDLESS, _TIMES) if digits else ""
    read: dict[Reads, str] = {
        "words": words,
        "numbers": _without(numbers_of_persons, _DATES).translate(_GAPS),
        "numbers_of_persons": numbers_of_persons.translate(_GAPS),
    }
    taken = bytearray(len(shown))
    found = []
    for detector in DETECTORS if digits else WITHOUT_DIGITS:
        for start, end in _spans(detector, read[detector.reads], shown):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                found.append(Found(detector.kind, *plain.back(start - 1, end - 1)))
    return sorted(found, key=lambda each: each.start)


def _spans(detector: Detector, text: str, shown: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    done = doubts = 0
    for match in detector.pattern.finditer(text):
        start, end = match.start() if detector.whole else match.end(), match.end(1)
        if start < done:
            continue
        begin = _begin(detector, text, start)
        if begin is None or not _holds(detector, text, shown, begin, start, end):
            doubts += 1
            if doubts <= DOUBTS_MAX:
                continue
        piece = shown[start:end]
        done = end
        end -= len(piece) - len(piece.rstrip(ENDS_NOTHING))
        spans.append((start if begin is None else begin, end))
        if doubts > DOUBTS_MAX or len(spans) == ENOUGH:
            break
    return spans


def _begin(detector: Detector, text: str, start: int) -> int | None:
    """Where it begins, with what has to stand before. None where something may not."""
    if text[start - 1 : start] in detector.not_after and detector.not_after:
        return None
    if detector.before is None:
        return start
    led = detector.before.search(text[max(0, start - BEFORE) : start])
    return None if led is None else start - len(led[1])


def _holds(detector: Detector, text: str, shown: str, begin: int, start: int, end: int) -> bool:
    if detector.holds is None:
        return True
    return detector.holds(shown[begin:end], text[max(0, start - BEFORE) : start])


_ENDLESS = re.compile(patterns.ENDLESS)
_TIMES = re.compile(patterns.TIMES)
_DATES = re.compile(patterns.DATES)
_GAPS = str.maketrans(patterns.GAPS, " " * len(patterns.GAPS))
HIDDEN = "¤"


def _without(text: str, *hide: re.Pattern[str]) -> str:
    """The same length, with other signs where those stood."""
    for pattern in hide:
        text = pattern.sub(_hidden, text)
    return text


def _hidden(match: re.Match[str]) -> str:
    if match.string[match.start() - 1] in "0123456789.:+":
        return match[0]
    return HIDDEN * len(match[0])


def _in_small_letters(text: str) -> str:
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)

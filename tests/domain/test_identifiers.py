"""What points somebody out is found in a note, and an ordinary note is left alone (CT5)."""

import json
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.domain.identifiers import KINDS, Found, find, is_personal_number
from lykta.domain.plain_text import _IS_PLAIN, _plain

NOTES = Path(__file__).parents[1] / "vectors" / "notes"
ORDINARY = json.loads((NOTES / "ordinary.json").read_text(encoding="utf-8"))
PLANTED = json.loads((NOTES / "planted.json").read_text(encoding="utf-8"))["planted"]
SHARE_MAX = 0.01
LEAST = 320
GROWTH_MAX = 2.5
"""Doubling the text may take so many times as long."""


def missed(kind: str, text: str, pieces: list[str]) -> list[str]:
    """The planted pieces that no find of this kind touches."""
    found = [each for each in find(text) if each.kind == kind]
    left, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        if not any(each.start < at and each.end > start for each in found):
            left.append(piece)
    return left


def test_planted_identifiers_are_found_and_ordinary_notes_left_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """[CT5] Both shares under one in a hundred."""
    planted: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for each in PLANTED:
        planted[each["kind"]] += len(each["pieces"])
        misses[each["kind"]] += len(missed(each["kind"], each["text"], each["pieces"]))
    notes = {language: ORDINARY[language] for language in ("sv", "en")}
    alarms = {language: [n for n in each if find(n)] for language, each in notes.items()}
    with capsys.disabled():
        print("\n" + table("desk", planted, misses))
        for language, each in notes.items():
            print(f"  notes {language}: {len(each)}, false alarms {len(alarms[language])}")
    assert planted.total() >= LEAST
    assert misses.total() / planted.total() < SHARE_MAX
    assert sum(map(len, notes.values())) >= LEAST
    assert sum(map(len, alarms.values())) / sum(map(len, notes.values())) < SHARE_MAX


def table(side: str, planted: Counter[str], misses: Counter[str]) -> str:
    lines = [f"  CT5 at the {side:9} planted  found  missed"]
    rows = [(kind, planted[kind], misses[kind]) for kind in KINDS]
    for name, count, lost in [*rows, ("all", planted.total(), misses.total())]:
        lines.append(f"  {name:20} {count:7}  {count - lost:5}  {lost:6}  {lost / count:6.1%}")
    return "\n".join(lines)


HOSTILE = {
    "a long run of digits": "1",
    "a long run of zeros": "0",
    "single digits": "1 0 ",
    "pairs of digits": "01 ",
    "beginnings of numbers": "09 31 ",
    "personal numbers": "8507099805 ",
    "phone numbers": "070-174 06 05 ",
    "times": "22.30-",
    "dates": "2026-10-",
    "dashes": "-",
    "dots": ".",
    "spaces": " ",
    "brackets": "([{",
    "at after at": "a@",
    "hosts without an end": "a.",
    "nested addresses": "a@a.a(at)a.",
    "pluses": "+4 ",
    "zero width": "\u200b",
    "zero width between digits": "0\u200b",
    "letters upon letters": "e\u0301\u0327",
    "wide ligatures": "\ufdfa",
    "full-width digits": "０１ ",
    "underscores": "a_",
    "platforms": "snap är ",
    "schemes": "http://",
    "plates": "bil abc 12a ",
    "case numbers": "5000-K",
    "letters": "abc ",
}
SIZE = 50_000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """[CT5] [A102] Twice the text; the least of several tries, for the machine is shared."""
    one, two = (piece * (size // len(piece)) for size in (SIZE, 2 * SIZE))
    assert min(took(two) / took(one) for _ in range(4)) < GROWTH_MAX


def took(text: str) -> float:
    start = process_time()
    find(text)
    return process_time() - start


def test_many_characters_that_differ_take_no_longer() -> None:
    """[CT5] What is remembered of a character is bounded."""
    many = "".join(chr(0x4E00 + n % 20_000) for n in range(SIZE))
    assert find(many) == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Ring 070-174 06 05 nu.", "070-174 06 05"),
        ("Åsa 😀 070-174 06 05.", "070-174 06 05"),
        ("x\u200b8\u200b50709-9805 y", "8\u200b50709-9805"),
        ("½ … ﬁ anna@example.com.", "anna@example.com"),
    ],
)
def test_a_find_is_marked_where_it_stands(text: str, piece: str) -> None:
    """[CT5] In the text as it was written, whatever was folded before it."""
    (found,) = find(text)
    assert text[found.start : found.end] == piece


def test_several_finds_come_in_their_order() -> None:
    """[CT5]"""
    assert find("anna@example.com, ABC 123") == [
        Found("email", 0, 16),
        Found("plate", 18, 25),
    ]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "\ud800", "İİİ ABC", "0" * 5000])
def test_odd_texts_are_read_without_a_find(text: str) -> None:
    """[CT5]"""
    assert find(text) == []


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("850709-9805", True),
        ("850709-9806", False),
        ("851309-9803", False),
        ("850732-9806", False),
        ("850769-9802", True),
        ("850709-0004", False),
        ("17850709-9805", False),
        ("19850709-9805", True),
    ],
)
def test_a_personal_number_is_a_date_and_a_checksum(number: str, is_one: bool) -> None:
    """[CT5] A coordination number has 60 added to its day."""
    assert is_personal_number(number) is is_one


@pytest.mark.parametrize(
    "text", ["Ring 020-50 50 50.", "0771-11 22 33", "112", "ring 116 111", "1177", "114 14"]
)
def test_numbers_of_helpers_are_nobodys(text: str) -> None:
    """[CT5] Freephone, shared cost, and the short numbers everybody knows."""
    assert find(text) == []


@pytest.mark.parametrize("text", ["åttiofem noll ett", "Anna på Storgatan 12", "850709-9806"])
def test_what_is_knowingly_not_found(text: str) -> None:
    """[CT5] [A97] Numbers in words, names and addresses, a wrong checksum."""
    assert find(text) == []


@given(st.text(st.characters(), max_size=200))
def test_whatever_the_text_a_find_lies_within_it(text: str) -> None:
    """[CT5] It raises nothing: a text must not stop the post."""
    places = [(each.start, each.end) for each in find(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text("0123456789 .-+@abkKz_:/(å\u200b", max_size=60))
def test_a_text_full_of_beginnings_is_read_too(text: str) -> None:
    """[CT5]"""
    assert all(0 <= each.start < each.end <= len(text) for each in find(text))


def test_what_is_taken_for_plain_is_plain() -> None:
    """Of such texts no character is looked at by itself."""
    taken = [chr(n) for n in range(0x110000) if _IS_PLAIN(chr(n))]
    assert "å" in taken
    assert [_plain(char) for char in taken] == taken

"""A code once shipped can be read for ever: old phones send it, old rows hold it."""

import json
from pathlib import Path

import pytest

from lykta.domain.words import LISTS

SHIPPED: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("shipped_codes.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_code_ever_shipped_can_be_read(name: str) -> None:
    assert set(SHIPPED[name]) - LISTS[name].codes == set()


def test_a_new_code_is_noted_as_shipped() -> None:
    new = {name: sorted(each.codes - set(SHIPPED.get(name, []))) for name, each in LISTS.items()}
    assert {name: codes for name, codes in new.items() if codes} == {}


@pytest.mark.parametrize("name", LISTS)
def test_no_code_stands_twice_in_a_list_and_all_have_words(name: str) -> None:
    words = LISTS[name].words
    assert len({word.code for word in words}) == len(words)
    assert [word.code for word in words if not (word.sv and word.en)] == []

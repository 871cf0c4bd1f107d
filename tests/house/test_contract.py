"""The client's contract is printed, never written."""

import pytest

from lykta import contract

from .repo import ROOT


def test_the_printed_contract_is_what_the_server_says_today() -> None:
    printed = (ROOT / "pwa/src/contract/contract.ts").read_text(encoding="utf-8")
    assert printed == contract.text(), "Stale. Print it anew: make contract"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_printed_labels_are_the_words_of_the_lists(language: str) -> None:
    file = ROOT / f"pwa/src/contract/labels.{language}.ts"
    assert file.read_text(encoding="utf-8") == contract.labels(language), "Stale: make contract"


def test_the_printed_patterns_are_what_the_desk_searches_by() -> None:
    """[CT5]"""
    printed = (ROOT / "pwa/src/contract/identifiers.ts").read_text(encoding="utf-8")
    assert printed == contract.identifier_table(), "Stale. Print it anew: make contract"


def test_the_diagram_in_the_rules_is_drawn_from_the_table() -> None:
    assert contract.RULES.read_text(encoding="utf-8") == contract.rules(), "Stale: make contract"

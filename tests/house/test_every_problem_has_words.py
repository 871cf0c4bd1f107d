"""A person is never shown a bare code."""

import json
from typing import Any

import pytest

from lykta.domain.problem import CATALOGUE

from .repo import ROOT

LANGUAGES = ("sv", "en")


def words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in (language, f"{language}.later"):
        found |= json.loads((ROOT / f"pwa/src/words/{part}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_sentence(language: str) -> None:
    known = words(language)
    assert [code for code in CATALOGUE if not known.get(f"problem.{code}")] == []


def test_all_languages_say_the_same_things() -> None:
    first, *others = (set(words(language)) for language in LANGUAGES)
    for other in others:
        assert first ^ other == set()

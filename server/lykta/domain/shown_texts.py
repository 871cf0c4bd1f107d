"""What is shown to the person met: the information card, and the words a consent is asked in (CO2).

Both are settings, and both are written one language at a time: a saving names its languages, and
only those change. So two supervisors in different languages never overwrite each other; of two in
the same language the one taken in last stands.

A card is kept as it stands. Of wordings every version is kept, for a consent names the version
that was shown, and its text must be found as long as the consent is.
"""

from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.bodies import Body, Language, Purpose
from lykta.domain.form import Time, of_form
from lykta.domain.ids import Id
from lykta.domain.problem import Refused

LANGUAGES = ("sv", "en", "ro", "es", "th", "bg", "hu", "pt", "uk", "ar")
"""In which there are cards: the app brings a text in each."""

CardTitle = Annotated[str, Meta(pattern=r"\S", max_length=limits.CARD_TITLE_CHARS)]
CardLine = Annotated[str, Meta(pattern=r"\S", max_length=limits.CARD_LINE_CHARS)]
WordingText = Annotated[str, Meta(pattern=r"\S", max_length=limits.WORDING_CHARS)]

T = TypeVar("T", bound=Struct)


class CardPage(Body):
    title: CardTitle
    lines: Annotated[list[CardLine], Meta(min_length=1, max_length=limits.CARD_LINES)]


class CardText(Body):
    """One language's card: who we are, what we can help with, what we write down."""

    who: CardPage
    help: CardPage
    kept: CardPage
    checked: bool = False
    """Somebody whose mother tongue it is has read it."""


class CardKept(CardText, kw_only=True):
    by: Id
    at: Time


class WordingSaid(Body):
    """The sentences of one language that are new; the others stay as they are."""

    texts: Annotated[dict[Purpose, WordingText], Meta(max_length=24, extra={"codes": "purpose:"})]
    checked: bool = False


class WordingVersion(WordingSaid, kw_only=True):
    version: str
    language: Language
    by: Id
    at: Time


class Cards(Struct):
    """The setting `cards`, as it stands in its row."""

    languages: dict[str, CardKept]


class Wordings(Struct):
    """The setting `wordings`: every version, oldest first. Of a purpose the last one is in use."""

    versions: list[WordingVersion]


def settle_cards(value: Any, before: Any, by: Id, at: datetime) -> Cards:
    """Raises Refused("op.invalid", the field's path)."""
    kept = dict(_as_it_was(before, Cards, Cards({})).languages)
    for language, told in _by_language(value):
        kept.pop(language, None)
        if told is not None:  # null: back to the app's own text
            text = of_form(told, CardText, f"value.{language}")
            kept[language] = CardKept(**_fields(text), by=by, at=at)
    return Cards(kept)


def settle_wordings(value: Any, before: Any, by: Id, at: datetime) -> Wordings:
    """Raises Refused("op.invalid", the field's path)."""
    versions = list(_as_it_was(before, Wordings, Wordings([])).versions)
    for language, told in _by_language(value):
        said = of_form(told, WordingSaid, f"value.{language}")
        version = f"{limits.WORDING_OWN}{len(versions) + 1}"
        versions.append(
            WordingVersion(**_fields(said), version=version, language=language, by=by, at=at)
        )
    if len(versions) > limits.WORDING_VERSIONS:
        raise Refused("op.invalid", "value")
    return Wordings(versions)


def _by_language(value: Any) -> list[tuple[str, Any]]:
    if not isinstance(value, dict) or not value:
        raise Refused("op.invalid", "value")
    # The path goes into a receipt, in clear: it names no language that is not known here.
    if any(language not in LANGUAGES for language in value):
        raise Refused("op.invalid", "value")
    return list(value.items())


def _as_it_was(before: Any, type: type[T], nothing: T) -> T:
    """What was kept before there was a form is left behind."""
    try:
        return msgspec.convert(msgspec.to_builtins(before), type)
    except msgspec.ValidationError:
        return nothing


def _fields(text: Body) -> dict[str, Any]:
    return {name: getattr(text, name) for name in text.__struct_fields__}

"""Cards and wordings: of which form they are, and how one saving joins what stands (CO2)."""

from typing import Any

import pytest

from lykta.domain import ids, limits
from lykta.domain.shown_texts import LANGUAGES

from .small_desk import UNIT, SmallDesk, made_id

PAGE = {"title": "Påhittad rubrik", "lines": ["Påhittad rad."]}
CARD = {"who": PAGE, "help": PAGE, "kept": PAGE}


@pytest.fixture
def desk() -> SmallDesk:
    return SmallDesk(("worker", "supervisor", "supervisor"))


def say(desk: SmallDesk, name: str, value: Any, by: int = 1) -> str:
    """What the desk answered: `applied`, `refused op.invalid value.ro.who.title` …"""
    letter = desk.pens[by].write("setting.set", made_id(7), {"name": name, "value": value})
    receipt = desk.take(letter)
    problem = receipt.problem
    said = [receipt.outcome, problem and problem.code, problem and problem.field]
    return " ".join(each for each in said if each)


def stands(desk: SmallDesk, name: str) -> Any:
    return desk.work.known.rows[ids.setting_of(UNIT, name)].data.value


def with_page(**change: Any) -> dict[str, Any]:
    return CARD | {"help": PAGE | change}


def test_two_supervisors_in_two_languages_do_not_overwrite_each_other(desk: SmallDesk) -> None:
    assert say(desk, "cards", {"ro": CARD}, by=1) == "applied"
    assert say(desk, "cards", {"ar": CARD}, by=2) == "applied"
    assert sorted(stands(desk, "cards").languages) == ["ar", "ro"]


def test_of_two_in_one_language_the_last_stands_and_says_whose_it_is(desk: SmallDesk) -> None:
    say(desk, "cards", {"ro": CARD}, by=1)
    desk.later(1)
    say(desk, "cards", {"ro": CARD | {"checked": True}}, by=2)
    romanian = stands(desk, "cards").languages["ro"]
    assert (romanian.checked, romanian.by) == (True, desk.pens[2].device.member)
    assert romanian.at == desk.work.now


def test_a_new_text_is_not_checked_because_the_old_one_was(desk: SmallDesk) -> None:
    say(desk, "cards", {"ro": CARD | {"checked": True}})
    say(desk, "cards", {"ro": with_page(title="Nytt, påhittat")})
    assert stands(desk, "cards").languages["ro"].checked is False


def test_nobody_says_by_whom_or_when_but_the_desk(desk: SmallDesk) -> None:
    say(desk, "cards", {"ro": CARD | {"by": made_id(1), "at": "2020-01-01T00:00:00Z"}})
    assert stands(desk, "cards").languages["ro"].by == desk.pens[1].device.member


def test_null_goes_back_to_the_text_the_app_brings(desk: SmallDesk) -> None:
    say(desk, "cards", {"ro": CARD, "th": CARD})
    assert say(desk, "cards", {"ro": None}) == "applied"
    assert list(stands(desk, "cards").languages) == ["th"]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([], "value"),
        ({}, "value"),
        ({"xx": CARD}, "value"),
        ({"070-000 00 00": CARD}, "value"),
        ({"ro": "text"}, "value.ro"),
        ({"ro": {"who": PAGE, "help": PAGE}}, "value.ro.kept"),
        ({"ro": with_page(title="")}, "value.ro.help.title"),
        ({"ro": with_page(title=" ")}, "value.ro.help.title"),
        ({"ro": with_page(lines=[])}, "value.ro.help.lines"),
        ({"ro": with_page(lines=["\0"])}, "value[0]"),
        ({"ro": with_page(title="å" * (limits.CARD_TITLE_CHARS + 1))}, "value.ro.help.title"),
        ({"ro": with_page(lines=["å"] * (limits.CARD_LINES + 1))}, "value.ro.help.lines"),
        ({"ro": with_page(lines=["å" * (limits.CARD_LINE_CHARS + 1)])}, "value.ro.help.lines[0]"),
        ({"ar": CARD, "ro": with_page(title=7)}, "value.ro.help.title"),
    ],
)
def test_a_card_of_another_form_is_refused_at_its_field(
    desk: SmallDesk, value: Any, field: str
) -> None:
    assert say(desk, "cards", value) == f"refused op.invalid {field}"
    assert ids.setting_of(UNIT, "cards") not in desk.work.known.rows


def test_a_card_may_be_as_long_as_its_limits(desk: SmallDesk) -> None:
    lines = ["å" * limits.CARD_LINE_CHARS] * limits.CARD_LINES
    longest = with_page(title="å" * limits.CARD_TITLE_CHARS, lines=lines)
    assert say(desk, "cards", {"ro": longest}) == "applied"


def test_what_was_kept_before_there_was_a_form_is_left_behind(desk: SmallDesk) -> None:
    for name, value in (("cards", {"ro": CARD}), ("wordings", {"ro": {"texts": {}}})):
        say(desk, name, value)
        row = desk.work.known.rows[ids.setting_of(UNIT, name)]
        row.data.value = ["something older"]
        assert say(desk, name, value) == "applied"


def test_every_saving_of_wordings_is_a_version_and_none_is_let_go(desk: SmallDesk) -> None:
    """[CO2] The version that a consent names keeps its text."""
    for text in ("Första påhittade?", "Andra påhittade?"):
        assert say(desk, "wordings", {"ro": {"texts": {"SHARE_SOC": text}}}) == "applied"
    say(desk, "wordings", {"ar": {"texts": {"SHARE_SOC": "Tredje påhittade?"}, "checked": True}}, 2)
    kept = [
        (each.version, each.language, each.texts["SHARE_SOC"], each.checked)
        for each in stands(desk, "wordings").versions
    ]
    assert kept == [
        ("own-1", "ro", "Första påhittade?", False),
        ("own-2", "ro", "Andra påhittade?", False),
        ("own-3", "ar", "Tredje påhittade?", True),
    ]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"ro": None}, "value.ro"),
        ({"ro": {}}, "value.ro.texts"),
        ({"ro": {"texts": {"SHARE_ALL": "Påhittat?"}}}, "value.ro.texts"),
        ({"ro": {"texts": {"SHARE_SOC": " "}}}, "value.ro.texts[...]"),
        (
            {"ro": {"texts": {"SHARE_SOC": "å" * (limits.WORDING_CHARS + 1)}}},
            "value.ro.texts[...]",
        ),
    ],
)
def test_wordings_of_another_form_are_refused_at_their_field(
    desk: SmallDesk, value: Any, field: str
) -> None:
    assert say(desk, "wordings", value) == f"refused op.invalid {field}"


def test_there_are_so_many_versions_and_no_more(desk: SmallDesk) -> None:
    one = {"ro": {"texts": {"SHARE_SOC": "Påhittat?"}}}
    for _ in range(limits.WORDING_VERSIONS):
        assert say(desk, "wordings", one) == "applied"
    assert say(desk, "wordings", one) == "refused op.invalid value"
    assert len(stands(desk, "wordings").versions) == limits.WORDING_VERSIONS


def test_all_languages_at_their_limits_are_still_one_letter_each() -> None:
    """A phone seals a language at a time; none may be too large a letter."""
    longest = limits.CARD_TITLE_CHARS + limits.CARD_LINES * limits.CARD_LINE_CHARS
    assert 3 * longest * 3 < limits.LETTER_BYTES
    assert len(set(LANGUAGES)) == len(LANGUAGES)


def test_only_a_supervisor_writes_them(desk: SmallDesk) -> None:
    assert say(desk, "cards", {"ro": CARD}, by=0) == "refused op.denied"

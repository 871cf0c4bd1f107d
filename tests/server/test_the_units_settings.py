"""What a supervisor sets for the unit: of which form it has to be, and what a second one is for."""

from typing import Any

import pytest

from lykta.domain.notices import NONE, QUIET, quiet_set
from lykta.domain.problem import Refused
from lykta.domain.rows import Kind
from lykta.reading.one import open_one
from tests.phones.bodies import disclosure

from .inside import Hand, Inside


async def settings(hand: Hand) -> dict[str, Any]:
    await hand.read()
    return {
        data["name"]: data["value"] for (kind, _), data in hand.told.items() if kind == "setting"
    }


async def sets(hand: Hand, name: str, value: Any) -> str:
    return await hand.did("setting.set", hand.new_id(), {"name": name, "value": value})


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("quiet_hours", None, None),
        ("quiet_hours", {"from": "21:00", "to": "06:30"}, {"from": "21:00", "to": "06:30"}),
        ("services", ["KAST", "SOC_LINK"], ["KAST", "SOC_LINK"]),
        ("partners", ["Påhittad förening"], [{"name": "Påhittad förening"}]),
        (
            "partners",
            [{"name": "Påhittad polis", "agreement": True, "since": "2021-03-01", "more": 1}],
            [{"name": "Påhittad polis", "agreement": True, "since": "2021-03-01"}],
        ),
        ("zones", [{"code": "Z_CITY", "sv": "Stan", "en": "City"}], ...),
        ("receivers", ["Socialjouren"], ...),
    ],
)
async def test_a_setting_stands_for_everybody(
    inside: Inside, name: str, value: Any, kept: Any
) -> None:
    siv, ada = await inside.hand("supervisor"), await inside.hand("worker")
    assert await sets(siv, name, value) == "applied"
    assert (await settings(ada))[name] == (value if kept is ... else kept)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quiet_hours", {"from": "25:00", "to": "06:30"}),
        ("quiet_hours", "natten"),
        ("services", ["MASSAGE"]),
        ("services", []),
        ("partners", [{"name": ""}]),
        ("partners", {"name": "Påhittad"}),
        ("retention", {}),
        ("retention", {"notes": 3}),
        ("retention", {"notes": 90.5}),
        ("retention", {"notes": True}),
        ("retention", {"log": 30}),
        ("retention", {"everything": 30}),
    ],
)
async def test_a_setting_of_no_form_changes_nothing(inside: Inside, name: str, value: Any) -> None:
    siv = await inside.hand("supervisor")
    assert (await sets(siv, name, value)).startswith("refused op.invalid")
    assert name not in await settings(siv)


def test_no_quiet_hours_are_none_at_all() -> None:
    assert quiet_set(None) == NONE
    assert quiet_set("natten") == QUIET


async def test_a_longer_time_waits_for_another_supervisor(inside: Inside) -> None:
    """[RE3]"""
    siv, sam = await inside.hand("supervisor"), await inside.hand("supervisor")
    assert await sets(siv, "retention", {"notes": 120, "held": 7}) == "applied"
    now = (await settings(sam))["retention"]
    assert (now["days"]["notes"], now["days"]["held"]) == (90, 7)
    assert now["longer"]["notes"]["by"] == siv.member
    assert await sets(siv, "retention", {"notes": 120}) == "applied"
    assert (await settings(sam))["retention"]["days"]["notes"] == 90
    assert await sets(sam, "retention", {"notes": 120}) == "applied"
    now = (await settings(siv))["retention"]
    assert now["days"]["notes"] == 120
    assert now["longer"] == {}


async def test_a_disclosure_rests_on_a_law_that_holds_and_on_who_may_decide(
    inside: Inside,
) -> None:
    """[A68]"""
    siv, ada = await inside.hand("supervisor"), await inside.hand("worker")

    async def says(hand: Hand, **more: Any) -> str:
        return await hand.did("disclosure.record", hand.new_id(), disclosure(siv.member, **more))

    assert await says(siv) == "applied"
    assert await says(siv, law="osl 10:15 A §") == "applied"
    assert await says(siv, law="Annan påhittad lag 3 §") == "applied"
    assert await says(siv, law="OSL 10:27") == "refused disclosure.law"
    assert await says(siv, law="OSL 10:27 §") == "refused disclosure.law"
    assert await says(siv, ground="kort") == "refused ground.too_short"
    assert await says(siv, decided_by=ada.member) == "refused member.unknown"
    assert await says(ada) == "refused op.denied"


async def test_a_section_that_is_not_yet_law_carries_nothing(inside: Inside) -> None:
    """[A68] OSL 10:15 a holds from 1 December 2025."""
    siv = await inside.hand("supervisor")
    inside.now = inside.now.replace(year=2025, month=11, day=30)
    body = disclosure(siv.member, law="OSL 10:15 a")
    said = await siv.did("disclosure.record", siv.new_id(), body)
    assert said == "refused disclosure.law"


@pytest.mark.parametrize(
    ("type", "kind", "body", "field"),
    [
        ("activity.record", "activity", {"kind": "LECTURE", "on": "2026-11-20"}, "remark"),
        ("incident.record", "incident", {"kind": "THREAT", "severity": "LOW"}, "action"),
    ],
)
async def test_a_text_is_opened_by_itself_and_by_the_supervisor_alone(
    inside: Inside, type: str, kind: Kind, body: dict[str, Any], field: str
) -> None:
    """[VI4]"""
    siv, ada = await inside.hand("supervisor"), await inside.hand("worker")
    id = ada.new_id()
    assert await ada.did(type, id, body | {field: "Påhittad text."}) == "applied"
    opened = await open_one(inside.desk, siv.actor, kind, str(id))
    assert opened[field] == "Påhittad text."
    with pytest.raises(Refused):
        await open_one(inside.desk, ada.actor, kind, str(id))

"""Cards and wordings over several letters and a whole desk: one row each, for every reader."""

from typing import Any

from lykta.domain import ids
from tests.phones.letter import Json
from tests.server.inside import Hand, Inside

PAGE = {"title": "Påhittad rubrik", "lines": ["Påhittad rad."]}
CARD = {"who": PAGE, "help": PAGE, "kept": PAGE}


async def say(hand: Hand, name: str, value: Json) -> None:
    body = {"name": name, "value": value}
    assert await hand.did("setting.set", hand.phone.new_id(), body) == "applied"


async def told(hand: Hand, inside: Inside, name: str) -> Any:
    await hand.read()
    return hand.told["setting", ids.setting_of(inside.unit, name)]["value"]


async def test_what_two_supervisors_save_one_after_the_other_is_all_there(inside: Inside) -> None:
    """[CO2] Each letter comes by itself, so what stands is read from the database."""
    ada = await inside.hand()
    cleo, dan = await inside.hand("supervisor"), await inside.hand("supervisor")
    await say(cleo, "cards", {"ro": CARD | {"checked": True}})
    await say(dan, "cards", {"ar": CARD})
    await say(cleo, "wordings", {"ro": {"texts": {"SHARE_SOC": "Första?"}}})
    await say(dan, "wordings", {"ro": {"texts": {"SHARE_SOC": "Andra?"}}})

    cards = (await told(ada, inside, "cards"))["languages"]
    assert {code: card.get("checked", False) for code, card in cards.items()} == {
        "ro": True,
        "ar": False,
    }
    versions = (await told(ada, inside, "wordings"))["versions"]
    assert [(each["version"], each["texts"]) for each in versions] == [
        ("own-1", {"SHARE_SOC": "Första?"}),
        ("own-2", {"SHARE_SOC": "Andra?"}),
    ]

"""Vectors about follow-ups, letters and sight: what is given → what the rules say."""

from typing import Any

import msgspec

from lykta.domain import dates, due, sight
from lykta.domain import queue as order
from lykta.domain.follow_up import STATES, TABLE, entitled
from lykta.domain.moves import had_it
from lykta.domain.rows import Shift

from . import scenes
from .scenes import Desk, plain, time
from .vectors import CAST, IDS, NOW, ROLES, Json


def moves_to(given: Json) -> Json:
    event = given["event"]
    return {state: TABLE[state][event] for state in STATES}


def may(given: Json) -> Json:
    data = scenes.follow_up(given.get("follow_up", {}))
    return {
        "may": [
            member
            for member, role in ROLES.items()
            if entitled(
                given["event"],
                role=role,
                member=member,
                assigned_to=data.assigned_to,
                had_it=had_it(data),
                duty=data.duty,
            )
        ]
    }


def move(given: Json) -> Json:
    row = {IDS["@call"]: given.get("follow_up", {}), IDS["@contact"]: {"is": "contact"}}
    desk = Desk.of({"rows": row, "acts": {IDS["@contact"]: given.get("acts", [])}})
    desk.now = time(given.get("now", NOW))
    body = given.get("body", {})
    if "report" in body:
        body = body | {"report": _report(body["report"])}
    letter = {"by": given["by"], "type": f"follow_up.{given['event']}", "body": body}
    said = desk.take(letter | {"subject": IDS["@call"]}, 50)
    after: Json = plain(desk.rows[IDS["@call"]].data)
    return {"answer": said} | after


def _report(change: Json) -> Json:
    whole = CAST["report"] | change
    return {key: item for key, item in whole.items() if item is not None}


def letters(given: Json) -> Json:
    """Letters as they arrive, each decided on what the ones before it left."""
    desk = Desk.of(given)
    answers = []
    for seq, told in enumerate(given["letters"], 1):
        desk.now = time(told.get("at", given.get("now", NOW)))
        answers.append(desk.take(told, told.get("seq", seq)))
    return {"answers": answers} | desk.shown()


def due_date(given: Json) -> Json:
    return {"due": plain(due.due_at(given["kind"], time(given["now"])))}


def queue(given: Json) -> Json:
    rows = {name: scenes.follow_up(told) for name, told in given["rows"].items()}
    now = time(given.get("now", NOW))
    places = [place.name for place in order.PLACES]

    def stands(name: str) -> tuple[int, Any, str]:
        data = rows[name]
        return places.index(order.place_of(data, now)), data.due_at, name

    return {"order": sorted(rows, key=stands)}


def overdue(given: Json) -> Json:
    told = {key: item for key, item in given.items() if key != "now"}
    return {"overdue": order.is_overdue(scenes.follow_up(told), time(given["now"]))}


def sees(given: Json) -> Json:
    reader, row = scenes.actor(given["reader"]), scenes.row(IDS["@call"], given["row"])
    now = time(given.get("now", NOW))
    return {"sees": sight.sees(reader, row, now), "texts": sight.sees_texts(reader, row)}


def until(given: Json) -> Json:
    shift = given["shift"]
    kept = None if shift is None else msgspec.convert(shift, Shift)
    return {"until": plain(sight.hidden_from_author(kept, time(given["received_at"])))}


def ends(given: Json) -> Json:
    """The date of a way to reach somebody, or of a held letter, has come."""
    come = dates.on_its_date(scenes.row(IDS["@call"], {"until": NOW} | given["row"]), time(NOW))
    (after,) = come.decision.rows
    shown: Json = plain(after.data) | {"until": plain(after.until), "owner": after.owner}
    destroyed = [field for _, field in come.decision.destroyed]
    return shown | {"destroyed": destroyed, "redacts": come.redacts}

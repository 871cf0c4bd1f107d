"""Vectors about a contact's form, times, ids, age and words: what is given → what the rules say."""

from typing import Any

import msgspec

from lykta.domain import contact, duty, ids, indicators, ops
from lykta.domain.bodies import ContactRecord
from lykta.domain.form import decode
from lykta.domain.identifiers import find
from lykta.domain.problem import Refused

from . import scenes
from .scenes import Desk, plain, time
from .vectors import NOW, Json


def complete(given: Json) -> Json:
    body = scenes.body_of("contact.record", given.get("with", {}))
    raw = {key: item for key, item in body.items() if key not in given.get("without", [])}
    try:
        contact.check_complete(decode(msgspec.json.encode(raw), ContactRecord))
    except Refused as no:
        return {"wants": no.problem.field}
    return {"wants": None}


def rounded(given: Json) -> Json:
    return {"kept": plain(contact.quarter(time(given["at"])))}


def marks(given: Json) -> Json:
    return {"marks": contact.marks(time(given["met_at"]), time(given["now"]))}


def an_id(given: Json) -> Json:
    if given["of"] == "new":
        return {"tells_no_second": ids.tells_no_second(given["id"])}
    return {"id": _DERIVED[given["of"]](given["from"])}


_DERIVED = {"duty": ids.duty_of, "feedback": ids.feedback_of, "telling": ids.telling_of}


def consult(given: Json) -> Json:
    return {"prompt": indicators.asks_to_consult(given["indicators"])}


def found(given: Json) -> Json:
    text = given["text"]
    return {"found": [f"{each.kind} {text[each.start : each.end]}" for each in find(text)]}


def form(given: Json) -> Json:
    """Which fields a body loses on its way in, or which field is wrong."""
    raw = scenes.body_of(given["type"], given["body"])
    for field, chars in given.get("chars", {}).items():
        *path, last = field.split(".")
        place = raw
        for name in path:
            place = place[name]
        place[last] = "å" * chars
    try:
        body = decode(msgspec.json.encode(raw), ops.OPS[given["type"]].body)
    except Refused as no:
        return {"answer": f"refused {no.problem.code}", "field": no.problem.field}
    return {"answer": "applied", "loses": sorted(_lost(raw, plain(body)))}


def _lost(raw: Any, kept: Any, path: str = "") -> list[str]:
    if isinstance(raw, dict) and isinstance(kept, dict):
        lost = [f"{path}{key}" for key in raw if key not in kept and raw[key] not in (None, [], {})]
        return lost + [
            each for key in raw if key in kept for each in _lost(raw[key], kept[key], f"{key}.")
        ]
    if isinstance(raw, list) and isinstance(kept, list):
        return [e for a, b in zip(raw, kept, strict=True) for e in _lost(a, b, path)]
    return []


def a_duty(given: Json) -> Json:
    child = duty.is_child(given["age_band"], given.get("may_be_minor", False))
    end = given.get("shift_end")
    due_at = duty.due_at(time(given.get("met_at", NOW)), time(end) if end else None)
    return {"child": child, "due": plain(due_at) if child else None}


def apart(given: Json) -> Json:
    """What is kept apart, and which of these words stand in a row in clear."""
    desk = Desk.of(given)
    before = dict(desk.rows)
    said = desk.take(given["letter"], 1)
    rows = [each for id, each in desk.rows.items() if each is not before.get(id)]
    clear = b"\n".join(msgspec.json.encode(each.data) for each in rows).decode()
    return {
        "answer": said,
        "in_clear": [word for word in given["words"] if word in clear],
        "apart": sorted(
            {
                field.partition("/")[0]
                for (_, field), text in desk.texts.items()
                if any(word in text for word in given["words"])
            }
        ),
    }

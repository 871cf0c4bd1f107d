"""One adapter a kind of vector: what is given → what the rules' own functions say of it."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import msgspec

from lykta.domain import consent, contact, dates, due, duty, ids, indicators, ops, sight
from lykta.domain import queue as order
from lykta.domain.bodies import ContactRecord
from lykta.domain.follow_up import STATES, TABLE, entitled
from lykta.domain.form import decode
from lykta.domain.moves import had_it
from lykta.domain.problem import Refused
from lykta.domain.rows import Shift
from lykta.domain.words import LISTS

from . import scenes
from .scenes import Desk, plain, time
from .vectors import CAST, IDS, NOW, ROLES, Json


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


def form(given: Json) -> Json:
    """Which fields a body loses on its way in, or which field is wrong."""
    raw = scenes.body_of(given["type"], given["body"])
    for field, chars in given.get("chars", {}).items():
        raw[field] = "å" * chars
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


def consents(given: Json) -> Json:
    """The same in whatever order the acts arrive (CO10), or it is said that it is not."""
    now, made = time(given.get("now", NOW)), scenes.acts(given["acts"])
    first: Json
    first, *others = (_standing(list(each), now) for each in permutations(made))
    return first if all(each == first for each in others) else {"depends on": "the order"}


def _standing(acts: list[consent.Act], now: Any) -> Json:
    shown = {_key(each): each for each in consent.shown(acts)}
    purposes = [word.code for word in LISTS["purpose"].words]
    return {
        "standing": {key: each.state for key, each in shown.items()},
        "until": {key: plain(each.expires_at) for key, each in shown.items()},
        "state": {purpose: consent.state(acts, purpose) for purpose in purposes},
        "in_force": [each for each in purposes if consent.in_force(acts, each, now)],
        "history_only": sorted(each.op for each in acts if consent.revives_nothing(each, acts)),
    }


def _key(each: Any) -> str:
    return f"{each.purpose} to {each.recipient}" if each.recipient else str(each.purpose)


def opened(given: Json) -> Json:
    """A follow-up opened on a contact with these acts behind it."""
    desk = Desk.of({"rows": {IDS["@contact"]: {"is": "contact"}}, "now": given.get("now", NOW)})
    desk.acts[IDS["@contact"]] = scenes.acts(given["acts"])
    body = {"contact": IDS["@contact"]} | given["opens"]
    said = desk.take({"type": "follow_up.open", "subject": IDS["@call"], "body": body}, 50)
    row = desk.rows.get(IDS["@call"])
    if row is None:
        return {"answer": said}
    return {"answer": said, "state": row.data.state, "reach": row.data.reach, **_kept(desk)}


def _kept(desk: Desk) -> Json:
    return {"details": (IDS["@call"], "details") in desk.texts}


def withdrawal(given: Json) -> Json:
    """What the withdrawal of one purpose ends."""
    desk = Desk.of({"rows": {IDS["@contact"]: {"is": "contact"}} | given["follow_ups"]})
    held = {id for id in given["follow_ups"] if desk.rows[id].data.reach == "kept"}
    desk.texts = {(id, "details"): "påhittat" for id in held}
    body = {"purpose": given["withdrawn"], "state": "WITHDRAWN"}
    desk.take({"type": "consent.set", "subject": IDS["@contact"], "body": body}, 50)
    names = list(given["follow_ups"])
    return {
        "follow_ups": {
            id: {"state": desk.rows[id].data.state, "reach": desk.rows[id].data.reach}
            for id in names
        },
        "destroyed": [id for id in names if id in held and (id, "details") not in desk.texts],
        "told_again": [id for id in names if ids.telling_of(id) in desk.rows],
    }


def a_duty(given: Json) -> Json:
    child = duty.is_child(given["age_band"], given.get("may_be_minor", False))
    end = given.get("shift_end")
    due_at = duty.due_at(time(given.get("met_at", NOW)), time(end) if end else None)
    return {"child": child, "due": plain(due_at) if child else None}


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
    """The date of a way to reach somebody has come."""
    row = scenes.row(IDS["@call"], {"reach": "kept", "until": NOW} | given["follow_up"])
    come = dates.on_its_date(row, time(NOW))
    (after,) = come.decision.rows
    shown: Json = plain(after.data) | {"until": plain(after.until)}
    return shown | {"destroyed": [field for _, field in come.decision.destroyed]}


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


Adapter = Callable[[Json], Json]
KINDS: dict[str, Adapter] = {
    "apart": apart,
    "complete": complete,
    "consents": consents,
    "consult": consult,
    "due": due_date,
    "duty": a_duty,
    "ends": ends,
    "form": form,
    "ids": an_id,
    "letters": letters,
    "marks": marks,
    "may": may,
    "move": move,
    "moves_to": moves_to,
    "opened": opened,
    "overdue": overdue,
    "rounded": rounded,
    "said": letters,
    "sees": sees,
    "until": until,
    "withdrawal": withdrawal,
}

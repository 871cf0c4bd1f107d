"""Vectors about answers and what stands on them: what is given → what the rules say."""

from datetime import datetime
from itertools import permutations
from typing import Any

from lykta.domain import consent, ids
from lykta.domain.words import LISTS

from . import scenes
from .scenes import Desk, plain, time
from .vectors import IDS, NOW, Json


def consents(given: Json) -> Json:
    """The same in whatever order the acts arrive (CO10), or it is said that it is not."""
    now, made = time(given.get("now", NOW)), scenes.acts(given["acts"])
    first: Json
    first, *others = (_standing(list(each), now) for each in permutations(made))
    return first if all(each == first for each in others) else {"depends on": "the order"}


def _standing(acts: list[consent.Act], now: datetime) -> Json:
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
    """What the withdrawal of one purpose ends, or another answer that is no yes."""
    desk = Desk.of({"rows": {IDS["@contact"]: {"is": "contact"}} | given["follow_ups"]})
    held = {id for id in given["follow_ups"] if desk.rows[id].data.reach == "kept"}
    desk.texts = {(id, "details"): "påhittat" for id in held}
    body = {"purpose": given["withdrawn"], "state": given.get("by", "WITHDRAWN")}
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

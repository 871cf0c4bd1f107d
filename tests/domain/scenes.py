"""Scenes built from a vector's words, and a desk as small as can be that keeps what is decided."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from lykta.domain import ops
from lykta.domain.consent import Act
from lykta.domain.decision import Decision, Letter, Scene
from lykta.domain.problem import Held, Problem, Refused
from lykta.domain.rows import DATA, Actor, FollowUp, Member, Row

from .vectors import CAST, IDS, NOW, ROLES, Json, named

OF_THE_ACT = {"device", "seq", "n", "seen", "version", "met_at", "op"}
OF_THE_ROW = {"is", "by", "received_at", "until", "owner", "gone"}


def time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


def actor(member: str, device: str = "@phone") -> Actor:
    role: Any = ROLES[member]
    return Actor(IDS["@unit"], member, role, named(device))


def act(told: Json, place: int) -> Act:
    """One answer; what is not told of its letter is that of the `place`th letter of one phone."""
    about = {key: item for key, item in told.items() if key in OF_THE_ACT}
    said = {key: item for key, item in told.items() if key not in OF_THE_ACT}
    whole = {
        "contact": IDS["@contact"],
        "consent": said,
        "op": f"op {place}",
        "device": IDS["@phone"],
        "seq": place,
        "n": 0,
        "seen": None,
        "version": place,
        "met_at": CAST["contact"]["met_at"],
    }
    return msgspec.convert(whole | about, Act)


def acts(told: list[Json]) -> list[Act]:
    return [act(each, place) for place, each in enumerate(told, 1)]


def follow_up(change: Json) -> FollowUp:
    whole = named(CAST["follow_up"]) | change
    whole["events"] = [{"at": NOW, "by": None} | each for each in whole.get("events", [])]
    return msgspec.convert(whole, FollowUp)


def row(id: str, told: Json) -> Row:
    about = {key: item for key, item in told.items() if key in OF_THE_ROW}
    data = {key: item for key, item in told.items() if key not in OF_THE_ROW}
    kind = about.get("is", "follow_up")
    made: Any = None
    if kind == "follow_up":
        made = follow_up(data)
    elif not about.get("gone"):
        base = named(CAST.get(kind, {}))
        made = msgspec.convert(base | data, DATA[kind])
    until = time(about["until"]) if "until" in about else None
    received = time(about.get("received_at", NOW))
    by, gone = about.get("by", IDS["@ada"]), about.get("gone", False)
    return Row(kind, id, by, received, made, owner=about.get("owner"), until=until, gone=gone)


def body_of(type: str, told: Json) -> Json:
    """What is not told of a contact is that of the cast's; `null` leaves a field out."""
    base = CAST["contact"] if type.startswith("contact.") else {}
    if "offers" in told:
        base = {key: item for key, item in base.items() if key != "not_offered"}
    return base | told


def outcome(decide: Callable[[], Decision]) -> tuple[str, Decision | None]:
    """`applied`, `adjusted consent.withdrawn`, `held consent.missing details` …"""
    try:
        decision = decide()
    except Refused as no:
        return _line("held" if isinstance(no, Held) else "refused", no.problem), None
    return _line(decision.outcome, decision.problem), decision


def _line(outcome: str, problem: Problem | None) -> str:
    words = [outcome, problem.code if problem else None, problem.field if problem else None]
    return " ".join(word for word in words if word)


class Desk(Struct):
    """Decides one letter after another, as `intake` does, and keeps the rows in a dict."""

    now: datetime
    rows: dict[str, Row]
    acts: dict[str, list[Act]]
    clock: int = 100
    texts: dict[tuple[str, str], str] = {}
    facts: list[str] = []

    @classmethod
    def of(cls, given: Json) -> "Desk":
        rows = {id: row(id, told) for id, told in given.get("rows", {}).items()}
        for id, role in ROLES.items():
            name = next(each for each in IDS if IDS[each] == id)
            data = Member(f"{name[1:].title()} Påhittad", role)
            rows[id] = Row("member", id, None, time(NOW), data)
        told = {contact: acts(each) for contact, each in given.get("acts", {}).items()}
        texts = {(id, field): "" for id, each in given.get("texts", {}).items() for field in each}
        return cls(time(given.get("now", NOW)), rows, told, texts=texts)

    def take(self, told: Json, seq: int) -> str:
        """One letter: `by`, `type`, `subject`, `body`, and where it matters `device` and `seen`."""
        who = actor(told.get("by", IDS["@ada"]), told.get("device", "@phone"))
        letter = Letter(f"op {seq}", who.device, told.get("seq", seq), self.now, told.get("seen"))
        scene = Scene(who, letter, self.now, self.rows, self.acts, self.clock + 1)
        raw = msgspec.Raw(msgspec.json.encode(body_of(told["type"], told.get("body", {}))))
        op = ops.Op(told["type"], told["subject"], raw, told.get("seen"))
        said, decision = outcome(lambda: ops.decide(op, ops.read_body(op), scene))
        if decision is not None:
            self.keep(decision)
        return said

    def keep(self, decision: Decision) -> None:
        for each in decision.rows:
            self.clock += 1
            self.rows[each.id] = structs.replace(each, version=self.clock)
        for text in decision.texts:
            self.texts[text.row, text.field] = text.value
        for place in decision.destroyed:
            self.texts.pop(place, None)
        for made in decision.acts:
            self.acts.setdefault(made.contact, []).append(made)
        self.facts += decision.facts

    def shown(self) -> Json:
        of_a_row: dict[str, list[str]] = {}
        for id, field in sorted(self.texts):
            of_a_row.setdefault(id, []).append(field.partition("/")[0])
        return {
            "rows": {
                id: None if each.gone else plain(each.data) | {"until": plain(each.until)}
                for id, each in self.rows.items()
            },
            "texts": {id: of_a_row.get(id, []) for id in IDS.values()},
            "facts": self.facts,
        }

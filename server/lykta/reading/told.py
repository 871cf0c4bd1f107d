"""A row as it is told: codes in clear, texts only for whom they are (VI2, protocol §8)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from lykta.domain.form import secret_fields
from lykta.domain.rows import DATA, TOLD_WITH_FOLLOW_UPS, Row

Json = dict[str, Any]
_SECRET = {kind: secret_fields(struct) for kind, struct in DATA.items()}
HELD_TOLD = ("why", "device", "type", "op", "seq", "field", "subject", "waits_for")


def as_kept(row: Row) -> msgspec.Raw:
    """What `told` would make of a row that is unread and of which this reader is given no text:
    there is none in its document to leave out (CT4).
    """
    kept, whose = row.data.document, {"by": row.by, "received_at": row.received_at}
    more = msgspec.json.encode(whose).decode()[1:]
    return msgspec.Raw(f"{kept[:-1]},{more}" if len(kept) > len("{}") else "{" + more)


def told(row: Row, texts: Mapping[str, str], contact: Row | None = None) -> Json:
    """`texts`: by field, as far as this reader is given them. `contact`: of a follow-up, whose
    language, interpreter and consents go to who is to reach the person.
    """
    data: Json = msgspec.to_builtins(row.data)
    for name in _SECRET[row.kind]:
        data.pop(name, None)
    if row.kind == "held":
        data = {name: data[name] for name in HELD_TOLD if name in data}
    if row.kind not in ("member", "setting"):
        data["by"] = row.by
        data["received_at"] = _time(row.received_at)
    if row.kind == "follow_up":
        _follow_up(data, texts)
    else:
        data |= _latest(texts)
    if contact is not None:
        whole = msgspec.to_builtins(contact.data)
        for name in TOLD_WITH_FOLLOW_UPS:
            if whole.get(name):
                data[name] = whole[name]
    return data


def _time(time: datetime) -> str:
    told: str = msgspec.to_builtins(time)
    return told


def _follow_up(data: Json, texts: Mapping[str, str]) -> None:
    if "details" in texts:
        data["details"] = msgspec.json.decode(texts["details"])
    for event in data["events"]:
        for name in ("remark", "ground"):
            text = texts.get(f"{name}/{event.get('op')}")
            if text is not None:
                event[name] = text
    report = data.get("report")
    if report:
        report.pop("receiver", None)
        report.pop("reference", None)
        op = _reported_by(data["events"])
        report |= {
            name: texts[f"{name}/{op}"]
            for name in ("receiver", "reference")
            if f"{name}/{op}" in texts
        }


def _reported_by(events: Sequence[Json]) -> str | None:
    """The op of the completion that stands: another's report may lie beside it (FU5)."""
    stands = [each for each in events if each["what"] == "complete" and each.get("stands", True)]
    op: str | None = stands[-1].get("op") if stands else None
    return op


def _latest(texts: Mapping[str, str]) -> Json:
    """A text that was corrected is told as it is now: fields come oldest first."""
    return {field.partition("/")[0]: text for field, text in texts.items()}

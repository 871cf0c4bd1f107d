"""What an answer of the desk tells: row by row, and the rest of it; and whether it may.

Every mark and every id in its bytes and its headers has to be allowed by the table.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx

from lykta.letters import base64

from .people import Seat
from .small_world import World
from .things import ID, MARK, Reader, Thing

OPENED = {
    "contacts": "contact",
    "follow-ups": "follow_up",
    "held": "held",
    "activities": "activity",
    "incidents": "incident",
    "disclosures": "disclosure",
}
LOGS = {"audit", "reviews"}
TEXTS = {"note", "earlier", "remark", "report", "details", "letter"}
"""The fields that are never told without an entry in the log (VI4)."""


class Piece(NamedTuple):
    """One row, as it was told."""

    where: str
    """L in a list, O opened."""
    kind: str
    id: str
    text: str


def told(answer: httpx.Response) -> tuple[list[Piece], list[str], str]:
    """The rows; the ids that are gone; and all the rest, headers included."""
    rest = str(sorted(answer.headers.items()))
    path = answer.request.url.path.removeprefix("/api/")
    if not answer.is_success or "json" not in answer.headers.get("content-type", ""):
        return [], [], answer.text + rest
    body = answer.json()
    if path in LOGS:
        return [], [], rest
    gone = [each["id"] for each in body.pop("gone", [])] if path == "changes" else []
    pieces = list(_pieces(answer.request.method, path, body))
    return pieces, gone, _text(body) + rest


def _pieces(method: str, path: str, body: Any) -> Iterator[Piece]:
    first, _, id = path.partition("/")
    if path in ("changes", "queue", "history"):
        for row in body.pop("rows"):
            yield Piece("L", row["kind"], row["id"], _text(row))
    elif method == "POST" and path == "devices":
        for kind in ("unit", "member"):
            yield Piece("L", kind, body[kind]["id"], _text(body.pop(kind)))
    elif path in ("members", "devices"):
        for row in body.pop(path):
            yield Piece("L", path[:-1], row["id"], _text(row))
    elif first in OPENED:
        yield Piece("O", OPENED[first], id, _text(body))
        body.clear()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def judge(world: World, seat: Seat) -> Iterator[tuple[Piece, Thing]]:
    """Looks at everything the seat was answered since; gives what it was told of, for the log."""
    for answer in seat.heard:
        pieces, gone, rest = told(answer)
        asked = _asked(answer.request)
        path = answer.request.url.path.removeprefix("/api/")
        if answer.request.method == "GET" and answer.is_success and path in LOGS:
            judge_log(world, seat.reader, answer)
        assert not MARK.findall(rest), f"{answer.request.url}: {rest}"
        assert set(ID.findall(rest)) <= asked, f"{answer.request.url}: {rest}"
        assert set(gone) <= seat.given, f"[VI3] gone names what was not given: {gone}"
        for piece in pieces:
            seat.given.add(piece.id)
            yield piece, judge_piece(world, seat.reader, piece)
    seat.heard.clear()


def judge_piece(world: World, reader: Reader, piece: Piece) -> Thing:
    """May this reader be told this row here, and everything that stands in it?"""
    thing = next(
        (one for one in world.things if (one.kind, one.id) == (piece.kind, piece.id)
         and one.unit == reader.unit),
        None,
    )  # fmt: skip
    assert thing is not None, f"{reader} was told of nothing that is theirs: {piece}"
    members = {each.id for each in world.people.values() if each.unit == reader.unit}
    assert set(ID.findall(piece.text)) <= thing.beside | members | {thing.id}, piece
    for name in {"codes"} | {thing.marks.get(mark, "nothing") for mark in MARK.findall(piece.text)}:
        assert name != "nothing", f"a mark of another row, or one that is over: {piece}"
        say = thing.says(name, reader, world.now())
        assert say.may(piece.where), f"[{say.rules}] {name} told to {reader}: {piece} {thing}"
    return thing


def judge_log(world: World, reader: Reader, answer: httpx.Response) -> None:
    """[VI2] [VI4] Who opened what in the reader's own unit: never a text, and no other unit's
    people or devices. An id that somebody asked for in vain may be anything.
    """
    assert reader.standing == "in", reader
    assert reader.role in ("supervisor", "reviewer"), reader
    assert not MARK.findall(answer.text), answer.text
    of_unit = {each.id for each in world.things if each.unit == reader.unit}
    entries = answer.json()["rows" if "rows" in answer.json() else "reviews"]
    for each in entries:
        entry = each.get("entry", each)
        assert {entry["actor"], entry["device"]} <= of_unit, entry
        assert entry["result"] == "denied" or {entry["id"]} <= of_unit | {None}, entry


def _asked(request: httpx.Request) -> set[str]:
    """The ids that whoever asks has named, letters' headers included."""
    text = str(request.url) + request.content.decode()
    if request.url.path == "/api/ops":
        letters = json.loads(request.content).get("letters", []) if request.content else []
        text += "".join(str(base64.decode(each["header"])) for each in letters)
    return set(ID.findall(text))

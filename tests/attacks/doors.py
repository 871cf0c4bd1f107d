"""Every door of the desk, and how whoever stands there asks it for all that there is.

What is asked wrongly is answered like what is asked rightly: it all comes to the seat's ear.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from lykta.domain.follow_up import STATES
from lykta.letters import base64

from .people import Seat
from .small_world import World
from .things import ID, MARK, Thing

Ask = Callable[[World, Seat], Awaitable[None]]
BETWEEN = timedelta(seconds=3)
PATHS = {
    "contact": "contacts",
    "follow_up": "follow-ups",
    "held": "held",
    "activity": "activities",
    "incident": "incidents",
    "disclosure": "disclosures",
}


async def changes(world: World, seat: Seat) -> None:
    """[A57] [A58] Cursors of everybody, forged ones, and names of columns that nobody offered."""
    get = seat.phone.line.get
    cursors = {each.phone.replica.cursor or "" for each in (*world.seats[:1], *world.seats[-4:])}
    forged = {_as(cursor, role) for cursor in cursors for role in ("worker", "supervisor")}
    for cursor in sorted({*cursors, *forged, "x"})[:5]:
        await get("/api/changes", cursor=cursor)
    await get("/api/changes", limit=1)
    await get("/api/changes", limit=0)
    await get("/api/changes", kind="held", by=world.people["ada"].id, sort="note", expand="details")


def _as(cursor: str, role: str) -> str:
    """From the beginning, and in another role."""
    parts = (base64.decode(cursor) or b"1.x.0.0.worker").decode().split(".")
    return base64.encode(".".join([*parts[:2], "0", parts[3], role]).encode())


async def open_all(world: World, seat: Seat) -> None:
    """[A54] [A55] Whatever can be opened, by its id; what may not be is told like what is not."""
    no = await seat.phone.line.get(f"/api/contacts/{world.nobody.phone.new_id()}")
    for thing in world.things:
        if thing.kind in PATHS:
            answer = await seat.phone.line.get(f"/api/{PATHS[thing.kind]}/{thing.id}")
            if not thing.says("codes", seat.reader, world.now()).may("O"):
                assert _whole(answer) == _whole(no), f"[A54] {seat.reader}: {thing}"


async def open_otherwise(world: World, seat: Seat) -> None:
    """[A54] By the id of another kind, and where no door is."""
    no = await seat.phone.line.get(f"/api/contacts/{world.nobody.phone.new_id()}")
    for thing in (*world.things[:3], *world.things[-6:]):
        for kind, path in PATHS.items():
            if kind != thing.kind:
                answer = await seat.phone.line.get(f"/api/{path}/{thing.id}")
                assert _whole(answer) == _whole(no), f"[A54] {seat.reader}: {thing} as {kind}"
    for path in ("members", "devices", "settings", "audit"):
        await seat.phone.line.get(f"/api/{path}/{world.things[0].id}")


def _whole(answer: Any) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.content, sorted(answer.headers.items())


async def ops(world: World, seat: Seat) -> None:
    """[A04] Everybody's letters carried once more: receipts, and nothing that is in them."""
    await seat.phone.line.post(
        "/api/ops", {"letters": [each.as_json() for each in world.letters[-20:]]}
    )
    await seat.phone.line.post("/api/ops", {})


async def keys(world: World, seat: Seat) -> None:
    """Public halves, to whoever knows a device's id."""
    for thing in world.things[:6]:
        await seat.phone.line.get("/api/keys", device=thing.id)


async def enrol(world: World, seat: Seat) -> None:
    await seat.phone.line.post("/api/devices", seat.phone.device.enrolment("gissat"))
    await seat.phone.line.post("/api/devices", {})


async def sign_in(world: World, seat: Seat) -> None:
    """As a device of somebody else, with one's own key."""
    for other in world.seats[:3]:
        id = {"device": str(other.phone.device.id)}
        asked = await seat.phone.line.post("/api/session/challenge", id)
        challenge = asked.json().get("challenge", "")
        if other is not seat:
            proof = seat.phone.device.sign_in(challenge) | id
            await seat.phone.line.post("/api/session", proof)


async def challenge(world: World, seat: Seat) -> None:
    for id in (str(seat.phone.new_id()), world.things[0].id, "x"):
        await seat.phone.line.post("/api/session/challenge", {"device": id})


async def lost(world: World, seat: Seat) -> None:
    """Devices of nobody and of the other unit: whoever may revoke does so elsewhere."""
    foreign = [each for each in world.things if each.kind == "device" and _foreign(each, seat)]
    for id in [str(seat.phone.new_id()), *[each.id for each in foreign]]:
        await seat.phone.line.post(f"/api/devices/{id}/revoke", {"wipe": True, "reason": "x"})


async def wiped(world: World, seat: Seat) -> None:
    for each in world.things[:8]:
        if each.kind == "device":
            body = {"at": world.now().isoformat(), "signature": "AAAA"}
            await seat.phone.line.post(f"/api/devices/{each.id}/wiped", body)


async def new_member(world: World, seat: Seat) -> None:
    await seat.phone.line.post("/api/members", {})


async def new_invitation(world: World, seat: Seat) -> None:
    """[A54] For a member of the other unit, and for nobody."""
    foreign = [each for each in world.things if each.kind == "member" and _foreign(each, seat)]
    for id in [str(seat.phone.new_id()), *[each.id for each in foreign]]:
        await seat.phone.line.post("/api/invitations", {"member": id})


def _foreign(thing: Thing, seat: Seat) -> bool:
    return thing.unit != seat.reader.unit


async def call_lost(world: World, seat: Seat) -> None:
    """[A54] What was readable on a device of the other unit, and on one of nobody's."""
    foreign = [each for each in world.things if each.kind == "device" and _foreign(each, seat)]
    for id in [str(seat.phone.new_id()), *[each.id for each in foreign]]:
        answer = await seat.phone.line.get(f"/api/devices/{id}/lost")
        assert answer.status_code in (401, 403, 404)


async def passkeys(world: World, seat: Seat) -> None:
    await seat.phone.line.post("/api/passkeys", {"challenge": "AA", "passkey": {}})
    await seat.phone.line.post("/api/passkeys", {})


async def subscribe(world: World, seat: Seat) -> None:
    await seat.phone.line.post("/api/push", {"endpoint": "https://127.0.0.1/", "keys": {}})


async def unsubscribe(world: World, seat: Seat) -> None:
    await seat.phone.line.client.delete("/api/push", headers={"Origin": seat.phone.line.origin})


async def notices(world: World, seat: Seat) -> None:
    """[A60] A choice of one's own, and nobody else's by any name."""
    other = world.people["ada"].id
    await seat.phone.line.get("/api/notices", member=other)
    await seat.phone.line.post("/api/notices", {"chosen": ["held"], "member": other})
    await seat.phone.line.post("/api/notices", {"chosen": [], "member_id": other})


async def ring(world: World, seat: Seat) -> None:
    await seat.phone.line.post("/api/push/test", {"device": world.things[0].id})


async def log(world: World, seat: Seat) -> None:
    """From its beginning, from its middle, and from beyond its end."""
    for query in ({}, {"after": 3}, {"after": 10**9}, {"from": world.now().isoformat()}):
        await seat.phone.line.get("/api/audit", **query)


async def review(world: World, seat: Seat) -> None:
    """[A65] Of whatever was opened; one's own is another's to look at."""
    for seq in (0, 1, 2, 10**6):
        await seat.phone.line.post("/api/reviews", {"seq": seq, "verdict": "ok"})


async def queue(world: World, seat: Seat) -> None:
    """[A55] [A57] Page by page, in every state, of whoever has it, and in ways nobody offered."""
    get = seat.phone.line.get
    pages = {"limit": 3}
    while pages:
        answer = await get("/api/queue", **pages)
        after = answer.json().get("after") if answer.is_success else None
        pages = {"limit": 3, "after": after} if after else {}
    for name, value in [
        *[("state", state) for state in STATES],
        *[("assignee", world.people[name].id) for name in ("ada", "eve")],
        ("by", world.people["ada"].id),
        ("after", base64.encode(b'["2026-01-01T00:00:00Z",9,"2026-01-01T00:00:00Z","x"]')),
    ]:
        await get("/api/queue", **{name: value})


async def history(world: World, seat: Seat) -> None:
    for kind in ("shift", "contact", "follow_up", "activity", "incident", "disclosure", "held"):
        await seat.phone.line.get("/api/history", kind=kind)


async def statistics(world: World, seat: Seat) -> None:
    """[ST2] Every table in every mode: figures alone, and of one's own unit."""
    span = {"from": "2026-01-01", "to": "2027-01-01"}
    names = ("roles_and_age", "reports_by_origin", "outcomes", "shifts", "disclosures", "medians")
    for name in (*names, "people"):
        for mode in ("internal", "funder", "public"):
            await seat.phone.line.get(f"/api/statistics/{name}", mode=mode, **span)


async def report(world: World, seat: Seat) -> None:
    """[ST2] As it is read, printed and carried on: figures, and of single things only activities,
    told to whoever may read these one by one.
    """
    listed = {
        mark
        for thing in world.things
        if thing.kind == "activity"
        and thing.unit == seat.reader.unit
        and thing.says("codes", seat.reader, world.now()).may("L")
        for mark, name in thing.marks.items()
        if name == "codes"
    }
    span = {"from": "2026-01-01", "to": "2027-01-01"}
    for format in ("json", "html"):
        for mode in ("internal", "funder", "public"):
            answer = await seat.phone.line.get("/api/report", mode=mode, format=format, **span)
            if answer.is_success:
                assert set(MARK.findall(answer.text)) <= listed, f"{seat.reader}: {answer.text}"
                assert not ID.findall(answer.text)
                seat.heard.remove(answer)


async def make_passkey(world: World, seat: Seat) -> None:
    answer = await seat.phone.line.post("/api/passkeys/options", {})
    if answer.is_success:
        assert answer.json()["passkey"]["user"]["name"] == "Lykta", "nobody's name"
        # The device's own id, which is no secret of its own phone.
        seat.heard.pop()


def just(path: str) -> Ask:
    async def ask(world: World, seat: Seat) -> None:
        await seat.phone.line.get(path)

    return ask


async def sign_out(world: World, seat: Seat) -> None:
    """The last thing asked: nobody after it is signed in."""
    await seat.phone.line.client.delete("/api/session")
    await seat.phone.line.get("/api/changes")
    seat.until = world.now()


ASKS: dict[str, Ask] = {
    "GET /api/health": just("/api/health"),
    "GET /api/ready": just("/api/ready"),
    "GET /api/changes": changes,
    "GET /api/{kind:str}/{id:str}": open_otherwise,
    "GET /api/queue": queue,
    "GET /api/history": history,
    "GET /api/report": report,
    "GET /api/statistics": just("/api/statistics"),
    "GET /api/statistics/{table:str}": statistics,
    "GET /api/audit": log,
    "GET /api/reviews": just("/api/reviews"),
    "POST /api/reviews": review,
    "GET /api/devices/{id:str}/lost": call_lost,
    "POST /api/passkeys/options": make_passkey,
    "POST /api/passkeys": passkeys,
    "POST /api/push": subscribe,
    "DELETE /api/push": unsubscribe,
    "POST /api/push/test": ring,
    "GET /api/notices": just("/api/notices"),
    "POST /api/notices": notices,
    "GET /api/members": just("/api/members"),
    "GET /api/devices": just("/api/devices"),
    "GET /api/live": just("/api/live"),
    "GET /api/keys": keys,
    "POST /api/ops": ops,
    "POST /api/devices": enrol,
    "POST /api/devices/{id:str}/revoke": lost,
    "POST /api/devices/{id:str}/wiped": wiped,
    "POST /api/members": new_member,
    "POST /api/invitations": new_invitation,
    "POST /api/session/challenge": challenge,
    "POST /api/session": sign_in,
    "DELETE /api/session": sign_out,
}
"""By method and path. `sign_out` stays the last."""


async def ask_everything(world: World, seat: Seat) -> None:
    for door, ask in ASKS.items():
        # Whoever cannot stay in knocks anew at every door, and no more often than is let through.
        world.inside.now += BETWEEN
        await world.enter(seat)
        await ask(world, seat)
        path = (
            door.split()[1]
            .replace("{kind:str}", "contacts")
            .replace("{id:str}", "x")
            .replace("{table:str}", "offers")
        )
        await seat.phone.line.client.head(path)
        await seat.phone.line.client.options(path)

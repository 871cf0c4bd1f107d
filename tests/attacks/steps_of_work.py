"""Steps of a small world: follow-ups move, other things are noted, letters are held, people go."""

from lykta.domain.ids import feedback_of, setting_of
from tests.phones import bodies
from tests.phones.letter import Json

from .people import Person
from .small_world import Said, Step, World
from .steps_of_contact import promise, promised
from .things import Thing

MOVES = (
    "assign", "take", "give_back", "attempt", "reschedule",
    "complete", "approve", "return", "cancel", "reopen",
)  # fmt: skip
OUTCOMES = ("LINKED", "ATTENDED", "NO_SHOW")
NOTES = ("activity", "incident", "disclosure", "setting")
BAD = ("incomplete", "identifier", "orphan", "no_consent")
CHANGES = (
    {"state": "suspended"}, {"state": "active"},
    {"role": "worker"}, {"role": "supervisor"}, {"role": "reviewer"},
)  # fmt: skip
GROUND = "Påhittad grund, lång nog för allt som kräver trettio tecken."


async def move(world: World, person: Person, step: Step) -> None:
    """`how`: which move, and in tens to whom it is given."""
    one = world.pick("follow_up", person, step.which)
    if one is None:
        return
    event = MOVES[step.how % 10]
    colleagues = [each.id for each in world.people.values() if each.unit == person.unit]
    to = colleagues[step.how // 10 % len(colleagues)]
    # Another outcome each time: an equal one changes nothing, and is not told (FU5).
    outcome = next(each for each in OUTCOMES if each != one.outcome)
    body = _move(world, event, one, to, outcome)
    said = await world.say(person, f"follow_up.{event}", one.id, body)
    if not said.taken:
        return
    one.beside.add(said.op)
    one.put("remark", world.marks.of(body))
    report = {mark: name for mark, name in world.marks.of(body).items() if name == "report"}
    if said.outcome != "applied" and event == "complete":
        # FU5: it stands beside the first, whose receiver stays what it was.
        report = dict.fromkeys(report, "earlier")
    one.put("report", report, into="earlier")
    one.put("earlier", report)
    if said.outcome == "applied":
        _moved(event, one, person, to)
    if said.outcome == "applied" and event == "complete":
        one.outcome = outcome
        _feedback(world, one, person, said)


def _move(world: World, event: str, one: Thing, to: str, outcome: str) -> Json:
    remark = {"remark": world.marks.new("remark")}
    match event:
        case "assign":
            return {"to": to}
        case "take" | "give_back":
            return {}
        case "attempt":
            return {"result": "NOT_REACHED"} | remark
        case "reschedule":
            return {"due_at": bodies.when(world.now())} | remark
        case "cancel":
            return {"ground": f"{remark['remark']} {GROUND}"}
        case "complete" if one.state == "REPORT_WRITTEN":
            texts = {name: world.marks.new("report") for name in ("receiver", "reference")}
            report = bodies.report(world.now(), **texts)
            return bodies.completion(outcome, report=report, **remark)
        case "complete":
            return bodies.completion(outcome, **remark)
    return remark


def _moved(event: str, one: Thing, person: Person, to: str) -> None:
    """FU1, FU3, FU4: whose it is now; a completion nobody had taken is the completer's."""
    after = {
        "assign": to,
        "take": person.id,
        "give_back": None,
        "reopen": None,
        "complete": one.assigned_to or person.id,
    }
    one.assigned_to = after.get(event, one.assigned_to)
    if one.assigned_to:
        one.had.add(one.assigned_to)


def _feedback(world: World, duty: Thing, person: Person, said: Said) -> None:
    """DU4; one, however often the duty is returned and completed again."""
    id = feedback_of(duty.id)
    if duty.state != "REPORT_WRITTEN" or duty.contact is None:
        return
    if not any(each.id == id for each in world.things):
        promised(world, id, person, duty.contact, {"kind": "REPORT_FEEDBACK"}, said)


async def note_down(world: World, person: Person, step: Step) -> None:
    kind, new = NOTES[step.how % 4], world.marks.new
    on = world.now().date().isoformat()
    forms: dict[str, Json] = {
        "activity": {"kind": "LECTURE", "on": on, "partner": new("codes"), "remark": new("remark")},
        "incident": {"kind": "THREAT", "severity": "LOW", "action": new("remark")},
        "disclosure": {
            "to": new("codes"),
            "ground": f"{new('remark')} {GROUND}",
            "law": new("codes"),
            "balance": new("remark"),
            "decision": "REFUSED",
            "decided_by": person.id,
        },
        "setting": {"name": "partners", "value": [new("codes")]},
    }
    body, verb, id = forms[kind], "record", str(person.hand.new_id())
    if kind == "setting":
        verb, id = "set", setting_of(person.unit, "partners")
    if (await world.say(person, f"{kind}.{verb}", id, body)).taken:
        # A setting is set in place: what stood there before is told no more.
        world.things = [each for each in world.things if each.id != id]
        world.add(kind, id, person).marks = world.marks.of(body)


async def bad(world: World, person: Person, step: Step) -> None:
    """A letter that is refused, or held: for an identifier, an unknown parent, a yes that lacks."""
    why, id = BAD[step.how % 4], person.hand.new_id()
    call = promise(world, "CALL_BACK", 14)
    if why == "orphan":
        call["contact"] = str(person.hand.new_id())
        await world.say(person, "follow_up.open", id, call)
        return
    more: Json = {"follow_ups": [call | {"id": str(person.hand.new_id())}]}
    if why == "incomplete":
        more["offers"] = ...
    if why == "identifier":
        more["follow_ups"] = []
    said = await world.say(person, "contact.record", id, _body(world, why, more))
    assert not said.taken, said


def _body(world: World, why: str, more: Json) -> Json:
    number = " 070-174 06 05" if why == "identifier" else ""
    return bodies.seller(world.now(), note=world.marks.new("note") + number, **more)


async def mend(world: World, person: Person, step: Step) -> None:
    """A letter in place of the last refused one, which is closed by it."""
    device = person.hand.device
    own = [one for one in world.things if one.state == "refused" and device in one.beside]
    if not own:
        return
    (op,) = [
        each.id
        for each in person.hand.phone.outbox.waiting.values()
        if str(each.id) in own[-1].beside
    ]
    body = {"kind": "THREAT", "severity": "LOW", "action": world.marks.new("remark")}
    id = person.hand.new_id()
    said = await world.say(person, "incident.record", id, body, mends=str(op))
    own[-1].state = "closed"
    if said.taken:
        world.add("incident", id, person).marks = world.marks.of(body)


async def decide(world: World, person: Person, step: Step) -> None:
    one = world.pick("held", person, step.which)
    if one is None:
        return
    body = {"decision": "DESTROY", "ground": f"{world.marks.new('letter')} {GROUND}"}
    if (await world.say(person, "held.decide", one.id, body)).taken:
        one.state = "closed"


async def change(world: World, person: Person, step: Step) -> None:
    """`how`: suspended, active again, or another role; `which`: whose."""
    of = _one_of(world, person, step.which)
    changed = CHANGES[step.how % len(CHANGES)]
    if (await world.say(person, "member.set", of.id, dict(changed))).outcome == "applied":
        of.suspended = changed.get("state", "suspended" if of.suspended else "") == "suspended"
        of.role = changed.get("role", of.role)  # type: ignore[assignment]


async def revoke(world: World, person: Person, step: Step) -> None:
    """`how`: which device of whom is lost."""
    lost = _one_of(world, person, step.which).seats[step.how % 2]
    seat = person.seats[1]
    await world.enter(seat)
    order = {"wipe": False, "reason": "Påhittad anledning."}
    answer = await seat.phone.line.post(f"/api/devices/{lost.phone.device.id}/revoke", order)
    lost.revoked = lost.revoked or answer.status_code == 204


def _one_of(world: World, person: Person, which: int) -> Person:
    colleagues = [each for each in world.people.values() if each.unit == person.unit]
    return colleagues[which % len(colleagues)]

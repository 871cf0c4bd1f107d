"""Steps of a small world: shifts, contacts, what was agreed, and what was promised."""

from uuid import UUID

from tests.phones import bodies
from tests.phones.letter import Json, floored
from tests.phones.outbox import duty_of

from .people import Person
from .small_world import CONSENT, Said, Step, World
from .things import Thing

IN_A_SHIFT, OF_A_CHILD, WITH_PROMISES = 1, 2, 4


async def shift(world: World, person: Person, step: Step) -> None:
    id, body = person.hand.new_id(), bodies.shift_start(world.now(), person.id)
    body["grant"] = world.marks.new("codes")
    if (await world.say(person, "shift.start", id, body)).taken:
        began = world.add("shift", id, person)
        began.started = floored(world.now())
        began.put("codes", world.marks.of(body))


async def end(world: World, person: Person, step: Step) -> None:
    one = world.pick("shift", person, step.which)
    if one is None:
        return
    body = bodies.shift_end(world.now(), remark=world.marks.new("remark"))
    if (await world.say(person, "shift.end", one.id, body)).taken:
        one.ended = floored(world.now())
        one.put("remark", world.marks.of(body))


async def meet(world: World, person: Person, step: Step) -> None:
    """`how`: any of the three. Of two promises one has details."""
    now, id = world.now(), person.hand.new_id()
    began = world.pick("shift", person, step.which) if step.how & IN_A_SHIFT else None
    within = began if began and began.unit == person.unit else None
    promises: list[Json] = []
    if step.how & WITH_PROMISES:
        promises = [promise(world, "CALL_BACK", 14), promise(world, "MEET", 0)]
    for each in promises:
        each["id"] = str(person.hand.new_id())
    receiver = {"recipient": world.marks.new("codes"), "wording": world.marks.new("codes")}
    make = bodies.under_18 if step.how & OF_A_CHILD else bodies.seller
    body = make(
        now,
        shift=within.id if within else None,
        note=world.marks.new("note"),
        consents=[
            bodies.consent("CONTACT_AGAIN", "YES", now),
            bodies.consent("SHARE_NGO", "YES", now, **receiver),
        ],
        follow_ups=promises,
    )
    said = await world.say(person, "contact.record", id, body)
    met = Thing("contact", str(id), person.unit, person.id, now, shift=within)
    met.beside = {within.id} if within else set()
    if said.taken:
        world.things.append(met)
        met.put("note", world.marks.of(body))
        met.put("codes", world.marks.of(body))
        for each in promises:
            promised(world, each["id"], person, met, each, said)
    if step.how & OF_A_CHILD:
        # DU1: also where the contact itself is held or refused, and then without its consents.
        promised(world, duty_of(id), person, met, {"kind": "REPORT_WRITTEN"}, said)


async def promise_more(world: World, person: Person, step: Step) -> None:
    """To call, with details; they may outlive the yes that they stand on."""
    met = world.pick("contact", person, step.which)
    if met is None:
        return
    id, body = person.hand.new_id(), promise(world, "CALL_BACK", 14 + step.how)
    body["contact"] = met.id
    said = await world.say(person, "follow_up.open", id, body)
    if said.taken:
        promised(world, id, person, met, body, said)


def promise(world: World, kind: str, days: int) -> Json:
    """`days` until its details end; 0 for none."""
    body = bodies.follow_up(kind, world.now(), remark=world.marks.new("remark"))
    if days:
        texts = {name: world.marks.new("details") for name in ("reach", "call_name", "safe_hours")}
        body["details"] = bodies.details(world.now(), **texts)
        body["details"]["expires_at"] = bodies.when(world.now() + CONSENT / 30 * days)
    return body


def promised(
    world: World, id: UUID | str, person: Person, met: Thing, body: Json, said: Said
) -> Thing:
    made = world.add("follow_up", id, person)
    made.contact, made.state = met, body["kind"]
    made.beside = {met.id, said.op, *met.beside}
    made.marks = {mark: "consents" for mark, name in met.marks.items() if name == "codes"}
    for name in ("remark", "details"):
        made.put(name, world.marks.of(body))
    made.withdrawn = said.outcome == "adjusted consent.withdrawn"
    ends = world.details_end(body)
    # CO8: or with the yes, whichever is first.
    made.details_until = min(ends, floored(met.at) + CONSENT) if ends else None
    return made


async def correct(world: World, person: Person, step: Step) -> None:
    met = world.pick("contact", person, step.which)
    if met is None:
        return
    body = bodies.seller(world.now(), note=world.marks.new("note"))
    if (await world.say(person, "contact.correct", met.id, body)).taken:
        met.put("note", world.marks.of(body), into="earlier")


async def consent(world: World, person: Person, step: Step) -> None:
    """Withdrawn, or no: either ends the details that stood on the yes."""
    met = world.pick("contact", person, step.which)
    if met is None:
        return
    body = bodies.consent("CONTACT_AGAIN", ("WITHDRAWN", "NO")[step.how % 2], world.now())
    said = await world.say(person, "consent.set", met.id, body)
    if said.taken and met.unit == person.unit:
        for each in world.promises_of(met):
            each.withdrawn = True
            # The line that says so names the letter it came by.
            each.beside.add(said.op)

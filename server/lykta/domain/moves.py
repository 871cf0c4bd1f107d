"""What happens to a follow-up when somebody moves it (FU1 to FU5, DU2 to DU4, CO6)."""

from datetime import datetime

from msgspec import structs

from lykta.domain import bodies, consent, duty, ids, limits
from lykta.domain.decision import Decision, Scene
from lykta.domain.follow_up import TABLE, FollowUpEvent, entitled
from lykta.domain.problem import Held, Refused
from lykta.domain.rows import Event, FollowUp, Row


def decide_move(event: FollowUpEvent, id: str, body: bodies.Body, scene: Scene) -> Decision:
    """1. Is it there, and may this member do this? 2. Is what it needs there?
    3. Does it fit now? If not, its text is kept and nothing moves (FU5). 4. Move.
    """
    row = scene.get("follow_up", id)
    if row is None:
        raise Held("subject.unknown")
    data: FollowUp = row.data
    if not entitled(
        event,
        role=scene.actor.role,
        member=scene.actor.member,
        assigned_to=data.assigned_to,
        had_it=had_it(data),
        duty=data.duty,
    ):
        raise Refused("follow_up.not_yours")
    _needs(event, body, data, scene)
    to = TABLE[data.state][event]
    decision = Decision()
    _keep_texts(decision, id, body, scene)
    line = _line(event, body, scene)
    if to is None:
        return _does_not_fit(decision, row, line, body, scene)
    changed = structs.replace(data, state=to, events=[*data.events, line])
    decision.rows.append(row.but(_moved(event, body, changed, scene)))
    # One that was returned and is completed again has its feedback already, whoever has that now.
    if event == "complete" and data.duty and ids.feedback_of(id) not in scene.rows:
        decision.rows.append(
            duty.open_feedback(row, scene.actor.member, scene.now, scene.letter.id)
        )
    return decision


def had_it(data: FollowUp) -> frozenset[str]:
    takers = {event.by for event in data.events if event.what == "take" and event.stands}
    given = {event.to for event in data.events if event.what == "assign" and event.stands}
    return frozenset(member for member in takers | given | {data.assigned_to} if member)


def completions(data: FollowUp) -> list[Event]:
    """Those since it was last given out, one an outcome: more than one, and somebody has to choose
    (FU5).
    """
    found: dict[str, Event] = {}
    for event in data.events:
        if event.stands and event.what in ("return", "reopen"):
            found.clear()
        elif event.what == "complete" and event.outcome is not None:
            found.setdefault(event.outcome, event)
    return list(found.values())


def _needs(event: FollowUpEvent, body: bodies.Body, data: FollowUp, scene: Scene) -> None:
    match body:
        case bodies.Assign(to=to):
            member = scene.get("member", to)
            if member is None or member.data.state != "active" or member.data.role == "reviewer":
                raise Refused("member.unknown", "to")
        case bodies.Complete():
            _report_fits(body, data, scene)
            _may_hand_over(body, data, scene)
        case bodies.Approve(outcome=str(chosen)):
            if chosen not in {each.outcome for each in completions(data)}:
                raise Refused("op.invalid", "outcome")
        case bodies.Cancel(ground=ground):
            least = limits.DUTY_GROUND_CHARS_MIN if data.duty else limits.GROUND_CHARS_MIN
            if len(ground.strip()) < least:
                raise Refused("ground.too_short", "ground", least=least)
        case bodies.Remark(remark=remark) if event == "return" and not (remark or "").strip():
            raise Refused("follow_up.remark_missing", "remark")


def _report_fits(body: bodies.Complete, data: FollowUp, scene: Scene) -> None:
    report = body.report
    if data.kind != "REPORT_WRITTEN":
        return
    if report is None:
        raise Refused("follow_up.report_missing", "report")
    if not report.receiver.strip():
        raise Refused("follow_up.report_missing", "report.receiver")
    if report.written_at is None:
        raise Refused("follow_up.report_missing", "report.written_at")
    if report.kind == "WITH_CONSENT":  # DU3: an age not known is no adult's
        if duty.is_child(report.age_band, may_be_minor=True):
            raise Refused("follow_up.report_invalid", "report.age_band")
        acts = scene.acts.get(data.contact or "", [])
        if not consent.in_force(acts, "SHARE_SOC", scene.now):
            raise Held("consent.missing", "report.kind")


def _may_hand_over(body: bodies.Complete, data: FollowUp, scene: Scene) -> None:
    """CO6: a yes that has ended since does not cover handing somebody over today."""
    if data.duty or data.reach == "none" or body.outcome not in consent.TOLD:
        return
    if not consent.allowed(scene.acts.get(data.contact or "", []), data.kind, scene.now):
        raise Held("consent.missing", "outcome")


def _line(event: FollowUpEvent, body: bodies.Body, scene: Scene) -> Event:
    return Event(
        at=scene.now,
        by=scene.actor.member,
        what=event,
        op=scene.letter.id,
        to=getattr(body, "to", None),
        outcome=getattr(body, "outcome", None),
        result=getattr(body, "result", None),
        due_at=getattr(body, "due_at", None),
    )


def _keep_texts(decision: Decision, id: str, body: bodies.Body, scene: Scene) -> None:
    for name in ("remark", "ground"):
        decision.keep(id, f"{name}/{scene.letter.id}", getattr(body, name, None))
    if isinstance(body, bodies.Complete) and body.report is not None:
        for name in ("receiver", "reference"):
            decision.keep(id, f"{name}/{scene.letter.id}", getattr(body.report, name))


def _does_not_fit(
    decision: Decision, row: Row, line: Event, body: bodies.Body, scene: Scene
) -> Decision:
    data: FollowUp = row.data
    if line.what == "take" and data.assigned_to == scene.actor.member:
        return decision
    if isinstance(body, bodies.Complete) and body.outcome == data.outcome:
        return decision
    line.stands = False
    decision.rows.append(row.but(structs.replace(data, events=[*data.events, line])))
    decision.adjust("follow_up.not_now")
    return decision


def _moved(event: FollowUpEvent, body: bodies.Body, data: FollowUp, scene: Scene) -> FollowUp:
    match event, body:
        case "assign", bodies.Assign(to=to):
            return structs.replace(data, assigned_to=to)
        case "take", _:
            return structs.replace(data, assigned_to=scene.actor.member)
        case "approve", bodies.Approve(outcome=str(chosen)):
            return structs.replace(data, outcome=chosen)
        case (("give_back" | "reopen"), _):
            return structs.replace(data, assigned_to=None)
        case "reschedule", bodies.Reschedule(due_at=due_at):
            return structs.replace(data, due_at=due_at)
        case "complete", bodies.Complete(outcome=outcome, report=report):
            return structs.replace(
                data,
                outcome=outcome,
                report=_clear(report),
                # A return must find somebody to go back to.
                assigned_to=data.assigned_to or scene.actor.member,
            )
    return data


def _clear(report: bodies.Report | None) -> bodies.Report | None:
    """A report without its receiver and reference, which are kept as texts."""
    return structs.replace(report, receiver="", reference=None) if report else None


def expire(row: Row, now: datetime) -> Row:
    """CO8: the way to reach the person has come to its date; the follow-up shows so."""
    data: FollowUp = row.data
    assert TABLE[data.state]["expire"] == data.state
    line = Event(now, None, "expire")
    ended = structs.replace(data, reach="ended", events=[*data.events, line])
    return structs.replace(row, data=ended, until=None)


def withdraw(row: Row, now: datetime, op: str) -> Row:
    """CO7: the consent it stood on is gone, so it ends here, and its way to the person with it."""
    data: FollowUp = row.data
    ended = structs.replace(
        data,
        state="withdrawn",
        reach="ended" if data.reach == "kept" else data.reach,
        events=[*data.events, Event(now, None, "withdraw", op)],
    )
    return structs.replace(row, data=ended, until=None)

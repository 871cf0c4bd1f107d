"""Shifts, activities, incidents, disclosures, members and settings: plain things, plainly kept."""

from datetime import timedelta
from typing import Any

from msgspec import Struct, structs

from lykta.domain import bodies, ids, laws, limits, unit_settings
from lykta.domain.decision import Decision, Scene
from lykta.domain.duty import STOCKHOLM
from lykta.domain.follow_up import OPEN
from lykta.domain.form import secret_fields
from lykta.domain.problem import Held, Refused
from lykta.domain.rows import Activity, Correction, Kind, Member, Row, Setting, Shift
from lykta.domain.sight import hidden_from_author

SETTINGS = frozenset(
    {
        "zones",
        "receivers",
        "services",
        "wordings",
        "cards",
        "retention",
        "quiet_hours",
        "narrative",
        "costs",
        "exact",
        "partners",
        "numbers",
    }
)


def decide_shift_start(id: str, body: bodies.ShiftStart, scene: Scene) -> Decision:
    """Fills the empty shift that a faster contact may have left (protocol §3)."""
    row = scene.get("shift", id)
    if row is not None and (row.data.started_at is not None or row.by != scene.actor.member):
        raise Refused("subject.exists")
    started = {name: getattr(body, name) for name in body.__struct_fields__}
    data = structs.replace(row.data if row is not None else Shift(), **started)
    return _put_shift(id, data, scene)


def decide_shift_end(id: str, body: bodies.ShiftEnd, scene: Scene) -> Decision:
    """Also brings forward the shift's open duties: they are due when it ends (DU1)."""
    row = scene.get("shift", id)
    if row is None:
        raise Held("subject.unknown")
    if row.by != scene.actor.member:
        raise Refused("shift.not_yours")
    data = structs.replace(
        row.data,
        ended_at=body.ended_at,
        zero_contacts=body.zero_contacts,
        debrief=body.debrief,
    )
    decision = _put_shift(id, data, scene)
    decision.keep(id, f"remark/{scene.letter.id}", body.remark)
    for each in scene.rows.values():
        if _due_with_shift(each, id, data):
            decision.rows.append(each.but(structs.replace(each.data, due_at=body.ended_at)))
    return decision


def _due_with_shift(row: Row, shift: str, data: Shift) -> bool:
    return (
        row.kind == "follow_up"
        and not row.gone
        and row.data.duty
        and row.data.shift == shift
        and row.data.state in OPEN
        and not any(event.what == "reschedule" for event in row.data.events)
        and data.ended_at is not None
        and row.data.events[0].at <= data.ended_at < row.data.due_at
    )


def _put_shift(id: str, data: Shift, scene: Scene) -> Decision:
    until = hidden_from_author(data, scene.now)
    row = Row("shift", id, scene.actor.member, scene.now, data, until=until)
    return Decision(rows=[row], hides={id: until})


def decide_activity(id: str, body: bodies.Activity, scene: Scene) -> Decision:
    return _new("activity", id, body, Activity(**_clear(body)), scene)


def decide_activity_correct(id: str, body: bodies.Activity, scene: Scene) -> Decision:
    row = scene.get("activity", id)
    if row is None:
        raise Held("subject.unknown")
    if row.by != scene.actor.member and scene.actor.role != "supervisor":
        raise Refused("activity.not_yours")
    corrected = [*row.data.corrected, Correction(scene.now, scene.actor.member)]
    decision = Decision(rows=[row.but(Activity(**_clear(body), corrected=corrected))])
    decision.keep(id, f"remark/{scene.letter.id}", body.remark)
    return decision


def decide_incident(id: str, body: bodies.Incident, scene: Scene) -> Decision:
    return _new("incident", id, body, bodies.Incident(**_clear(body)), scene)


def decide_disclosure(id: str, body: bodies.Disclosure, scene: Scene) -> Decision:
    if len(body.ground.strip()) < limits.GROUND_CHARS_MIN:
        raise Refused("ground.too_short", "ground", least=limits.GROUND_CHARS_MIN)
    if not laws.holds(body.law, scene.now.astimezone(STOCKHOLM).date()):
        raise Refused("disclosure.law", "law")
    decider = scene.get("member", body.decided_by)
    if decider is None or not _leads(decider.data):
        raise Refused("member.unknown", "decided_by")
    cleared = structs.replace(body, ground="", balance="")
    return _new("disclosure", id, body, cleared, scene)


def _new(kind: Kind, id: str, body: bodies.Body, data: Struct, scene: Scene) -> Decision:
    if id in scene.rows:
        raise Refused("subject.exists")
    until = scene.now + timedelta(hours=limits.SIGHT_AFTER_SHIFT_H)
    row = Row(kind, id, scene.actor.member, scene.now, data, until=until)
    decision = Decision(rows=[row])
    for name in secret_fields(type(body)):
        decision.keep(id, f"{name}/{scene.letter.id}", getattr(body, name))
    return decision


def _clear(body: bodies.Body) -> dict[str, Any]:
    """A body without its free text."""
    secret = secret_fields(type(body))
    return {name: getattr(body, name) for name in body.__struct_fields__ if name not in secret}


def decide_member(id: str, body: bodies.MemberSet, scene: Scene) -> Decision:
    row = scene.get("member", id)
    if row is None:
        raise Refused("member.unknown")
    data: Member = structs.replace(
        row.data,
        **{name: value for name, value in structs.asdict(body).items() if value is not None},
    )
    if _leads(row.data) and not _leads(data) and _only_lead(id, scene):
        raise Refused("member.last_supervisor")
    return Decision(rows=[row.but(data)])


def _leads(member: Member) -> bool:
    return member.role == "supervisor" and member.state == "active"


def _only_lead(id: str, scene: Scene) -> bool:
    return not any(
        row.id != id and _leads(row.data) for row in scene.rows.values() if row.kind == "member"
    )


def decide_setting(id: str, body: bodies.SettingSet, scene: Scene) -> Decision:
    if body.name not in SETTINGS:
        raise Refused("setting.unknown", "name")
    own_id = ids.setting_of(scene.actor.unit, body.name)
    row = scene.get("setting", own_id)
    before = None if row is None else row.data.value
    value = unit_settings.settled(body.name, body.value, before, scene.actor.member, scene.now)
    data = Setting(name=body.name, value=value)
    return Decision(rows=[Row("setting", own_id, scene.actor.member, scene.now, data)])

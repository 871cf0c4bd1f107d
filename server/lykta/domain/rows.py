"""What the desk keeps: one row per thing, whatever its kind.

A row's `data` is what may lie in clear (codes, ids, times). Free text and details are `Text`s,
kept apart and encrypted under a key of their own, so that destroying one destroys only it.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, structs

from lykta.domain import bodies
from lykta.domain.follow_up import FollowUpEvent, State

Kind = Literal[
    "member",
    "setting",
    "shift",
    "contact",
    "follow_up",
    "activity",
    "incident",
    "disclosure",
    "held",
]
MemberRole = Annotated[str, Meta(extra={"codes": "member_role"})]
MemberState = Annotated[str, Meta(extra={"codes": "member_state"})]
Role = Literal["worker", "supervisor", "reviewer"]


class Actor(Struct, frozen=True):
    """Who does it, in which role, on which device."""

    unit: str
    member: str
    role: Role
    device: str


class Member(Struct):
    name: str
    role: MemberRole
    state: MemberState = "active"


class Setting(Struct):
    name: str
    value: Any


class Shift(Struct, omit_defaults=True):
    """Empty (no start) where a contact came before its shift."""

    started_at: datetime | None = None
    police: bodies.Police | None = None
    co_located: bool | None = None
    focus: bodies.Focus | None = None
    zone: bodies.Zone | None = None
    staff: list[str] = []
    grant: str | None = None
    ended_at: datetime | None = None
    zero_contacts: bool = False
    debrief: bool = False


class Correction(Struct):
    at: datetime
    by: str


Mark = Literal["future", "old"]


class Contact(bodies.ContactFacts):
    consents: list[bodies.Consent] = []
    """The state of each purpose and receiver as it stands, not its history."""
    marks: list[Mark] = []
    """`future` or `old`: the phone's clock and the desk's disagreed (CT3)."""
    corrected: list[Correction] = []


TOLD_WITH_FOLLOW_UPS = ("language", "interpreter", "consents")
"""Of a contact, to whoever is to reach the person."""


class Event(Struct, omit_defaults=True):
    """One line of a follow-up's history. `op` names the text kept with it."""

    at: datetime
    by: str | None
    what: FollowUpEvent | Literal["open"]
    op: str | None = None
    to: str | None = None
    outcome: bodies.Outcome | None = None
    result: bodies.Attempt | None = None
    due_at: datetime | None = None
    stands: bool = True
    """False: it came when it no longer fitted, and moved nothing (FU5)."""


class FollowUp(Struct):
    kind: bodies.FollowUpKind
    state: State
    duty: bool
    due_at: datetime
    contact: str | None = None
    shift: str | None = None
    assigned_to: str | None = None
    opened_by: str | None = None
    outcome: bodies.Outcome | None = None
    report: bodies.Report | None = None
    events: list[Event] = []
    reach: Literal["none", "kept", "ended"] = "none"
    """Is a way to reach the person kept with it, and has it ended? The way itself is a text."""


class Activity(bodies.Activity):
    corrected: list[Correction] = []


class Held(Struct, omit_defaults=True):
    """A letter that could not be taken in, kept so that nothing is lost."""

    why: str
    device: str
    type: str | None
    op: str
    seq: int
    at: datetime
    seen: int | None = None
    subject: str | None = None
    waits_for: str | None = None
    """The parent whose arrival takes it in."""
    details_until: datetime | None = None
    """When a way to reach somebody that stands in it ends (CO5)."""
    field: str | None = None
    state: Literal["open", "mended", "taken_in", "destroyed"] = "open"
    decision: str | None = None


Data = (
    Member
    | Setting
    | Shift
    | Contact
    | FollowUp
    | Activity
    | bodies.Incident
    | bodies.Disclosure
    | Held
)
DATA: dict[Kind, type[Struct]] = {
    "member": Member,
    "setting": Setting,
    "shift": Shift,
    "contact": Contact,
    "follow_up": FollowUp,
    "activity": Activity,
    "incident": bodies.Incident,
    "disclosure": bodies.Disclosure,
    "held": Held,
}


class Row(Struct, frozen=True):
    kind: Kind
    id: str
    by: str | None
    received_at: datetime
    data: Any
    version: int = 0
    owner: str | None = None
    """`held` only: the member it is kept for, None when it is the supervisor's."""
    until: datetime | None = None
    """When its author stops seeing it (VI2); a follow-up's way to the person ends (CO8); a held
    row passes to the supervisor or, being theirs, loses its way to the person (CO5)."""
    gone: bool = False
    """Deleted by retention: only that it was is still known, and `data` is None (RE4)."""

    def but(self, data: Struct) -> "Row":
        """The row as it stands after a change of its data."""
        return structs.replace(self, data=data)


class Text(Struct, frozen=True):
    """A secret of a row: `field` is `note`, `details`, `remark/<op id>`, `letter` …"""

    row: str
    field: str
    value: str


def facts_of(body: bodies.ContactFacts) -> dict[str, Any]:
    """The clear part of a contact, to build or replace a row's data from."""
    return {name: getattr(body, name) for name in bodies.ContactFacts.__struct_fields__}

"""The bodies of all ops, as the protocol's §4 to §6 name them: form only, no rules."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from lykta.domain import limits
from lykta.domain.form import Time
from lykta.domain.ids import Id

Role = Annotated[str, Meta(extra={"codes": "role"})]
AgeBand = Annotated[str, Meta(extra={"codes": "age_band"})]
AgeBasis = Annotated[str, Meta(extra={"codes": "age_basis"})]
Gender = Annotated[str, Meta(extra={"codes": "gender"})]
Home = Annotated[str, Meta(extra={"codes": "home"})]
SolAccess = Annotated[str, Meta(extra={"codes": "sol_access"})]
Arena = Annotated[str, Meta(extra={"codes": "arena"})]
Zone = Annotated[str, Meta(pattern=r"\AZ_[A-Z0-9_]{1,20}\Z", extra={"ts": "Zone"})]
"""Zones are a setting of the unit (at most eight, never streets), so only their form is known."""
Source = Annotated[str, Meta(extra={"codes": "source"})]
Offence = Annotated[str, Meta(extra={"codes": "offence"})]
Interpreter = Annotated[str, Meta(extra={"codes": "interpreter"})]
OfferCode = Annotated[str, Meta(extra={"codes": "offer"})]
Response = Annotated[str, Meta(extra={"codes": "response"})]
NotOffered = Annotated[str, Meta(extra={"codes": "not_offered"})]
HelpCode = Annotated[str, Meta(extra={"codes": "help"})]
Unmet = Annotated[str, Meta(extra={"codes": "unmet"})]
Indicator = Annotated[str, Meta(extra={"codes": "indicator"})]
SeenOrTold = Annotated[str, Meta(extra={"codes": "seen_or_told"})]
Purpose = Annotated[str, Meta(extra={"codes": "purpose"})]
ConsentState = Annotated[str, Meta(extra={"codes": "consent_state"})]
How = Annotated[str, Meta(extra={"codes": "how"})]
FollowUpKind = Annotated[str, Meta(extra={"codes": "follow_up_kind"})]
Outcome = Annotated[str, Meta(extra={"codes": "outcome"})]
Attempt = Annotated[str, Meta(extra={"codes": "attempt"})]
Channel = Annotated[str, Meta(extra={"codes": "channel"})]
Police = Annotated[str, Meta(extra={"codes": "police"})]
Focus = Annotated[str, Meta(extra={"codes": "focus"})]
Language = Annotated[str, Meta(pattern=r"\A[a-z]{2,3}\Z")]
"""ISO 639-1, or 639-3 where a language has no two letters. A language is no nationality."""

Note = Annotated[str, Meta(max_length=limits.NOTE_CHARS, extra={"secret": True})]
Short = Annotated[str, Meta(max_length=limits.SHORT_CHARS)]
SecretShort = Annotated[str, Meta(max_length=limits.SHORT_CHARS, extra={"secret": True})]
SecretText = Annotated[str, Meta(max_length=limits.TEXT_CHARS, extra={"secret": True})]
Ground = Annotated[str, Meta(max_length=limits.TEXT_CHARS, extra={"secret": True})]


class Body(Struct, kw_only=True, omit_defaults=True):
    """Unknown fields are ignored and never stored."""


class ShiftStart(Body):
    started_at: Time
    police: Police
    co_located: bool | None = None
    focus: Focus | None = None
    zone: Zone | None = None
    staff: Annotated[list[Id], Meta(max_length=8)] = []
    grant: Short | None = None


class ShiftEnd(Body):
    ended_at: Time
    zero_contacts: bool = False
    debrief: bool = False
    remark: Note | None = None


class Offer(Body):
    code: OfferCode
    response: Response


class Consent(Body):
    """One purpose, one receiver, and how the answer was had (CO2)."""

    purpose: Purpose
    state: ConsentState
    recipient: Short | None = None
    how: How | None = None
    language: Language | None = None
    interpreter: Interpreter | None = None
    police_near: bool = False
    wording: Short | None = None
    asked_at: Time | None = None
    expires_at: Time | None = None


class Details(Body):
    """The way to reach somebody who asked for it (CO5), and until when it may be kept."""

    expires_at: Time
    channel: Channel | None = None
    reach: Annotated[str, Meta(max_length=limits.REACH_CHARS)] | None = None
    call_name: Annotated[str, Meta(max_length=limits.CALL_NAME_CHARS)] | None = None
    safe_hours: Annotated[str, Meta(max_length=limits.SAFE_HOURS_CHARS)] | None = None
    may_say_who: bool = False
    may_leave_message: bool = False


SecretDetails = Annotated[Details, Meta(extra={"secret": True})]


class FollowUpOpen(Body):
    kind: FollowUpKind
    contact: Id | None = None
    due_at: Time | None = None
    details: SecretDetails | None = None
    remark: Note | None = None


class FollowUpIn(Body):
    """A follow-up promised in the same breath as the contact."""

    id: Id
    kind: FollowUpKind
    due_at: Time | None = None
    details: SecretDetails | None = None
    remark: Note | None = None


class ContactFacts(Body):
    """What is known of a contact in codes; it holds no identity (CT1)."""

    met_at: Time
    roles: Annotated[list[Role], Meta(min_length=1, max_length=2)]
    age_band: AgeBand
    arena: Arena
    source: Source
    police_near: bool
    shift: Id | None = None
    called_at: Time | None = None
    suspect: bool = False
    age_basis: AgeBasis | None = None
    may_be_minor: bool = False
    gender: Gender | None = None
    home: Home | None = None
    sol_access: SolAccess | None = None
    zone: Zone | None = None
    met_before: bool | None = None
    offence: Offence | None = None
    language: Language | None = None
    interpreter: Interpreter | None = None
    offers: Annotated[list[Offer], Meta(max_length=16)] = []
    not_offered: NotOffered | None = None
    help: Annotated[list[HelpCode], Meta(max_length=8)] = []
    indicators: dict[Indicator, SeenOrTold] = {}
    unmet: Annotated[list[Unmet], Meta(max_length=8)] = []


class ContactRecord(ContactFacts):
    consents: Annotated[list[Consent], Meta(max_length=24)] = []
    follow_ups: Annotated[list[FollowUpIn], Meta(max_length=8)] = []
    note: Note | None = None


class Report(Body):
    """One report to social services: one person, one occasion (protocol §6)."""

    kind: Annotated[str, Meta(extra={"codes": "report_kind"})]
    origin: Annotated[str, Meta(extra={"codes": "report_origin"})]
    ground: Annotated[str, Meta(extra={"codes": "report_ground"})]
    age_band: AgeBand
    receiver: SecretShort
    suspected_at: Time | None = None
    oral_at: Time | None = None
    written_at: Time | None = None
    reference: SecretShort | None = None
    guardian_informed: Annotated[str, Meta(extra={"codes": "guardian_informed"})] | None = None
    child_informed: bool | None = None
    interpreter: Interpreter | None = None
    decision: Annotated[str, Meta(extra={"codes": "report_decision"})] | None = None


class Empty(Body):
    pass


class Assign(Body):
    to: Id


class Try(Body):
    result: Attempt
    remark: Note | None = None


class Reschedule(Body):
    due_at: Time
    remark: Note | None = None


class Complete(Body):
    outcome: Outcome
    remark: Note | None = None
    report: Report | None = None


class Remark(Body):
    remark: Note | None = None


class Approve(Body):
    remark: Note | None = None
    outcome: Outcome | None = None
    """Of those that stand beside each other (FU5); without it the one that came first."""


class Cancel(Body):
    ground: Ground


class HeldDecide(Body):
    decision: Annotated[str, Meta(extra={"codes": "held_decision"})]
    ground: Ground


class Activity(Body):
    kind: Annotated[str, Meta(extra={"codes": "activity_kind"})]
    on: date
    role: Annotated[str, Meta(extra={"codes": "activity_role"})] | None = None
    partner: Short | None = None
    audience: Short | None = None
    count: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    remark: Note | None = None


class Incident(Body):
    kind: Annotated[str, Meta(extra={"codes": "incident_kind"})]
    severity: Annotated[str, Meta(extra={"codes": "severity"})]
    action: Note | None = None
    reported: bool | None = None


class Disclosure(Body):
    to: Short
    ground: Ground
    law: Short
    balance: SecretText
    decision: Annotated[str, Meta(extra={"codes": "disclosure_decision"})]
    decided_by: Id


class MemberSet(Body):
    name: Annotated[str, Meta(min_length=1, max_length=80)] | None = None
    role: Annotated[str, Meta(extra={"codes": "member_role"})] | None = None
    state: Annotated[str, Meta(extra={"codes": "member_state"})] | None = None


class SettingSet(Body):
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    value: Any

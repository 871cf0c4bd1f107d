// Printed by server/lykta/contract.py (make contract). Never edited by hand.

export type Id = string;
/** RFC 3339 with an offset. */
export type Time = string;
export type Day = string;
export type Zone = string;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const LIMITS = {
  "OPS_PER_PARCEL": 50,
  "PARCEL_BYTES": 262144,
  "LETTER_BYTES": 32768,
  "PADDING_BYTES": 512,
  "BODY_BYTES": 65536,
  "PAGE_ROWS": 500,
  "LIST_ROWS": 200,
  "SEQ_MAX": 9007199254740991,
  "NOTE_CHARS": 500,
  "REACH_CHARS": 200,
  "CALL_NAME_CHARS": 60,
  "SAFE_HOURS_CHARS": 120,
  "SHORT_CHARS": 120,
  "TEXT_CHARS": 2000,
  "BOX_CHARS": 3000,
  "GROUND_CHARS_MIN": 10,
  "DUTY_GROUND_CHARS_MIN": 30,
  "CARD_TITLE_CHARS": 60,
  "CARD_LINE_CHARS": 200,
  "CARD_LINES": 12,
  "WORDING_CHARS": 400,
  "WORDING_VERSIONS": 200,
  "REPORT_PERIODS": 24,
  "WORDING_OWN": "own-",
  "ROUND_MIN": 15,
  "FUTURE_MIN": 10,
  "OLD_H": 72,
  "CONSENT_DAYS": 30,
  "SIGHT_AFTER_SHIFT_H": 24,
  "SHIFT_H": 14,
  "AUTHOR_HOLDS_H": 24,
  "FEEDBACK_DAYS": 21,
  "HORIZON_DAYS": 30,
  "MORNING_H": 6,
  "TIME_ZONE": "Europe/Stockholm",
  "YEAR_MIN": 1970,
  "YEAR_MAX": 2200,
  "SESSION_IDLE_MIN": 30,
  "SESSION_H": 12,
  "STEP_UP_MIN": 5,
  "PASSKEY_MIN": 15,
  "CHALLENGE_MIN": 5,
  "INVITATION_MIN": 15,
  "SIGN_INS_PER_MIN": 30,
  "CALLS_PER_MIN": 600,
  "LETTERS_PER_MIN": 6000,
  "INVITATIONS_PER_MIN": 10,
  "SUBSCRIPTIONS_PER_MIN": 10,
  "TEST_RINGS_PER_MIN": 5,
  "EMAIL_CHARS": 200,
  "WAIT_MAX_S": 300,
  "WAIT_FIRST_S": 2,
  "STALL_S": 15,
  "KEEP_DAYS": 30
} as const;

export const LISTS = {
  role: { version: 1, codes: ["SELLER","BUYER","VICTIM","WITNESS","EVIDENCE_PERSON","KIN_VICTIM","KIN_PERP","PERP_DETAINED","YOUTH_AT_RISK","OTHER"] },
  age_band: { version: 1, codes: ["U15","A15_17","A18_19","A20","A21_24","A25_34","A35_49","A50P","ADULT_UNK","UNK"] },
  age_basis: { version: 1, codes: ["STATED","ESTIMATED","CONFIRMED"] },
  gender: { version: 1, codes: ["F","M","X","NN"] },
  home: { version: 1, codes: ["STHLM","AGREEMENT","OTHER_SE","ABROAD","NN"] },
  sol_access: { version: 1, codes: ["FULL","ACUTE_ONLY","UNCLEAR"] },
  arena: { version: 1, codes: ["STREET","CAR","HOTEL","FLAT","SALON","CLUB","ONLINE","POLICE","CUSTODY","OFFICE","PHONE","OTHER"] },
  source: { version: 1, codes: ["OWN","POL_CITY","POL_THB","POL_OTHER","SOCJOUR","YOUTH_TEAM","DISTRICT","HEALTH","NGO","REGCOORD","KIN","SELF","KAST","CUSTODY","OTHER"] },
  offer: { version: 1, codes: ["MEET_UNIT","KAST","SOC_LINK","SOCJOUR","YOUTH_UNIT","SUPPORT_TALK","MEDICAL","PRACTICAL","SHELTER","LEGAL","REFLECTION_INFO","SAFE_RETURN","NGO_LINK","KIN_SUPPORT","CRISIS","INFO_CARD"] },
  help: { version: 1, codes: ["SUPPORT_TALK","MEDICAL","PRACTICAL","INFORMED","MOTIVATED","SAT_IN_INTERVIEW","CHANNELLED","INTERPRETED"] },
  response: { version: 1, codes: ["ACCEPTED","LATER","DECLINED","ALREADY","NOT_POSSIBLE","NO_ANSWER"] },
  not_offered: { version: 1, codes: ["POLICE_ACTION","UNSAFE","LEFT","ALREADY","NO_LANGUAGE","INTOXICATED","OTHER"] },
  unmet: { version: 1, codes: ["NO_SOL_RIGHT","NO_SHELTER","NO_INTERPRETER","NO_INCOME","FEAR_AUTH","FEAR_CHILDREN","CLOSED","OTHER"] },
  indicator: { version: 1, codes: ["NO_ID","CONTROLLED","SPEAKS_FOR","DEBT","NO_MONEY","MOVED","UNKNOWN_ADDR","THREAT","VIOLENCE","LOCKED_IN","THIRD_PARTY_AD","DECEIVED","MINOR","ORG_SUSPECTED"] },
  seen_or_told: { version: 1, codes: ["SEEN","TOLD"] },
  offence: { version: 1, codes: ["THB","PROCURING","PURCHASE","NONE","UNK"] },
  interpreter: { version: 1, codes: ["YES","NO","PHONE"] },
  police: { version: 1, codes: ["NONE","POL_CITY","POL_THB","OTHER"] },
  focus: { version: 1, codes: ["STREET","INDOOR","ONLINE","YOUTH","MIXED"] },
  zone: { version: 1, codes: ["Z_CITY","Z_INNER","Z_SOUTH","Z_WEST","Z_COUNTY","Z_NET"] },
  purpose: { version: 1, codes: ["SHARE_SOC","SHARE_KAST","CONTACT_AGAIN","SHARE_HEALTH","SHARE_NGO","SHARE_REGCOORD","SHARE_POLICE","JOIN_INTERVIEW"] },
  consent_state: { version: 1, codes: ["NOT_ASKED","YES","NO","WITHDRAWN","UNABLE"] },
  how: { version: 1, codes: ["ORAL","WRITTEN"] },
  follow_up_kind: { version: 1, codes: ["CALL_BACK","MEET","KAST_BOOKING","DISTRICT_HANDOVER","REPORT_WRITTEN","REPORT_FEEDBACK","HEALTH_BOOKING","SHELTER","INTERVIEW_SUPPORT","KIN_CONTACT","REFLECTION_APPLICATION","REGCOORD_CONSULT","RETURN_PLANNING","TELL_RECEIVER","INCIDENT_WARNING","INCIDENT_NOTICE","INCIDENT_REPORT"] },
  outcome: { version: 1, codes: ["LINKED","ATTENDED","NO_SHOW","NOT_REACHED","DECLINED_LATER","TAKEN_OVER","MOVED","UNSAFE_CONTACT","OTHER"] },
  attempt: { version: 1, codes: ["NOT_REACHED","LEFT_NO_MESSAGE","UNSAFE_CONTACT","OTHER"] },
  channel: { version: 1, codes: ["PHONE","SMS","EMAIL","VISIT","VIA_OTHER"] },
  report_kind: { version: 1, codes: ["CHILD_DUTY","WITH_CONSENT","DISCLOSURE_OTHER"] },
  report_origin: { version: 1, codes: ["KAST_WORK","POL_CITY","POL_THB","OTHER"] },
  report_ground: { version: 1, codes: ["SEXUAL_EXPLOITATION","SOCIAL_VULNERABILITY","VIOLENCE","SUBSTANCE","MENTAL_HEALTH","HOMELESS","TRAFFICKING","OTHER"] },
  guardian_informed: { version: 1, codes: ["YES","NO","NOT_APPROPRIATE"] },
  report_decision: { version: 1, codes: ["OPENED","NOT_OPENED","ONGOING","UNKNOWN"] },
  activity_kind: { version: 1, codes: ["MEETING","LECTURE","TRAINING","EVENT","STUDY_TRIP","METHOD"] },
  activity_role: { version: 1, codes: ["ATTENDED","SPOKE","INITIATED"] },
  incident_kind: { version: 1, codes: ["THREAT","VIOLENCE","HARASSMENT","ACCIDENT","NEAR_MISS","OTHER"] },
  severity: { version: 1, codes: ["LOW","MEDIUM","HIGH"] },
  disclosure_decision: { version: 1, codes: ["GRANTED","PARTLY","REFUSED"] },
  held_decision: { version: 1, codes: ["RELEASE","REDACT","DESTROY"] },
  member_role: { version: 1, codes: ["worker","supervisor","reviewer"] },
  member_state: { version: 1, codes: ["active","suspended"] },
} as const;

export type Code<L extends keyof typeof LISTS> = (typeof LISTS)[L]['codes'][number];

export const PROBLEMS = {
  "letter.malformed": "fix",
  "letter.signature": "fix",
  "op.too_large": "fix",
  "op.id_reused": "late",
  "device.unknown": "ours",
  "device.revoked": "desk",
  "sender.suspended": "desk",
  "key.unknown": "ours",
  "subject.unknown": "late",
  "consent.missing": "desk",
  "text.identifier": "desk",
  "op.unreadable": "fix",
  "op.unknown_type": "fix",
  "op.invalid": "fix",
  "op.denied": "denied",
  "subject.other_kind": "fix",
  "subject.exists": "late",
  "contact.incomplete": "fix",
  "contact.not_yours": "denied",
  "shift.not_yours": "denied",
  "activity.not_yours": "denied",
  "follow_up.not_yours": "denied",
  "follow_up.report_missing": "fix",
  "follow_up.report_invalid": "fix",
  "follow_up.remark_missing": "fix",
  "ground.too_short": "fix",
  "duty.not_cancelled": "fix",
  "member.unknown": "fix",
  "member.last_supervisor": "denied",
  "setting.unknown": "fix",
  "disclosure.law": "fix",
  "held.not_released": "denied",
  "consent.police_near": "late",
  "consent.withdrawn": "late",
  "follow_up.not_now": "late",
  "subject.gone": "late",
  "server.fault": "ours",
  "body.malformed": "fix",
  "body.media_type": "fix",
  "body.too_large": "fix",
  "cursor.malformed": "fix",
  "cursor.unknown": "late",
  "query.malformed": "fix",
  "session.required": "fix",
  "session.refused": "fix",
  "session.step_up": "fix",
  "device.wipe": "denied",
  "role.denied": "denied",
  "request.origin": "denied",
  "invitation.invalid": "denied",
  "not.found": "denied",
  "method.not_allowed": "fix",
  "protocol.too_old": "fix",
  "review.own": "denied",
  "statistics.period": "fix",
  "statistics.few": "late",
  "push.endpoint": "ours",
  "push.keys": "ours",
  "notices.kind": "ours",
  "notices.email": "fix",
  "rate.limited": "ours",
  "server.unavailable": "ours"
} as const;

export const FOLLOW_UP_STATES = [
  "new",
  "assigned",
  "done",
  "approved",
  "closed",
  "withdrawn"
] as const;

export const FOLLOW_UP_EVENTS = [
  "assign",
  "take",
  "give_back",
  "attempt",
  "reschedule",
  "complete",
  "approve",
  "return",
  "cancel",
  "reopen",
  "withdraw",
  "expire"
] as const;

export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];
export type FollowUpEvent = (typeof FOLLOW_UP_EVENTS)[number];
export type Who = "supervisor" | "anyone" | "assignee" | "holder" | "system";
type FollowUpTable = Readonly<
  Record<FollowUpState, Readonly<Record<FollowUpEvent, FollowUpState | null>>>
>;

export const FOLLOW_UP_TABLE: FollowUpTable = {
  "new": {
    "assign": "assigned",
    "take": "assigned",
    "give_back": null,
    "attempt": "new",
    "reschedule": "new",
    "complete": "done",
    "approve": null,
    "return": null,
    "cancel": "closed",
    "reopen": null,
    "withdraw": "withdrawn",
    "expire": "new"
  },
  "assigned": {
    "assign": "assigned",
    "take": null,
    "give_back": "new",
    "attempt": "assigned",
    "reschedule": "assigned",
    "complete": "done",
    "approve": null,
    "return": null,
    "cancel": "closed",
    "reopen": null,
    "withdraw": "withdrawn",
    "expire": "assigned"
  },
  "done": {
    "assign": null,
    "take": null,
    "give_back": null,
    "attempt": null,
    "reschedule": null,
    "complete": null,
    "approve": "approved",
    "return": "assigned",
    "cancel": "closed",
    "reopen": null,
    "withdraw": "withdrawn",
    "expire": "done"
  },
  "approved": {
    "assign": null,
    "take": null,
    "give_back": null,
    "attempt": null,
    "reschedule": null,
    "complete": null,
    "approve": null,
    "return": null,
    "cancel": null,
    "reopen": "new",
    "withdraw": "withdrawn",
    "expire": "approved"
  },
  "closed": {
    "assign": null,
    "take": null,
    "give_back": null,
    "attempt": null,
    "reschedule": null,
    "complete": null,
    "approve": null,
    "return": null,
    "cancel": null,
    "reopen": "new",
    "withdraw": "withdrawn",
    "expire": "closed"
  },
  "withdrawn": {
    "assign": null,
    "take": null,
    "give_back": null,
    "attempt": null,
    "reschedule": null,
    "complete": null,
    "approve": null,
    "return": null,
    "cancel": null,
    "reopen": null,
    "withdraw": null,
    "expire": null
  }
};

export const FOLLOW_UP_WHO: Readonly<Record<FollowUpEvent, Who>> = {
  "assign": "supervisor",
  "take": "anyone",
  "give_back": "assignee",
  "attempt": "holder",
  "reschedule": "holder",
  "complete": "holder",
  "approve": "supervisor",
  "return": "supervisor",
  "cancel": "supervisor",
  "reopen": "supervisor",
  "withdraw": "system",
  "expire": "system"
};

export const FOLLOW_UP_OPEN = [
  "assigned",
  "done",
  "new"
] as const;

export const FOLLOW_UP_RUNNING = [
  "assigned",
  "new"
] as const;

export const QUEUE_PLACES = [
  {
    "name": "duty",
    "duty": true,
    "states": [
      "assigned",
      "done",
      "new"
    ],
    "since": null,
    "before": null
  },
  {
    "name": "overdue",
    "duty": false,
    "states": [
      "assigned",
      "new"
    ],
    "since": null,
    "before": "now"
  },
  {
    "name": "today",
    "duty": false,
    "states": [
      "assigned",
      "new"
    ],
    "since": "now",
    "before": "tomorrow"
  },
  {
    "name": "new",
    "duty": false,
    "states": [
      "new"
    ],
    "since": "tomorrow",
    "before": null
  },
  {
    "name": "running",
    "duty": false,
    "states": [
      "assigned"
    ],
    "since": "tomorrow",
    "before": null
  },
  {
    "name": "approval",
    "duty": false,
    "states": [
      "done"
    ],
    "since": null,
    "before": null
  },
  {
    "name": "closed",
    "duty": null,
    "states": [
      "approved",
      "closed",
      "withdrawn"
    ],
    "since": null,
    "before": null
  }
] as const;

export const HELD_RELEASES = [
  "contact.incomplete",
  "device.revoked",
  "key.unknown",
  "op.invalid",
  "op.unknown_type",
  "sender.suspended",
  "subject.unknown",
  "text.identifier"
] as const;

export const NARROW_FIRST = [
  "WITHDRAWN",
  "NO",
  "UNABLE",
  "NOT_ASKED",
  "YES"
] as const;

export const HANDS_OVER: Readonly<Record<string, readonly string[]>> = {
  "KAST_BOOKING": [
    "SHARE_KAST"
  ],
  "DISTRICT_HANDOVER": [
    "SHARE_SOC"
  ],
  "HEALTH_BOOKING": [
    "SHARE_HEALTH"
  ],
  "SHELTER": [
    "SHARE_NGO",
    "SHARE_SOC"
  ],
  "REGCOORD_CONSULT": [
    "SHARE_REGCOORD"
  ],
  "REPORT_WRITTEN": [
    "SHARE_SOC"
  ]
};

export const REACHES = [
  "CALL_BACK",
  "MEET"
] as const;

export const TOLD = [
  "ATTENDED",
  "LINKED",
  "NO_SHOW",
  "TAKEN_OVER"
] as const;

export const CONSULT_FROM = 2 as const;

export const CONSULT_ALONE = [
  "MINOR"
] as const;

export const CHILD_BANDS = [
  "A15_17",
  "U15"
] as const;

export const DUE = {
  "REPORT_WRITTEN": {
    "after": 0,
    "unit": "morning"
  },
  "KAST_BOOKING": {
    "after": 2,
    "unit": "working_days"
  },
  "DISTRICT_HANDOVER": {
    "after": 1,
    "unit": "working_days"
  },
  "REPORT_FEEDBACK": {
    "after": 21,
    "unit": "days"
  }
} as const;

export const DUE_OTHERS = {
  "after": 7,
  "unit": "days"
} as const;

export const SETTINGS = [
  "cards",
  "costs",
  "exact",
  "narrative",
  "numbers",
  "partners",
  "quiet_hours",
  "receivers",
  "retention",
  "services",
  "wordings",
  "zones"
] as const;

export const RETENTION = {
  "details": {
    "days": 30,
    "least": 1,
    "most": 90
  },
  "notes": {
    "days": 90,
    "least": 7,
    "most": 365
  },
  "held": {
    "days": 14,
    "least": 1,
    "most": 90
  },
  "contacts": {
    "days": 730,
    "least": 90,
    "most": 1826
  },
  "log": {
    "days": 1826,
    "least": 1826,
    "most": 3652
  },
  "receipts": {
    "days": 730,
    "least": 60,
    "most": 3652
  }
} as const;

export const QUIET_HOURS = {
  "from": "22:00",
  "to": "07:00"
} as const;

export const LAWS = {
  "OSL 10:1": {
    "sv": "Den enskilde har samtyckt",
    "en": "The person has consented",
    "since": "2009-06-30",
    "until": null
  },
  "OSL 10:28": {
    "sv": "Uppgiftsskyldighet enligt lag",
    "en": "A duty to tell laid down by law",
    "since": "2009-06-30",
    "until": null
  },
  "OSL 10:20": {
    "sv": "Barn i omedelbar fara, till polisen",
    "en": "A child in immediate danger, police",
    "since": "2009-06-30",
    "until": null
  },
  "OSL 10:21": {
    "sv": "Misstänkt brott mot barn",
    "en": "Suspected crime against a child",
    "since": "2009-06-30",
    "until": null
  },
  "OSL 10:23": {
    "sv": "Misstänkt grövre brott",
    "en": "Suspected serious crime",
    "since": "2009-06-30",
    "until": null
  },
  "OSL 10:18 c": {
    "sv": "Risk för våld mot närstående",
    "en": "Risk of violence against next of kin",
    "since": "2009-06-30",
    "until": null
  },
  "OSL 10:15 a": {
    "sv": "Förebygga eller utreda brott, efter avvägning",
    "en": "To prevent or investigate crime, after weighing",
    "since": "2025-12-01",
    "until": null
  },
  "SFS 2025:170": {
    "sv": "Kontaktuppgifter på begäran",
    "en": "Contact details on request",
    "since": "2009-06-30",
    "until": null
  },
  "TF 2:15": {
    "sv": "Begäran om allmän handling",
    "en": "Request for an official document",
    "since": "2009-06-30",
    "until": null
  }
} as const;

export const CARD_LANGUAGES = [
  "sv",
  "en",
  "ro",
  "es",
  "th",
  "bg",
  "hu",
  "pt",
  "uk",
  "ar"
] as const;

export interface ShiftStart {
  started_at: Time;
  police: Code<"police">;
  co_located?: boolean | null;
  focus?: Code<"focus"> | null;
  zone?: Zone | null;
  staff?: Id[];
  grant?: string | null;
}

export interface ShiftEnd {
  ended_at: Time;
  zero_contacts?: boolean;
  debrief?: boolean;
  remark?: string | null;
}

export interface ContactRecord {
  met_at: Time;
  roles: Code<"role">[];
  age_band: Code<"age_band">;
  arena: Code<"arena">;
  source: Code<"source">;
  police_near: boolean;
  shift?: Id | null;
  called_at?: Time | null;
  suspect?: boolean;
  age_basis?: Code<"age_basis"> | null;
  may_be_minor?: boolean;
  gender?: Code<"gender"> | null;
  home?: Code<"home"> | null;
  sol_access?: Code<"sol_access"> | null;
  zone?: Zone | null;
  met_before?: boolean | null;
  offence?: Code<"offence"> | null;
  language?: string | null;
  interpreter?: Code<"interpreter"> | null;
  offers?: Offer[];
  not_offered?: Code<"not_offered"> | null;
  help?: Code<"help">[];
  indicators?: Partial<Record<Code<"indicator">, Code<"seen_or_told">>>;
  unmet?: Code<"unmet">[];
  consents?: Consent[];
  follow_ups?: FollowUpIn[];
  note?: string | null;
}

export interface Offer {
  code: Code<"offer">;
  response: Code<"response">;
}

export interface Consent {
  purpose: Code<"purpose">;
  state: Code<"consent_state">;
  recipient?: string | null;
  how?: Code<"how"> | null;
  language?: string | null;
  interpreter?: Code<"interpreter"> | null;
  police_near?: boolean;
  wording?: string | null;
  asked_at?: Time | null;
  expires_at?: Time | null;
}

export interface FollowUpIn {
  id: Id;
  kind: Code<"follow_up_kind">;
  due_at?: Time | null;
  details?: Details | null;
  remark?: string | null;
}

export interface Details {
  expires_at: Time;
  channel?: Code<"channel"> | null;
  reach?: string | null;
  call_name?: string | null;
  safe_hours?: string | null;
  may_say_who?: boolean;
  may_leave_message?: boolean;
}

export interface FollowUpOpen {
  kind: Code<"follow_up_kind">;
  contact?: Id | null;
  due_at?: Time | null;
  details?: Details | null;
  remark?: string | null;
}

export interface Assign {
  to: Id;
}

export interface Empty {
}

export interface Try {
  result: Code<"attempt">;
  remark?: string | null;
}

export interface Reschedule {
  due_at: Time;
  remark?: string | null;
}

export interface Complete {
  outcome: Code<"outcome">;
  remark?: string | null;
  report?: Report | null;
}

export interface Report {
  kind: Code<"report_kind">;
  origin: Code<"report_origin">;
  ground: Code<"report_ground">;
  age_band: Code<"age_band">;
  receiver: string;
  suspected_at?: Time | null;
  oral_at?: Time | null;
  written_at?: Time | null;
  reference?: string | null;
  guardian_informed?: Code<"guardian_informed"> | null;
  child_informed?: boolean | null;
  interpreter?: Code<"interpreter"> | null;
  decision?: Code<"report_decision"> | null;
}

export interface Approve {
  remark?: string | null;
  outcome?: Code<"outcome"> | null;
}

export interface Remark {
  remark?: string | null;
}

export interface Cancel {
  ground: string;
}

export interface HeldDecide {
  decision: Code<"held_decision">;
  ground: string;
}

export interface Activity {
  kind: Code<"activity_kind">;
  on: Day;
  role?: Code<"activity_role"> | null;
  partner?: string | null;
  audience?: string | null;
  count?: number | null;
  remark?: string | null;
}

export interface Incident {
  kind: Code<"incident_kind">;
  severity: Code<"severity">;
  action?: string | null;
  reported?: boolean | null;
}

export interface Disclosure {
  to: string;
  ground: string;
  law: string;
  balance: string;
  decision: Code<"disclosure_decision">;
  decided_by: Id;
}

export interface MemberSet {
  name?: string | null;
  role?: Code<"member_role"> | null;
  state?: Code<"member_state"> | null;
}

export interface SettingSet {
  name: string;
  value: Json;
}

export interface Member {
  name: string;
  role: Code<"member_role">;
  state: Code<"member_state">;
}

export interface Setting {
  name: string;
  value: Json;
}

export interface Shift {
  started_at?: Time | null;
  police?: Code<"police"> | null;
  co_located?: boolean | null;
  focus?: Code<"focus"> | null;
  zone?: Zone | null;
  staff?: string[];
  grant?: string | null;
  ended_at?: Time | null;
  zero_contacts?: boolean;
  debrief?: boolean;
}

export interface Contact {
  met_at: Time;
  roles: Code<"role">[];
  age_band: Code<"age_band">;
  arena: Code<"arena">;
  source: Code<"source">;
  police_near: boolean;
  shift?: Id | null;
  called_at?: Time | null;
  suspect?: boolean;
  age_basis?: Code<"age_basis"> | null;
  may_be_minor?: boolean;
  gender?: Code<"gender"> | null;
  home?: Code<"home"> | null;
  sol_access?: Code<"sol_access"> | null;
  zone?: Zone | null;
  met_before?: boolean | null;
  offence?: Code<"offence"> | null;
  language?: string | null;
  interpreter?: Code<"interpreter"> | null;
  offers?: Offer[];
  not_offered?: Code<"not_offered"> | null;
  help?: Code<"help">[];
  indicators?: Partial<Record<Code<"indicator">, Code<"seen_or_told">>>;
  unmet?: Code<"unmet">[];
  consents?: Consent[];
  marks?: ("future" | "old")[];
  corrected?: Correction[];
}

export interface Correction {
  at: Time;
  by: string;
}

export interface FollowUp {
  kind: Code<"follow_up_kind">;
  state: "approved" | "assigned" | "closed" | "done" | "new" | "withdrawn";
  duty: boolean;
  due_at: Time;
  contact: string | null;
  shift: string | null;
  assigned_to: string | null;
  opened_by: string | null;
  outcome: Code<"outcome"> | null;
  report: Report | null;
  events: Event[];
  reach: "ended" | "kept" | "none";
}

export interface Event {
  at: Time;
  by: string | null;
  what: "approve" | "assign" | "attempt" | "cancel" | "complete" | "expire" | "give_back" | "reopen" | "reschedule" | "return" | "take" | "withdraw" | "open";
  op?: string | null;
  to?: string | null;
  outcome?: Code<"outcome"> | null;
  result?: Code<"attempt"> | null;
  due_at?: Time | null;
  stands?: boolean;
}

export interface Held {
  why: string;
  device: string;
  type: string | null;
  op: string;
  seq: number;
  at: Time;
  seen?: number | null;
  subject?: string | null;
  waits_for?: string | null;
  details_until?: Time | null;
  field?: string | null;
  state?: "destroyed" | "mended" | "open" | "taken_in";
  decision?: string | null;
}

export interface Cards {
  languages: Partial<Record<string, CardKept>>;
}

export interface CardKept {
  who: CardPage;
  help: CardPage;
  kept: CardPage;
  checked?: boolean;
  by: Id;
  at: Time;
}

export interface CardPage {
  title: string;
  lines: string[];
}

export interface Wordings {
  versions: WordingVersion[];
}

export interface WordingVersion {
  texts: Partial<Record<Code<"purpose">, string>>;
  checked?: boolean;
  version: string;
  language: string;
  by: Id;
  at: Time;
}

export interface WordingSaid {
  texts: Partial<Record<Code<"purpose">, string>>;
  checked?: boolean;
}

export interface Retention {
  days: Partial<Record<string, number>>;
  longer: Partial<Record<string, Longer>>;
}

export interface Longer {
  days: number;
  by: Id;
  at: Time;
}

export interface Partner {
  name: string;
  agreement?: boolean;
  since?: Day | null;
}

export interface OpBodies {
  "shift.start": ShiftStart;
  "shift.end": ShiftEnd;
  "contact.record": ContactRecord;
  "contact.correct": ContactRecord;
  "consent.set": Consent;
  "follow_up.open": FollowUpOpen;
  "follow_up.assign": Assign;
  "follow_up.take": Empty;
  "follow_up.give_back": Empty;
  "follow_up.attempt": Try;
  "follow_up.reschedule": Reschedule;
  "follow_up.complete": Complete;
  "follow_up.approve": Approve;
  "follow_up.return": Remark;
  "follow_up.cancel": Cancel;
  "follow_up.reopen": Remark;
  "held.decide": HeldDecide;
  "activity.record": Activity;
  "activity.correct": Activity;
  "incident.record": Incident;
  "disclosure.record": Disclosure;
  "member.set": MemberSet;
  "setting.set": SettingSet;
}
export type OpType = keyof OpBodies;

export type Outcome = "applied" | "adjusted" | "held" | "refused" | "failed";
export type ProblemCode = keyof typeof PROBLEMS;
export interface Problem {
  code: ProblemCode;
  field?: string;
  facts?: Record<string, string | number>;
  incident?: string;
}
export interface Receipt {
  id: Id | null;
  outcome: Outcome;
  version: number | null;
  problem: Problem | null;
}
export interface OpsAnswer {
  receipts: Receipt[];
  server_time: Time;
  epoch: string | null;
  clock: number | null;
  safe: number | null;
  wipe: Id[];
}
export interface IngestKey {
  id: string;
  public_key: string;
  not_after: Time;
}
export interface Enrolled {
  device: Id;
  unit: { id: Id; name: string };
  member: { id: Id; name: string; role: MemberRole };
  ingest: IngestKey[];
}
export type MemberRole = Code<"member_role">;

interface Told {
  by: Id | null;
  received_at: Time;
}
export interface RowData {
  member: Member;
  setting: Setting;
  shift: Shift & Told;
  contact: Contact & Told & { note?: string };
  follow_up: FollowUp &
    Told & {
      events: (Event & { remark?: string; ground?: string })[];
      details?: Details;
      language?: string;
      interpreter?: Code<"interpreter">;
      consents?: Consent[];
    };
  activity: Activity & Told & { corrected?: Correction[] };
  incident: Incident & Told;
  disclosure: Disclosure & Told;
  held: {
    why: ProblemCode;
    device: Id;
    type: string | null;
    op: Id;
    field?: string;
    /** The op as it was written; only where it was opened by itself. */
    letter?: string;
  } & Told;
}
export type Kind = keyof RowData;
export type FeedRow = { [K in Kind]: { kind: K; id: Id; version: number; data: RowData[K] } }[Kind];
export interface Gone {
  kind: Kind;
  id: Id;
  version: number;
}
export interface ChangesAnswer {
  rows: FeedRow[];
  gone: Gone[];
  cursor: string;
  more: boolean;
  server_time: Time;
  epoch: string;
  clock: number;
}

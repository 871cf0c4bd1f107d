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
  "SEQ_MAX": 9007199254740991,
  "NOTE_CHARS": 500,
  "REACH_CHARS": 200,
  "CALL_NAME_CHARS": 60,
  "SAFE_HOURS_CHARS": 120,
  "SHORT_CHARS": 120,
  "TEXT_CHARS": 2000,
  "GROUND_CHARS_MIN": 10,
  "DUTY_GROUND_CHARS_MIN": 30,
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
  "CHALLENGE_MIN": 5,
  "INVITATION_MIN": 15,
  "SIGN_INS_PER_MIN": 30,
  "WAIT_MAX_S": 300,
  "WAIT_FIRST_S": 2,
  "STALL_S": 15,
  "KEEP_DAYS": 30
} as const;

export const LISTS = {
  role: { version: 1, words: {
    SELLER: {"sv":"Säljer eller har fått ersättning","en":"Sells or has received payment"},
    BUYER: {"sv":"Köper eller misstänkt köp","en":"Buyer or suspected buyer"},
    VICTIM: {"sv":"Brottsutsatt","en":"Crime victim"},
    WITNESS: {"sv":"Vittne","en":"Witness"},
    EVIDENCE_PERSON: {"sv":"Bevisperson (koppleri)","en":"Evidence person (procuring)"},
    KIN_VICTIM: {"sv":"Anhörig till brottsutsatt","en":"Relative of victim"},
    KIN_PERP: {"sv":"Anhörig till misstänkt eller häktad","en":"Relative of suspect or detainee"},
    PERP_DETAINED: {"sv":"Häktad, misstänkt för brott","en":"Detained suspect"},
    YOUTH_AT_RISK: {"sv":"Ung i riskmiljö","en":"Young person in risky setting"},
    OTHER: {"sv":"Annan","en":"Other"},
  } },
  age_band: { version: 1, words: {
    U15: {"sv":"Under 15","en":"Under 15"},
    A15_17: {"sv":"15–17","en":"15–17"},
    A18_19: {"sv":"18–19","en":"18–19"},
    A20: {"sv":"20","en":"20"},
    A21_24: {"sv":"21–24","en":"21–24"},
    A25_34: {"sv":"25–34","en":"25–34"},
    A35_49: {"sv":"35–49","en":"35–49"},
    A50P: {"sv":"50 eller äldre","en":"50 or older"},
    ADULT_UNK: {"sv":"Vuxen, okänd ålder","en":"Adult, age unknown"},
    UNK: {"sv":"Vet ej","en":"Not known"},
  } },
  age_basis: { version: 1, words: {
    STATED: {"sv":"Uppgiven","en":"Stated"},
    ESTIMATED: {"sv":"Uppskattad","en":"Estimated"},
    CONFIRMED: {"sv":"Bekräftad av annan","en":"Confirmed by other"},
  } },
  gender: { version: 1, words: {
    F: {"sv":"Kvinna eller flicka","en":"Woman or girl"},
    M: {"sv":"Man eller pojke","en":"Man or boy"},
    X: {"sv":"Annat","en":"Other"},
    NN: {"sv":"Ej noterat","en":"Not noted"},
  } },
  home: { version: 1, words: {
    STHLM: {"sv":"Stockholms stad","en":"City of Stockholm"},
    AGREEMENT: {"sv":"Avtalskommun","en":"Agreement municipality"},
    OTHER_SE: {"sv":"Annan svensk kommun","en":"Other Swedish municipality"},
    ABROAD: {"sv":"Bosatt utomlands","en":"Lives abroad"},
    NN: {"sv":"Ej noterat","en":"Not noted"},
  } },
  sol_access: { version: 1, words: {
    FULL: {"sv":"Full rätt","en":"Full"},
    ACUTE_ONLY: {"sv":"Endast akut (vistelsekommun)","en":"Acute only"},
    UNCLEAR: {"sv":"Oklart","en":"Unclear"},
  } },
  arena: { version: 1, words: {
    STREET: {"sv":"Gata","en":"Street"},
    CAR: {"sv":"Bil","en":"Car"},
    HOTEL: {"sv":"Hotell","en":"Hotel"},
    FLAT: {"sv":"Lägenhet, korttidsuthyrning","en":"Flat, short let"},
    SALON: {"sv":"Massage, spa","en":"Massage, spa"},
    CLUB: {"sv":"Klubb, krog","en":"Club, bar"},
    ONLINE: {"sv":"Nät, annons","en":"Online, ad"},
    POLICE: {"sv":"Polisstation, förhör","en":"Police station, interview"},
    CUSTODY: {"sv":"Häkte","en":"Remand prison"},
    OFFICE: {"sv":"Mottagning","en":"Reception"},
    PHONE: {"sv":"Telefon, chatt","en":"Phone, chat"},
    OTHER: {"sv":"Annan","en":"Other"},
  } },
  source: { version: 1, words: {
    OWN: {"sv":"Egen uppsökning","en":"Own outreach"},
    POL_CITY: {"sv":"Citypolisens prostitutionsgrupp","en":"City police group"},
    POL_THB: {"sv":"Polisens grupp mot människohandel","en":"Police trafficking unit"},
    POL_OTHER: {"sv":"Annan polis","en":"Other police"},
    SOCJOUR: {"sv":"Socialjouren","en":"Out-of-hours service"},
    YOUTH_TEAM: {"sv":"Ungdomsjouren","en":"Youth team"},
    DISTRICT: {"sv":"Stadsdel","en":"City district"},
    HEALTH: {"sv":"Vård, Mika Hälsa","en":"Health care"},
    NGO: {"sv":"Frivilligorganisation","en":"NGO"},
    REGCOORD: {"sv":"Regionkoordinator","en":"Regional coordinator"},
    KIN: {"sv":"Anhörig","en":"Relative"},
    SELF: {"sv":"Personen själv","en":"The person themselves"},
    KAST: {"sv":"KAST","en":"KAST"},
    CUSTODY: {"sv":"Häkte, Kriminalvården","en":"Prison service"},
    OTHER: {"sv":"Annan","en":"Other"},
  } },
  offer: { version: 1, words: {
    MEET_UNIT: {"sv":"Träffa socialsekreterare","en":"Meet a social worker"},
    KAST: {"sv":"KAST-samtal","en":"KAST counselling"},
    SOC_LINK: {"sv":"Länkning till socialtjänst","en":"Link to social services"},
    SOCJOUR: {"sv":"Socialjouren","en":"Out-of-hours service"},
    YOUTH_UNIT: {"sv":"Stöd för unga","en":"Youth support"},
    SUPPORT_TALK: {"sv":"Stödsamtal","en":"Supportive talk"},
    MEDICAL: {"sv":"Medicinsk hjälp","en":"Medical help"},
    PRACTICAL: {"sv":"Praktisk hjälp","en":"Practical help"},
    SHELTER: {"sv":"Skyddat boende","en":"Shelter"},
    LEGAL: {"sv":"Rättsinformation, målsägandebiträde","en":"Legal information"},
    REFLECTION_INFO: {"sv":"Information om betänketid","en":"Reflection period"},
    SAFE_RETURN: {"sv":"Säkert återvändande","en":"Safe return"},
    NGO_LINK: {"sv":"Länkning till organisation","en":"Link to NGO"},
    KIN_SUPPORT: {"sv":"Anhörigstöd","en":"Support for relatives"},
    CRISIS: {"sv":"Akut kris, suicidrisk","en":"Acute crisis"},
    INFO_CARD: {"sv":"Infokort","en":"Information card"},
  } },
  help: { version: 1, words: {
    SUPPORT_TALK: {"sv":"Stödsamtal","en":"Supportive talk"},
    MEDICAL: {"sv":"Medicinsk hjälp","en":"Medical help"},
    PRACTICAL: {"sv":"Praktisk hjälp","en":"Practical help"},
    INFORMED: {"sv":"Informerat","en":"Informed"},
    MOTIVATED: {"sv":"Motiverat","en":"Motivated"},
    SAT_IN_INTERVIEW: {"sv":"Medverkat vid förhör","en":"Sat in at interview"},
    CHANNELLED: {"sv":"Slussat vid förhör","en":"Channelled at interview"},
    INTERPRETED: {"sv":"Tolk använd","en":"Interpreter used"},
  } },
  response: { version: 1, words: {
    ACCEPTED: {"sv":"Ja","en":"Yes"},
    LATER: {"sv":"Vill tänka","en":"Wants time"},
    DECLINED: {"sv":"Nej","en":"No"},
    ALREADY: {"sv":"Har redan kontakt","en":"Already in contact"},
    NOT_POSSIBLE: {"sv":"Gick inte","en":"Not possible"},
    NO_ANSWER: {"sv":"Inget svar","en":"No answer"},
  } },
  not_offered: { version: 1, words: {
    POLICE_ACTION: {"sv":"Polisåtgärd pågick","en":"Police action under way"},
    UNSAFE: {"sv":"Otryggt","en":"Unsafe"},
    LEFT: {"sv":"Personen gick","en":"The person left"},
    ALREADY: {"sv":"Redan erbjudet","en":"Already offered"},
    NO_LANGUAGE: {"sv":"Språk saknades","en":"No common language"},
    INTOXICATED: {"sv":"Påverkad","en":"Intoxicated"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  unmet: { version: 1, words: {
    NO_SOL_RIGHT: {"sv":"Saknar rätt enligt SoL","en":"No entitlement under the Social Services Act"},
    NO_SHELTER: {"sv":"Ingen boendeplats","en":"No place to stay"},
    NO_INTERPRETER: {"sv":"Ingen tolk","en":"No interpreter"},
    NO_INCOME: {"sv":"Ingen annan försörjning","en":"No other income"},
    FEAR_AUTH: {"sv":"Rädsla för myndigheter","en":"Fear of authorities"},
    FEAR_CHILDREN: {"sv":"Rädsla att barn omhändertas","en":"Fear of losing children"},
    CLOSED: {"sv":"Stängt","en":"Closed"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  indicator: { version: 1, words: {
    NO_ID: {"sv":"ID saknas eller hålls av annan","en":"ID missing or held by someone"},
    CONTROLLED: {"sv":"Kontrolleras, någon ringer ofta","en":"Controlled, frequent calls"},
    SPEAKS_FOR: {"sv":"Annan för talan","en":"Someone speaks for them"},
    DEBT: {"sv":"Skuld","en":"Debt"},
    NO_MONEY: {"sv":"Får inte behålla pengar","en":"Cannot keep money"},
    MOVED: {"sv":"Flyttas runt","en":"Moved around"},
    UNKNOWN_ADDR: {"sv":"Vet inte var hen bor","en":"Does not know the address"},
    THREAT: {"sv":"Hot mot person eller familj","en":"Threats"},
    VIOLENCE: {"sv":"Våld, skador","en":"Violence, injuries"},
    LOCKED_IN: {"sv":"Begränsad rörelsefrihet","en":"Restricted movement"},
    THIRD_PARTY_AD: {"sv":"Annan sköter annons","en":"Ad run by someone else"},
    DECEIVED: {"sv":"Lurad om arbetet","en":"Deceived about the work"},
    MINOR: {"sv":"Barn","en":"Child"},
    ORG_SUSPECTED: {"sv":"Misstänkt organisering","en":"Suspected organisation"},
  } },
  seen_or_told: { version: 1, words: {
    SEEN: {"sv":"Iakttaget","en":"Observed"},
    TOLD: {"sv":"Berättat","en":"Told"},
  } },
  offence: { version: 1, words: {
    THB: {"sv":"Människohandel","en":"Trafficking"},
    PROCURING: {"sv":"Koppleri","en":"Procuring"},
    PURCHASE: {"sv":"Köp av sexuell tjänst","en":"Purchase of a sexual service"},
    NONE: {"sv":"Inget","en":"None"},
    UNK: {"sv":"Vet ej","en":"Not known"},
  } },
  interpreter: { version: 1, words: {
    YES: {"sv":"Tolk på plats","en":"Interpreter present"},
    NO: {"sv":"Ingen tolk","en":"No interpreter"},
    PHONE: {"sv":"Telefontolk","en":"Telephone interpreter"},
  } },
  police: { version: 1, words: {
    NONE: {"sv":"Utan polis","en":"Without police"},
    POL_CITY: {"sv":"Citypolisens prostitutionsgrupp","en":"City police group"},
    POL_THB: {"sv":"Polisens grupp mot människohandel","en":"Police trafficking unit"},
    OTHER: {"sv":"Annan polis","en":"Other police"},
  } },
  focus: { version: 1, words: {
    STREET: {"sv":"Gata","en":"Street"},
    INDOOR: {"sv":"Inomhus","en":"Indoor"},
    ONLINE: {"sv":"Nätet","en":"Online"},
    YOUTH: {"sv":"Unga","en":"Young people"},
    MIXED: {"sv":"Blandat","en":"Mixed"},
  } },
  zone: { version: 1, words: {
    Z_CITY: {"sv":"City","en":"City centre"},
    Z_INNER: {"sv":"Övriga innerstan","en":"Rest of the inner city"},
    Z_SOUTH: {"sv":"Söderort","en":"South"},
    Z_WEST: {"sv":"Västerort","en":"West"},
    Z_COUNTY: {"sv":"Övriga länet","en":"Rest of the county"},
    Z_NET: {"sv":"Nätet","en":"Online"},
  } },
  purpose: { version: 1, words: {
    SHARE_SOC: {"sv":"Dela med socialtjänst","en":"Share with social services"},
    SHARE_KAST: {"sv":"Dela med KAST","en":"Share with KAST"},
    CONTACT_AGAIN: {"sv":"Kontakta igen","en":"Contact again"},
    SHARE_HEALTH: {"sv":"Dela med vård","en":"Share with health care"},
    SHARE_NGO: {"sv":"Dela med organisation","en":"Share with an organisation"},
    SHARE_REGCOORD: {"sv":"Dela med regionkoordinator","en":"Share with the regional coordinator"},
    SHARE_POLICE: {"sv":"Dela med polis","en":"Share with police"},
    JOIN_INTERVIEW: {"sv":"Vill ha med oss vid förhör","en":"Wants us at the interview"},
  } },
  consent_state: { version: 1, words: {
    NOT_ASKED: {"sv":"Ej frågat","en":"Not asked"},
    YES: {"sv":"Ja","en":"Yes"},
    NO: {"sv":"Nej","en":"No"},
    WITHDRAWN: {"sv":"Återkallat","en":"Withdrawn"},
    UNABLE: {"sv":"Kan inte ta ställning","en":"Unable to decide"},
  } },
  how: { version: 1, words: {
    ORAL: {"sv":"Muntligt","en":"Orally"},
    WRITTEN: {"sv":"Skriftligt","en":"In writing"},
  } },
  follow_up_kind: { version: 1, words: {
    CALL_BACK: {"sv":"Ring upp","en":"Call back"},
    MEET: {"sv":"Träff","en":"Meet"},
    KAST_BOOKING: {"sv":"Boka KAST","en":"Book KAST"},
    DISTRICT_HANDOVER: {"sv":"Överlämna till stadsdel","en":"Hand over to the district"},
    REPORT_WRITTEN: {"sv":"Skriftlig anmälan","en":"Written report"},
    REPORT_FEEDBACK: {"sv":"Återkoppling på anmälan","en":"Feedback on the report"},
    HEALTH_BOOKING: {"sv":"Boka vård","en":"Book health care"},
    SHELTER: {"sv":"Boende","en":"Shelter"},
    INTERVIEW_SUPPORT: {"sv":"Stöd vid förhör","en":"Support at interview"},
    KIN_CONTACT: {"sv":"Anhörigkontakt","en":"Contact with relatives"},
    REFLECTION_APPLICATION: {"sv":"Underlag betänketid","en":"Material for a reflection period"},
    REGCOORD_CONSULT: {"sv":"Rådgör med regionkoordinator","en":"Consult the regional coordinator"},
    RETURN_PLANNING: {"sv":"Återvändande","en":"Planning a return"},
    TELL_RECEIVER: {"sv":"Meddela mottagaren","en":"Tell the receiver"},
  } },
  outcome: { version: 1, words: {
    LINKED: {"sv":"Länkad","en":"Linked"},
    ATTENDED: {"sv":"Kom","en":"Attended"},
    NO_SHOW: {"sv":"Uteblev","en":"No show"},
    NOT_REACHED: {"sv":"Ej nådd","en":"Not reached"},
    DECLINED_LATER: {"sv":"Ångrat sig","en":"Declined later"},
    TAKEN_OVER: {"sv":"Övertagen","en":"Taken over"},
    MOVED: {"sv":"Flyttat, lämnat landet","en":"Moved, left the country"},
    UNSAFE_CONTACT: {"sv":"Ej säkert att kontakta","en":"Not safe to contact"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  attempt: { version: 1, words: {
    NOT_REACHED: {"sv":"Ej nådd","en":"Not reached"},
    LEFT_NO_MESSAGE: {"sv":"Lämnade inget meddelande","en":"Left no message"},
    UNSAFE_CONTACT: {"sv":"Ej säkert att kontakta","en":"Not safe to contact"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  channel: { version: 1, words: {
    PHONE: {"sv":"Telefon","en":"Phone"},
    SMS: {"sv":"Sms","en":"Text message"},
    EMAIL: {"sv":"E-post","en":"E-mail"},
    VISIT: {"sv":"Besök","en":"Visit"},
    VIA_OTHER: {"sv":"Via någon annan","en":"Through someone else"},
  } },
  report_kind: { version: 1, words: {
    CHILD_DUTY: {"sv":"Orosanmälan barn","en":"Child report, duty"},
    WITH_CONSENT: {"sv":"Anmälan i samråd (18+)","en":"Report in agreement with the person"},
    DISCLOSURE_OTHER: {"sv":"Annat uppgiftslämnande","en":"Other disclosure"},
  } },
  report_origin: { version: 1, words: {
    KAST_WORK: {"sv":"KAST-arbetet","en":"KAST work"},
    POL_CITY: {"sv":"Citypolisens prostitutionsgrupp","en":"City police group"},
    POL_THB: {"sv":"Polisens grupp mot människohandel","en":"Police trafficking unit"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  report_ground: { version: 1, words: {
    SEXUAL_EXPLOITATION: {"sv":"Sexuell exploatering","en":"Sexual exploitation"},
    SOCIAL_VULNERABILITY: {"sv":"Social utsatthet","en":"Social vulnerability"},
    VIOLENCE: {"sv":"Våld","en":"Violence"},
    SUBSTANCE: {"sv":"Skadligt bruk","en":"Substance use"},
    MENTAL_HEALTH: {"sv":"Psykisk ohälsa","en":"Mental ill-health"},
    HOMELESS: {"sv":"Bostadslöshet","en":"Homelessness"},
    TRAFFICKING: {"sv":"Misstänkt människohandel","en":"Suspected trafficking"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  guardian_informed: { version: 1, words: {
    YES: {"sv":"Ja","en":"Yes"},
    NO: {"sv":"Nej","en":"No"},
    NOT_APPROPRIATE: {"sv":"Inte lämpligt","en":"Not appropriate"},
  } },
  report_decision: { version: 1, words: {
    OPENED: {"sv":"Utredning inledd","en":"Investigation opened"},
    NOT_OPENED: {"sv":"Utredning inte inledd","en":"Investigation not opened"},
    ONGOING: {"sv":"Utredning pågår redan","en":"Investigation already under way"},
    UNKNOWN: {"sv":"Okänt","en":"Unknown"},
  } },
  activity_kind: { version: 1, words: {
    MEETING: {"sv":"Möte","en":"Meeting"},
    LECTURE: {"sv":"Föreläsning","en":"Lecture"},
    TRAINING: {"sv":"Utbildning","en":"Training"},
    EVENT: {"sv":"Evenemang","en":"Event"},
    STUDY_TRIP: {"sv":"Studieresa","en":"Study trip"},
    METHOD: {"sv":"Metodutveckling","en":"Method development"},
  } },
  activity_role: { version: 1, words: {
    ATTENDED: {"sv":"Deltog","en":"Attended"},
    SPOKE: {"sv":"Föreläste","en":"Spoke"},
    INITIATED: {"sv":"Tog initiativ","en":"Initiated"},
  } },
  incident_kind: { version: 1, words: {
    THREAT: {"sv":"Hot","en":"Threat"},
    VIOLENCE: {"sv":"Våld","en":"Violence"},
    HARASSMENT: {"sv":"Trakasserier","en":"Harassment"},
    ACCIDENT: {"sv":"Olycka","en":"Accident"},
    NEAR_MISS: {"sv":"Nära ögat","en":"Near miss"},
    OTHER: {"sv":"Annat","en":"Other"},
  } },
  severity: { version: 1, words: {
    LOW: {"sv":"Lindrigt","en":"Minor"},
    MEDIUM: {"sv":"Kännbart","en":"Noticeable"},
    HIGH: {"sv":"Allvarligt","en":"Serious"},
  } },
  disclosure_decision: { version: 1, words: {
    GRANTED: {"sv":"Lämnas ut","en":"Granted"},
    PARTLY: {"sv":"Lämnas ut delvis","en":"Partly granted"},
    REFUSED: {"sv":"Avslås","en":"Refused"},
  } },
  held_decision: { version: 1, words: {
    RELEASE: {"sv":"Släpp fram","en":"Release"},
    REDACT: {"sv":"Släpp fram utan text","en":"Release without text"},
    DESTROY: {"sv":"Förstör","en":"Destroy"},
  } },
  member_role: { version: 1, words: {
    worker: {"sv":"Fältarbetare","en":"Worker"},
    supervisor: {"sv":"Arbetsledare","en":"Supervisor"},
    reviewer: {"sv":"Granskare","en":"Reviewer"},
  } },
  member_state: { version: 1, words: {
    active: {"sv":"Aktiv","en":"Active"},
    suspended: {"sv":"Avstängd","en":"Suspended"},
  } },
} as const;

export type Code<L extends keyof typeof LISTS> = keyof (typeof LISTS)[L]['words'];

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
  "device.wipe": "denied",
  "role.denied": "denied",
  "request.origin": "denied",
  "invitation.invalid": "denied",
  "not.found": "denied",
  "method.not_allowed": "fix",
  "protocol.too_old": "fix",
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
  "follow_up.approve": Remark;
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
      events: (Event & { remark?: string })[];
      details?: Details;
      language?: string;
      interpreter?: Code<"interpreter">;
      consents?: Consent[];
    };
  activity: Activity & Told;
  incident: Incident & Told;
  disclosure: Disclosure & Told;
  held: { why: ProblemCode; device: Id; type: string | null; op: Id } & Told;
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

// A contact while it is being written down: what the screen holds, what is still wanted, and the body it becomes.
import type { Code, Consent, ContactRecord, FollowUpIn, ShiftStart } from '../contract/contract';
import { missing } from '../domain/contact';
import { flooredText, written } from '../domain/times';
import type { ShiftView } from '../domain/views';
import { isReach, type PromiseDraft } from './promise_draft';

export type AgeGroup = 'UNDER_18' | 'A18_20' | 'A21P' | 'UNK';

/** What each quick button refines to. A single code needs no second tap. */
export const BANDS: Readonly<Record<AgeGroup, readonly Code<'age_band'>[]>> = {
  UNDER_18: ['U15', 'A15_17'],
  A18_20: ['A18_19', 'A20'],
  A21P: ['ADULT_UNK', 'A21_24', 'A25_34', 'A35_49', 'A50P'],
  UNK: ['UNK'],
};

export interface ContactDraft {
  met_at: string;
  roles: Code<'role'>[];
  age: AgeGroup | null;
  band: Code<'age_band'> | null;
  basis: Code<'age_basis'> | null;
  may_be_minor: boolean | null;
  arena: Code<'arena'> | null;
  zone: string | null;
  source: Code<'source'> | null;
  police_near: boolean | null;
  offers: { code: Code<'offer'>; response: Code<'response'> | null }[];
  not_offered: Code<'not_offered'> | null;
  met_before: boolean | null;
  gender: Code<'gender'> | null;
  home: Code<'home'> | null;
  language: string;
  interpreter: Code<'interpreter'> | null;
  help: Code<'help'>[];
  indicators: Partial<Record<Code<'indicator'>, Code<'seen_or_told'>>>;
  unmet: Code<'unmet'>[];
  consents: Partial<Record<Code<'purpose'>, Code<'consent_state'>>>;
  recipients: Partial<Record<Code<'purpose'>, string>>;
  how: Code<'how'> | null;
  follow_ups: PromiseDraft[];
  note: string;
}

/** Where it starts: the shift tells where, never who, and never whether police could hear. */
export function blankContact(
  now: Date,
  shift: ShiftView | null,
  lastArena: Code<'arena'> | null,
): ContactDraft {
  return {
    met_at: flooredText(now),
    roles: [],
    age: null,
    band: null,
    basis: null,
    may_be_minor: null,
    arena: ARENA_OF[shift?.data.focus ?? 'MIXED'] ?? lastArena,
    zone: shift?.data.zone ?? null,
    source: shift ? SOURCE_OF[shift.data.police ?? 'NONE'] : null,
    police_near: null,
    offers: [],
    not_offered: null,
    met_before: null,
    gender: null,
    home: null,
    language: '',
    interpreter: null,
    help: [],
    indicators: {},
    unmet: [],
    consents: {},
    recipients: {},
    how: null,
    follow_ups: [],
    note: '',
  };
}

const ARENA_OF: Readonly<Record<Code<'focus'>, Code<'arena'> | null>> = {
  STREET: 'STREET',
  ONLINE: 'ONLINE',
  INDOOR: null,
  YOUTH: null,
  MIXED: null,
};
const SOURCE_OF: Readonly<Record<ShiftStart['police'], Code<'source'>>> = {
  NONE: 'OWN',
  POL_CITY: 'POL_CITY',
  POL_THB: 'POL_THB',
  OTHER: 'POL_OTHER',
};

/** The three commonest, as far as a tap can know them. A seller's age is never guessed: it may be a child's. */
export const PRESETS = {
  buyer: {
    roles: ['BUYER'],
    age: 'A21P',
    band: 'ADULT_UNK',
    offers: [{ code: 'KAST', response: null }],
    not_offered: null,
  },
  seller: { roles: ['SELLER'], offers: [{ code: 'SOC_LINK', response: null }], not_offered: null },
  left: { roles: ['OTHER'], age: 'UNK', band: 'UNK', offers: [], not_offered: 'LEFT' },
} as const satisfies Record<string, unknown>;
export type Preset = keyof typeof PRESETS;

export type Wanted =
  'roles' | 'age' | 'band' | 'arena' | 'source' | 'police_near' | 'offers' | 'responses' | 'kind';

/** What must still be answered, in the order of the screen (CT2). */
export function wanted(draft: ContactDraft): Wanted[] {
  const open = new Set<string>(missing(facts(draft)));
  const all: [Wanted, boolean][] = [
    ['roles', open.has('roles')],
    ['age', draft.age === null],
    ['band', draft.age !== null && draft.band === null],
    ['offers', open.has('offers')],
    ['responses', draft.offers.some(({ response }) => response === null)],
    ['police_near', open.has('police_near')],
    ['arena', open.has('arena')],
    ['source', open.has('source')],
    ['kind', draft.follow_ups.some(({ kind }) => kind === null)],
  ];
  return all.filter(([, is]) => is).map(([field]) => field);
}

function facts(draft: ContactDraft): Partial<ContactRecord> {
  return {
    met_at: draft.met_at,
    ...(draft.roles.length > 0 && { roles: draft.roles }),
    ...(draft.band && { age_band: draft.band }),
    ...(draft.arena && { arena: draft.arena }),
    ...(draft.source && { source: draft.source }),
    ...(draft.police_near !== null && { police_near: draft.police_near }),
    offers: draft.offers.map(({ code, response }) => ({ code, response: response ?? 'NO_ANSWER' })),
    not_offered: draft.not_offered,
  };
}

/** The letter's body. Only for a draft of which nothing is wanted. */
export function bodyOf(draft: ContactDraft, shift: ShiftView | null, now: Date): ContactRecord {
  return {
    ...(facts(draft) as ContactRecord),
    shift: shift?.id ?? null,
    age_basis: draft.basis,
    may_be_minor: draft.band === 'UNK' && draft.may_be_minor === true,
    zone: draft.zone,
    met_before: draft.met_before,
    gender: draft.gender,
    home: draft.home,
    language: languageCode(draft.language),
    interpreter: draft.interpreter,
    help: [...draft.help],
    indicators: { ...draft.indicators },
    unmet: [...draft.unmet],
    consents: consentsOf(draft, now),
    follow_ups: draft.follow_ups.flatMap((promise) => followUpOf(promise, draft)),
    note: draft.note.trim() || null,
  };
}

/** One row per purpose (CO2); what was not asked is not sent, for that is what its absence means (CO1). */
function consentsOf(draft: ContactDraft, now: Date): Consent[] {
  return (Object.entries(draft.consents) as [Code<'purpose'>, Code<'consent_state'>][])
    .filter(([, state]) => state !== 'NOT_ASKED')
    .map(([purpose, state]) => ({
      purpose,
      state,
      recipient: draft.recipients[purpose]?.trim() || null,
      how: draft.how,
      language: languageCode(draft.language),
      interpreter: draft.interpreter,
      police_near: draft.police_near === true,
      asked_at: flooredText(now),
    }));
}

function followUpOf(promise: PromiseDraft, draft: ContactDraft): FollowUpIn[] {
  if (promise.kind === null) return [];
  const reachable = draft.consents.CONTACT_AGAIN === 'YES' && isReach(promise);
  return [
    {
      id: promise.id,
      kind: promise.kind,
      due_at: promise.due_at || null,
      remark: promise.remark.trim() || null,
      details: reachable
        ? {
            channel: promise.channel,
            reach: promise.reach.trim() || null,
            call_name: promise.call_name.trim() || null,
            safe_hours: promise.safe_hours.trim() || null,
            may_say_who: promise.may_say_who === true,
            may_leave_message: promise.may_leave_message === true,
            expires_at: promise.expires_at || written(now30(draft)),
          }
        : null,
    },
  ];
}

function now30(draft: ContactDraft): Date {
  return new Date(Date.parse(draft.met_at) + THIRTY_DAYS_MS);
}

const THIRTY_DAYS_MS = 30 * 24 * 3600_000;

function languageCode(text: string): string | null {
  return /^[a-z]{2,3}$/.test(text) ? text : null;
}

// A contact while it is being written down: what the screen holds, how it begins, and what is still wanted.
import type { Code, ShiftStart } from '../contract/contract';
import { missing } from '../domain/contact';
import { flooredText } from '../domain/times';
import type { ShiftView } from '../domain/views';
import { factsOf } from './contact_body';
import { PRESETS, type Preset } from './presets';
import type { PromiseDraft } from './promise_draft';

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
  /** When it was first said that this may be a child: the call is counted from there. It is never sent. */
  child_at: string | null;
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
  /** Which words stood on the screen when it was answered (CO2). */
  wordings: Partial<Record<Code<'purpose'>, { wording: string; language: string }>>;
  how: Code<'how'> | null;
  follow_ups: PromiseDraft[];
  note: string;
}

/**
 * Where it starts: the shift tells where, and that no police came along; never who. With police along it is asked each
 * time whether they could hear: that decides what may be asked (CO3).
 */
export function blankContact(
  now: Date,
  shift: ShiftView | null,
  lastArena: Code<'arena'> | null,
): ContactDraft {
  return {
    met_at: flooredText(now),
    child_at: null,
    roles: [],
    age: null,
    band: null,
    basis: null,
    may_be_minor: null,
    arena: ARENA_OF[shift?.data.focus ?? 'MIXED'] ?? lastArena,
    zone: shift?.data.zone ?? null,
    source: shift ? SOURCE_OF[shift.data.police ?? 'NONE'] : null,
    police_near: shift?.data.police === 'NONE' ? false : null,
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
    wordings: {},
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

/** The draft with a preset's answers in it; what else was answered stays. */
export function withPreset(draft: ContactDraft, name: Preset): ContactDraft {
  const { roles, offers, ...rest } = PRESETS[name];
  return { ...draft, ...rest, roles: [...roles], offers: offers.map((each) => ({ ...each })) };
}

export type Wanted =
  'roles' | 'age' | 'band' | 'arena' | 'source' | 'police_near' | 'offers' | 'responses' | 'kind';

/** What must still be answered, in the order of the screen (CT2). */
export function wanted(draft: ContactDraft): Wanted[] {
  const open = new Set<string>(missing(factsOf(draft)));
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

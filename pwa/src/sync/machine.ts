// When to post, to read, to sign in and to wait: one total table, state × event. Pure: time and chance come in
// with the event, and what is to be done comes out as data.
//
// Rule 1: writing needs no session. Only reading can be closed: by a sign-in that failed, by the person signing
//   out, by a desk that finds us too old, or by the lock.
// Rule 2: a wait doubles up to five minutes with jitter, and ends at once on `wake` (online, visible, asked for) –
//   unless the desk itself named it (Retry-After); that one is obeyed, up to the same five minutes.
// Rule 3: an answer that is not the desk's own is weather. It never means sent, and it never means no.
import { LIMITS } from '../contract/contract';

export const STATES = ['resting', 'posting', 'reading', 'signing_in', 'backing_off', 'told_to_wait'] as const;
export const EVENTS = [
  'wake', // start, online, visible, or the person asked
  'saved', // a letter now stands twice
  'tick', // the desk's clock has moved
  'timer', // the wait is over
  'posted', // receipts came
  'elsewhere', // another tab is sending
  'too_large', // 413
  'weather', // no answer, or none of the desk's own
  'read', // a page of changes was applied
  'start_over', // 409: the desk does not know our cursor
  'unauthorised', // 401
  'too_old', // 426
  'signed_in',
  'sign_in_refused',
  'signed_out', // the person did
  'locked', // what is read could be shown to nobody
  'unlocked',
] as const;
export type State = (typeof STATES)[number];
export type EventName = (typeof EVENTS)[number];

export interface Event {
  name: EventName;
  /** 0 to 1, for the jitter. */
  chance: number;
  /** `posted`: letters that may go at once, and all that wait. */
  ready?: number;
  waiting?: number;
  /** `read`: there is another page. */
  more?: boolean;
  /** `weather`: something answered, though not as the desk does. */
  answered?: boolean;
  /** `weather`: how long the desk asked us to wait. */
  retryAfterMs?: number | null;
}

export interface Memory {
  /** Why reading is closed, if it is. */
  closed: 'sign_in' | 'signed_out' | 'update' | 'locked' | null;
  /** How large a parcel may be just now. */
  limit: number;
  /** Rounds in a row that left something undone. */
  failures: number;
  /** What was asked for while something else was under way. */
  again: 'post' | 'read' | null;
  /** Letters that wait, as last counted. */
  waiting: number;
  /** A session was just opened; a second 401 in a row is not answered by a third try. */
  justSignedIn: boolean;
}

export type Effect =
  | { do: 'post'; limit: number; anew: boolean }
  /** The parcel just tried cannot pass: let its letters wait, so that those behind them can go. */
  | { do: 'set_aside'; waitMs: number }
  | { do: 'read' }
  | { do: 'forget_replica' }
  | { do: 'sign_in' }
  | { do: 'wait'; ms: number };

export interface Step {
  state: State;
  memory: Memory;
  effects: Effect[];
}

type Cell = (memory: Memory, event: Event, state: State) => Step;

export const START: Memory = {
  closed: null,
  limit: LIMITS.OPS_PER_PARCEL,
  failures: 0,
  again: null,
  waiting: 0,
  justSignedIn: false,
};

/** The `n`th wait in a row: doubling, never over five minutes, spread over its upper half. */
export function backOff(failures: number, chance: number): number {
  const full = Math.min(LIMITS.WAIT_MAX_S, LIMITS.WAIT_FIRST_S * 2 ** Math.max(0, failures - 1));
  return Math.round(full * 1000 * (0.5 + chance / 2));
}

const stay: Cell = (memory, _, state) => ({ state, memory, effects: [] });

const post: Cell = (memory) => posting({ ...memory, again: null }, false);

/** Awake: whatever was told to wait is tried anew, and a failed sign-in may be tried again. */
const postAnew: Cell = (memory) =>
  posting(
    { ...memory, again: null, failures: 0, closed: memory.closed === 'sign_in' ? null : memory.closed },
    true,
  );

const noteSaved: Cell = (memory, _, state) => ({ state, memory: { ...memory, again: 'post' }, effects: [] });
const noteWake: Cell = (memory, _, state) => ({
  state,
  memory: { ...memory, again: 'post', failures: 0 },
  effects: [],
});
const noteTick: Cell = (memory, _, state) => ({
  state,
  memory: { ...memory, again: memory.again ?? 'read' },
  effects: [],
});
const noteSignedIn: Cell = (memory, _, state) => ({
  state,
  memory: { ...memory, closed: null, again: 'post' },
  effects: [],
});
const signOut: Cell = (memory, _, state) => ({
  state,
  memory: { ...memory, closed: 'signed_out' },
  effects: [],
});

const readIfOpen: Cell = (memory, event) => (memory.closed === null ? reading(memory) : rest(memory, event));
const open: Cell = (memory, event) => {
  const closed = memory.closed === 'locked' ? memory.closed : null;
  return readIfOpen({ ...memory, closed, justSignedIn: true }, event, 'reading');
};
/** A lock closes what was open. What the person or the desk has closed stays closed behind it. */
const lock: Cell = (memory, _, state) => ({
  state,
  memory: { ...memory, closed: memory.closed === 'sign_in' ? 'locked' : (memory.closed ?? 'locked') },
  effects: [],
});
/** A sign-in that failed behind the lock had no secret to sign in with; now there is one. */
const ifLocked =
  (then: Cell): Cell =>
  (memory, event, state) =>
    memory.closed === 'locked' || memory.closed === 'sign_in'
      ? then(memory, event, state)
      : stay(memory, event, state);
const openAndPost: Cell = (memory) => posting({ ...memory, closed: null, again: null, failures: 0 }, true);
const openLater: Cell = (memory, _, state) => ({ state, memory: { ...memory, closed: null }, effects: [] });

const posted: Cell = (memory, event) => {
  const limit = Math.min(LIMITS.OPS_PER_PARCEL, memory.limit * 2);
  const after = { ...memory, limit, waiting: event.waiting ?? 0 };
  return (event.ready ?? 0) > 0 ? posting(after, false) : readIfOpen(after, event, 'posting');
};

const halve: Cell = (memory, event) =>
  memory.limit > 1
    ? posting({ ...memory, limit: Math.floor(memory.limit / 2) }, false)
    : first(setAside(memory, event), posting(memory, false));

/** Somebody answers for the desk, or one letter breaks the road: smaller parcels find out which (F11b). */
const postWeather: Cell = (memory, event) => {
  const step = wait({ ...memory, failures: memory.failures + 1 }, event);
  if (event.answered !== true || event.retryAfterMs != null) return step;
  if (memory.limit === 1) return first(setAside(memory, event), step);
  return { ...step, memory: { ...step.memory, limit: Math.floor(memory.limit / 2) } };
};

const weather: Cell = (memory, event) => wait({ ...memory, failures: memory.failures + 1 }, event);

const readOn: Cell = (memory, event) => {
  const after = { ...memory, justSignedIn: false };
  return event.more === true ? reading(after) : rest(after, event);
};

const startOver: Cell = (memory) => ({
  state: 'reading',
  memory,
  effects: [{ do: 'forget_replica' }, { do: 'read' }],
});

const signIn: Cell = (memory, event) =>
  memory.justSignedIn
    ? rest({ ...memory, closed: 'sign_in', justSignedIn: false }, event)
    : { state: 'signing_in', memory, effects: [{ do: 'sign_in' }] };

const closeForSignIn: Cell = (memory, event) => rest({ ...memory, closed: 'sign_in' }, event);
const closeForUpdate: Cell = (memory, event) => rest({ ...memory, closed: 'update' }, event);

/** Total: every event has its cell in every state. What cannot happen there changes nothing. */
export const TABLE: Readonly<Record<State, Readonly<Record<EventName, Cell>>>> = {
  resting: {
    wake: postAnew,
    saved: post,
    tick: readIfOpen,
    timer: post,
    posted: stay,
    elsewhere: stay,
    too_large: stay,
    weather: stay,
    read: stay,
    start_over: stay,
    unauthorised: stay,
    too_old: stay,
    signed_in: openAndPost,
    sign_in_refused: stay,
    signed_out: signOut,
    locked: lock,
    unlocked: ifLocked(openAndPost),
  },
  posting: {
    wake: noteWake,
    saved: noteSaved,
    tick: noteTick,
    timer: stay,
    posted,
    elsewhere: readIfOpen,
    too_large: halve,
    weather: postWeather,
    read: stay,
    start_over: stay,
    unauthorised: postWeather, // posting needs no session: this is somebody else's answer
    too_old: postWeather,
    signed_in: noteSignedIn,
    sign_in_refused: stay,
    signed_out: signOut,
    locked: lock,
    unlocked: ifLocked(noteSignedIn),
  },
  reading: {
    wake: noteWake,
    saved: noteSaved,
    tick: noteTick,
    timer: stay,
    posted: stay,
    elsewhere: stay,
    too_large: weather,
    weather,
    read: readOn,
    start_over: startOver,
    unauthorised: signIn,
    too_old: closeForUpdate,
    signed_in: noteSignedIn,
    sign_in_refused: stay,
    signed_out: signOut,
    locked: lock,
    unlocked: ifLocked(noteSignedIn),
  },
  signing_in: {
    wake: noteWake,
    saved: noteSaved,
    tick: noteTick,
    timer: stay,
    posted: stay,
    elsewhere: stay,
    too_large: weather,
    weather,
    read: stay,
    start_over: stay,
    unauthorised: closeForSignIn,
    too_old: closeForUpdate,
    signed_in: open,
    sign_in_refused: closeForSignIn,
    signed_out: signOut,
    locked: lock,
    unlocked: ifLocked(noteSignedIn),
  },
  backing_off: {
    wake: postAnew,
    saved: post,
    tick: post,
    timer: post,
    posted: stay,
    elsewhere: stay,
    too_large: stay,
    weather: stay,
    read: stay,
    start_over: stay,
    unauthorised: stay,
    too_old: stay,
    signed_in: openAndPost,
    sign_in_refused: stay,
    signed_out: signOut,
    locked: lock,
    unlocked: ifLocked(openAndPost),
  },
  told_to_wait: {
    wake: stay,
    saved: stay,
    tick: stay,
    timer: post,
    posted: stay,
    elsewhere: stay,
    too_large: stay,
    weather: stay,
    read: stay,
    start_over: stay,
    unauthorised: stay,
    too_old: stay,
    signed_in: openLater,
    sign_in_refused: stay,
    signed_out: signOut,
    locked: lock,
    unlocked: ifLocked(openLater),
  },
};

export function next(state: State, memory: Memory, event: Event): Step {
  return TABLE[state][event.name](memory, event, state);
}

function posting(memory: Memory, anew: boolean): Step {
  return { state: 'posting', memory, effects: [{ do: 'post', limit: memory.limit, anew }] };
}

function reading(memory: Memory): Step {
  const again = memory.again === 'read' ? null : memory.again;
  return { state: 'reading', memory: { ...memory, again }, effects: [{ do: 'read' }] };
}

/** The end of a round: what was asked for meanwhile comes first, then a wait for what is still unsent. */
function rest(memory: Memory, event: Event): Step {
  if (memory.again === 'post') return posting({ ...memory, again: null }, false);
  if (memory.again === 'read' && memory.closed === null) return reading(memory);
  const done = { ...memory, again: null };
  if (memory.waiting === 0) return { state: 'resting', memory: { ...done, failures: 0 }, effects: [] };
  const failures = memory.failures + 1;
  return {
    state: 'backing_off',
    memory: { ...done, failures },
    effects: [{ do: 'wait', ms: backOff(failures, event.chance) }],
  };
}

function wait(memory: Memory, event: Event): Step {
  const told = event.retryAfterMs ?? null;
  const ms =
    told === null ? backOff(memory.failures, event.chance) : Math.min(told, LIMITS.WAIT_MAX_S * 1000);
  const state = told === null ? 'backing_off' : 'told_to_wait';
  return { state, memory: { ...memory, again: null }, effects: [{ do: 'wait', ms }] };
}

function setAside(memory: Memory, event: Event): Effect {
  return { do: 'set_aside', waitMs: backOff(memory.failures + 1, event.chance) };
}

function first(effect: Effect, step: Step): Step {
  return { ...step, effects: [effect, ...step.effects] };
}

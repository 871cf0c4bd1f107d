// Does everything work tonight? What was found on the phone, judged: one total table, a row for each thing looked at.
export const CHECKS = ['desk', 'clock', 'letters', 'kept', 'room', 'shell', 'version', 'push'] as const;
export type Check = (typeof CHECKS)[number];
/** `unseen`: cannot be told without a network. `absent`: not wanted or not to be had, and counted by nobody. */
export const VERDICTS = ['ok', 'todo', 'broken', 'unseen', 'absent'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What was found; null is "could not be told". */
export interface Found {
  online: boolean;
  /** Did the desk answer, in a shape of its own? */
  desk: boolean;
  /** How far the desk's clock is ahead of the phone's. */
  aheadMs: number | null;
  /** A letter made for nobody: did its signature hold? `keyless`: there is nothing to make it with. */
  letter: 'holds' | 'fails' | 'keyless';
  persisted: boolean | null;
  freeBytes: number | null;
  shell: boolean;
  newer: boolean | null;
  /** How it stands with being rung here. */
  push: Ringing;
}

/** `home_screen`: only an app on the home screen is rung here. `denied`: the browser was told not to. */
export type Ringing = 'impossible' | 'home_screen' | 'denied' | 'off' | 'on';

export interface Row {
  check: Check;
  verdict: Verdict;
  /** Names the sentence, with its facts. */
  says: string;
  minutes?: number;
}

/** Deadlines and nights are counted in quarters of an hour; this is well inside one. */
export const CLOCK_MS = 5 * 60_000;
const MB = 1_000_000;
/** A night is some hundreds of letters of a few kB; the shell and the browser need the rest. */
export const ROOM_BYTES = 50 * MB;
/** The next letter may already be refused. */
export const FULL_BYTES = 2 * MB;

type Judged = Omit<Row, 'check'>;
type Judge = (found: Found) => Judged;

const ok: Judged = { verdict: 'ok', says: 'ok' };
const unseen: Judged = { verdict: 'unseen', says: 'unseen' };
const todo = (says: string, minutes?: number): Judged =>
  minutes === undefined ? { verdict: 'todo', says } : { verdict: 'todo', says, minutes };
const broken = (says: string): Judged => ({ verdict: 'broken', says });

const JUDGES: Readonly<Record<Check, Judge>> = {
  desk: ({ online, desk }) => {
    if (desk) return ok;
    return online ? todo('silent') : unseen;
  },
  clock: ({ aheadMs }) => {
    if (aheadMs === null) return unseen;
    if (Math.abs(aheadMs) < CLOCK_MS) return ok;
    return todo(aheadMs > 0 ? 'slow' : 'fast', Math.round(Math.abs(aheadMs) / 60_000));
  },
  letters: ({ letter }) => (letter === 'holds' ? ok : broken(letter)),
  kept: ({ persisted }) => {
    if (persisted === null) return todo('unknown');
    return persisted ? ok : todo('refused');
  },
  room: ({ freeBytes }) => {
    if (freeBytes === null) return { verdict: 'unseen', says: 'unknown' };
    if (freeBytes < FULL_BYTES) return broken('full');
    return freeBytes < ROOM_BYTES ? todo('little') : ok;
  },
  shell: ({ shell }) => (shell ? ok : todo('missing')),
  version: ({ newer }) => {
    if (newer === null) return unseen;
    return newer ? todo('newer') : ok;
  },
  push: ({ push }) => {
    if (push === 'on') return ok;
    return push === 'denied' ? todo('denied') : { verdict: 'absent', says: push };
  },
};

export function judged(found: Found): Row[] {
  return CHECKS.map((check) => ({ check, ...JUDGES[check](found) }));
}

/** The one word over them all: the worst that somebody can do something about. */
export function overall(rows: readonly Row[]): 'ok' | 'unseen' | 'todo' | 'broken' {
  return (
    (['broken', 'todo', 'unseen'] as const).find((worst) => rows.some(({ verdict }) => verdict === worst)) ??
    'ok'
  );
}

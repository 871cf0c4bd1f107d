import { describe, expect, it } from 'vitest';
import sv from '../words/sv.later.json';
import {
  CHECKS,
  CLOCK_MS,
  FULL_BYTES,
  ROOM_BYTES,
  VERDICTS,
  judged,
  overall,
  type Check,
  type Found,
} from './self_test';

const well: Found = {
  online: true,
  desk: true,
  aheadMs: 0,
  letter: 'holds',
  persisted: true,
  freeBytes: ROOM_BYTES,
  shell: true,
  newer: false,
  push: 'on',
};

/** What changes, which row it shows in, and how. */
const CASES: [change: Partial<Found>, check: Check, verdict: string, says: string, minutes?: number][] = [
  [{ desk: false }, 'desk', 'todo', 'silent'],
  [{ desk: false, online: false }, 'desk', 'unseen', 'unseen'],
  [{ aheadMs: null }, 'clock', 'unseen', 'unseen'],
  [{ aheadMs: CLOCK_MS }, 'clock', 'todo', 'slow', 5],
  [{ aheadMs: -10 * 60_000 }, 'clock', 'todo', 'fast', 10],
  [{ letter: 'fails' }, 'letters', 'broken', 'fails'],
  [{ letter: 'keyless' }, 'letters', 'broken', 'keyless'],
  [{ persisted: false }, 'kept', 'todo', 'refused'],
  [{ persisted: null }, 'kept', 'todo', 'unknown'],
  [{ freeBytes: ROOM_BYTES - 1 }, 'room', 'todo', 'little'],
  [{ freeBytes: FULL_BYTES - 1 }, 'room', 'broken', 'full'],
  [{ freeBytes: null }, 'room', 'unseen', 'unknown'],
  [{ shell: false }, 'shell', 'todo', 'missing'],
  [{ push: 'denied' }, 'push', 'todo', 'denied'],
  [{ push: 'off' }, 'push', 'absent', 'off'],
  [{ push: 'impossible' }, 'push', 'absent', 'impossible'],
  [{ push: 'home_screen' }, 'push', 'absent', 'home_screen'],
  [{ newer: true }, 'version', 'todo', 'newer'],
  [{ newer: null }, 'version', 'unseen', 'unseen'],
];

describe('the self-test', () => {
  it('is well when everything is', () => {
    const rows = judged(well);
    expect(rows.map(({ check }) => check)).toEqual(CHECKS);
    expect(rows.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(overall(rows)).toBe('ok');
  });

  it.each(CASES)('%o shows in the row %s as %s: %s', (change, check, verdict, says, minutes) => {
    const rows = judged({ ...well, ...change });
    const others = rows.filter((row) => row.verdict !== 'ok' && row.check !== check);
    expect(others).toEqual([]);
    expect(rows.find((row) => row.check === check)).toEqual({
      check,
      verdict,
      says,
      ...(minutes === undefined ? {} : { minutes }),
    });
    // What is not wanted, or not to be had, is no trouble.
    expect(overall(rows)).toBe(verdict === 'absent' ? 'ok' : verdict);
  });

  it('lets a clock be just under five minutes wrong', () => {
    expect(overall(judged({ ...well, aheadMs: CLOCK_MS - 1 }))).toBe('ok');
  });

  it('names the worst first', () => {
    expect(overall(judged({ ...well, aheadMs: null, persisted: false }))).toBe('todo');
    expect(overall(judged({ ...well, persisted: false, letter: 'fails' }))).toBe('broken');
  });

  it('has a sentence for whatever it can say', () => {
    const said = [{}, ...CASES.map(([change]) => change)].flatMap((change) => judged({ ...well, ...change }));
    const keys = said.flatMap(({ check, says }) => [`check.${check}`, `check.${check}.${says}`]);
    keys.push(...VERDICTS.map((verdict) => `check.is.${verdict}`));
    expect(keys.filter((key) => !(key in sv))).toEqual([]);
  });
});

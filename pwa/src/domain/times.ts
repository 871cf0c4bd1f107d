// Times: rounded before they are kept (CT3), written one way, and read in Stockholm whatever the phone's zone is.
import { LIMITS } from '../contract/contract';

const ROUND_MS = LIMITS.ROUND_MIN * 60_000;
const DAY_MS = 24 * 3600_000;

export interface Local {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

export function floored(time: Date): Date {
  return new Date(Math.floor(time.getTime() / ROUND_MS) * ROUND_MS);
}

/** RFC 3339 in UTC, without the milliseconds nobody should be told. */
export function written(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function flooredText(time: Date): string {
  return written(floored(time));
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: LIMITS.TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

export function inStockholm(time: Date): Local {
  const part = Object.fromEntries(CLOCK.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = part;
  return { year, month, day, hour, minute };
}

/** The moment a Stockholm clock shows `local`; `day` may run past the end of its month. */
export function fromStockholm({ year, month, day, hour, minute }: Local): Date {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // The offset is that of the answer, not of the guess: twice is enough, also in the night clocks change (F70).
  let guess = wanted;
  for (let i = 0; i < 2; i++) guess = wanted - offset(new Date(guess));
  return new Date(guess);
}

/** The first 06:00 in Stockholm after `time`. */
export function nextMorning(time: Date): Date {
  const local = inStockholm(time);
  const morning = fromStockholm({ ...local, hour: LIMITS.MORNING_H, minute: 0 });
  return morning > time
    ? morning
    : fromStockholm({ ...local, day: local.day + 1, hour: LIMITS.MORNING_H, minute: 0 });
}

export function daysLater(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY_MS);
}

function offset(time: Date): number {
  const { year, month, day, hour, minute } = inStockholm(time);
  const whole = Math.floor(time.getTime() / 60_000) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute) - whole;
}

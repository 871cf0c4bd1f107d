// How a moment is said: always by the clock in Stockholm, whatever the phone's zone is.
import { LIMITS } from '../contract/contract';
import { inStockholm } from '../domain/times';
import { language, t } from './words.svelte';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function locale(): string {
  return language.now === 'sv' ? 'sv-SE' : 'en-GB';
}

const SHAPES = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Made once each: making one costs more than a whole list of moments said with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function said(moment: Date, shape: keyof typeof SHAPES): string {
  const name = `${locale()} ${shape}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat(locale(), { ...SHAPES[shape], timeZone: LIMITS.TIME_ZONE });
    formats.set(name, format);
  }
  return format.format(moment);
}

/** 22.15 */
export function clock(moment: Date): string {
  const text = said(moment, 'clock');
  return language.now === 'sv' ? text.replace(':', '.') : text;
}

/** I dag 22.15 · tis 24 nov. 22.15 */
export function dayAndClock(moment: Date, now: Date): string {
  return `${day(moment, now)} ${clock(moment)}`;
}

export function day(moment: Date, now: Date): string {
  const days = calendarDay(moment) - calendarDay(now);
  if (days === 0) return t('moment.today');
  if (days === 1) return t('moment.tomorrow');
  if (days === -1) return t('moment.yesterday');
  return said(moment, 'day');
}

/** 24 nov. 2026, of a moment. */
export function dateOf(moment: Date): string {
  return said(moment, 'date');
}

/** 24 nov. 2026, of a calendar day. */
export function date(of: string): string {
  return said(new Date(`${of}T12:00:00Z`), 'date');
}

/** "om 3 timmar", "för 2 dagar sedan" */
export function fromNow(moment: Date, now: Date): string {
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'always' });
  const ms = moment.getTime() - now.getTime();
  const size = Math.abs(ms);
  if (size < MINUTE_MS) return t('moment.now');
  if (size < HOUR_MS) return format.format(Math.round(ms / MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS) return format.format(Math.round(ms / HOUR_MS), 'hour');
  return format.format(Math.round(ms / DAY_MS), 'day');
}

/** What an `<input type="datetime-local">` wants. */
export function forInput(moment: Date): string {
  const { year, month, day: date, hour, minute } = inStockholm(moment);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(date)}T${two(hour)}:${two(minute)}`;
}

function calendarDay(moment: Date): number {
  const { year, month, day: date } = inStockholm(moment);
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

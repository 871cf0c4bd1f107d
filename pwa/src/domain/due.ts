// When a follow-up falls due if nobody says otherwise (FU6). Working days know Swedish holidays. Twin of due.py.
import { DUE, DUE_OTHERS } from '../contract/contract';
import { fromStockholm, inStockholm, nextMorning, type Local } from './times';

const OFFICE_CLOSES_H = 16;

interface Rule {
  readonly after: number;
  readonly unit: 'days' | 'working_days' | 'morning';
}

const RULES: Readonly<Record<string, Rule>> = DUE;

/** `CALL_BACK` has an agreed time of its own; where that is missing it gets the seven days. */
export function dueAt(kind: string, now: Date): Date {
  const rule = RULES[kind] ?? DUE_OTHERS;
  if (rule.unit === 'morning') return nextMorning(now);
  const today: Local = { ...inStockholm(now), hour: OFFICE_CLOSES_H, minute: 0 };
  const days = rule.unit === 'days' ? rule.after : calendarDays(today, rule.after);
  return fromStockholm({ ...today, day: today.day + days });
}

function calendarDays(today: Local, workingDays: number): number {
  let days = 0;
  for (let left = workingDays; left > 0;) {
    days += 1;
    if (isWorkingDay(new Date(Date.UTC(today.year, today.month - 1, today.day + days)))) left -= 1;
  }
  return days;
}

/** `date` stands for a calendar day, as midnight UTC. */
export function isWorkingDay(date: Date): boolean {
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(date);
}

const FIXED: readonly string[] = ['1-1', '1-6', '5-1', '6-6', '12-25', '12-26'];
/** Good Friday, Easter Monday, Ascension Day: days from Easter Sunday. */
const BY_EASTER: readonly number[] = [-2, 1, 39];
const DAY_MS = 24 * 3600_000;

function isHoliday(date: Date): boolean {
  if (FIXED.includes(`${date.getUTCMonth() + 1}-${date.getUTCDate()}`)) return true;
  const sinceEaster = (date.getTime() - easterSunday(date.getUTCFullYear())) / DAY_MS;
  return BY_EASTER.includes(sinceEaster);
}

/** Gauss's rule in the form of Meeus, for the Gregorian calendar. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const day = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1);
}

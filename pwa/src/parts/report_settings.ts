// What the unit itself tells of a period: the boxes, the costs, the figures that no night has. Read with care.
import type { Period } from './period.svelte';

export const BOXES = [
  'goals',
  'activities',
  'timetable',
  'cooperation',
  'budget',
  'experiences_a',
  'experiences_b',
  'continuation',
] as const;
export type Box = (typeof BOXES)[number];
export const isBox = (name: string | null): name is Box => BOXES.some((box) => box === name);

export interface Amount {
  name: string;
  amount: number;
}
type Settings = Readonly<Record<string, unknown>>;

/** What stands in this box of this period. */
export const boxIn = (settings: Settings, period: Period, box: Box): string =>
  text(inside(of(settings['narrative'], period)?.['boxes'])[box]);

/** The last words in this box of another period, to begin from. */
export function boxBefore(settings: Settings, period: Period, box: Box): (Period & { text: string }) | null {
  const others = periodsOf(settings['narrative']).filter((each) => !isOf(each, period));
  const found = others
    .map((each) => ({
      since: text(each['since']),
      to: text(each['to']),
      text: text(inside(each['boxes'])[box]),
    }))
    .filter((each) => each.text !== '')
    .sort((a, b) => (a.to < b.to ? 1 : -1));
  return found[0] ?? null;
}

/** Cases that came before the court; null where nobody has said. */
export function courtCasesIn(settings: Settings, period: Period): number | null {
  const n = inside(of(settings['narrative'], period)?.['known'])['court_cases'];
  return typeof n === 'number' ? n : null;
}

export const amountsIn = (settings: Settings, period: Period, which: 'costs' | 'funding'): Amount[] => {
  const rows = of(settings['costs'], period)?.[which];
  return Array.isArray(rows) ? rows.flatMap(anAmount) : [];
};

/** Kronor as people write them: `1 006 698`. Null where it is no whole number. */
export function kronorIn(written: string): number | null {
  const plain = written.replace(/[\s\u00a0.]/g, '').replace(/kr$/i, '');
  return /^\d{1,11}$/.test(plain) && Number(plain) <= MOST ? Number(plain) : null;
}
const MOST = 10_000_000_000;

function anAmount(value: unknown): Amount[] {
  const { name, amount } = inside(value);
  return typeof name === 'string' && typeof amount === 'number' ? [{ name, amount }] : [];
}

function of(setting: unknown, period: Period): Record<string, unknown> | undefined {
  return periodsOf(setting).find((each) => isOf(each, period));
}

function periodsOf(setting: unknown): Record<string, unknown>[] {
  const periods = inside(setting)['periods'];
  return Array.isArray(periods) ? periods.map(inside) : [];
}

const isOf = (each: Record<string, unknown>, { since, to }: Period): boolean =>
  each['since'] === since && each['to'] === to;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const inside = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

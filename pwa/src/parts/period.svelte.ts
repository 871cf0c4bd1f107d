// Whole days that figures are asked of, kept while the app is open: both screens ask of the same.
export interface Period {
  /** `YYYY-MM-DD`, the first day. */
  since: string;
  /** The first day that is not in it. */
  to: string;
}
export type Mode = 'internal' | 'funder' | 'public';
export const MODES: readonly Mode[] = ['internal', 'funder', 'public'];

export const yearOf = (year: number): Period => ({
  since: `${String(year)}-01-01`,
  to: `${String(year + 1)}-01-01`,
});

/** The calendar year that it is, if it is one. */
export function yearIn({ since, to }: Period): number | null {
  const year = Number(since.slice(0, 4));
  const whole = yearOf(year);
  return whole.since === since && whole.to === to ? year : null;
}

/** A day later or earlier, by the calendar alone. */
export function shifted(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same days a year before. */
export function yearBefore({ since, to }: Period): Period {
  const before = (day: string): string => {
    const at = new Date(`${day}T00:00:00Z`);
    const month = at.getUTCMonth();
    at.setUTCFullYear(at.getUTCFullYear() - 1);
    // The 29th of February has none; the day after stands for it.
    return (at.getUTCMonth() === month ? at : new Date(at.setUTCDate(1))).toISOString().slice(0, 10);
  };
  return { since: before(since), to: before(to) };
}

export const isPeriod = ({ since, to }: Period): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(since) && /^\d{4}-\d\d-\d\d$/.test(to) && since < to;

/** For everybody whole years are told, once they are over; of anything else the desk would say no. */
export function mayBeTold(period: Period, mode: Mode, now: Date): boolean {
  return mode !== 'public' || (yearIn(period) ?? now.getFullYear()) < now.getFullYear();
}

let period = $state.raw<Period | null>(null);
let mode = $state.raw<Mode>('internal');

export const asked = {
  /** This year, until somebody asks of another. */
  period(now: Date): Period {
    return period ?? yearOf(now.getFullYear());
  },
  get mode(): Mode {
    return mode;
  },
  of(next: Period): void {
    period = next;
  },
  as(next: Mode): void {
    mode = next;
  },
};

// A night as the supervisor has it in the morning: from noon to noon in Stockholm, put together from what the desk
// told. It counts contacts, never people (ST1).
import type { Code } from '../contract/contract';
import { isOpen } from './follow_up';
import { fromStockholm, inStockholm } from './times';
import type { ContactView, FollowUpView, ShiftView } from './views';

export interface Night {
  from: Date;
  to: Date;
  shifts: { shift: ShiftView; contacts: number }[];
  contacts: ContactView[];
  roles: Count<Code<'role'>>[];
  /** How often each was offered, and what was answered. */
  offers: { code: Code<'offer'>; count: number; responses: Count<Code<'response'>>[] }[];
  notOffered: Count<Code<'not_offered'>>[];
  /** What was promised in it and is still open, in the order of the queue. */
  promises: FollowUpView[];
}

export interface Count<T> {
  code: T;
  count: number;
}

export interface Everything {
  shifts: readonly ShiftView[];
  everybodys: readonly ContactView[];
  followUps: readonly FollowUpView[];
}

const NOON = 12;

/** `back`: 0 is the night that ended last, or is still going on in the small hours; -1 the one to come, from noon on. */
export function nightOf(all: Everything, now: Date, back: number): Night {
  const { from, to } = span(now, back);
  const within = (at: string): boolean => from <= new Date(at) && new Date(at) < to;
  const contacts = all.everybodys.filter(({ data }) => within(data.met_at));
  const met = new Set(contacts.map(({ id }) => id));
  return {
    from,
    to,
    shifts: all.shifts
      .filter(({ data }) => within(data.started_at ?? data.received_at))
      .map((shift) => {
        return { shift, contacts: contacts.filter(({ data }) => data.shift === shift.id).length };
      }),
    contacts,
    roles: counted(contacts.flatMap(({ data }) => data.roles)),
    offers: offered(contacts),
    notOffered: counted(contacts.flatMap(({ data }) => data.not_offered ?? [])),
    promises: all.followUps.filter(({ data }) => isOpen(data.state) && met.has(data.contact ?? '')),
  };
}

function span(now: Date, back: number): { from: Date; to: Date } {
  const today = { ...inStockholm(now), hour: NOON, minute: 0 };
  const at = (days: number): Date => fromStockholm({ ...today, day: today.day + days });
  return { from: at(-1 - back), to: at(-back) };
}

function offered(contacts: readonly ContactView[]): Night['offers'] {
  const offers = contacts.flatMap(({ data }) => data.offers ?? []);
  return counted(offers.map(({ code }) => code)).map(({ code, count }) => {
    const responses = counted(offers.filter((each) => each.code === code).map((each) => each.response));
    return { code, count, responses };
  });
}

/** Each code once, the commonest first. */
function counted<T extends string>(codes: readonly T[]): Count<T>[] {
  const counts = new Map<T, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}

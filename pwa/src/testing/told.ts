// Acts, follow-ups and bodies as a vector tells them: what it leaves out is that of the cast.
import type { Consent, ContactRecord, Event, FollowUp } from '../contract/contract';
import type { Act } from '../domain/consent';
import { CAST, castId, named } from './vectors';

export type ActTold = Consent & Partial<Omit<Act, 'consent'>>;
export type FollowUpTold = Partial<Omit<FollowUp, 'events'>> & { events?: Partial<Event>[] };

/** What is not told of an act's letter is that of the `place`th letter of one phone. */
export function actsOf(told: readonly ActTold[]): Act[] {
  return told.map((each, place) => {
    const { op, device, seq, n, seen, version, met_at, ...consent } = each;
    return {
      consent,
      op: op ?? `op ${place + 1}`,
      device: device ?? castId('@phone'),
      seq: seq ?? place + 1,
      n: n ?? 0,
      seen: seen ?? null,
      version: version ?? place + 1,
      met_at: met_at ?? CAST.contact.met_at,
    };
  });
}

export function followUpOf({ events = [], ...change }: FollowUpTold): FollowUp {
  return {
    shift: null,
    assigned_to: null,
    outcome: null,
    report: null,
    reach: 'none',
    ...(named(CAST.follow_up) as typeof CAST.follow_up),
    ...change,
    events: events.map((each) => ({ at: CAST.now, by: null, what: 'open', ...each })),
  };
}

export function bodyOf(told: Partial<ContactRecord>): ContactRecord {
  const { not_offered, ...base } = CAST.contact;
  return { ...base, ...(told.offers ? {} : { not_offered: not_offered ?? null }), ...told };
}

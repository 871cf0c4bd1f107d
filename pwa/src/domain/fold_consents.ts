// Consents as I see them: what the desk shows, then what I said, by the same rules as the desk's (CO1 to CO10).
import type { Consent, FeedRow, Id } from '../contract/contract';
import { shown, state, withoutPolice, type Act } from './consent';
import { openTelling } from './fold_follow_ups';
import { of, type ContactView, type Said, type Tables } from './views';
import { ended } from './withdrawal';

/** What the desk shows of each contact, as answers of its own: whether I knew of them is told by its version. */
export function actsOfDesk(rows: readonly FeedRow[]): Map<Id, Act[]> {
  return new Map(
    of(rows, 'contact').map(({ id, version, data: { consents = [], met_at } }) => [
      id,
      consents.map((consent, n) => ({ consent, op: '', device: '', seq: 0, n, seen: null, version, met_at })),
    ]),
  );
}

/** I noted answers of this contact. */
export function answered(t: Tables, said: Said, contact: ContactView, consents: readonly Consent[]): void {
  const mine = consents.map((consent, n) => ({
    consent: withoutPolice(consent),
    op: said.id,
    device: t.me.device,
    seq: said.seq,
    n,
    seen: said.op.seen ?? null,
    version: Infinity,
    met_at: contact.data.met_at,
  }));
  const acts = [...(t.acts.get(contact.id) ?? []), ...mine];
  t.acts.set(contact.id, acts);
  t.contacts.set(contact.id, { ...contact, data: { ...contact.data, consents: shown(acts) } });
}

/** CO7: what stood on a yes that stands no more ends with it. */
export function endWhatStoodOn(t: Tables, said: Said, contact: Id, purpose: string): void {
  const acts = t.acts.get(contact) ?? [];
  if (state(acts, purpose) === 'YES') return;
  for (const row of [...t.followUps.values()]) {
    const end = row.data.contact === contact ? ended(row.data, purpose, acts, t.now) : null;
    if (end === null) continue;
    const { details, ...rest } = row.data;
    const line = { at: said.at, by: null, what: 'withdraw' as const, op: said.id };
    const events = end.state === rest.state ? rest.events : [...rest.events, line];
    const data = { ...rest, state: end.state, reach: end.reach, events };
    t.followUps.set(row.id, { ...row, data });
    if (end.tells) openTelling(t, said, row);
  }
}

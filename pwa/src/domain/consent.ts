// Consent: what a person said yes to, and what is in force (CO1 to CO10). Twin of consent.py: the state is a pure
// function of the set of acts, so the order in which they arrive cannot matter.
import { HANDS_OVER, LIMITS, NARROW_FIRST, REACHES, type Consent } from '../contract/contract';
import { daysLater, written } from './times';

/** One answer, as one letter brought it. */
export interface Act {
  readonly consent: Consent;
  readonly op: string;
  readonly device: string;
  readonly seq: number;
  /** Its place in the letter. */
  readonly n: number;
  readonly seen: number | null;
  readonly version: number;
  readonly met_at: string;
}

const NARROW: readonly string[] = NARROW_FIRST;
const REACHING: readonly string[] = REACHES;

/** A YES lasts 30 days at most (CO8). */
export function expiresAt({ consent, met_at }: Act): Date {
  const latest = daysLater(new Date(consent.asked_at ?? met_at), LIMITS.CONSENT_DAYS);
  const own = consent.expires_at ? new Date(consent.expires_at) : latest;
  return own < latest ? own : latest;
}

/** Could the writer of `one` have known of `other`? (CO9) */
export function after(one: Act, other: Act): boolean {
  if (one.device === other.device) return one.seq > other.seq || (one.seq === other.seq && one.n > other.n);
  return one.seen !== null && one.seen >= other.version;
}

/** True for a YES that some withdrawal beats: it is history only (CO9). */
export function revivesNothing(act: Act, acts: readonly Act[]): boolean {
  const withdrawals = acts.filter(
    (other) => other.consent.state === 'WITHDRAWN' && keyOf(other) === keyOf(act),
  );
  return act.consent.state === 'YES' && withdrawals.some((other) => !after(act, other));
}

/** The act that stands, per purpose and receiver. A beaten YES stands as its withdrawal. */
export function standing(acts: readonly Act[]): Act[] {
  const keys = [...new Set(acts.map(keyOf))].sort();
  return keys.flatMap((key) => narrowest(acts.filter((act) => keyOf(act) === key)) ?? []);
}

function narrowest(acts: readonly Act[]): Act | undefined {
  const last = acts.filter((act) => !acts.some((other) => after(other, act)));
  if (last.some((act) => revivesNothing(act, acts))) {
    return first(acts.filter((act) => act.consent.state === 'WITHDRAWN'));
  }
  return first(last.length > 0 ? last : acts);
}

function first(acts: readonly Act[]): Act | undefined {
  return [...acts].sort(
    (a, b) => width(a) - width(b) || (a.op === b.op ? a.n - b.n : a.op < b.op ? -1 : 1),
  )[0];
}

/** The state of a purpose: the narrowest over all receivers that were asked about. */
export function state(acts: readonly Act[], purpose: string): Consent['state'] {
  const found = standing(acts).filter(({ consent }) => consent.purpose === purpose);
  return first(found)?.consent.state ?? 'NOT_ASKED';
}

/** CO1, CO8: an explicit YES that nothing withdrew and that has not expired. */
export function inForce(acts: readonly Act[], purpose: string, now: Date): boolean {
  return standing(acts).some(
    (act) => act.consent.purpose === purpose && act.consent.state === 'YES' && expiresAt(act) > now,
  );
}

/** CO6: may a follow-up of this kind hand somebody over? */
export function allowed(acts: readonly Act[], kind: string, now: Date): boolean {
  return HANDS_OVER[kind]?.some((purpose) => inForce(acts, purpose, now)) ?? true;
}

/** CO7: does the end of this purpose's yes end a follow-up of this kind? Not where another purpose carries it. */
export function ends(
  acts: readonly Act[],
  kind: string,
  hasDetails: boolean,
  purpose: string,
  now: Date,
): boolean {
  // What keeps no way to the person stood on no yes: only a withdrawal ends it.
  if (!hasDetails && state(acts, purpose) !== 'WITHDRAWN') return false;
  if (purpose === 'CONTACT_AGAIN') return hasDetails || REACHING.includes(kind);
  return (HANDS_OVER[kind]?.includes(purpose) ?? false) && !allowed(acts, kind, now);
}

/** The states as they stand, for a contact's row. */
export function shown(acts: readonly Act[]): Consent[] {
  return standing(acts).map((act) =>
    act.consent.state === 'YES' ? { ...act.consent, expires_at: written(expiresAt(act)) } : act.consent,
  );
}

/** CO3: a yes given within earshot of police is not one. */
export function withoutPolice(consent: Consent): Consent {
  const barred = consent.purpose === 'SHARE_POLICE' && consent.state === 'YES' && consent.police_near;
  return barred ? { ...consent, state: 'NOT_ASKED' } : consent;
}

function keyOf({ consent }: Act): string {
  return `${consent.purpose} ${consent.recipient ?? ''}`;
}

function width(act: Act): number {
  return NARROW.indexOf(act.consent.state);
}

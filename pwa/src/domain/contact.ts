// A contact: when it is complete (CT2), and how its times are kept (CT3). All else is optional; "not known" and "not asked" are always valid.
import type { ContactRecord, Id } from '../contract/contract';
import { flooredText } from './times';
import type { Said } from './views';

const NEEDED = ['met_at', 'roles', 'age_band', 'arena', 'source', 'police_near'] as const;
const ROLES_MAX = 2;

export type Missing = (typeof NEEDED)[number] | 'offers';

/** The fields that still want an answer, in the order of the screen; empty when it can be saved. */
export function missing(body: Partial<ContactRecord>): Missing[] {
  const open: Missing[] = NEEDED.filter((field) => body[field] === undefined);
  const roles = body.roles ?? [];
  const isOnce = new Set(roles).size === roles.length;
  if (body.roles && (roles.length < 1 || roles.length > ROLES_MAX || !isOnce)) open.push('roles');
  // Exactly one of the two: at least one offer, or one reason why none was made.
  if ((body.offers?.length ?? 0) > 0 === Boolean(body.not_offered)) open.push('offers');
  return open;
}

/** CT3: a time of meeting is kept to the quarter of an hour. */
export function roundDown<T extends Pick<ContactRecord, 'met_at' | 'called_at'>>(body: T): T {
  const met_at = flooredText(new Date(body.met_at));
  return body.called_at
    ? { ...body, met_at, called_at: flooredText(new Date(body.called_at)) }
    : { ...body, met_at };
}

/** A contact that the desk said no to can be put right in the form and said anew. */
export function mendable(
  op: Said['op'] | undefined,
  outcome: string | null,
): { contact: Id; body: ContactRecord } | null {
  const is = op?.type === 'contact.record' && outcome === 'refused';
  return is ? { contact: op.subject, body: op.body } : null;
}

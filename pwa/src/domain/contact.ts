// When a contact is complete (CT2). All else is optional; "not known" and "not asked" are always valid.
import type { ContactRecord } from '../contract/contract';

const NEEDED = ['met_at', 'roles', 'age_band', 'arena', 'source', 'police_near'] as const;
const ROLES_MAX = 2;

export type Missing = (typeof NEEDED)[number] | 'offers';

/** The fields that still want an answer, in the order of the screen; empty when it can be saved. */
export function missing(body: Partial<ContactRecord>): Missing[] {
  const open: Missing[] = NEEDED.filter((field) => body[field] === undefined);
  const roles = body.roles?.length ?? 0;
  if (body.roles && (roles < 1 || roles > ROLES_MAX)) open.push('roles');
  // Exactly one of the two: at least one offer, or one reason why none was made.
  if ((body.offers?.length ?? 0) > 0 === Boolean(body.not_offered)) open.push('offers');
  return open;
}

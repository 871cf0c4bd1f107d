// A follow-up opened: with its way to reach the person only where that was agreed to (CO5, CO6). Twin of opening.py.
import { HANDS_OVER, type FollowUp, type Problem } from '../contract/contract';
import { allowed, ends, inForce, state, type Act } from './consent';

export interface Opening {
  readonly answer: 'applied' | 'adjusted' | 'held';
  readonly problem: Problem | null;
  readonly state: 'new' | 'withdrawn';
  readonly reach: FollowUp['reach'];
}

export function opening(kind: string, hasDetails: boolean, acts: readonly Act[], now: Date): Opening {
  if (withdrawn(kind, hasDetails, acts, now)) {
    const problem: Problem = { code: 'consent.withdrawn' };
    return { answer: 'adjusted', problem, state: 'withdrawn', reach: hasDetails ? 'ended' : 'none' };
  }
  const field = hasDetails ? unagreed(kind, acts, now) : null;
  const reach = hasDetails ? 'kept' : 'none';
  if (field === null) return { answer: 'applied', problem: null, state: 'new', reach };
  return { answer: 'held', problem: { code: 'consent.missing', field }, state: 'new', reach };
}

/** CO7, CO9: a withdrawal already in force ends it as it arrives. */
function withdrawn(kind: string, hasDetails: boolean, acts: readonly Act[], now: Date): boolean {
  return ['CONTACT_AGAIN', ...(HANDS_OVER[kind] ?? [])].some(
    (purpose) => state(acts, purpose) === 'WITHDRAWN' && ends(acts, kind, hasDetails, purpose, now),
  );
}

function unagreed(kind: string, acts: readonly Act[], now: Date): 'details' | 'kind' | null {
  if (!inForce(acts, 'CONTACT_AGAIN', now)) return 'details';
  return allowed(acts, kind, now) ? null : 'kind';
}

// What ends at once when a yes stands no more (CO7). Twin of withdrawal.py.
import { HANDS_OVER, TOLD, type FollowUp } from '../contract/contract';
import { ends, type Act } from './consent';
import { isOpen } from './follow_up';

const KNOWS: readonly (string | null)[] = TOLD;

export interface Ended {
  readonly state: FollowUp['state'];
  readonly reach: FollowUp['reach'];
  /** A receiver had been told of the person, and is to be told again. */
  readonly tells: boolean;
}

/** How a follow-up stands after the yes to `purpose` ended; null where that does not touch it. */
export function ended(row: FollowUp, purpose: string, acts: readonly Act[], now: Date): Ended | null {
  const kept = row.reach === 'kept';
  if (row.duty || !ends(acts, row.kind, kept, purpose, now)) return null;
  return {
    state: isOpen(row.state) ? 'withdrawn' : row.state,
    reach: kept ? 'ended' : row.reach,
    tells: KNOWS.includes(row.outcome) && (HANDS_OVER[row.kind]?.includes(purpose) ?? false),
  };
}

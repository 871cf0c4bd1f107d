// Several follow-ups at one stroke: only moves that say nothing about any of them in particular.
import type { FollowUpEvent } from '../contract/contract';
import { completions, moves, type Mover } from './follow_up';
import type { FollowUpView } from './views';

type Together = Extract<FollowUpEvent, 'assign' | 'reschedule' | 'approve'>;
export const TOGETHER: readonly Together[] = ['assign', 'reschedule', 'approve'];

/** A child's report is looked at by itself (DU2), and so is one with two outcomes (FU5). */
const SAFE: Record<Together, (row: FollowUpView) => boolean> = {
  assign: () => true,
  reschedule: ({ data }) => !data.duty,
  approve: ({ data }) => !data.duty && completions(data).length < 2,
};

/** Those of the chosen that it may be done with; of the others each has to be opened. */
export function together(event: Together, chosen: readonly FollowUpView[], mover: Mover): FollowUpView[] {
  return chosen.filter((row) => moves(row.data, mover).includes(event) && SAFE[event](row));
}

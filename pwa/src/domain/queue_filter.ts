// What of the queue is wanted: by state, kind, time, holder and shift. There is no way to look for a person met, or for
// how anybody answered (CT8).
import type { Code, Id } from '../contract/contract';
import { isOpen } from './follow_up';
import { isOverdue } from './queue';
import { inStockholm } from './times';
import type { FollowUpView } from './views';

export const SHOWN = ['all', 'mine', 'duties', 'approval', 'closed'] as const;
export type Shown = (typeof SHOWN)[number];
export const DUE = ['overdue', 'today', 'later'] as const;
export type Due = (typeof DUE)[number];

export const NOBODY = 'nobody';

export interface Wanted {
  shown: Shown;
  kind: Code<'follow_up_kind'> | null;
  due: Due | null;
  /** A member, or `nobody`. */
  assignee: string | null;
  shift: Id | null;
}

export const EVERYTHING: Wanted = { shown: 'all', kind: null, due: null, assignee: null, shift: null };

const OF_STATE: Record<Shown, (row: FollowUpView) => boolean> = {
  all: ({ data }) => isOpen(data.state),
  mine: ({ mine, data }) => mine && isOpen(data.state),
  duties: ({ data }) => data.duty && isOpen(data.state),
  approval: ({ data }) => data.state === 'done',
  closed: ({ data }) => !isOpen(data.state),
};

export function isShown(row: FollowUpView, shown: Shown): boolean {
  return OF_STATE[shown](row);
}

export function isWanted(row: FollowUpView, wanted: Wanted, now: Date): boolean {
  const { shown, kind, due, assignee, shift } = wanted;
  const { data } = row;
  return (
    isShown(row, shown) &&
    (kind === null || data.kind === kind) &&
    (due === null || due === dueOf(row, now)) &&
    (assignee === null || data.assigned_to === (assignee === NOBODY ? null : assignee)) &&
    (shift === null || data.shift === shift)
  );
}

/** How many of the finer choices are made: what is hidden by them must be seen to be. */
export function narrowed({ kind, due, assignee, shift }: Wanted): number {
  return [kind, due, assignee, shift].filter((each) => each !== null).length;
}

function dueOf({ data }: FollowUpView, now: Date): Due | null {
  if (isOverdue(data, now)) return 'overdue';
  const due = new Date(data.due_at);
  if (due < now) return null;
  const [one, other] = [inStockholm(due), inStockholm(now)];
  const sameDay = one.year === other.year && one.month === other.month && one.day === other.day;
  return sameDay ? 'today' : 'later';
}

// The order of the queue: duties first, then overdue, due today, new, running, waiting for approval, closed (DU5).
import type { FollowUp } from '../contract/contract';
import { isOpen } from './follow_up';
import { inStockholm } from './times';

type Placed = Pick<FollowUp, 'state' | 'duty' | 'due_at'>;

/** By the desk's clock only (FU7). What is done waits for a supervisor, and is not late any more. */
export function isOverdue({ state, due_at }: Placed, now: Date): boolean {
  return (state === 'new' || state === 'assigned') && new Date(due_at) < now;
}

export function inQueueOrder<T extends { id: string; data: Placed }>(rows: readonly T[], now: Date): T[] {
  const place = new Map(rows.map((row) => [row, rank(row.data, now)]));
  return [...rows].sort(
    (a, b) =>
      (place.get(a) ?? 0) - (place.get(b) ?? 0) ||
      Date.parse(a.data.due_at) - Date.parse(b.data.due_at) ||
      (a.id < b.id ? -1 : 1),
  );
}

function rank(row: Placed, now: Date): number {
  if (!isOpen(row.state)) return 6;
  if (row.duty) return 0;
  if (isOverdue(row, now)) return 1;
  if (row.state === 'done') return 5;
  if (isToday(row.due_at, now)) return 2;
  return row.state === 'new' ? 3 : 4;
}

function isToday(due: string, now: Date): boolean {
  const [a, b] = [inStockholm(new Date(due)), inStockholm(now)];
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

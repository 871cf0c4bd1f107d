// The order of the queue: duties first, then overdue, due today, new, running, waiting for approval, closed (DU5).
import { FOLLOW_UP_RUNNING, type FollowUp } from '../contract/contract';
import { isOpen } from './follow_up';
import { fromStockholm, inStockholm } from './times';

const RUNNING: readonly string[] = FOLLOW_UP_RUNNING;

type Placed = Pick<FollowUp, 'state' | 'duty' | 'due_at'>;

/** By the desk's clock only (FU7). What is done waits for a supervisor, and is not late any more. */
export function isOverdue({ state, due_at }: Placed, now: Date): boolean {
  return RUNNING.includes(state) && new Date(due_at) < now;
}

export function inQueueOrder<T extends { id: string; data: Placed }>(rows: readonly T[], now: Date): T[] {
  const today = { ...inStockholm(now), hour: 0, minute: 0 };
  const tomorrow = fromStockholm({ ...today, day: today.day + 1 });
  const place = new Map(rows.map((row) => [row, rank(row.data, now, tomorrow)]));
  return [...rows].sort(
    (a, b) =>
      (place.get(a) ?? 0) - (place.get(b) ?? 0) ||
      Date.parse(a.data.due_at) - Date.parse(b.data.due_at) ||
      (a.id < b.id ? -1 : 1),
  );
}

function rank(row: Placed, now: Date, tomorrow: Date): number {
  if (!isOpen(row.state)) return 6;
  if (row.duty) return 0;
  if (isOverdue(row, now)) return 1;
  if (row.state === 'done') return 5;
  if (new Date(row.due_at) < tomorrow) return 2;
  return row.state === 'new' ? 3 : 4;
}

// The order of the queue, looked up in the printed table (DU5). Twin of queue.py.
import { FOLLOW_UP_RUNNING, QUEUE_PLACES, type FollowUp } from '../contract/contract';
import { fromStockholm, inStockholm } from './times';

const RUNNING: readonly string[] = FOLLOW_UP_RUNNING;

export type PlaceName = (typeof QUEUE_PLACES)[number]['name'];
type Place = (typeof QUEUE_PLACES)[number];
type Placed = Pick<FollowUp, 'state' | 'duty' | 'due_at'>;
type Edges = Record<'now' | 'tomorrow', Date>;

/** By the desk's clock only (FU7). What is done waits for a supervisor, and is not late any more. */
export function isOverdue({ state, due_at }: Placed, now: Date): boolean {
  return RUNNING.includes(state) && new Date(due_at) < now;
}

export function placeOf(row: Placed, now: Date): PlaceName {
  return QUEUE_PLACES[placeIn(row, edges(now))]?.name ?? 'closed';
}

export function inQueueOrder<T extends { id: string; data: Placed }>(rows: readonly T[], now: Date): T[] {
  const at = edges(now);
  const place = new Map(rows.map((row) => [row, placeIn(row.data, at)]));
  return [...rows].sort(
    (a, b) =>
      (place.get(a) ?? 0) - (place.get(b) ?? 0) ||
      Date.parse(a.data.due_at) - Date.parse(b.data.due_at) ||
      (a.id < b.id ? -1 : 1),
  );
}

function edges(now: Date): Edges {
  const today = { ...inStockholm(now), hour: 0, minute: 0 };
  return { now, tomorrow: fromStockholm({ ...today, day: today.day + 1 }) };
}

function placeIn(row: Placed, at: Edges): number {
  return QUEUE_PLACES.findIndex((place) => stands(row, place, at));
}

function stands(row: Placed, { duty, states, since, before }: Place, at: Edges): boolean {
  const due = new Date(row.due_at);
  return (
    (states as readonly string[]).includes(row.state) &&
    (duty === null || duty === row.duty) &&
    (since === null || due >= at[since]) &&
    (before === null || due < at[before])
  );
}

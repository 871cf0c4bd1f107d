// Who waits behind whom: a letter that failed holds back only those on the same subject, contact or shift.
import type { Op } from '../letters/seal';
import type { OutboxRow } from './db';

export function lanesOf(op: Op): string[] {
  const body = op.body as { contact?: unknown; shift?: unknown; follow_ups?: { id: string }[] } | null;
  const promised = (body?.follow_ups ?? []).map(({ id }) => id);
  const named = [op.subject, body?.contact, body?.shift, ...promised];
  return [...new Set(named.filter((id): id is string => typeof id === 'string'))];
}

/** The letters that may go now, in order. One behind a waiting one waits too, and so on. */
export function ready(rows: readonly OutboxRow[], now: number): OutboxRow[] {
  const held = new Set<string>();
  return waiting(rows).filter((row) => {
    const free = row.notBefore <= now && !row.lanes.some((lane) => held.has(lane));
    if (!free) row.lanes.forEach((lane) => held.add(lane));
    return free;
  });
}

export function waiting(rows: readonly OutboxRow[]): OutboxRow[] {
  return rows.filter((row) => row.outcome === null).sort((a, b) => a.seq - b.seq);
}

/** Something the person should still be told: the desk changed it, holds it, or said no. */
export function standing(row: OutboxRow): boolean {
  return row.outcome !== null && row.outcome !== 'applied' && !row.dismissed;
}

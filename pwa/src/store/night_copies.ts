// Night copies: what I said tonight and can still read, until the desk's own row stands in its place.
import type { Night } from '../vault/night';
import type { OutboxRow, PersonDb } from './db';
import { standing } from './lanes';
import type { Said } from './outbox';

/** Those readable with tonight's key, in the order they were said. */
export async function nightCopies(db: PersonDb, night: Night): Promise<Said[]> {
  const sealed = await db.use((connection) => connection.getAll('night'));
  const opened = await Promise.all(sealed.map((copy) => night.open('night', String(copy.seq), copy)));
  return opened.filter((said): said is Said => said !== null).sort((a, b) => a.seq - b.seq);
}

/**
 * Ends the copies whose change has been read: applied or adjusted and `clock ≥ version`. A held or refused one
 * is in no row, so it stays readable until the person has dealt with it.
 */
export async function endRead(db: PersonDb, clock: number): Promise<void> {
  await db.use(async (connection) => {
    const tx = connection.transaction(['night', 'outbox'], 'readwrite');
    const rows = await tx.objectStore('outbox').getAll();
    for (const row of rows) if (isRead(row, clock)) void tx.objectStore('night').delete(row.seq);
    await tx.done;
  });
}

function isRead(row: OutboxRow, clock: number): boolean {
  if (row.outcome === null) return false;
  if (row.outcome === 'held' || row.outcome === 'refused') return !standing(row);
  return (row.version ?? 0) <= clock;
}

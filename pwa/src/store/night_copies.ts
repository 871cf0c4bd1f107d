// Night copies: what I said tonight and can still read, until the desk's own row stands in its place.
import type { Night } from '../vault/night';
import type { OutboxRow, PersonDb } from './db';
import type { Kept } from './outbox';

/** Those readable with tonight's key, in the order they were said. */
export async function nightCopies(db: PersonDb, night: Night): Promise<Kept[]> {
  const sealed = await db.use((connection) => connection.getAll('night'));
  const opened = await Promise.all(sealed.map((copy) => night.open('night', String(copy.seq), copy)));
  return opened.filter((said): said is Kept => said !== null).sort((a, b) => a.seq - b.seq);
}

/**
 * Ends the copies whose change has been read: applied or adjusted, and `clock ≥ version`. A held or refused one
 * is in no row, so it stays readable until the person has dealt with it. `held`: the ops the desk still holds; one
 * it holds no more has been decided.
 */
export async function endRead(db: PersonDb, clock: number, held: ReadonlySet<string>): Promise<void> {
  await db.use(async (connection) => {
    const tx = connection.transaction(['night', 'outbox'], 'readwrite');
    for (const row of await tx.objectStore('outbox').getAll()) {
      const isDecided =
        row.outcome === 'held' && row.version !== null && row.version <= clock && !held.has(row.id);
      if (isDecided && !row.dismissed) void tx.objectStore('outbox').put({ ...row, dismissed: true });
      if (isDecided || isRead(row, clock)) void tx.objectStore('night').delete(row.seq);
    }
    await tx.done;
  });
}

function isRead(row: OutboxRow, clock: number): boolean {
  if (row.outcome === null) return false;
  if (row.outcome === 'held' || row.outcome === 'refused') return row.dismissed;
  return (row.version ?? 0) <= clock;
}

// Night copies: what I said tonight and can still read, until the desk's own row stands in its place.
import type { Night } from '../vault/night';
import type { OutboxRow, PersonDb } from './db';
import type { Kept } from './outbox';

/** Opened once each: a copy never changes, and this is read at every stroke. */
export class NightCopies {
  #opened = new Map<number, Kept>();

  constructor(
    readonly db: PersonDb,
    readonly night: Night,
  ) {}

  /** Those readable with tonight's key, in the order they were said. */
  async read(): Promise<Kept[]> {
    const seqs = await this.db.use((db) => db.getAllKeys('night'));
    const read = await Promise.all(seqs.map(async (seq) => this.#opened.get(seq) ?? this.#open(seq)));
    const kept = read.filter((copy) => copy !== null).sort((a, b) => a.seq - b.seq);
    this.#opened = new Map(kept.map((copy) => [copy.seq, copy]));
    return kept;
  }

  /** Nothing opened stays in memory. */
  lock(): void {
    this.#opened = new Map();
  }

  async #open(seq: number): Promise<Kept | null> {
    const sealed = await this.db.use((db) => db.get('night', seq));
    return sealed ? ((await this.night.open('night', String(seq), sealed)) as Kept | null) : null;
  }
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

// Night copies: what I said tonight and can still read, until the desk's own row stands in its place.
import type { Night } from '../vault/night';
import type { OutboxRow, PersonDb } from './db';
import type { Rows } from './rows';
import type { Kept } from './saver';

/** Opened once each: a copy never changes, and this is read at every stroke. */
export class NightCopies {
  #opened = new Map<number, Kept>();
  #read: readonly Kept[] = [];

  constructor(
    readonly db: PersonDb,
    readonly night: Night,
  ) {}

  /** Those readable with tonight's key, in the order they were said; the same array as long as they are the same. */
  async read(): Promise<readonly Kept[]> {
    const seqs = await this.db.use((db) => db.getAllKeys('night'));
    const read = await Promise.all(seqs.map(async (seq) => this.#opened.get(seq) ?? this.#open(seq)));
    const kept = read.filter((copy) => copy !== null).sort((a, b) => a.seq - b.seq);
    if (kept.length !== this.#read.length || kept.some((copy, i) => copy !== this.#read[i])) {
      this.#opened = new Map(kept.map((copy) => [copy.seq, copy]));
      this.#read = kept;
    }
    return this.#read;
  }

  /** Nothing opened stays in memory. */
  lock(): void {
    this.#opened = new Map();
    this.#read = [];
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
export async function endRead(stored: Rows, clock: number, held: ReadonlySet<string>): Promise<void> {
  await stored.change(['night'], async (rows, tx) => {
    const night = tx.objectStore('night');
    const copied = new Set(await night.getAllKeys());
    const isDecided = ({ id, outcome, version }: OutboxRow): boolean =>
      outcome === 'held' && version !== null && version <= clock && !held.has(id);
    const put = (await rows()).flatMap((row) =>
      isDecided(row) && !row.dismissed ? [{ ...row, dismissed: true }] : [],
    );
    const ends = (await rows()).filter(
      (row) => copied.has(row.seq) && (isDecided(row) || isRead(row, clock)),
    );
    for (const { seq } of ends) void night.delete(seq);
    return put.length + ends.length > 0 ? { put } : null;
  });
}

function isRead(row: OutboxRow, clock: number): boolean {
  if (row.outcome === null) return false;
  if (row.outcome === 'held' || row.outcome === 'refused') return row.dismissed;
  return (row.version ?? 0) <= clock;
}

// Where each letter stands, held in memory as long as nobody else has written: this is asked for many times a parcel.
//
// Each change counts up a revision in its own transaction. Whoever asks compares that number, which another tab may
// have moved, and not a thousand rows.
import type { IDBPTransaction } from 'idb';
import type { OutboxRow, PersonDb, PersonSchema, StoreName } from './db';

type Stores = ['outbox', 'meta', ...StoreName[]];
export type Writing = IDBPTransaction<PersonSchema, Stores, 'readwrite'>;

export interface Change {
  put?: readonly OutboxRow[];
  /** The numbers of those that go. */
  gone?: readonly number[];
}

export class Rows {
  #held: { revision: number; rows: readonly OutboxRow[] } | null = null;

  constructor(readonly db: PersonDb) {}

  /** By number. The same array as long as nothing changes. */
  async read(): Promise<readonly OutboxRow[]> {
    return this.db.use(async (db) => {
      const tx = db.transaction(['outbox', 'meta']);
      const revision = await revisionIn(tx.objectStore('meta'));
      if (this.#held?.revision !== revision)
        this.#held = { revision, rows: await tx.objectStore('outbox').getAll() };
      return this.#held.rows;
    });
  }

  /**
   * One strict transaction over these and `also`. `work` says what changes, and may ask how the rows stand in it;
   * null leaves everything as it is. Resolves with what was put, once it is on the disk.
   */
  async change(
    also: readonly StoreName[],
    work: (rows: () => Promise<readonly OutboxRow[]>, tx: Writing) => Promise<Change | null> | Change | null,
  ): Promise<readonly OutboxRow[]> {
    return this.db.use(async (db) => {
      const stores: Stores = ['outbox', 'meta', ...also];
      const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
      const [outbox, meta] = [tx.objectStore('outbox'), tx.objectStore('meta')];
      const asked = revisionIn(meta);
      const held = async () => (this.#held?.revision === (await asked) ? this.#held : null);
      const change = await work(async () => (await held())?.rows ?? outbox.getAll(), tx);
      const [before, revision] = [await held(), await asked];
      const { put = [], gone = [] } = change ?? {};
      for (const row of put) void outbox.put(row);
      for (const seq of gone) void outbox.delete(seq);
      if (change) void meta.put(revision + 1, 'revision');
      // Nothing more will be asked for: the browser need not wait and see.
      tx.commit();
      await tx.done;
      if (change) this.#held = before && { revision: revision + 1, rows: changed(before.rows, put, gone) };
      return put;
    });
  }
}

async function revisionIn(meta: { get: (key: 'revision') => Promise<unknown> }): Promise<number> {
  return ((await meta.get('revision')) as number | undefined) ?? 0;
}

function changed(
  rows: readonly OutboxRow[],
  put: readonly OutboxRow[],
  gone: readonly number[],
): readonly OutboxRow[] {
  const standing = new Map(rows.map((row) => [row.seq, row]));
  for (const row of put) standing.set(row.seq, row);
  for (const seq of gone) standing.delete(seq);
  return [...standing.values()].sort((a, b) => a.seq - b.seq);
}

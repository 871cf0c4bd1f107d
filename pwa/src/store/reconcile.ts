// What every start does first: IndexedDB and the Cache API each make good what the other lost (PH1, F79).
import { unb64 } from '../letters/bytes';
import type { LetterCopy, StateCopy } from './copies';
import type { PersonDb } from './db';
import type { Outbox } from './outbox';
import { fresh } from './saver';

export interface Found {
  /** Letters that only their second copy still knew. */
  restored: number;
}

/**
 * 1. A copy without its letter: the letter waits again, and its draft, come back with an older state, goes.
 * 2. A waiting letter without its copy: copied. 3. Who wrote, and to whom they seal, where only the copies tell.
 * 4. The count goes on from the highest number either has seen. 5. A copy of an answered letter: gone.
 */
export async function reconcile(outbox: Outbox): Promise<Found> {
  return outbox.locked(async () => {
    const { copies, db } = outbox;
    const rows = new Map((await outbox.rows()).map((row) => [row.seq, row]));
    const copied = new Set(await copies.seqs());
    const lost: LetterCopy[] = [];
    for (const seq of copied) {
      if (rows.has(seq)) continue;
      const copy = await copies.read(seq);
      if (copy) lost.push(copy);
    }
    const state = await copies.state();
    const seq = Math.max((await db.get('seq')) ?? 0, state?.seq ?? 0, ...rows.keys(), ...copied);
    await outbox.stored.change(['letters', 'drafts'], (_, tx) => {
      for (const { letter, seq: lostSeq, draft } of lost) {
        void tx.objectStore('letters').put(letter, lostSeq);
        if (draft !== undefined) void tx.objectStore('drafts').delete(draft);
      }
      void tx.objectStore('meta').put(seq, 'seq');
      return lost.length > 0
        ? { put: lost.map(({ letter, draft, ...row }) => ({ ...row, ...fresh })) }
        : null;
    });
    for (const row of rows.values()) if (row.outcome === null && !copied.has(row.seq)) await outbox.copy(row);
    if (state && (await db.get('me')) === undefined) await putBack(db, state);
    if (state?.seq !== seq || state.point === undefined) await outbox.noteState();
    await outbox.endCopies(
      [...rows.values()].flatMap((row) => (row.outcome !== null && copied.has(row.seq) ? [row.seq] : [])),
    );
    return { restored: lost.length };
  });
}

/** Who wrote here, and how their letters are verified. The key that signed them is gone for good. */
async function putBack(db: PersonDb, { me, ingest, point }: StateCopy): Promise<void> {
  await db.set({ me, ingest });
  if (point !== undefined) await db.set({ devicePoint: unb64(point) });
}

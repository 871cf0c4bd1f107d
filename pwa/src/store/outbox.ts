// The outbox: what I said and the desk has not yet receipted.
//
// Rule 1 (PH2): nothing leaves but by a receipt and `safe`, or 30 days after the receipt.
// Rule 2: picking holds the lock that saving holds, so a letter that stands only once is never sent.
import { LIMITS, type Receipt } from '../contract/contract';
import { b64 } from '../letters/bytes';
import type { Letter, Op } from '../letters/seal';
import type { Night } from '../vault/night';
import type { Copies } from './copies';
import type { OutboxRow, PersonDb } from './db';
import { ready, standing } from './lanes';
import { Rows } from './rows';
import { Saver, type Kept } from './saver';

const KEEP_MS = LIMITS.KEEP_DAYS * 24 * 3600_000;
/** What a parcel holds beside its letters. */
const ENVELOPE_BYTES = 1024;
/** What a letter is in JSON beside its three texts, none of which needs escaping, and the comma. */
const LETTER_BYTES = '{"header":"","sealed":"","signature":""},'.length;

/** A letter on its way. */
export type Packed = OutboxRow & { letter: Letter };

export class Outbox {
  readonly stored: Rows;
  readonly #saver: Saver;
  #unit: string | null = null;

  constructor(
    readonly db: PersonDb,
    readonly copies: Copies,
    readonly night: Night,
  ) {
    this.stored = new Rows(db);
    this.#saver = new Saver(this.stored, copies, night);
  }

  /** Resolves when the letter stands twice. `draft` is let go by the same commit. */
  async save(op: Op, id: string, at: string, draft?: string): Promise<Kept> {
    return this.#saver.save(op, id, at, draft, (work) => this.locked(work));
  }

  warm(): Promise<void> {
    return this.#saver.warm();
  }

  /** Whose desk its letters go to; null if nothing here tells any more. */
  async unit(): Promise<string | null> {
    this.#unit ??= (await this.db.get('me'))?.unit.id ?? null;
    return this.#unit;
  }

  /** In order. */
  async rows(): Promise<readonly OutboxRow[]> {
    return this.stored.read();
  }

  async letter(seq: number): Promise<Letter | undefined> {
    return this.db.use((db) => db.get('letters', seq));
  }

  /** The next parcel, in order; never a letter that stands only once, for saving holds the same lock. */
  async pick(limit: number, now: number): Promise<Packed[]> {
    return this.locked(async () => {
      const next = ready(await this.rows(), now).slice(0, limit);
      const letters = await this.db.use((db) => {
        const { store } = db.transaction('letters');
        return Promise.all(next.map(({ seq }) => store.get(seq)));
      });
      const parcel: Packed[] = [];
      let bytes = ENVELOPE_BYTES;
      for (const [i, row] of next.entries()) {
        const letter = letters[i];
        if (!letter) continue;
        bytes += LETTER_BYTES + letter.header.length + letter.sealed.length + letter.signature.length;
        if (parcel.length > 0 && bytes > LIMITS.PARCEL_BYTES) break;
        parcel.push({ ...row, letter });
      }
      return parcel;
    });
  }

  /** Nothing waits for its time any more: the network or the person is back. */
  async retryNow(): Promise<void> {
    await this.#change((row) =>
      row.outcome === null && row.notBefore > 0 ? { ...row, notBefore: 0 } : null,
    );
  }

  /**
   * What the desk said, by position. A receipt for another letter than was sent changes nothing, nor does one that was
   * given in another epoch than the one heard of last: that desk may have forgotten it since.
   */
  async receive(
    parcel: readonly OutboxRow[],
    receipts: readonly Receipt[],
    now: number,
    wait: (failures: number) => number,
    epoch: string | null = null,
  ): Promise<void> {
    const answers = new Map(
      parcel.flatMap((row, i) => {
        const receipt = receipts[i];
        return receipt && (receipt.id === null || receipt.id === row.id) ? [[row.seq, receipt] as const] : [];
      }),
    );
    const answered = (row: OutboxRow): OutboxRow | null => {
      const receipt = answers.get(row.seq);
      // Another tab may have had the answer before us; the first one stands.
      if (!receipt || row.outcome !== null) return null;
      const { outcome, version, problem } = receipt;
      if (outcome !== 'failed') return { ...row, outcome, version, problem, answeredAt: now };
      const failures = row.failures + 1;
      return { ...row, problem, failures, notBefore: now + wait(failures) };
    };
    const done = await this.stored.change([], async (rows, tx) => {
      if (epoch !== null && (await tx.objectStore('meta').get('epoch')) !== epoch) return null;
      return changing(await rows(), answered);
    });
    const gone = done.filter(({ outcome }) => outcome !== null);
    await this.endCopies(gone.map(({ seq }) => seq));
  }

  /** From here on only the count tells that they were, should all else be lost (F79): so it is noted first. */
  async endCopies(seqs: readonly number[]): Promise<void> {
    if (seqs.length > 0 && (await this.noteState())) await this.copies.delete(seqs);
  }

  /** False if that could not be written down, as on a full phone. Where nobody writes, nobody counts. */
  async noteState(): Promise<boolean> {
    const { me, ingest, seq, devicePoint } = await this.db.all('me', 'ingest', 'seq', 'devicePoint');
    if (!me || !ingest || seq === undefined) return true;
    return this.copies.putState({ me, ingest, seq, ...(devicePoint ? { point: b64(devicePoint) } : {}) });
  }

  /** These could not even be answered: they wait, so that the ones behind them can go (F11b, F12). */
  async setAside(seqs: readonly number[], until: number): Promise<void> {
    await this.#change((row) =>
      seqs.includes(row.seq) && row.outcome === null
        ? { ...row, failures: row.failures + 1, notBefore: until }
        : null,
    );
  }

  /**
   * The desk's epoch. Another one than before is a restored desk, which may not know what it once receipted: all we
   * still hold is offered again (F30), by the same commit, so that no receipt of before can come in between. True if
   * anything is.
   */
  async heardEpoch(epoch: string): Promise<boolean> {
    return this.locked(async () => {
      const again = await this.stored.change([], async (rows, tx) => {
        const meta = tx.objectStore('meta');
        const known = await meta.get('epoch');
        if (known === epoch) return null;
        void meta.put(epoch, 'epoch');
        return changing(known === undefined ? [] : await rows(), offered);
      });
      for (const row of again) await this.copy(row);
      return again.length > 0;
    });
  }

  async dismiss(id: string): Promise<void> {
    await this.#change((row) => (row.id === id && row.outcome !== null ? { ...row, dismissed: true } : null));
  }

  /** Lets go of sealed letters the desk holds safely, once nothing about them is left to tell. */
  async prune(safe: number | null, now: number): Promise<void> {
    const may = (row: OutboxRow): boolean => {
      const { outcome, version, answeredAt } = row;
      if (outcome === null || answeredAt === null || standing(row)) return false;
      const isSafe = safe !== null && version !== null && version <= safe;
      return isSafe || answeredAt + KEEP_MS < now;
    };
    if (!(await this.rows()).some(may)) return;
    await this.stored.change(['letters', 'night'], async (rows, tx) => {
      const said = new Set(await tx.objectStore('night').getAllKeys());
      const gone = (await rows()).filter((row) => may(row) && !said.has(row.seq)).map(({ seq }) => seq);
      for (const seq of gone) void tx.objectStore('letters').delete(seq);
      return gone.length > 0 ? { gone } : null;
    });
  }

  /** Writes the second copy of a letter that stands here, if there is room. */
  async copy(row: OutboxRow): Promise<void> {
    const letter = await this.letter(row.seq);
    if (letter) await this.copies.put(row, letter);
  }

  async locked<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request('lykta-save-' + this.db.device, work);
  }

  async #change(decide: (row: OutboxRow) => OutboxRow | null): Promise<readonly OutboxRow[]> {
    return this.stored.change([], async (rows) => changing(await rows(), decide));
  }
}

function changing(
  rows: readonly OutboxRow[],
  decide: (row: OutboxRow) => OutboxRow | null,
): { put: OutboxRow[] } | null {
  const put = rows.flatMap((row) => decide(row) ?? []);
  return put.length > 0 ? { put } : null;
}

function offered(row: OutboxRow): OutboxRow | null {
  return row.outcome === null
    ? null
    : { ...row, outcome: null, version: null, answeredAt: null, notBefore: 0 };
}

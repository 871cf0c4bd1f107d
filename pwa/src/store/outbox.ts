// The outbox: what I said and the desk has not yet receipted.
//
// Rule 1 (PH1): a letter is saved when it stands twice, in one strict transaction with its night copy and as a
//   copy in the Cache API. Before that nobody is told, and nobody sends it.
// Rule 2: a number is burned only by the commit that saves its letter; one lock per device, across tabs.
// Rule 3: everything is sealed before the transaction opens; waiting inside one would end it.
// Rule 4 (PH2): nothing leaves but by a receipt and `safe`, or 30 days after the receipt.
import { LIMITS, type IngestKey, type Receipt } from '../contract/contract';
import type { Me } from '../domain/views';
import { letterOf, type Letter, type Op } from '../letters/seal';
import type { Night } from '../vault/night';
import type { Copies } from './copies';
import type { OutboxRow, PersonDb, Sealed } from './db';
import { lanesOf, ready, standing } from './lanes';

const KEEP_MS = LIMITS.KEEP_DAYS * 24 * 3600_000;
/** What a parcel holds beside its letters. */
const ENVELOPE_BYTES = 1024;

export interface Kept {
  seq: number;
  id: string;
  /** Floored to 15 minutes. */
  at: string;
  op: Op;
}

/** A letter on its way. */
export type Packed = OutboxRow & { letter: Letter };

/** What a letter is written with, and the last number burned. */
interface With {
  me: Me;
  key: CryptoKey;
  ingest: IngestKey[];
  last: number;
}

/** All that one commit keeps. */
interface SealedLetter {
  said: Kept;
  letter: Letter;
  row: OutboxRow;
  /** What only this night can read. */
  copy: Sealed;
  with: With;
}

/** The phone could not keep it: the text stays on the screen, and the person is told to make room (F24). */
export class StorageRefused extends Error {
  override name = 'StorageRefused';
}

export class Outbox {
  /** What the next letter is written with, as last read: a save need not ask, only make sure. */
  #with: With | null = null;

  constructor(
    readonly db: PersonDb,
    readonly copies: Copies,
    readonly night: Night,
  ) {}

  /** Resolves when the letter stands twice. `draft` is let go by the same commit. */
  async save(op: Op, id: string, at: string, draft?: string): Promise<Kept> {
    const seal = (): Promise<SealedLetter> => this.#sealed(op, id, at);
    // The lock takes its time, and as a rule nobody counts on meanwhile.
    const early = seal();
    early.catch(() => undefined);
    return this.locked(async () => {
      let sealed = await early;
      while (!(await this.#keep(sealed, draft))) sealed = await seal();
      return sealed.said;
    });
  }

  async rows(): Promise<OutboxRow[]> {
    return this.db.use((db) => db.getAll('outbox'));
  }

  async letter(seq: number): Promise<Letter | undefined> {
    return this.db.use((db) => db.get('letters', seq));
  }

  /** The next parcel, in order; never a letter that stands only once, for saving holds the same lock. */
  async pick(limit: number, now: number): Promise<Packed[]> {
    return this.locked(async () => {
      const parcel: Packed[] = [];
      let bytes = ENVELOPE_BYTES;
      for (const row of ready(await this.rows(), now)) {
        if (parcel.length === limit) break;
        const letter = await this.letter(row.seq);
        if (!letter) continue;
        bytes += JSON.stringify(letter).length + 1;
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

  /** What the desk said, by position. A receipt for another letter than was sent changes nothing. */
  async receive(
    parcel: readonly OutboxRow[],
    receipts: readonly Receipt[],
    now: number,
    wait: (failures: number) => number,
  ): Promise<void> {
    const answers = new Map(
      parcel.flatMap((row, i) => {
        const receipt = receipts[i];
        return receipt && (receipt.id === null || receipt.id === row.id) ? [[row.seq, receipt] as const] : [];
      }),
    );
    const done = await this.#change((row) => {
      const receipt = answers.get(row.seq);
      // Another tab may have had the answer before us; the first one stands.
      if (!receipt || row.outcome !== null) return null;
      const { outcome, version, problem } = receipt;
      if (outcome !== 'failed') return { ...row, outcome, version, problem, answeredAt: now };
      const failures = row.failures + 1;
      return { ...row, problem, failures, notBefore: now + wait(failures) };
    });
    const gone = done.filter(({ outcome }) => outcome !== null);
    if (gone.length > 0) await this.#noteState();
    for (const { seq } of gone) await this.copies.delete(seq);
  }

  /** Before copies go: from here on only this tells how far has been counted, should all else be lost (F79). */
  async #noteState(): Promise<void> {
    const { me, ingest, seq } = await this.db.all('me', 'ingest', 'seq');
    if (me && ingest && seq !== undefined) await this.copies.putState({ me, ingest, seq });
  }

  /** These could not even be answered: they wait, so that the ones behind them can go (F11b, F12). */
  async setAside(seqs: readonly number[], until: number): Promise<void> {
    await this.#change((row) =>
      seqs.includes(row.seq) && row.outcome === null
        ? { ...row, failures: row.failures + 1, notBefore: until }
        : null,
    );
  }

  /** A restored desk may not know what it once receipted: all we still hold is offered again (F30). */
  async offerAgain(): Promise<void> {
    await this.locked(async () => {
      const again = await this.#change((row) =>
        row.outcome === null
          ? null
          : { ...row, outcome: null, version: null, answeredAt: null, notBefore: 0 },
      );
      for (const row of again) await this.copy(row);
    });
  }

  async dismiss(id: string): Promise<void> {
    await this.#change((row) => (row.id === id && row.outcome !== null ? { ...row, dismissed: true } : null));
  }

  /** Lets go of sealed letters the desk holds safely, once nothing about them is left to tell. */
  async prune(safe: number | null, now: number): Promise<void> {
    const said = new Set(await this.db.use((db) => db.getAllKeys('night')));
    await this.db.use(async (db) => {
      const tx = db.transaction(['outbox', 'letters'], 'readwrite');
      for (const row of await tx.objectStore('outbox').getAll()) {
        if (row.outcome === null || row.answeredAt === null || said.has(row.seq) || standing(row)) continue;
        const isSafe = safe !== null && row.version !== null && row.version <= safe;
        if (!isSafe && row.answeredAt + KEEP_MS >= now) continue;
        void tx.objectStore('outbox').delete(row.seq);
        void tx.objectStore('letters').delete(row.seq);
      }
      await tx.done;
    });
  }

  /** Writes the second copy of a letter that stands here. */
  async copy(row: OutboxRow): Promise<void> {
    const letter = await this.letter(row.seq);
    if (letter) await this.copies.put(row, letter);
  }

  async locked<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request('lykta-save-' + this.db.device, work);
  }

  async #sealed(op: Op, id: string, at: string): Promise<SealedLetter> {
    const with_ = (this.#with ??= await this.#written());
    const { me, key, ingest, last } = with_;
    const to = ingest[0];
    if (!to) throw new StorageRefused('This phone has no key to write with.');
    const said: Kept = { seq: last + 1, id, at, op };
    const { seq } = said;
    const letter = await letterOf(op, { id, device: me.device, seq, at }, to, key);
    // Field by field: `said` is readable, and nothing readable may get into the row.
    const row: OutboxRow = { seq, id, at, lanes: lanesOf(op), ...fresh };
    return { said, letter, row, copy: await this.night.seal('night', String(seq), said), with: with_ };
  }

  async #written(): Promise<With> {
    const { me, deviceKey: key, ingest, seq } = await this.db.all('me', 'deviceKey', 'ingest', 'seq');
    if (!me || !key || !ingest) throw new StorageRefused('This phone has no key to write with.');
    return { me, key, ingest, last: seq ?? 0 };
  }

  /** False, and nothing is kept, if somebody has counted on, or heard of a newer key, since it was sealed. */
  async #keep(sealed: SealedLetter, draft: string | undefined): Promise<boolean> {
    const { row, letter } = sealed;
    if (this.#with && this.#with.last !== row.seq - 1) return false;
    this.#with = null;
    const writeCopy = this.copies.writer();
    if (!(await this.#commit(sealed, draft))) return false;
    try {
      await writeCopy(row, letter);
    } catch (cause) {
      await this.#undo(row.seq);
      throw new StorageRefused('The second copy could not be written.', { cause });
    }
    this.#with = { ...sealed.with, last: row.seq };
    return true;
  }

  async #commit({ row, letter, copy, with: { ingest } }: SealedLetter, draft?: string): Promise<boolean> {
    return this.db.use(async (db) => {
      const tx = db.transaction(['outbox', 'letters', 'night', 'meta', 'drafts'], 'readwrite', {
        durability: 'strict',
      });
      const meta = tx.objectStore('meta');
      const [seq, newest] = await Promise.all([meta.get('seq'), meta.get('ingest')]);
      const isNext = (seq ?? 0) === row.seq - 1;
      const stands = isNext && (newest as IngestKey[] | undefined)?.[0]?.id === ingest[0]?.id;
      if (stands) {
        void tx.objectStore('outbox').put(row);
        void tx.objectStore('letters').put(letter, row.seq);
        void tx.objectStore('night').put({ seq: row.seq, ...copy });
        void meta.put(row.seq, 'seq');
        if (draft !== undefined) void tx.objectStore('drafts').delete(draft);
      }
      // What has been asked for is all: the browser need not wait for more of it.
      tx.commit();
      await tx.done;
      return stands;
    });
  }

  async #undo(seq: number): Promise<void> {
    await this.db.use(async (db) => {
      const tx = db.transaction(['outbox', 'letters', 'night', 'meta'], 'readwrite', {
        durability: 'strict',
      });
      void tx.objectStore('outbox').delete(seq);
      void tx.objectStore('letters').delete(seq);
      void tx.objectStore('night').delete(seq);
      void tx.objectStore('meta').put(seq - 1, 'seq');
      await tx.done;
    });
  }

  /** One transaction over all rows; returns those that changed. */
  async #change(decide: (row: OutboxRow) => OutboxRow | null): Promise<OutboxRow[]> {
    return this.db.use(async (db) => {
      const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' });
      const changed = (await tx.store.getAll()).flatMap((row) => decide(row) ?? []);
      for (const row of changed) void tx.store.put(row);
      await tx.done;
      return changed;
    });
  }
}

/** How a letter starts to wait. */
export const fresh = {
  outcome: null,
  version: null,
  problem: null,
  failures: 0,
  notBefore: 0,
  answeredAt: null,
  dismissed: false,
} satisfies Partial<OutboxRow>;

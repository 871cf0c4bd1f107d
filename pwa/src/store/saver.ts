// Saving: the only place where a number is burned.
//
// Rule 1 (PH1): a letter is saved when it stands twice, in one strict transaction with its night copy and as a
//   copy in the Cache API. Before that nobody is told, and nobody sends it.
// Rule 2: a number is burned only by the commit that saves its letter; one lock per device, across tabs.
// Rule 3: everything is sealed before the transaction opens; waiting inside one would end it.
import type { IngestKey } from '../contract/contract';
import type { Me } from '../domain/views';
import { letterOf, type Letter, type Op } from '../letters/seal';
import type { Night } from '../vault/night';
import type { Copies } from './copies';
import type { Draft, OutboxRow, Sealed } from './db';
import { lanesOf } from './lanes';
import type { Rows } from './rows';

export interface Kept {
  seq: number;
  id: string;
  /** Floored to 15 minutes. */
  at: string;
  op: Op;
}

/** The phone could not keep it: the text stays on the screen, and the person is told to make room (F24). */
export class StorageRefused extends Error {
  override name = 'StorageRefused';
}

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

type Locked = <T>(work: () => Promise<T>) => Promise<T>;

export class Saver {
  /** What the next letter is written with, as last read: a save need not ask, only make sure. */
  #with: With | null = null;

  constructor(
    readonly rows: Rows,
    readonly copies: Copies,
    readonly night: Night,
  ) {}

  /** Resolves when the letter stands twice. */
  async save(op: Op, id: string, at: string, draft: string | undefined, locked: Locked): Promise<Kept> {
    const seal = (): Promise<SealedLetter> => this.#sealed(op, id, at);
    // The lock takes its time, and as a rule nobody counts on meanwhile.
    const early = seal();
    early.catch(() => undefined);
    return locked(async () => {
      let sealed = await early;
      while (!(await this.#keep(sealed, draft))) sealed = await seal();
      return sealed.said;
    });
  }

  /** Seals what is kept nowhere, so that the first letter of the night takes no longer than the next. */
  async warm(): Promise<void> {
    const { me, key, ingest } = (this.#with ??= await this.#written());
    const nothing = { type: '', subject: '', seen: null, body: null };
    if (ingest[0]) await letterOf(nothing, { id: '', device: me.device, seq: 0, at: '' }, ingest[0], key);
  }

  async #sealed(op: Op, id: string, at: string): Promise<SealedLetter> {
    const with_ = (this.#with ??= await this.#written());
    const { me, key, ingest, last } = with_;
    const to = ingest[0];
    if (!to) throw new StorageRefused('This phone has no key to write with.');
    const said: Kept = { seq: last + 1, id, at, op };
    const { seq } = said;
    const [letter, copy] = await Promise.all([
      letterOf(op, { id, device: me.device, seq, at }, to, key),
      this.night.seal('night', String(seq), said),
    ]);
    // Field by field: `said` is readable, and nothing readable may get into the row.
    const row: OutboxRow = { seq, id, at, lanes: lanesOf(op), ...fresh };
    return { said, letter, row, copy, with: with_ };
  }

  async #written(): Promise<With> {
    const { me, deviceKey: key, ingest, seq } = await this.rows.db.all('me', 'deviceKey', 'ingest', 'seq');
    if (!me || !key || !ingest) throw new StorageRefused('This phone has no key to write with.');
    return { me, key, ingest, last: seq ?? 0 };
  }

  /** False, and nothing is kept, if somebody has counted on, or heard of a newer key, since it was sealed. */
  async #keep(sealed: SealedLetter, draft: string | undefined): Promise<boolean> {
    const { row, letter } = sealed;
    if (this.#with && this.#with.last !== row.seq - 1) return false;
    this.#with = null;
    const writeCopy = this.copies.writer();
    const ended = await this.#commit(sealed, draft);
    if (!ended) return false;
    try {
      await writeCopy(row, letter, draft);
    } catch (cause) {
      await this.#undo(row, ended);
      throw new StorageRefused('The second copy could not be written.', { cause });
    }
    this.#with = { ...sealed.with, last: row.seq };
    return true;
  }

  /** Resolves with the drafts that it ended. */
  async #commit(
    { row, letter, copy, with: { ingest } }: SealedLetter,
    draft?: string,
  ): Promise<readonly Draft[] | null> {
    let ended: readonly Draft[] = [];
    const done = await this.rows.change(['letters', 'night', 'drafts'], async (_, tx) => {
      const [meta, drafts] = [tx.objectStore('meta'), tx.objectStore('drafts')];
      const [seq, newest, begun] = await Promise.all([
        meta.get('seq'),
        meta.get('ingest'),
        draft === undefined ? undefined : drafts.get(draft),
      ]);
      const isNext = (seq ?? 0) === row.seq - 1;
      if (!isNext || (newest as IngestKey[] | undefined)?.[0]?.id !== ingest[0]?.id) return null;
      void tx.objectStore('letters').put(letter, row.seq);
      void tx.objectStore('night').put({ seq: row.seq, ...copy });
      void meta.put(row.seq, 'seq');
      ended = begun ? [begun] : [];
      for (const { key } of ended) void drafts.delete(key);
      return { put: [row] };
    });
    return done.length > 0 ? ended : null;
  }

  /** Of this letter and of no other, whoever may have counted on. */
  async #undo({ seq, id }: OutboxRow, ended: readonly Draft[]): Promise<void> {
    await this.rows.change(['letters', 'night', 'drafts'], async (rows, tx) => {
      const last = (await rows()).at(-1);
      if (last?.seq !== seq || last.id !== id) return null;
      for (const draft of ended) void tx.objectStore('drafts').put(draft);
      void tx.objectStore('letters').delete(seq);
      void tx.objectStore('night').delete(seq);
      void tx.objectStore('meta').put(seq - 1, 'seq');
      return { gone: [seq] };
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

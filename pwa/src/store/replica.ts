// The replica: what the desk said. It is only ever replaced by what the desk says next; nothing here is edited.
//
// On a phone it is kept encrypted, and a page of changes is written in one transaction with its cursor. On a desk
// computer (kind `desk`) it lives in memory alone and is read anew at each start.
import type { ChangesAnswer, FeedRow } from '../contract/contract';
import type { Night } from '../vault/night';
import type { PersonDb } from './db';

export type Page = Pick<ChangesAnswer, 'rows' | 'gone' | 'cursor' | 'more' | 'clock'>;

export interface Replica {
  /** All rows as they stand; the same array as long as they do. */
  rows(): readonly FeedRow[];
  cursor(): string | null;
  /** The highest clock read to the end; null before the first. */
  clock(): number | null;
  /** Takes what another tab has read in the meantime. */
  refresh(): Promise<void>;
  apply(page: Page): Promise<void>;
  /** The desk does not know our cursor: forget what it said, and nothing else. */
  startOver(): Promise<void>;
  /** Nothing of it is in memory any more but the unit's settings. */
  lock(): void;
}

export class MemoryReplica implements Replica {
  #rows: readonly FeedRow[] = [];
  protected at: { cursor: string | null; clock: number | null } = { cursor: null, clock: null };

  rows(): readonly FeedRow[] {
    return this.#rows;
  }

  /** Of one row said twice the last stands. */
  protected hold(rows: readonly FeedRow[]): void {
    this.#rows = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  }

  cursor(): string | null {
    return this.at.cursor;
  }

  clock(): number | null {
    return this.at.clock;
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  apply(page: Page): Promise<void> {
    const gone = new Set(page.gone.map(keyOf));
    if (page.rows.length + gone.size > 0)
      this.hold([...this.#rows, ...page.rows].filter((row) => !gone.has(keyOf(row))));
    // Until the last page the clock is only promised: rows below it may still be on their way.
    this.at = { cursor: page.cursor, clock: page.more ? this.at.clock : page.clock };
    return Promise.resolve();
  }

  startOver(): Promise<void> {
    this.hold([]);
    this.at = { cursor: null, clock: null };
    return Promise.resolve();
  }

  lock(): void {
    this.hold(this.#rows.filter(({ kind }) => kind === 'setting'));
    this.at = { cursor: null, clock: this.at.clock };
  }
}

export class StoredReplica extends MemoryReplica {
  constructor(
    readonly db: PersonDb,
    readonly night: Night,
  ) {
    super();
  }

  override async refresh(): Promise<void> {
    const [cursor, clock] = await Promise.all([this.db.get('cursor'), this.db.get('clock')]);
    if (cursor === undefined || cursor !== this.at.cursor) {
      const sealed = await this.db.use((db) => db.getAll('replica'));
      const opened: unknown[] = [];
      for (const some of portions(sealed))
        opened.push(...(await Promise.all(some.map((row) => this.night.open('replica', row.key, row)))));
      if (!this.night.isOpen) {
        this.#holdOnly(opened);
        return;
      }
      // Sealed under a night that has ended: it cannot be shown, so all of it is asked for again.
      if (opened.includes(null)) return this.startOver();
      this.hold(opened as FeedRow[]);
    }
    this.at = { cursor: cursor ?? null, clock: clock ?? null };
  }

  override async apply(page: Page): Promise<void> {
    const seal = async (row: FeedRow) => {
      const key = keyOf(row);
      const kept = row.kind === 'setting' ? 'house' : 'night';
      return { key, version: row.version, ...(await this.night.seal('replica', key, row, kept)) };
    };
    const sealed: Awaited<ReturnType<typeof seal>>[] = [];
    for (const some of portions(page.rows)) sealed.push(...(await Promise.all(some.map(seal))));
    await this.db.use(async (db) => {
      const tx = db.transaction(['replica', 'meta'], 'readwrite');
      for (const some of portions(sealed))
        await Promise.all(some.map((row) => tx.objectStore('replica').put(row)));
      for (const row of page.gone) void tx.objectStore('replica').delete(keyOf(row));
      void tx.objectStore('meta').put(page.cursor, 'cursor');
      if (!page.more) void tx.objectStore('meta').put(page.clock, 'clock');
      await tx.done;
    });
    await super.apply(page);
  }

  /** The unit's settings stay until they are said again: whom to call must not depend on a network (DU2). */
  override async startOver(): Promise<void> {
    await this.db.use(async (db) => {
      const tx = db.transaction(['replica', 'meta'], 'readwrite');
      for (const key of await tx.objectStore('replica').getAllKeys())
        if (!isSetting(key)) void tx.objectStore('replica').delete(key);
      void tx.objectStore('meta').delete('cursor');
      void tx.objectStore('meta').delete('clock');
      await tx.done;
    });
    const settings = this.rows().filter(({ kind }) => kind === 'setting');
    await super.startOver();
    this.hold(settings);
  }

  override lock(): void {
    this.#holdOnly(this.rows().filter(({ kind }) => kind === 'setting'));
  }

  /** Locked: what lies under the house key and no more. The cursor is not ours until the rest can be read. */
  #holdOnly(opened: readonly unknown[]): void {
    this.hold(opened.filter((row): row is FeedRow => row !== null));
    this.at = { cursor: null, clock: this.at.clock };
  }
}

/** So many rows at a time: a page at once would hold up the thumb. */
const PORTION = 25;

function portions<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / PORTION) }, (_, n) =>
    all.slice(n * PORTION, (n + 1) * PORTION),
  );
}

const isSetting = (key: string): boolean => key.startsWith('setting|');

function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind}|${id}`;
}

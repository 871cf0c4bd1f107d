// The replica: what the desk said. It is only ever replaced by what the desk says next; nothing here is edited.
//
// On a phone it is kept encrypted, and a page of changes is written in one transaction with its cursor. On a desk
// computer (kind `desk`) it lives in memory alone and is read anew at each start.
import type { ChangesAnswer, FeedRow } from '../contract/contract';
import type { Night } from '../vault/night';
import type { PersonDb } from './db';

export type Page = Pick<ChangesAnswer, 'rows' | 'gone' | 'cursor' | 'more' | 'clock'>;

export interface Replica {
  /** All rows as they stand. */
  rows(): readonly FeedRow[];
  cursor(): string | null;
  /** The highest clock read to the end; null before the first. */
  clock(): number | null;
  /** Takes what another tab has read in the meantime. */
  refresh(): Promise<void>;
  apply(page: Page): Promise<void>;
  /** The desk does not know our cursor: forget what it said, and nothing else. */
  startOver(): Promise<void>;
}

export class MemoryReplica implements Replica {
  protected held = new Map<string, FeedRow>();
  protected at: { cursor: string | null; clock: number | null } = { cursor: null, clock: null };

  rows(): readonly FeedRow[] {
    return [...this.held.values()];
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
    for (const row of page.rows) this.held.set(keyOf(row), row);
    for (const row of page.gone) this.held.delete(keyOf(row));
    // Until the last page the clock is only promised: rows below it may still be on their way.
    this.at = { cursor: page.cursor, clock: page.more ? this.at.clock : page.clock };
    return Promise.resolve();
  }

  startOver(): Promise<void> {
    this.held.clear();
    this.at = { cursor: null, clock: null };
    return Promise.resolve();
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
      const opened = await Promise.all(sealed.map((row) => this.night.open('replica', row.key, row)));
      // Sealed under a night that has ended: it cannot be shown, so all of it is asked for again.
      if (opened.includes(null)) return this.startOver();
      this.held = new Map((opened as FeedRow[]).map((row) => [keyOf(row), row]));
    }
    this.at = { cursor: cursor ?? null, clock: clock ?? null };
  }

  override async apply(page: Page): Promise<void> {
    const sealed = await Promise.all(
      page.rows.map(async (row) => {
        const key = keyOf(row);
        return { key, version: row.version, ...(await this.night.seal('replica', key, row)) };
      }),
    );
    await this.db.use(async (db) => {
      const tx = db.transaction(['replica', 'meta'], 'readwrite');
      for (const row of sealed) void tx.objectStore('replica').put(row);
      for (const row of page.gone) void tx.objectStore('replica').delete(keyOf(row));
      void tx.objectStore('meta').put(page.cursor, 'cursor');
      if (!page.more) void tx.objectStore('meta').put(page.clock, 'clock');
      await tx.done;
    });
    await super.apply(page);
  }

  override async startOver(): Promise<void> {
    await this.db.use(async (db) => {
      const tx = db.transaction(['replica', 'meta'], 'readwrite');
      void tx.objectStore('replica').clear();
      void tx.objectStore('meta').delete('cursor');
      void tx.objectStore('meta').delete('clock');
      await tx.done;
    });
    await super.startOver();
  }
}

function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind}|${id}`;
}

// Drafts: every tap is kept, encrypted, so that a killed page loses at most the last second (PH1, F29).
// A draft is never sent and never counted (F20).
import type { Night } from '../vault/night';
import type { PersonDb } from './db';

/** A draft beside the one of this key. */
export const asideFrom = (key: string, name: string): string => `${key}|${name}`;

export class Drafts {
  constructor(
    readonly db: PersonDb,
    readonly night: Night,
  ) {}

  /** `house`: codes alone, remembered beyond the night. */
  async put(key: string, value: unknown, kept: 'night' | 'house' = 'night'): Promise<void> {
    const sealed = await this.night.seal('drafts', key, value, kept);
    await this.db.use((db) => db.put('drafts', { key, ...sealed }));
  }

  async get(key: string): Promise<unknown> {
    const draft = await this.db.use((db) => db.get('drafts', key));
    return draft ? this.night.open('drafts', key, draft) : null;
  }

  /** What was begun aside becomes the draft, one after the other, once there is none. `taken`: still being written. */
  async adopt(key: string, taken: ReadonlySet<string> = new Set()): Promise<void> {
    if ((await this.get(key)) !== null) return;
    const range = IDBKeyRange.bound(asideFrom(key, ''), asideFrom(key, '\uffff'));
    for (const from of await this.db.use((db) => db.getAllKeys('drafts', range))) {
      const begun = taken.has(from) ? null : await this.get(from);
      if (begun === null) continue;
      await this.put(key, begun);
      return this.delete(from);
    }
  }

  async delete(key: string): Promise<void> {
    await this.db.use((db) => db.delete('drafts', key));
  }
}

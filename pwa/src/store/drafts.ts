// Drafts: every tap is kept, encrypted, so that a killed page loses at most the last second (PH1, F29).
// A draft is never sent and never counted (F20).
import type { Night } from '../vault/night';
import type { PersonDb } from './db';

export class Drafts {
  constructor(
    readonly db: PersonDb,
    readonly night: Night,
  ) {}

  async put(key: string, value: unknown): Promise<void> {
    const sealed = await this.night.seal('drafts', key, value);
    await this.db.use((db) => db.put('drafts', { key, ...sealed }));
  }

  async get(key: string): Promise<unknown> {
    const draft = await this.db.use((db) => db.get('drafts', key));
    return draft ? this.night.open('drafts', key, draft) : null;
  }

  async delete(key: string): Promise<void> {
    await this.db.use((db) => db.delete('drafts', key));
  }
}

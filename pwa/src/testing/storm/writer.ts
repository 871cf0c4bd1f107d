// Somebody who writes, in whichever tab is at hand; and who writes on where a tab died under their hands.
import { AT, contact } from '../cast';
import { uuid7 } from '../../domain/ids';
import type { Op } from '../../letters/seal';
import { standing } from '../../store/lanes';
import { StorageRefused } from '../../store/saver';
import type { Book } from './book';
import type { Chance } from './chance';
import { Killed } from './life';
import type { Tab } from './tab';

export interface Tally {
  steps: number;
  letters: number;
  kills: number;
  weather: number;
}

const DRAFT = 'contact|';

export class Writer {
  readonly #contacts: string[] = [];
  readonly #promises: string[] = [];
  readonly #inHand = new Set<string>();

  constructor(
    readonly book: Book,
    readonly chance: Chance,
    readonly tally: Tally,
  ) {}

  /** A contact that was half-written when its tab died, or that the phone had no room for. */
  async finishDrafts(tab: Tab): Promise<void> {
    const { drafts, db } = tab.mine;
    for (const key of await db.use((open) => open.getAllKeys('drafts'))) {
      const begun = this.#inHand.has(key) ? null : await drafts.get(key);
      if (begun !== null) await this.#record(tab, key.slice(DRAFT.length));
    }
  }

  async say(tab: Tab): Promise<void> {
    const kind = this.chance.below(3);
    const promise = this.chance.of(this.#promises) as string | undefined;
    const about = this.chance.of(this.#contacts) as string | undefined;
    if (kind === 0 || about === undefined) return this.#record(tab, this.#newId());
    if (kind === 1 || promise === undefined) {
      const id = this.#newId();
      this.#promises.push(id);
      const body = { kind: 'MEET', contact: about };
      return this.#save(tab, { type: 'follow_up.open', subject: id, seen: null, body });
    }
    const body = { result: 'NOT_REACHED' };
    return this.#save(tab, { type: 'follow_up.attempt', subject: promise, seen: null, body });
  }

  async #record(tab: Tab, id: string): Promise<void> {
    const draft = DRAFT + id;
    this.#inHand.add(draft);
    try {
      await tab.mine.drafts.put(draft, { id });
      this.#contacts.push(id);
      await this.#save(tab, { type: 'contact.record', subject: id, seen: null, body: contact() }, draft);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    } finally {
      this.#inHand.delete(draft);
    }
  }

  /** A phone that has no room says so, and keeps the text; a tab that dies says nothing. */
  async #save(tab: Tab, op: Op, draft?: string): Promise<void> {
    const id = this.#newId();
    this.book.written.set(id, { ...op, device: tab.mine.me.device });
    this.tally.letters += 1;
    try {
      await tab.mine.outbox.save(op, id, AT, draft);
      this.book.told.add(id);
      tab.sync.tell({ name: 'saved' });
    } catch (error) {
      if (error instanceof Killed) return;
      if (!(error instanceof StorageRefused)) throw error;
      if (draft !== undefined && !tab.life.dead && (await tab.mine.drafts.get(draft)) === null)
        throw new Error(`the text of ${op.subject} went with a refused letter`, { cause: error });
    }
  }

  #newId(): string {
    const random = Uint8Array.from({ length: 10 }, () => this.chance.below(256));
    return uuid7(new Date(AT), random);
  }
}

/** All that the desk said of somebody's letters has been read. */
export async function dismissAll(tab: Tab): Promise<void> {
  const { outbox } = tab.mine;
  for (const row of await outbox.rows()) if (standing(row)) await outbox.dismiss(row.id);
}

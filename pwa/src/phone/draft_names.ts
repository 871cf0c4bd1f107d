// Under which name a form's draft lies. A form that is open twice, in two tabs, has two drafts: neither may write over
// the other, and what ends the one must not end the other (F80).
//
// The plain name belongs to the tab that holds its lock; another tab gets a name of its own behind it, and whoever
// opens the form once there is no draft under the plain name takes over what was left there (`Drafts.adopt`).
import { asideFrom } from '../store/drafts';

interface Held {
  name: Promise<string>;
  letGo: () => void;
  /** Its lock is free again. */
  ended: Promise<unknown>;
}

export class DraftNames {
  /** By person and form. */
  readonly #mine = new Map<string, Held>();
  /** What is being let go of: asked for again at once, it is still the same tab's. */
  readonly #leaving = new Map<string, Promise<unknown>>();

  constructor(
    readonly device: () => string,
    readonly newId: () => string,
  ) {}

  /** The name for this form in this tab, until `letGo`. */
  async of(form: string): Promise<string> {
    const key = this.#lock(form);
    const held = this.#mine.get(key) ?? this.#hold(form);
    this.#mine.set(key, held);
    return held.name;
  }

  /** Its draft is done with. Resolves when another tab may have the name. */
  async letGo(form: string): Promise<void> {
    const key = this.#lock(form);
    const held = this.#mine.get(key);
    if (!held) return;
    this.#mine.delete(key);
    held.letGo();
    this.#leaving.set(key, held.ended);
    await held.ended;
  }

  /** Names that some tab is writing under just now. */
  async taken(): Promise<ReadonlySet<string>> {
    const { held = [] } = await navigator.locks.query();
    const prefix = this.#lock('');
    return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
  }

  #hold(form: string): Held {
    let letGo: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (letGo = resolve));
    const locks: Promise<unknown>[] = [];
    const take = (name: string): Promise<boolean> =>
      new Promise((resolve, reject) => {
        const lock = navigator.locks.request(this.#lock(name), { ifAvailable: true }, (given) => {
          resolve(given !== null);
          return given ? until : undefined;
        });
        locks.push(lock);
        lock.catch(reject);
      });
    const name = (async () => {
      await this.#leaving.get(this.#lock(form));
      if (await take(form)) return form;
      const own = asideFrom(form, this.newId());
      await take(own);
      return own;
    })();
    return { name, letGo, ended: name.then(() => Promise.all(locks)) };
  }

  #lock(name: string): string {
    return `lykta-draft-${this.device()}-${name}`;
  }
}

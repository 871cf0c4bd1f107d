// A form whose every tap is kept as a draft (PH1, F29). Made while its component is.
import { tell } from '../tell';

/** One write at a time, and always of the latest: a slow phone must not fall behind the thumb. */
export class Kept<T extends object> {
  value = $state() as T;
  ready = $state(false);
  /** It was left here before. */
  restored = $state(false);
  /** The draft could not be written; what is on the screen is all there is. */
  failing = $state(false);
  #next: { value: T } | null = null;
  #writing: Promise<void> | null = null;
  #closed = false;

  constructor(
    readonly key: string,
    readonly blank: () => T,
  ) {
    this.value = blank();
    void this.#load();
    let first = true;
    $effect(() => {
      if (!this.ready) return;
      const value = this.#copy();
      // What was just read, or what is still blank, need not be written again.
      if (first) first = false;
      else this.#keep(value);
    });
  }

  /** Saves for good. The draft goes in the same commit; if nothing was saved, it stays and is kept on. */
  async save<R>(work: (also: { draft: string }) => Promise<R>): Promise<R> {
    await this.#close();
    try {
      return await work({ draft: this.key });
    } catch (error) {
      this.#closed = false;
      this.#keep(this.#copy());
      throw error;
    }
  }

  /** Not wanted after all. */
  async drop(): Promise<void> {
    await this.#close();
    await tell.dropDraft(this.key);
  }

  /** It is said, and stays kept for the next time. */
  async settle(): Promise<void> {
    await this.#writing;
    tell.settleDraft(this.key);
  }

  /** Starts again with another value, as after a drop. */
  replace(value: T): void {
    this.#closed = false;
    this.restored = false;
    this.value = value;
  }

  /** A draft that is still being written must not come after what ends it. */
  async #close(): Promise<void> {
    this.#closed = true;
    this.#next = null;
    await this.#writing;
  }

  async #load(): Promise<void> {
    const kept = await tell.readDraft(this.key).catch(() => null);
    // A draft of an older build may lack a field that the form has now.
    if (kept !== null && typeof kept === 'object') {
      this.value = { ...this.blank(), ...(kept as Partial<T>) };
      this.restored = true;
    }
    this.ready = true;
  }

  #copy(): T {
    const copy: unknown = $state.snapshot(this.value);
    return copy as T;
  }

  #keep(value: T): void {
    if (this.#closed) return;
    this.#next = { value };
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    while (this.#next) {
      const { value } = this.#next;
      this.#next = null;
      try {
        await tell.draft(this.key, value);
        this.failing = false;
      } catch {
        this.failing = true;
      }
    }
    this.#writing = null;
  }
}

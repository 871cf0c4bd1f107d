// Watches whether somebody is there (PH4): tells the table what was seen, and what it says to whom it concerns.
import { RULES, deadline, next, type Rules, type Shade, type Sight, type Watched } from '../domain/watch';

export interface Watches {
  kind(): 'phone' | 'desk';
  lockable(): boolean;
  /** `by`: what did it; null at the beginning. */
  changed(now: Shade, before: Shade, by: Sight | null): void;
}

export class Watcher {
  #watched: Watched = { shade: 'open', hiddenAt: null, touchedAt: Date.now() };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly watches: Watches) {}

  get shade(): Shade {
    return this.#watched.shade;
  }

  /** Somebody comes to this phone: locked, or open where there is nothing to unlock it with. */
  begin(): void {
    const shade = this.watches.lockable() ? 'locked' : 'open';
    this.#become({ ...this.#watched, shade, touchedAt: Date.now() }, null);
  }

  tell(sight: Sight): void {
    this.#become(next(this.#watched, sight, Date.now(), this.#rules()), sight);
  }

  listen(): void {
    const touched = (): void => this.tell('touched');
    for (const name of ['pointerdown', 'keydown', 'wheel']) {
      addEventListener(name, touched, { passive: true, capture: true });
    }
    const look = (): void => this.tell(document.visibilityState === 'hidden' ? 'hidden' : 'seen');
    document.addEventListener('visibilitychange', look);
    // Kept whole for "back", it would be shown as it was left (F41).
    addEventListener('pagehide', () => this.tell('hidden'));
    addEventListener('pageshow', look);
  }

  #become(after: Watched, by: Sight | null): void {
    const before = this.#watched.shade;
    this.#watched = after;
    clearTimeout(this.#timer);
    const due = deadline(after, this.#rules());
    if (due !== null) this.#timer = setTimeout(() => this.tell('time'), Math.max(0, due - Date.now()));
    if (after.shade !== before) this.watches.changed(after.shade, before, by);
  }

  #rules(): Rules {
    return { ...RULES[this.watches.kind()], lockable: this.watches.lockable() };
  }
}

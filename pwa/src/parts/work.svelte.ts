// What a person asked for and has to wait for: begun once, told when it takes long, and told what came of it.
import { showStop, trouble } from './trouble';

/** Shorter than this, telling that something is under way is a flicker, and drawing it makes it longer. */
const SLOW_MS = 400;

export class Work {
  /** It takes so long that it has to be said. */
  slow = $state(false);
  /** Why the last one came to nothing, as a sentence. */
  failed = $state('');
  #busy = false;

  /** Does nothing while the last one is under way. */
  async run(work: () => Promise<unknown>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.failed = '';
    const timer = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      await work();
    } catch (error) {
      this.failed = trouble(error);
      showStop(error);
    } finally {
      clearTimeout(timer);
      this.#busy = this.slow = false;
    }
  }
}

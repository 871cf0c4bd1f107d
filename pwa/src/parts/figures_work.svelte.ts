// Figures that are asked of the desk: again for other days or another mode, and the last question alone is answered.
import { untrack } from 'svelte';
import { view } from '../view.svelte';
import { trouble } from './trouble';

export class Figures<T> {
  found = $state.raw<T | null>(null);
  busy = $state(true);
  failed = $state('');
  #turn = 0;

  /** Asked again when what it depends on changes, and by the first reading where nothing came. */
  constructor(
    of: () => unknown,
    readonly ask: () => Promise<T>,
  ) {
    $effect(() => {
      of();
      untrack(() => void this.again());
    });
    $effect(() => {
      if (view.read.at !== null) untrack(() => this.failed && void this.again());
    });
  }

  again(): Promise<void> {
    return this.#take(this.ask());
  }

  async #take(asking: Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    const isLast = (): boolean => turn === this.#turn;
    this.busy = true;
    this.failed = '';
    try {
      const found = await asking;
      if (isLast()) this.found = found;
    } catch (error) {
      if (!isLast()) return;
      // What was shown was of other days.
      this.found = null;
      this.failed = trouble(error);
    }
    if (isLast()) this.busy = false;
  }
}

// What a desk screen asks of the desk: one thing at a time, and what came of it as a sentence. Where the desk first
// wants to know anew who is here, what was wanted is kept until it does.
import { untrack } from 'svelte';
import { NotDone } from '../tell';
import { view } from '../view.svelte';
import { trouble } from './trouble';

export class DeskWork {
  busy = $state(false);
  failed = $state('');
  /** What is done once the desk knows anew who is here. */
  again = $state.raw<(() => Promise<void>) | null>(null);

  /** Does nothing while the last one is under way. */
  async run(doing: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failed = '';
    this.again = null;
    try {
      await doing();
    } catch (error) {
      if (error instanceof NotDone && error.code === 'session.step_up') this.again = doing;
      else this.failed = trouble(error);
    }
    this.busy = false;
  }
}

/** Lists at once, and again by the first reading where nothing came: a screen may be opened before its session. */
export function listed(list: () => Promise<void>, has: () => boolean): void {
  void list();
  $effect(() => {
    if (view.read.at === null) return;
    untrack(() => {
      if (!has()) void list();
    });
  });
}

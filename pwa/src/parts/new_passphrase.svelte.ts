// A passphrase being chosen: typed twice, and good enough.
import { PASSPHRASE_CHARS, weakness } from '../domain/passphrase';
import { t } from '../words/words.svelte';
import { showField } from './fields';

export class NewPassphrase {
  first = $state('');
  again = $state('');
  #tried = $state(false);

  readonly #weak = $derived(weakness(this.first));

  get wrong(): string {
    return this.#tried && this.#weak ? t(`pass.${this.#weak}`, { least: PASSPHRASE_CHARS }) : '';
  }

  get differs(): string {
    return this.#tried && !this.#weak && this.first !== this.again ? t('pass.differs') : '';
  }

  /** Leads to what is wrong, if anything is. */
  get isGood(): boolean {
    this.#tried = true;
    const wrong = this.#weak ? 'pass' : this.first === this.again ? null : 'pass.again';
    if (wrong) showField(wrong);
    return wrong === null;
  }
}

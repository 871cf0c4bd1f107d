// One thing opened in full, which the desk writes down. It stays in memory, and only as long as it stands here.
import { getContext } from 'svelte';
import type { RowData } from '../contract/contract';
import type { RetentionClass } from '../domain/retention';
import { Work } from './work.svelte';

type Kind = 'contact' | 'follow_up' | 'held' | 'activity' | 'incident' | 'disclosure';

/** Told of one thing alone: by which rule it is kept, and until when (RE3). */
export interface Kept {
  rule: RetentionClass;
  /** Null while it is open. */
  until: string | null;
}

type Opened<K extends Kind> = RowData[K] & { kept?: Kept };

interface Desk {
  open<K extends Kind>(kind: K, id: string): Promise<Opened<K>>;
}

export class Opening<K extends Kind> {
  data = $state.raw<Opened<K> | null>(null);
  readonly work = new Work();
  readonly #desk = getContext<Desk>('people');

  constructor(
    readonly kind: K,
    readonly id: string,
  ) {}

  async open(): Promise<void> {
    await this.work.run(async () => {
      this.data = await this.#desk.open(this.kind, this.id);
    });
  }

  close(): void {
    this.data = null;
  }
}

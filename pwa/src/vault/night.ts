// The night key: what is readable on this phone is stored only under it (PH5).
//
// For now it lies in IndexedDB, where it can be used but not taken out; a later step wraps it with the person's
// passkey or passphrase. Everybody else only knows these four: get, seal, open, forget.
import type { PersonDb, Sealed } from '../store/db';

const SCHEMA = 1;
const IV_BYTES = 12;

export type StoreName = 'night' | 'replica' | 'drafts';

export class Night {
  #key: Promise<CryptoKey> | null = null;

  constructor(readonly db: PersonDb) {}

  /** The key of this night; a new one if the last has ended. */
  async get(): Promise<CryptoKey> {
    this.#key ??= this.#load();
    return this.#key;
  }

  async seal(store: StoreName, id: string, value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const text = new TextEncoder().encode(JSON.stringify(value));
    const ciphertext = await crypto.subtle.encrypt(algorithm(iv, store, id), await this.get(), text);
    return { iv, ciphertext };
  }

  /** Null if it was sealed under a night key that has ended, or is not what it claims to be. */
  async open(store: StoreName, id: string, { iv, ciphertext }: Sealed): Promise<unknown> {
    try {
      const text = await crypto.subtle.decrypt(algorithm(iv, store, id), await this.get(), ciphertext);
      return JSON.parse(new TextDecoder().decode(text)) as unknown;
    } catch {
      return null;
    }
  }

  /** From here on nothing written tonight can be read on this phone. Letters are not touched (PH2). */
  async forget(): Promise<void> {
    this.#key = null;
    await this.db.use((db) => db.delete('meta', 'nightKey'));
  }

  async #load(): Promise<CryptoKey> {
    const kept = await this.db.get('nightKey');
    if (kept) return kept;
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    // Two tabs may come here at once: the first to write wins, and both use what was written.
    return this.db.use(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
      const other = (await tx.store.get('nightKey')) as CryptoKey | undefined;
      if (!other) await tx.store.put(fresh, 'nightKey');
      await tx.done;
      return other ?? fresh;
    });
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, store: StoreName, id: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${store}|${id}|${SCHEMA}`) };
}

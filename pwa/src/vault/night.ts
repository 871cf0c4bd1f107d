// What is readable on this phone is stored only under keys of this night (PH5), and those only behind the door.
//
// Rule 1: sealing needs no unlocking, opening does. Each stretch of writing has a key of its own, a segment; it is
//   kept only sealed to the door, and in memory until the lock falls.
// Rule 2: the house key opens without unlocking. Under it lies what is nobody's: the unit's settings, above all whom
//   to call (DU2), and how the last shift began.
// Rule 3: ending the night destroys its segments. Letters are never touched (PH2).
import { halves, openWith, sealTo } from './door';
import type { PersonDb, Sealed } from '../store/db';
import type { Keeper } from './keeper';

const SCHEMA = 2;
const IV_BYTES = 12;
const KEY_BYTES = 32;
/** The segment of what outlasts the night. */
export const HOUSE = 'house';
export const HOUR_MS = 3600_000;
export const NIGHT_MS = 14 * HOUR_MS;

export type StoreName = 'night' | 'replica' | 'drafts';

interface Writing {
  id: string;
  key: CryptoKey;
  at: number;
}

export class Night {
  #half: CryptoKeyPair | null = null;
  #keys = new Map<string, CryptoKey>();
  #writing: Promise<Writing> | null = null;
  #house: Promise<CryptoKey> | null = null;

  constructor(
    readonly db: PersonDb,
    readonly keeper: Keeper,
    readonly now: () => number = () => Date.now(),
  ) {}

  /** Can what was written before the last lock be read? */
  get isOpen(): boolean {
    return this.#half !== null;
  }

  async unlock(half: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#half = await halves(await this.keeper.door(), half);
  }

  /** From here on only what is written next can be read, until the next unlocking. */
  lock(): void {
    this.#half = null;
    this.#keys = new Map();
    this.#writing = null;
  }

  async seal(
    store: StoreName,
    id: string,
    value: unknown,
    kept: 'night' | 'house' = 'night',
  ): Promise<Sealed> {
    const { id: segment, key } =
      kept === 'house' ? { id: HOUSE, key: await this.#houseKey() } : await this.#segment();
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { segment, iv, ciphertext: await crypto.subtle.encrypt(algorithm(iv, store, id), key, text) };
  }

  /** Null if its night has ended, if it is locked away just now, or if it is not what it claims to be. */
  async open(store: StoreName, id: string, { segment, iv, ciphertext }: Sealed): Promise<unknown> {
    try {
      const key = segment === HOUSE ? await this.#houseKey() : await this.#keyOf(segment);
      if (!key) return null;
      const text = await crypto.subtle.decrypt(algorithm(iv, store, id), key, ciphertext);
      return JSON.parse(new TextDecoder().decode(text)) as unknown;
    } catch {
      return null;
    }
  }

  /** The secret this device signs in with; null while locked, and after ten wrong passphrases. */
  async loginSecret(): Promise<string | null> {
    const kept = await this.db.get('loginSecret');
    if (kept === undefined || !this.#half) return null;
    const secret = await openWith(this.#half, kept, 'login');
    return secret && new TextDecoder().decode(secret);
  }

  /** Nothing written until now can be read on this phone any more. */
  async end(): Promise<void> {
    this.#keys = new Map();
    this.#writing = null;
    await this.db.use(async (db) => {
      const tx = db.transaction('segments', 'readwrite', { durability: 'strict' });
      await tx.store.clear();
      await tx.done;
    });
  }

  /** Ends what was begun 14 hours ago or earlier, or, by a clock that was set back since, more than an hour from now. */
  async expire(): Promise<void> {
    const now = this.now();
    const isOver = (at: number): boolean => at <= now - NIGHT_MS || at > now + HOUR_MS;
    const old = (await this.db.use((db) => db.getAll('segments'))).filter(({ at }) => isOver(at));
    for (const { id } of old) {
      this.#keys.delete(id);
      await this.db.use((db) => db.delete('segments', id));
    }
    const writing = await this.#writing;
    if (writing && isOver(writing.at)) this.#writing = null;
  }

  async #segment(): Promise<Writing> {
    this.#writing ??= this.#begin().catch((error: unknown) => {
      this.#writing = null;
      throw error;
    });
    return this.#writing;
  }

  async #begin(): Promise<Writing> {
    const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    const id = crypto.randomUUID();
    const at = this.now();
    const sealed = await sealTo(await this.keeper.door(), raw, id);
    await this.db.use((db) => db.put('segments', { id, at, sealed }));
    const key = await aesKey(raw);
    this.#keys.set(id, key);
    return { id, key, at };
  }

  async #keyOf(segment: string): Promise<CryptoKey | null> {
    const held = this.#keys.get(segment);
    if (held || !this.#half) return held ?? null;
    const kept = await this.db.use((db) => db.get('segments', segment));
    const raw = kept && (await openWith(this.#half, kept.sealed, segment));
    if (!raw) return null;
    const key = await aesKey(raw);
    this.#keys.set(segment, key);
    return key;
  }

  async #houseKey(): Promise<CryptoKey> {
    this.#house ??= this.db.first('houseKey', () =>
      crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    );
    return this.#house;
  }
}

function aesKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function algorithm(iv: Uint8Array<ArrayBuffer>, store: StoreName, id: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${store}|${id}|${SCHEMA}`) };
}

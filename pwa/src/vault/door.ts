// The door between what is written here and what can be read here. Anybody may push something through: sealing needs
// only its public half. Its private half lies wrapped under the person's passphrase (PH5).
import { warm } from '../letters/seal';
import { joined, utf8, type Bytes } from '../letters/bytes';

/** What Argon2id is made to cost. Kept beside what it guards, so that it can grow later and the old still opens. */
export interface Cost {
  memoryKiB: number;
  passes: number;
  lanes: number;
}

/** A passphrase made into 32 bytes, slowly: Argon2id (RFC 9106). */
export type Stretch = (passphrase: string, salt: Bytes, cost: Cost) => Promise<Bytes>;

export interface Wrapped {
  salt: Bytes;
  cost: Cost;
  iv: Bytes;
  ciphertext: ArrayBuffer;
}

/** The private half under the secret of a passkey; `salt` is what it was asked with. */
export interface PasskeyLock {
  credential: Bytes;
  salt: Bytes;
  iv: Bytes;
  ciphertext: ArrayBuffer;
}

export interface Door {
  /** The raw point, 65 bytes. */
  public: Bytes;
  /** The private half under the passphrase; null before there is one, and for ever after ten wrong. */
  lock: Wrapped | null;
  /** The same under the phone's own lock, beside the passphrase or in its place. */
  passkey?: PasskeyLock | null;
  /** The private half as it is, PKCS #8, until there is something to lock it with. */
  bare: Bytes | null;
}

export const COST: Cost = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };
/** OWASP's least for Argon2id: what is stored with less has been tampered with. */
const LEAST_KIB = 46 * 1024;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const POINT_BYTES = 65;
const INFO = utf8('lykta/door/1\0');

export async function newDoor(): Promise<Door> {
  const { suite } = await warm();
  const pair = await suite.kem.generateKeyPair();
  return {
    public: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)),
    lock: null,
    bare: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  };
}

/** The private half under `passphrase`, from now on and alone. */
export async function wrapped(half: Bytes, passphrase: string, stretch: Stretch): Promise<Wrapped> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await wrappingKey(passphrase, salt, COST, stretch);
  return {
    salt,
    cost: COST,
    iv,
    ciphertext: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, half),
  };
}

/** Null: not this passphrase. */
export async function unwrapped(lock: Wrapped, passphrase: string, stretch: Stretch): Promise<Bytes | null> {
  if (lock.cost.memoryKiB < LEAST_KIB) return null;
  const key = await wrappingKey(passphrase, lock.salt, lock.cost, stretch);
  try {
    const half = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: lock.iv }, key, lock.ciphertext);
    return new Uint8Array(half);
  } catch {
    return null;
  }
}

/**
 * Both halves, to open with. The public one is brought along, and the private one whole: worked out from a bare number,
 * it was wrong in Firefox for about four doors in ten, and nothing behind them could be opened.
 */
export async function halves({ public: point }: Pick<Door, 'public'>, half: Bytes): Promise<CryptoKeyPair> {
  const { suite } = await warm();
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', half, curve, false, ['deriveBits']),
    publicKey: await suite.kem.deserializePublicKey(point.slice().buffer),
  };
}

/** Through the door: `enc || ciphertext` (RFC 9180), for `what` and for nothing else. */
export async function sealTo(door: Pick<Door, 'public'>, bytes: Bytes, what: string): Promise<Bytes> {
  const { suite } = await warm();
  const recipientPublicKey = await suite.kem.deserializePublicKey(door.public.slice().buffer);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: infoOf(what) }, bytes.slice().buffer);
  return joined(new Uint8Array(enc), new Uint8Array(ct));
}

/** Null if it was not sealed to this door for this. */
export async function openWith(key: CryptoKeyPair, sealed: Bytes, what: string): Promise<Bytes | null> {
  const { suite } = await warm();
  try {
    const enc = sealed.slice(0, POINT_BYTES).buffer;
    const text = await suite.open(
      { recipientKey: key, enc, info: infoOf(what) },
      sealed.slice(POINT_BYTES).buffer,
    );
    return new Uint8Array(text);
  } catch {
    return null;
  }
}

function infoOf(what: string): ArrayBuffer {
  return joined(INFO, utf8(what)).buffer;
}

async function wrappingKey(
  passphrase: string,
  salt: Bytes,
  cost: Cost,
  stretch: Stretch,
): Promise<CryptoKey> {
  // The same words typed on another keyboard are the same passphrase.
  const bytes = await stretch(passphrase.trim().normalize('NFKC'), salt, cost);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

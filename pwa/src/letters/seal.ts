// A letter: an op sealed to the unit and signed by the device (protocol §2). Once sealed, this phone cannot read it.
import { LIMITS, type IngestKey } from '../contract/contract';
import { b64, joined, sha256, unb64, utf8, type Bytes } from './bytes';
import { signLetter } from './sign';

export interface Op {
  type: string;
  subject: string;
  /** The highest clock this device had read when it was written; null if none. */
  seen: number | null;
  /** The op this one puts right. */
  mends?: string;
  body: unknown;
}

export interface Header {
  id: string;
  device: string;
  seq: number;
  /** Floored to 15 minutes (CT3). */
  at: string;
}

export interface Letter {
  header: string;
  sealed: string;
  signature: string;
}

const INFO = utf8('lykta/op/1\0');
const SPACE = 0x20;

let loading: Promise<typeof import('./suite')> | null = null;

/** A load that failed is tried again by the next. */
export async function warm(): Promise<typeof import('./suite')> {
  loading ??= import('./suite').catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

export async function letterOf(op: Op, header: Header, to: IngestKey, key: CryptoKey): Promise<Letter> {
  const head = utf8(JSON.stringify({ v: 1, ...header, key: to.id }));
  const sealed = await seal(op, head, to);
  const signature = await signLetter(key, head, sealed);
  return { header: b64(head), sealed: b64(sealed), signature: b64(signature) };
}

async function seal(op: Op, header: Bytes, to: IngestKey): Promise<Bytes> {
  const { suite } = await warm();
  const recipientPublicKey = await suite.kem.deserializePublicKey(unb64(to.public_key));
  const info = joined(INFO, await sha256(header));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: info.buffer }, padded(op).buffer);
  return joined(new Uint8Array(enc), new Uint8Array(ct));
}

/** Length tells what was written; a multiple of 512 bytes tells less. */
function padded(op: Op): Bytes {
  const text = utf8(JSON.stringify(op));
  const out = new Uint8Array(Math.ceil(text.length / LIMITS.PADDING_BYTES) * LIMITS.PADDING_BYTES).fill(
    SPACE,
  );
  out.set(text);
  return out;
}

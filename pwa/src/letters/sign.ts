// The device key: proves which phone wrote a letter, and cannot leave the phone (ECDSA P-256, not extractable).
import { b64, joined, sha256, utf8, type Bytes } from './bytes';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

const OP = utf8('lykta/op/1\0');
const ENROL = utf8('lykta/enrol/1\0');
const SESSION = utf8('lykta/session/1\0');
const WIPED = utf8('lykta/wiped/1\0');

export interface DeviceKey {
  sign: CryptoKey;
  /** The raw P-256 point (65 bytes), as the desk keeps it. */
  point: Bytes;
}

export async function newDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  return {
    sign: pair.privateKey,
    point: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  };
}

/** The signature of a letter, over the very bytes that are sent (protocol §2). */
export async function signLetter(key: CryptoKey, header: Bytes, sealed: Bytes): Promise<Bytes> {
  return signed(key, joined(OP, ...(await Promise.all([sha256(header), sha256(sealed)]))));
}

/** Would the desk take this for the device's own? */
export async function holds(point: Bytes, header: Bytes, sealed: Bytes, signature: Bytes): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', point, CURVE, false, ['verify']);
  const message = joined(OP, await sha256(header), await sha256(sealed));
  return crypto.subtle.verify(SIGNATURE, key, signature, message);
}

/** Proves at enrolment that whoever holds the invitation holds the key (protocol §7). */
export async function signEnrolment(key: CryptoKey, invitation: string): Promise<string> {
  return b64(await signed(key, joined(ENROL, await sha256(utf8(invitation)))));
}

/** Tells the desk that nothing readable is left on this device; `at` exactly as it is sent. */
export async function signWiped(key: CryptoKey, device: string, at: string): Promise<Bytes> {
  return signed(key, joined(WIPED, utf8(device + at)));
}

export async function signChallenge(key: CryptoKey, challenge: Bytes): Promise<string> {
  return b64(await signed(key, joined(SESSION, challenge)));
}

async function signed(key: CryptoKey, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, message));
}

// Ids: made on the device or derived; none tells the second of a meeting (CT3). Twin of ids.py.
import { floored } from './times';
import { sha1 } from './sha1';

export const RANDOM_BYTES = 10;

/** A UUIDv7 whose time part is floored to 15 minutes. `random` is 10 fresh bytes. */
export function uuid7(now: Date, random: Uint8Array): string {
  if (random.length !== RANDOM_BYTES) throw new RangeError('a UUIDv7 needs 10 random bytes');
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const ms = floored(now).getTime();
  view.setUint16(0, Math.floor(ms / 2 ** 32));
  view.setUint32(2, ms % 2 ** 32);
  bytes.set(random, 6);
  return withVersion(bytes, 7);
}

/** The id of a contact's duty, the same on phone and desk (DU1). */
export function dutyOf(contact: string): string {
  return uuid5(contact, 'duty');
}

/** The id of the feedback follow-up that completing a duty opens (DU4). */
export function feedbackOf(followUp: string): string {
  return uuid5(followUp, 'feedback');
}

/** The id of "tell the receiver", opened when a consent is withdrawn (CO7). */
export function tellingOf(followUp: string): string {
  return uuid5(followUp, 'tell');
}

export function uuid5(namespace: string, name: string): string {
  const space = bytesOf(namespace);
  const text = new TextEncoder().encode(name);
  const message = new Uint8Array(space.length + text.length);
  message.set(space);
  message.set(text, space.length);
  return withVersion(sha1(message).slice(0, 16), 5);
}

function withVersion(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function bytesOf(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

// Ids made on the device: none tells the second of a meeting (CT3). Those that are derived stand in derived_ids.ts.
import { floored } from './times';

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

/** The bytes as text, marked as a UUID of this version. */
export function withVersion(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

import { describe, expect, it } from 'vitest';
import '../testing/browser';
import { AT, CONTACT, DEVICE, id, recorded, unit } from '../testing/cast';
import { joined, sha256, unb64, utf8 } from './bytes';
import { letterOf } from './seal';
import { newDeviceKey } from './sign';

const header = { id: id(7), device: DEVICE, seq: 3, at: AT };

async function verifies(point: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>, signature: string) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('raw', point, algorithm, false, ['verify']);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, unb64(signature), message);
}

describe('a letter', () => {
  it('opens with the private key of the unit, and says what was said', async () => {
    const desk = await unit();
    const key = await newDeviceKey();
    const letter = await letterOf(recorded(1, { shift: CONTACT }), header, desk.key, key.sign);
    const { header: read, op } = await desk.open(letter);
    expect(read).toEqual({ v: 1, ...header, key: 'k1' });
    expect(op).toEqual(recorded(1, { shift: CONTACT }));
  });

  it('is padded to a multiple of 512 bytes, so that its length tells less', async () => {
    const desk = await unit();
    const key = await newDeviceKey();
    const short = await letterOf(recorded(1), header, desk.key, key.sign);
    const long = await letterOf(recorded(1, { note: 'x'.repeat(200) }), header, desk.key, key.sign);
    expect((await desk.open(short)).length).toBe(512);
    expect((await desk.open(long)).length).toBe(512);
  });

  it('cannot be opened under another header', async () => {
    const desk = await unit();
    const key = await newDeviceKey();
    const letter = await letterOf(recorded(1), header, desk.key, key.sign);
    const other = await letterOf(recorded(1), { ...header, seq: 4 }, desk.key, key.sign);
    await expect(desk.open({ ...letter, header: other.header })).rejects.toThrow();
  });

  it('is signed over the very bytes that are sent, in 64 raw bytes', async () => {
    const desk = await unit();
    const key = await newDeviceKey();
    const letter = await letterOf(recorded(1), header, desk.key, key.sign);
    const message = joined(
      utf8('lykta/op/1\0'),
      await sha256(unb64(letter.header)),
      await sha256(unb64(letter.sealed)),
    );
    expect(unb64(letter.signature)).toHaveLength(64);
    expect(await verifies(key.point, message, letter.signature)).toBe(true);
    expect(await verifies(key.point, joined(message, utf8(' ')), letter.signature)).toBe(false);
  });

  it('is signed by a key that cannot leave the phone', async () => {
    const key = await newDeviceKey();
    expect(key.sign.extractable).toBe(false);
    expect(key.point).toHaveLength(65);
    await expect(crypto.subtle.exportKey('pkcs8', key.sign)).rejects.toThrow();
  });
});

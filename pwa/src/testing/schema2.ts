// A phone as schema 2 left it on 25 November 2026: segments sealed to the door, letters apart from their rows, second
// copies that know neither draft nor public key. It stands as it was released and is never mended along with the code.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { openDB } from 'idb';
import type { IngestKey } from '../contract/contract';
import type { Me } from '../domain/views';
import { newDeviceKey } from '../letters/sign';

interface Left {
  /** In order; `version`: the desk has answered. */
  rows: { seq: number; id: string; at: string; lanes: string[]; version?: number }[];
  said: Record<number, unknown>;
  drafts: Record<string, unknown>;
}

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const STORES = [
  ['meta', null],
  ['outbox', 'seq'],
  ['letters', null],
  ['night', 'seq'],
  ['replica', 'key'],
  ['drafts', 'key'],
  ['segments', 'id'],
] as const;

export async function phoneOfSchema2(me: Me, ingest: IngestKey[], left: Left, now: number): Promise<void> {
  const db = await openDB('lykta-' + me.device, 2, {
    upgrade: (made) => {
      for (const [name, keyPath] of STORES) made.createObjectStore(name, { keyPath });
    },
  });
  const pair = await suite.kem.generateKeyPair();
  const point = await suite.kem.serializePublicKey(pair.publicKey);
  const half = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
  const door = { public: new Uint8Array(point), lock: null, bare: new Uint8Array(half) };
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const segment = crypto.randomUUID();
  const info = new TextEncoder().encode('lykta/door/1\0' + segment);
  const { enc, ct } = await suite.seal({ recipientPublicKey: pair.publicKey, info: info.buffer }, raw.buffer);
  const sealed = new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)]);
  await db.put('segments', { id: segment, at: now, sealed });
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const seal = async (store: string, id: string, value: unknown) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = new TextEncoder().encode(`${store}|${id}|2`);
    const text = new TextEncoder().encode(JSON.stringify(value));
    const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text);
    return { segment, iv, ciphertext };
  };
  const device = await newDeviceKey();
  const { length: seq } = left.rows;
  const meta = {
    me,
    ingest,
    seq,
    revision: 41,
    deviceKey: device.sign,
    devicePoint: device.point,
    door,
    tries: 0,
    enrolled: true,
    signedOut: false,
    cursor: 'c1',
    clock: 7,
    epoch: 'e1',
  };
  for (const [name, value] of Object.entries(meta)) await db.put('meta', value, name);
  const cache = await caches.open('lykta-outbox');
  const copy = (name: string, value: unknown) =>
    cache.put(`/__outbox/${me.device}/${name}`, Response.json(value));
  for (const { version = null, ...row } of left.rows) {
    const letter = { header: 'h', sealed: `s${row.seq}`, signature: 'g' };
    const answered = version === null ? null : now;
    await db.put('letters', letter, row.seq);
    await db.put('outbox', {
      ...row,
      outcome: version === null ? null : 'applied',
      version,
      problem: null,
      failures: 0,
      notBefore: 0,
      answeredAt: answered,
      dismissed: false,
    });
    if (version === null) await copy(String(row.seq), { ...row, letter });
    const said = left.said[row.seq];
    if (said !== undefined)
      await db.put('night', { seq: row.seq, ...(await seal('night', String(row.seq), said)) });
  }
  await copy('state', { me, seq, ingest });
  for (const [name, value] of Object.entries(left.drafts))
    await db.put('drafts', { key: name, ...(await seal('drafts', name, value)) });
  const member = { kind: 'member', id: 'm', version: 1, data: {} };
  await db.put('replica', { key: 'member|m', version: 1, ...(await seal('replica', 'member|m', member)) });
  db.close();
}

// A phone as schema 1 left it: one night key, and everything sealed under it. It stands as it was released and is
// never mended along with the code.
import { openDB } from 'idb';
import { newDeviceKey } from '../letters/sign';
import type { IngestKey } from '../contract/contract';
import type { Me } from '../domain/views';

interface Left {
  rows: { seq: number; id: string; at: string; lanes: string[] }[];
  said: Record<number, unknown>;
  drafts: Record<string, unknown>;
}

export async function phoneOfSchema1(me: Me, ingest: IngestKey[], left: Left): Promise<void> {
  const db = await openDB('lykta-' + me.device, 1, {
    upgrade: (made) => {
      for (const name of ['meta', 'letters']) made.createObjectStore(name);
      for (const name of ['outbox', 'night']) made.createObjectStore(name, { keyPath: 'seq' });
      for (const name of ['replica', 'drafts']) made.createObjectStore(name, { keyPath: 'key' });
    },
  });
  const nightKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const seal = async (store: string, id: string, value: unknown) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = new TextEncoder().encode(`${store}|${id}|1`);
    const text = new TextEncoder().encode(JSON.stringify(value));
    return {
      iv,
      ciphertext: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, nightKey, text),
    };
  };
  const key = await newDeviceKey();
  const meta = {
    me,
    ingest,
    seq: left.rows.length,
    deviceKey: key.sign,
    devicePoint: key.point,
    nightKey,
    loginSecret: 'hemlighet',
    enrolled: true,
    signedOut: false,
    cursor: 'c1',
    clock: 7,
  };
  for (const [name, value] of Object.entries(meta)) await db.put('meta', value, name);
  for (const row of left.rows) {
    await db.put('outbox', {
      ...row,
      outcome: null,
      version: null,
      problem: null,
      failures: 0,
      notBefore: 0,
      answeredAt: null,
      dismissed: false,
    });
    await db.put('letters', { header: 'h', sealed: `s${row.seq}`, signature: 'g' }, row.seq);
    const said = left.said[row.seq];
    if (said !== undefined)
      await db.put('night', { seq: row.seq, ...(await seal('night', String(row.seq), said)) });
  }
  for (const [name, value] of Object.entries(left.drafts))
    await db.put('drafts', { key: name, ...(await seal('drafts', name, value)) });
  const member = { kind: 'member', id: 'm', version: 1, data: {} };
  await db.put('replica', { key: 'member|m', version: 1, ...(await seal('replica', 'member|m', member)) });
  db.close();
}

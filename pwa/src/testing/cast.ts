// One cast for all tests: ada works tonight, ben supervises. A desk opens their letters with the private key.
import { CipherSuite, Aes256Gcm, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { IDBFactory } from 'fake-indexeddb';
import type { ContactRecord, IngestKey, Receipt } from '../contract/contract';
import type { Me } from '../domain/views';
import { b64, joined, sha256, unb64, utf8 } from '../letters/bytes';
import type { Letter, Op } from '../letters/seal';
import { newDeviceKey } from '../letters/sign';
import { outboxOf } from '../phone/person';
import type { Outbox } from '../store/outbox';
import { emptyCaches } from './browser';

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const UNIT = { id: '018f0000-0000-7000-8000-00000000000a', name: 'Night unit' };
export const DEVICE = '018f0000-0000-7000-8000-0000000000d1';
export const CONTACT = '018f0000-0000-7000-8000-0000000000c1';
export const SHIFT = '018f0000-0000-7000-8000-000000000051';

export const ada: Me = {
  id: '018f0000-0000-7000-8000-0000000000a1',
  name: 'Ada',
  role: 'worker',
  unit: UNIT,
  device: DEVICE,
  kind: 'phone',
};
export const ben: Me = {
  ...ada,
  id: '018f0000-0000-7000-8000-0000000000b1',
  name: 'Ben',
  role: 'supervisor',
};

export const NOW = new Date('2026-11-23T22:37:12Z');
export const AT = '2026-11-23T22:30:00Z';

/** A number for a made-up id that is easy to read in a failure. */
export function id(n: number): string {
  return '018f0000-0000-7000-8000-' + n.toString(16).padStart(12, '0');
}

export function contact(change: Partial<ContactRecord> = {}): ContactRecord {
  return {
    met_at: AT,
    roles: ['SELLER'],
    age_band: 'A25_34',
    arena: 'STREET',
    source: 'OWN',
    police_near: false,
    not_offered: 'LEFT',
    ...change,
  };
}

export function recorded(n: number, change: Partial<ContactRecord> = {}): Op {
  return { type: 'contact.record', subject: id(n), seen: null, body: contact(change) };
}

/** A phone as it leaves the factory: nothing from an earlier test is on it. */
export function emptyPhone(): void {
  globalThis.indexedDB = new IDBFactory();
  emptyCaches();
}

/** The browser deletes the origin's whole IndexedDB, as after a torn write (F79). */
export function loseIndexedDb(): void {
  globalThis.indexedDB = new IDBFactory();
}

export async function enrolled(me: Me, ingest: IngestKey[]): Promise<Outbox> {
  const outbox = outboxOf(me.device);
  const key = await newDeviceKey();
  await outbox.db.set({
    me,
    ingest,
    seq: 0,
    deviceKey: key.sign,
    devicePoint: key.point,
    enrolled: true,
  });
  await outbox.copies.putState({ me, ingest, seq: 0 });
  const { night } = outbox;
  const { bare } = await night.keeper.door();
  if (bare) await night.unlock(bare);
  return outbox;
}

export interface Unit {
  key: IngestKey;
  open(letter: Letter): Promise<{ header: Record<string, unknown>; op: Op; length: number }>;
}

/** The desk's half: makes an ingest key and opens what was sealed to it. */
export async function unit(keyId = 'k1', not_after = '2026-12-31T00:00:00Z'): Promise<Unit> {
  const pair = await suite.kem.generateKeyPair();
  const point = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
  return {
    key: { id: keyId, public_key: b64(point), not_after },
    async open(letter) {
      const header = unb64(letter.header);
      const sealed = unb64(letter.sealed);
      const info = joined(utf8('lykta/op/1\0'), await sha256(header)).buffer;
      const enc = sealed.slice(0, 65).buffer;
      const text = await suite.open({ recipientKey: pair.privateKey, enc, info }, sealed.slice(65).buffer);
      return {
        header: JSON.parse(new TextDecoder().decode(header)) as Record<string, unknown>,
        op: JSON.parse(new TextDecoder().decode(text)) as Op,
        length: text.byteLength,
      };
    },
  };
}

export function receipt(change: Partial<Receipt> & Pick<Receipt, 'id'>): Receipt {
  return { outcome: 'applied', version: 1, problem: null, ...change };
}

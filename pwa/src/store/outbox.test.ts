import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cached, fillCaches, stopCaches } from '../testing/browser';
import {
  AT,
  CONTACT,
  SHIFT,
  ada,
  contact,
  emptyPhone,
  enrolled,
  id,
  receipt,
  recorded,
  unit,
  type Unit,
} from '../testing/cast';
import { outboxOf } from '../phone/person';
import { NightCopies, endRead } from './night_copies';
import { standing } from './lanes';
import type { Outbox } from './outbox';
import { StorageRefused } from './saver';

let desk: Unit;
let outbox: Outbox;

beforeEach(async () => {
  emptyPhone();
  desk = await unit();
  outbox = await enrolled(ada, [desk.key]);
});

const save = (n: number, change = {}) => outbox.save(recorded(n, change), id(0x1000 + n), AT);
const seqs = async (now = 0) => (await outbox.pick(50, now)).map(({ seq }) => seq);
const wait = () => 1000;

async function answered(seq: number, change: Partial<Parameters<typeof receipt>[0]>): Promise<void> {
  const row = (await outbox.rows()).find((each) => each.seq === seq);
  if (!row) throw new Error('no such letter');
  await outbox.receive([row], [receipt({ id: row.id, ...change })], 1_000, wait);
}

describe('saving', () => {
  it('[PH1] stands twice, with a night copy, before it resolves', async () => {
    const said = await save(1, { note: 'by the bridge' });
    const [row] = await outbox.rows();
    const copy = cached('lykta-outbox').get(`http://lykta.test/__outbox/${ada.device}/1`);
    expect(JSON.parse(copy ?? '')).toMatchObject({ seq: 1, letter: await outbox.letter(1) });
    expect(await new NightCopies(outbox.db, outbox.night).read()).toEqual([said]);
    expect((await desk.open((await outbox.letter(row!.seq))!)).op).toEqual(said.op);
  });

  it('[PH5] leaves nothing readable in either place', async () => {
    await save(1, { note: 'by the bridge' });
    const night = await outbox.db.use((db) => db.getAll('night'));
    const inClear = JSON.stringify(await outbox.rows()) + [...cached('lykta-outbox').values()].join('');
    expect(inClear).not.toContain('bridge');
    expect(inClear).not.toContain('SELLER');
    expect(new TextDecoder().decode(night[0]?.ciphertext)).not.toContain('bridge');
  });

  it('counts 1, 2, 3 without gaps, also when ten are saved at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => save(n)));
    expect((await outbox.rows()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await outbox.db.get('seq')).toBe(10);
    for (const row of await outbox.rows())
      expect((await desk.open((await outbox.letter(row.seq))!)).header['seq']).toBe(row.seq);
  });

  it('[F14] is seen by a tab that holds the rows in memory, as is what the desk said of it', async () => {
    const other = outboxOf(ada.device);
    await save(1);
    expect(await other.rows()).toHaveLength(1);
    await save(2);
    expect(await other.rows()).toEqual(await outbox.rows());
    await answered(2, { version: 4 });
    expect((await other.rows()).map(({ outcome }) => outcome)).toEqual([null, 'applied']);
    await other.dismiss(id(0x1002));
    expect(await outbox.rows()).toEqual(await other.rows());
    expect(await outboxOf(ada.device).rows()).toEqual(await outbox.rows());
  });

  it('[F14] counts on over what another tab has said in between, and seals to the key it heard of', async () => {
    const other = outboxOf(ada.device);
    await save(1);
    await other.save(recorded(2), id(0x1002), AT);
    const newer = await unit('k2', '2027-12-31T00:00:00Z');
    await other.db.set({ ingest: [newer.key, desk.key] });
    await save(3);
    expect((await outbox.rows()).map((row) => [row.seq, row.id])).toEqual(
      [1, 2, 3].map((n) => [n, id(0x1000 + n)]),
    );
    expect((await newer.open((await outbox.letter(3))!)).header).toMatchObject({ seq: 3, key: 'k2' });
  });

  it('[F24] is refused when there is no room for the second copy, and burns no number', async () => {
    await save(1);
    fillCaches();
    await expect(save(2)).rejects.toThrow(StorageRefused);
    expect(await seqs()).toEqual([1]);
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(1);
    fillCaches(false);
    expect((await save(3)).seq).toBe(2);
  });

  it('[PH1] is not over, and the letter not sent, while it stands only once', async () => {
    const goOn = stopCaches();
    let isSaved = false;
    const saving = save(1).then(() => (isSaved = true));
    await vi.waitFor(async () => expect(await outbox.db.get('seq')).toBe(1));
    let parcel: unknown[] | null = null;
    const picking = seqs().then((picked) => (parcel = picked));
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setTimeout(resolve));
    expect([isSaved, parcel]).toEqual([false, null]);
    goOn();
    await Promise.all([saving, picking]);
    expect([isSaved, parcel]).toEqual([true, [1]]);
  });

  it('lets its draft go in the same commit', async () => {
    await outbox.db.use(async (db) =>
      db.put('drafts', { key: 'd', ...(await outbox.night.seal('drafts', 'd', 1)) }),
    );
    await outbox.save(recorded(1), id(9), AT, 'd');
    expect(await outbox.db.use((db) => db.count('drafts'))).toBe(0);
  });

  it('[F24] [F29] gives the draft back when there is no room after all', async () => {
    const draft = { key: 'd', ...(await outbox.night.seal('drafts', 'd', 1)) };
    await outbox.db.use((db) => db.put('drafts', draft));
    fillCaches();
    await expect(outbox.save(recorded(1), id(9), AT, 'd')).rejects.toThrow(StorageRefused);
    expect(await outbox.db.use((db) => db.getAll('drafts'))).toEqual([draft]);
  });

  it('a phone with no key to seal to says so and keeps nothing', async () => {
    await outbox.db.set({ ingest: [] });
    await expect(save(1)).rejects.toThrow(StorageRefused);
    expect(await outbox.rows()).toEqual([]);
  });

  it('`not_after` never blocks saving', async () => {
    const old = await unit('k0', '2001-01-01T00:00:00Z');
    await outbox.db.set({ ingest: [old.key] });
    await save(1);
    expect((await old.open((await outbox.letter(1))!)).header['key']).toBe('k0');
  });
});

describe('a receipt', () => {
  it.each(['applied', 'adjusted', 'held', 'refused'] as const)(
    '`%s` stops sending, and the sealed letter stays',
    async (outcome) => {
      await save(1);
      await answered(1, { outcome });
      expect(await seqs(Infinity)).toEqual([]);
      expect(await outbox.rows()).toHaveLength(1);
      expect(await outbox.copies.seqs()).toEqual([]);
      expect((await outbox.rows()).filter(standing)).toHaveLength(outcome === 'applied' ? 0 : 1);
    },
  );

  it('[F01] [F03] that comes twice changes nothing', async () => {
    await save(1);
    await answered(1, { version: 5 });
    await answered(1, { outcome: 'refused', version: null });
    expect((await outbox.rows())[0]).toMatchObject({ outcome: 'applied', version: 5 });
  });

  it('[F18] for another letter than was sent leaves this one in the outbox', async () => {
    await save(1);
    const [row] = await outbox.rows();
    await outbox.receive([row!], [receipt({ id: id(0xbad) })], 0, wait);
    await outbox.receive([row!], [], 0, wait);
    expect(await seqs()).toEqual([1]);
  });

  it('`failed` keeps the letter; only those on the same subject, contact or shift wait behind it', async () => {
    await save(1, { shift: SHIFT });
    await save(2, { shift: SHIFT });
    await save(3);
    await outbox.save(
      { type: 'follow_up.open', subject: id(50), seen: null, body: { kind: 'MEET', contact: id(2) } },
      id(4),
      AT,
    );
    await outbox.save({ type: 'follow_up.take', subject: id(51), seen: null, body: {} }, id(5), AT);
    await answered(1, {
      outcome: 'failed',
      version: null,
      problem: { code: 'server.fault', incident: '4F2K' },
    });
    expect(await seqs(1_000)).toEqual([3, 5]);
    expect(await seqs(2_000)).toEqual([1, 2, 3, 4, 5]);
    await outbox.retryNow();
    expect(await seqs(0)).toEqual([1, 2, 3, 4, 5]);
  });
});

it('[F17] of a thousand reads the fifty that go, and no more', async () => {
  await save(1);
  const [row] = await outbox.rows();
  const letter = await outbox.letter(1);
  const thousand = Array.from({ length: 1000 }, (_, n) => ({ ...row!, seq: n + 1, id: id(n + 1) }));
  await outbox.stored.change(['letters'], (_, tx) => {
    for (const { seq } of thousand) void tx.objectStore('letters').put(letter!, seq);
    return { put: thousand.map((each) => ({ ...each, lanes: [each.id] })) };
  });
  const read = vi.spyOn(IDBObjectStore.prototype, 'get');
  const all = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  const fresh = outboxOf(ada.device);
  expect(await fresh.pick(50, 0)).toHaveLength(50);
  const letters = read.mock.contexts.filter((store) => (store as IDBObjectStore).name === 'letters');
  expect([letters.length, all.mock.calls.length]).toEqual([50, 1]);
  expect(await fresh.pick(50, 0)).toHaveLength(50);
  expect(all.mock.calls).toHaveLength(1);
  vi.restoreAllMocks();
});

describe('letting go', () => {
  beforeEach(async () => {
    await save(1);
    await answered(1, { version: 7 });
    await endRead(outbox.stored, 7, new Set());
  });

  it('happens when the desk holds it safely', async () => {
    await outbox.prune(6, 2_000);
    expect(await outbox.rows()).toHaveLength(1);
    await outbox.prune(7, 2_000);
    expect(await outbox.rows()).toHaveLength(0);
  });

  it('waits for the night copy, which only this row can end', async () => {
    await save(2);
    await answered(2, { version: 8 });
    await outbox.prune(9, 2_000);
    expect((await outbox.rows()).map(({ seq }) => seq)).toEqual([2]);
  });

  it('happens 30 days after the receipt, whatever `safe` says', async () => {
    const day = 24 * 3600_000;
    await outbox.prune(null, 29 * day);
    expect(await outbox.rows()).toHaveLength(1);
    await outbox.prune(null, 31 * day);
    expect(await outbox.rows()).toHaveLength(0);
  });

  it('[F30] waits for a restored desk: all that is still held is offered again', async () => {
    await outbox.heardEpoch('e1');
    expect(await seqs()).toEqual([]);
    expect(await outbox.heardEpoch('e2')).toBe(true);
    expect(await seqs()).toEqual([1]);
    expect(await outbox.copies.seqs()).toEqual([1]);
  });
});

it('[F30] a receipt of before, heard when the desk is already another, counts for nothing', async () => {
  await save(1);
  await outbox.heardEpoch('e1');
  const [row] = await outbox.rows();
  await outboxOf(ada.device).heardEpoch('e2');
  await outbox.receive([row!], [receipt({ id: row!.id })], 1_000, wait, 'e1');
  expect(await seqs()).toEqual([1]);
  expect(await outbox.copies.seqs()).toEqual([1]);
  await outbox.receive([row!], [receipt({ id: row!.id })], 1_000, wait, 'e2');
  expect(await seqs()).toEqual([]);
});

describe('a night copy', () => {
  it('ends when its change has been read, and not before', async () => {
    await save(1);
    await answered(1, { version: 7 });
    await endRead(outbox.stored, 6, new Set());
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(1);
    await endRead(outbox.stored, 7, new Set());
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(0);
  });

  it('of a letter not yet receipted never ends by reading', async () => {
    await save(1);
    await endRead(outbox.stored, 99, new Set());
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(1);
  });

  it('of a refused letter stays readable until the person has dealt with it', async () => {
    await save(1);
    await answered(1, { outcome: 'refused', version: 3, problem: { code: 'contact.incomplete' } });
    await endRead(outbox.stored, 99, new Set());
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(1);
    await outbox.dismiss(id(0x1001));
    await endRead(outbox.stored, 99, new Set());
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(0);
  });

  it('of a held letter ends when the desk holds it no more', async () => {
    await save(1);
    await answered(1, { outcome: 'held', version: 3, problem: { code: 'subject.unknown' } });
    await endRead(outbox.stored, 5, new Set([id(0x1001)]));
    expect((await outbox.rows()).filter(standing)).toHaveLength(1);
    await endRead(outbox.stored, 6, new Set());
    expect((await outbox.rows()).filter(standing)).toHaveLength(0);
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(0);
  });

  it('[F38] of an ended night cannot be read, and new ones can', async () => {
    await save(1);
    await outbox.night.end();
    expect(await new NightCopies(outbox.db, outbox.night).read()).toEqual([]);
    await save(2);
    expect((await new NightCopies(outbox.db, outbox.night).read()).map(({ seq }) => seq)).toEqual([2]);
    expect(await seqs()).toEqual([1, 2]);
  });
});

it('[F05] goes out in the order it was said, whatever the ids are', async () => {
  for (const n of [9, 3, 7])
    await outbox.save({ type: 'contact.record', subject: CONTACT, seen: null, body: contact() }, id(n), AT);
  expect((await outbox.pick(2, 0)).map((row) => row.id)).toEqual([id(9), id(3)]);
});

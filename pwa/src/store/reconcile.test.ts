import { beforeEach, describe, expect, it } from 'vitest';
import { emptyCaches, fillCaches } from '../testing/browser';
import {
  AT,
  ada,
  emptyPhone,
  enrolled,
  id,
  loseIndexedDb,
  receipt,
  recorded,
  unit,
  type Unit,
} from '../testing/cast';
import { outboxOf } from '../phone/person';
import { allDevices, latestOf, takeOver } from '../phone/people';
import { diskNow, putBack } from '../testing/disk';
import type { Outbox } from './outbox';
import { reconcile } from './reconcile';

let desk: Unit;
let outbox: Outbox;

/** What each start does first. */
async function startedAgain(): Promise<void> {
  for (const device of await allDevices()) await reconcile(outboxOf(device));
}

beforeEach(async () => {
  emptyPhone();
  desk = await unit();
  outbox = await enrolled(ada, [desk.key]);
  for (const n of [1, 2, 3]) await outbox.save(recorded(n), id(0x1000 + n), AT);
});

describe('[F79] the browser deleted the whole IndexedDB', () => {
  it('and every unsent letter is restored from its copy, byte for byte', async () => {
    const before = await Promise.all([1, 2, 3].map((seq) => outbox.letter(seq)));
    loseIndexedDb();
    const again = outboxOf(ada.device);
    expect(await reconcile(again)).toEqual({ restored: 3 });
    expect(await Promise.all([1, 2, 3].map((seq) => again.letter(seq)))).toEqual(before);
    expect((await again.pick(50, 0)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('and numbering goes on after the highest number, also of those long receipted', async () => {
    const rows = await outbox.rows();
    await outbox.receive(
      rows,
      rows.map((row) => receipt({ id: row.id })),
      0,
      () => 0,
    );
    loseIndexedDb();
    const again = outboxOf(ada.device);
    expect(await reconcile(again)).toEqual({ restored: 0 });
    expect(await again.db.get('seq')).toBe(3);
  });

  it('and a new device goes on sealing to the same unit, for the same person', async () => {
    loseIndexedDb();
    expect(await allDevices()).toEqual([ada.device]);
    await reconcile(outboxOf(ada.device));
    const heir = outboxOf((await takeOver(ada.device)) ?? '');
    expect(await heir.db.get('me')).toEqual({ ...ada, device: heir.db.device });
    expect(await heir.db.get('enrolled')).toBe(false);
    const said = await heir.save(recorded(9), id(9), AT);
    expect(said.seq).toBe(1);
    expect((await desk.open((await heir.letter(1))!)).op).toEqual(recorded(9));
  });

  it('and then the copies as well: what they brought back is carried all the same', async () => {
    loseIndexedDb();
    await startedAgain();
    emptyCaches();
    expect(await allDevices()).toEqual([ada.device]);
    await startedAgain();
    const again = outboxOf(ada.device);
    expect((await again.copies.seqs()).sort()).toEqual([1, 2, 3]);
    expect(await again.copies.state()).toMatchObject({ me: ada, seq: 3 });
    expect(await latestOf(await allDevices())).toBe(ada.device);
  });
});

it('a draft that comes back with an older state goes, for its letter stands in the copies', async () => {
  const draft = { key: 'd', ...(await outbox.night.seal('drafts', 'd', 1)) };
  await outbox.db.use((db) => db.put('drafts', draft));
  const before = await diskNow();
  await outbox.save(recorded(4), id(4), AT, 'd');
  await putBack(before, false);
  const again = outboxOf(ada.device);
  expect(await again.db.use((db) => db.count('drafts'))).toBe(1);
  expect(await reconcile(again)).toEqual({ restored: 1 });
  expect(await again.db.use((db) => db.count('drafts'))).toBe(0);
  expect(await again.db.get('seq')).toBe(4);
});

it('[F24] a full phone starts, with all it has, and keeps the copies until it has noted its count', async () => {
  const before = await diskNow();
  await outbox.save(recorded(4), id(4), AT);
  await putBack(before, false);
  fillCaches();
  const again = outboxOf(ada.device);
  expect(await reconcile(again)).toEqual({ restored: 1 });
  const rows = await again.rows();
  const answers = rows.map((row) => receipt({ id: row.id }));
  await again.receive(rows, answers, 0, () => 0);
  expect((await again.copies.seqs()).sort()).toEqual([1, 2, 3, 4]);
  fillCaches(false);
  await reconcile(again);
  expect(await again.copies.seqs()).toEqual([]);
  expect((await again.copies.state())?.seq).toBe(4);
});

describe('a start', () => {
  it('copies a letter whose second copy was never written', async () => {
    await outbox.copies.delete([2]);
    expect(await reconcile(outbox)).toEqual({ restored: 0 });
    expect((await outbox.copies.seqs()).sort()).toEqual([1, 2, 3]);
  });

  it('drops the copy of a letter the desk has answered', async () => {
    const [row] = await outbox.rows();
    await outbox.receive([row!], [receipt({ id: row!.id })], 0, () => 0);
    await outbox.copy(row!);
    await reconcile(outbox);
    expect((await outbox.copies.seqs()).sort()).toEqual([2, 3]);
    expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('changes nothing where both agree, however often', async () => {
    const before = await outbox.rows();
    await reconcile(outbox);
    await reconcile(outbox);
    expect(await outbox.rows()).toEqual(before);
  });
});

it('[F25] a connection the browser closed is opened again, and the save succeeds', async () => {
  await outbox.db.use((db) => {
    db.close();
    return Promise.resolve();
  });
  expect((await outbox.save(recorded(4), id(4), AT)).seq).toBe(4);
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedRow } from '../contract/contract';
import '../testing/browser';
import { ada, emptyPhone, enrolled, id, unit } from '../testing/cast';
import { Drafts } from './drafts';
import type { Outbox } from './outbox';
import { MemoryReplica, StoredReplica, type Page, type Replica } from './replica';

const member = (n: number, version: number, name = 'Ada'): FeedRow => {
  return { kind: 'member', id: id(n), version, data: { name, role: 'worker', state: 'active' } };
};
const page = (change: Partial<Page>): Page => {
  return { rows: [], gone: [], cursor: 'c', more: false, clock: 1, ...change };
};

let outbox: Outbox;

beforeEach(async () => {
  emptyPhone();
  outbox = await enrolled(ada, [(await unit()).key]);
});

const kinds: [string, () => Replica][] = [
  ['on a phone', () => new StoredReplica(outbox.db, outbox.night)],
  ['in memory', () => new MemoryReplica()],
];

describe.each(kinds)('the replica %s', (_, make) => {
  it('takes a page with its cursor; the clock only with the last page', async () => {
    const replica = make();
    await replica.apply(page({ rows: [member(1, 4)], cursor: 'a', more: true, clock: 9 }));
    expect([replica.cursor(), replica.clock()]).toEqual(['a', null]);
    await replica.apply(page({ rows: [member(2, 9)], cursor: 'b', clock: 9 }));
    expect([replica.cursor(), replica.clock()]).toEqual(['b', 9]);
    expect(replica.rows()).toEqual([member(1, 4), member(2, 9)]);
  });

  it('[F48] deletes only what `gone` names', async () => {
    const replica = make();
    await replica.apply(page({ rows: [member(1, 1), member(2, 2)] }));
    await replica.apply(page({ rows: [member(2, 3, 'Ben')], clock: 3 }));
    expect(replica.rows()).toHaveLength(2);
    await replica.apply(page({ gone: [{ kind: 'member', id: id(1), version: 4 }], clock: 4 }));
    expect(replica.rows()).toEqual([member(2, 3, 'Ben')]);
  });

  it('[F50] starts over without a trace of cursor or rows', async () => {
    const replica = make();
    await replica.apply(page({ rows: [member(1, 1)] }));
    await replica.startOver();
    expect([replica.rows(), replica.cursor(), replica.clock()]).toEqual([[], null, null]);
  });
});

describe('on a phone', () => {
  it('is there again after a restart, and was never stored readable', async () => {
    await new StoredReplica(outbox.db, outbox.night).apply(page({ rows: [member(1, 1, 'Astrid')] }));
    const stored = await outbox.db.use((db) => db.getAll('replica'));
    expect(new TextDecoder().decode(stored[0]?.ciphertext)).not.toContain('Astrid');
    const again = new StoredReplica(outbox.db, outbox.night);
    await again.refresh();
    expect(again.rows()).toEqual([member(1, 1, 'Astrid')]);
    expect(again.cursor()).toBe('c');
  });

  it('takes what another tab has read', async () => {
    const [mine, theirs] = [
      new StoredReplica(outbox.db, outbox.night),
      new StoredReplica(outbox.db, outbox.night),
    ];
    await theirs.apply(page({ rows: [member(1, 1)], cursor: 'x' }));
    await mine.refresh();
    expect(mine.rows()).toEqual([member(1, 1)]);
  });

  it('[PH5] of a night that has ended is asked for again, and the outbox is untouched', async () => {
    await outbox.save(
      { type: 'shift.start', subject: id(1), seen: null, body: {} },
      id(2),
      '2026-11-23T22:30:00Z',
    );
    await new StoredReplica(outbox.db, outbox.night).apply(page({ rows: [member(1, 1)] }));
    await outbox.night.end();
    const again = new StoredReplica(outbox.db, outbox.night);
    await again.refresh();
    expect([again.rows(), again.cursor()]).toEqual([[], null]);
    expect(await outbox.rows()).toHaveLength(1);
  });
});

describe('a draft', () => {
  it('[F29] is there again, encrypted, and [F20] is never in the outbox', async () => {
    const drafts = new Drafts(outbox.db, outbox.night);
    await drafts.put('contact', { note: 'half a sen' });
    await drafts.put('contact', { note: 'half a sentence' });
    expect(await new Drafts(outbox.db, outbox.night).get('contact')).toEqual({ note: 'half a sentence' });
    const [stored] = await outbox.db.use((db) => db.getAll('drafts'));
    expect(new TextDecoder().decode(stored?.ciphertext)).not.toContain('half');
    expect(await outbox.rows()).toEqual([]);
  });

  it('cannot be passed off as another', async () => {
    const drafts = new Drafts(outbox.db, outbox.night);
    await drafts.put('a', 1);
    await outbox.db.use(async (db) => {
      const a = await db.get('drafts', 'a');
      if (a) await db.put('drafts', { ...a, key: 'b' });
    });
    expect(await drafts.get('b')).toBeNull();
  });

  it('that is dropped is gone', async () => {
    const drafts = new Drafts(outbox.db, outbox.night);
    await drafts.put('a', 1);
    await drafts.delete('a');
    expect(await drafts.get('a')).toBeNull();
  });
});

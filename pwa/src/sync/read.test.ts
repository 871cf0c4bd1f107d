import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedRow } from '../contract/contract';
import '../testing/browser';
import { AT, ada, emptyPhone, enrolled, id, receipt, recorded, unit } from '../testing/cast';
import { FakeDesk, portalPage, says, type Answer } from '../testing/desk';
import { NightCopies } from '../store/night_copies';
import type { Outbox } from '../store/outbox';
import { StoredReplica } from '../store/replica';
import { readPage } from './read';
import { signIn } from './session';
import { refreshKeys } from './keys';

let outbox: Outbox;
let replica: StoredReplica;

beforeEach(async () => {
  emptyPhone();
  outbox = await enrolled(ada, [(await unit()).key]);
  replica = new StoredReplica(outbox.db, outbox.night);
});

const memberData = { name: 'Ada', role: 'worker', state: 'active' } as const;
const page = (change = {}) => ({
  rows: [],
  gone: [],
  cursor: 'c1',
  more: false,
  server_time: '2026-11-23T22:37:12Z',
  epoch: 'e1',
  clock: 5,
  ...change,
});

function reader(answer: Answer) {
  const desk = new FakeDesk(answer);
  const times: Date[] = [];
  let again = 0;
  const read = () =>
    readPage({
      send: desk.send,
      outbox,
      outboxes: () => [outbox],
      replica,
      deskTime: (time) => times.push(time),
      offeredAgain: () => (again += 1),
    });
  return { desk, read, times, offered: () => again };
}

describe('reading', () => {
  it('asks from the beginning, then from the cursor', async () => {
    const { desk, read, times } = reader(() => says(page()));
    expect(await read()).toEqual({ name: 'read', more: false });
    await read();
    expect(desk.asked.map(({ path }) => path)).toEqual([
      '/api/changes?limit=500',
      '/api/changes?limit=500&cursor=c1',
    ]);
    expect(times[0]).toEqual(new Date('2026-11-23T22:37:12Z'));
  });

  it('ends night copies only with the last page', async () => {
    await outbox.save(recorded(1), id(2), AT);
    const [row] = await outbox.rows();
    await outbox.receive([row!], [receipt({ id: id(2), version: 5 })], 0, () => 0);
    const { desk, read } = reader(() => says(page({ more: true })));
    await read();
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(1);
    desk.answer = () => says(page());
    await read();
    expect(await new NightCopies(outbox.db, outbox.night).read()).toHaveLength(0);
  });

  it('[F47] of a row that may be seen no more leaves what was said of it, to be read and sent', async () => {
    const told: FeedRow = { kind: 'member', id: id(1), version: 4, data: memberData };
    const { desk, read } = reader(() => says(page({ rows: [told] })));
    await read();
    const said = await outbox.save({ ...recorded(1), subject: id(1) }, id(2), AT);
    desk.answer = () => says(page({ gone: [{ kind: 'member', id: id(1), version: 6 }], clock: 6 }));
    await read();
    await replica.startOver();
    expect(replica.rows()).toEqual([]);
    expect(await new NightCopies(outbox.db, outbox.night).read()).toEqual([said]);
    expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([1]);
  });

  it.each([
    [401, 'unauthorised'],
    [409, 'start_over'],
    [400, 'start_over'],
    [426, 'too_old'],
    [403, 'weather'],
    [500, 'weather'],
  ])('hears %i as %s', async (status, name) => {
    const { read } = reader(() => says({ code: 'x', status }, status));
    expect(await read()).toMatchObject({ name });
  });

  it('[F11] takes no page from a hotel', async () => {
    const { desk, read } = reader(() => portalPage());
    expect(await read()).toMatchObject({ name: 'weather', answered: true });
    desk.answer = () => says({ rows: 'none' });
    expect(await read()).toMatchObject({ name: 'weather', answered: true });
    expect(replica.cursor()).toBeNull();
  });

  it('[F30] of a new epoch puts receipted letters back into the outbox', async () => {
    await outbox.save(recorded(1), id(2), AT);
    const [row] = await outbox.rows();
    await outbox.receive([row!], [receipt({ id: id(2), version: 5 })], 0, () => 0);
    const { desk, read, offered } = reader(() => says(page()));
    await read();
    expect(offered()).toBe(0);
    desk.answer = () => says(page({ epoch: 'e2' }));
    await read();
    expect(offered()).toBe(1);
    expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([1]);
  });
});

describe('signing in', () => {
  it('answers the challenge with key and secret', async () => {
    const desk = new FakeDesk(({ path }) =>
      path.endsWith('challenge')
        ? says({ challenge: 'AAEC', passkey: null })
        : new Response(null, { status: 204 }),
    );
    expect(await signIn(desk.send, outbox.db, 's')).toEqual({ name: 'signed_in' });
    expect(desk.asked[1]?.body).toMatchObject({ device: ada.device, challenge: 'AAEC', secret: 's' });
  });

  it('tells a no from weather', async () => {
    const desk = new FakeDesk(() => portalPage());
    expect(await signIn(desk.send, outbox.db, 's')).toMatchObject({ name: 'weather' });
    desk.answer = () => says({ code: 'session.refused' }, 401);
    expect(await signIn(desk.send, outbox.db, 's')).toEqual({ name: 'sign_in_refused' });
  });

  it('does not ask for a device the desk does not know', async () => {
    await outbox.db.set({ enrolled: false });
    const desk = new FakeDesk(() => says({}));
    expect(await signIn(desk.send, outbox.db, 's')).toEqual({ name: 'sign_in_refused' });
    expect(desk.asked).toEqual([]);
  });
});

describe('the unit’s keys', () => {
  it('are taken from the desk, and kept when it says nothing or nonsense', async () => {
    const newer = (await unit('k2', '2027-01-31T00:00:00Z')).key;
    const desk = new FakeDesk(() => portalPage());
    await refreshKeys(desk.send, outbox.db);
    expect((await outbox.db.get('ingest'))?.[0]?.id).toBe('k1');
    desk.answer = () => says({ protocol: 1, ingest: [newer] });
    await refreshKeys(desk.send, outbox.db);
    expect((await outbox.db.get('ingest'))?.[0]?.id).toBe('k2');
  });
});

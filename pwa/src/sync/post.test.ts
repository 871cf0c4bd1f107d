import { beforeEach, describe, expect, it } from 'vitest';
import '../testing/browser';
import { AT, ada, ben, emptyPhone, enrolled, id, recorded, unit, type Unit } from '../testing/cast';
import { FakeDesk, portalPage, receipts, says, type Answer } from '../testing/desk';
import type { Outbox } from '../store/outbox';
import { waiting } from '../store/lanes';
import { badge } from './badge';
import { Poster } from './post';
import { Sync } from './sync';

let unitDesk: Unit;
let outbox: Outbox;

beforeEach(async () => {
  emptyPhone();
  unitDesk = await unit();
  outbox = await enrolled(ada, [unitDesk.key]);
});

async function saved(count: number, where = outbox): Promise<void> {
  for (let n = 1; n <= count; n += 1) await where.save(recorded(n), id(0x1000 + n), AT);
}
function poster(answer: Answer, now = 0, outboxes = [outbox]): { desk: FakeDesk; post: Poster } {
  const desk = new FakeDesk(answer);
  return {
    desk,
    post: new Poster({ send: desk.send, outboxes: () => outboxes, now: () => now, chance: () => 1 }),
  };
}
const unsent = async () => waiting(await outbox.rows()).map(({ seq }) => seq);

describe('a parcel', () => {
  it('[F01] that was taken in but not answered is sent again, byte for byte', async () => {
    await saved(2);
    const { desk, post } = poster(() => Promise.reject(new TypeError('network')));
    expect(await post.post(50, true)).toEqual({
      kind: 'weather',
      name: 'weather',
      answered: false,
      retryAfterMs: null,
    });
    desk.answer = (asked) => says(receipts(asked));
    expect(await post.post(50, true)).toEqual({ name: 'posted', ready: 0, waiting: 0 });
    expect(desk.asked[0]?.body['letters']).toEqual(desk.asked[1]?.body['letters']);
    expect(await unsent()).toEqual([]);
  });

  it('says how much is left beside it, and since when', async () => {
    await saved(3);
    const { desk, post } = poster((asked) => says(receipts(asked)));
    await post.post(2, false);
    expect(desk.asked[0]?.body['waiting']).toEqual({ device: ada.device, count: 1, oldest: AT });
    expect(desk.parcels).toEqual([2]);
  });

  it('[F15] that nobody answers in the midst of others leaves the rest unsent, and the badge says so', async () => {
    await saved(5);
    const { desk, post } = poster((asked) => says(receipts(asked)));
    expect(await post.post(2, false)).toEqual({ name: 'posted', ready: 3, waiting: 3 });
    desk.answer = () => Promise.reject(new DOMException('given up', 'AbortError'));
    expect(await post.post(2, false)).toMatchObject({ name: 'weather', answered: false });
    expect(await unsent()).toEqual([3, 4, 5]);
    const line = { needYou: 0, closed: null, busy: false, lastRead: 'ok' } as const;
    const { length } = await unsent();
    expect(badge({ ...line, waiting: length })).toEqual({ word: 'waiting', count: 3 });
  });

  it('of another person on this phone is carried too, though nobody else can read it [F32]', async () => {
    const bens = await enrolled({ ...ben, device: id(0xd2) }, [unitDesk.key]);
    await saved(1, bens);
    const { desk, post } = poster((asked) => says(receipts(asked)), 0, [outbox, bens]);
    await post.post(50, false);
    expect(desk.parcels).toEqual([1]);
    expect(waiting(await bens.rows())).toEqual([]);
  });

  it('[F14] is sent by one tab only', async () => {
    await saved(1);
    const { desk, post } = poster((asked) => says(receipts(asked)));
    const came = await Promise.all([post.post(50, false), post.post(50, false), post.post(50, false)]);
    expect(came.map(({ name }) => name).sort()).toEqual(['elsewhere', 'elsewhere', 'posted']);
    expect(desk.parcels).toEqual([1]);
  });
});

describe('never sent', () => {
  const notOurs: [string, () => Response][] = [
    ['[F11] a captive portal’s 200 with HTML', () => portalPage()],
    ['[F11b] a gateway’s 502 with HTML', () => portalPage(502)],
    ['200 with JSON that is not ours', () => says({ ok: true })],
    ['200 with an array', () => says([])],
    ['[F18] fewer receipts than letters', () => says({ receipts: [] })],
    [
      'receipts with an outcome nobody knows',
      () => says({ receipts: [{ id: id(0x1001), outcome: 'fine' }] }),
    ],
    [
      '200 with broken JSON',
      () => new Response('{"receipts":[', { headers: { 'content-type': 'application/json' } }),
    ],
    ['204', () => new Response(null, { status: 204 })],
    ['401', () => says({ code: 'session.required', status: 401 }, 401)],
    ['400', () => says({ code: 'body.malformed', status: 400 }, 400)],
    ['500 of the desk', () => says({ code: 'server.fault', status: 500 }, 500)],
  ];
  it.each(notOurs)('%s', async (_, answer) => {
    await saved(1);
    const { post } = poster(answer);
    expect(await post.post(50, true)).toMatchObject({ name: 'weather', answered: true });
    expect(await unsent()).toEqual([1]);
    expect(await outbox.copies.seqs()).toEqual([1]);
  });

  it('[F09] 429 and 503 tell how long to wait', async () => {
    await saved(1);
    const { desk, post } = poster(() => says({ code: 'rate.limited' }, 429, { 'retry-after': '7' }));
    expect(await post.post(50, true)).toMatchObject({ name: 'weather', retryAfterMs: 7_000 });
    desk.answer = () => portalPage(503);
    expect(await post.post(50, true)).toMatchObject({ name: 'weather', retryAfterMs: null });
  });
});

describe('a whole round', () => {
  /** Runs the machine until it rests or waits; the clock stands still. */
  async function run(answer: Answer, count: number): Promise<FakeDesk> {
    await saved(count);
    const { desk, post } = poster(answer);
    await new Promise<void>((resolve) => {
      const sync = new Sync({
        post: (limit, anew) => post.post(limit, anew),
        setAside: (ms) => post.setAside(ms),
        read: () => Promise.resolve({ name: 'read', more: false }),
        forgetReplica: () => Promise.resolve(),
        signIn: () => Promise.resolve({ name: 'signed_in' }),
        chance: () => 1,
        moved: (_, { state }) => {
          if (state !== 'resting' && state !== 'backing_off' && state !== 'told_to_wait') return;
          setTimeout(() => {
            sync.stop();
            resolve();
          });
        },
      });
      sync.tell({ name: 'wake' });
    });
    return desk;
  }

  it('[F12] halves what is too large until it fits, and loses nothing', async () => {
    const desk = await run(
      (asked) =>
        (asked.body.letters?.length ?? 0) > 12
          ? says({ code: 'body.too_large' }, 413)
          : says(receipts(asked)),
      60,
    );
    expect(desk.parcels.slice(0, 4)).toEqual([50, 25, 12, 24]);
    expect(await unsent()).toEqual([]);
  });

  it('[F12] a single letter too large for the road is set aside, and the others go', async () => {
    const isThird = (asked: { body: { letters?: { header: string }[] } }) =>
      (asked.body.letters ?? []).some(({ header }) =>
        atob(header.replaceAll('-', '+').replaceAll('_', '/')).includes('"seq":3'),
      );
    await run((asked) => (isThird(asked) ? says({ code: 'body.too_large' }, 413) : says(receipts(asked))), 5);
    expect(await unsent()).toEqual([3]);
  });

  it('[F07] one refused letter among fifty never stops the others', async () => {
    const desk = await run((asked) => {
      const answer = receipts(asked);
      const [first] = answer['receipts'] as Record<string, unknown>[];
      Object.assign(first ?? {}, {
        outcome: 'refused',
        version: null,
        problem: { code: 'contact.incomplete' },
      });
      return says(answer);
    }, 50);
    expect(desk.parcels).toEqual([50]);
    expect(await unsent()).toEqual([]);
    expect((await outbox.rows()).filter(({ outcome }) => outcome === 'applied')).toHaveLength(49);
  });
});

describe('[F30] a new epoch', () => {
  it('offers again everything the desk may have forgotten', async () => {
    await saved(2);
    const { desk, post } = poster((asked) => says(receipts(asked)));
    await post.post(50, true);
    await outbox.save(recorded(3), id(0x1003), AT);
    desk.answer = (asked) => says({ ...receipts(asked), epoch: 'e2' });
    expect(await post.post(50, true)).toEqual({ name: 'posted', ready: 2, waiting: 2 });
    expect(await post.post(50, true)).toEqual({ name: 'posted', ready: 0, waiting: 0 });
    expect(desk.parcels).toEqual([2, 1, 2]);
  });

  it('offers again what others wrote on this phone, who may never come back to hear of it [F32]', async () => {
    const bens = await enrolled({ ...ben, device: id(0xd2) }, [unitDesk.key]);
    await saved(1, bens);
    const { desk, post } = poster((asked) => says(receipts(asked)), 0, [outbox, bens]);
    await post.post(50, true);
    await saved(1);
    desk.answer = (asked) => says({ ...receipts(asked), epoch: 'e2' });
    expect(await post.post(50, true)).toEqual({ name: 'posted', ready: 1, waiting: 1 });
    expect(waiting(await bens.rows())).toHaveLength(1);
  });

  it('of one unit says nothing of another’s desk', async () => {
    const away = { ...ben, device: id(0xd2), unit: { id: id(0x99), name: 'Elsewhere' } };
    const bens = await enrolled(away, [unitDesk.key]);
    await saved(1, bens);
    const { desk, post } = poster((asked) => says(receipts(asked)), 0, [outbox, bens]);
    await post.post(50, true);
    await saved(1);
    desk.answer = (asked) => says({ ...receipts(asked), epoch: 'e2' });
    await post.post(50, true);
    expect(waiting(await bens.rows())).toEqual([]);
  });
});

import '../testing/browser';
import { beforeEach, expect, it } from 'vitest';
import { joined, unb64, utf8 } from '../letters/bytes';
import { AT, ada, emptyPhone, enrolled, id, recorded, unit } from '../testing/cast';
import { cached } from '../testing/browser';
import { FakeDesk, portalPage, says } from '../testing/desk';
import { quickly } from '../testing/stretch';
import type { Outbox } from '../store/outbox';
import { openPerson } from './person';
import { wipe } from './wipe';

const LATER = '2026-11-24T01:00:00.000Z';
let outbox: Outbox;

beforeEach(async () => {
  emptyPhone();
  outbox = await enrolled(ada, [(await unit()).key]);
  await outbox.night.keeper.newLoginSecret();
  await outbox.save(recorded(1), id(0x1001), AT);
  await outbox.night.keeper.choose('lila gran', quickly);
});

const meta = (key: 'deviceKey' | 'houseKey' | 'loginSecret' | 'me' | 'wiped' | 'devicePoint') =>
  outbox.db.get(key);
const says204 = (): Response => new Response(null, { status: 204 });

it('destroys what is readable, tells the desk by its own key, and keeps every letter [F39][A110][PH2]', async () => {
  const point = await meta('devicePoint');
  const desk = new FakeDesk(says204);
  await wipe(desk.send, outbox, LATER);
  expect(await outbox.db.use((db) => Promise.all([db.count('night'), db.count('segments')]))).toEqual([0, 0]);
  expect(await outbox.night.keeper.standing()).toBe('walled');
  for (const key of ['deviceKey', 'houseKey', 'loginSecret'] as const)
    expect(await meta(key)).toBeUndefined();
  const [told] = desk.asked;
  expect(told?.path).toBe(`/api/devices/${ada.device}/wiped`);
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('raw', point as Uint8Array<ArrayBuffer>, curve, false, [
    'verify',
  ]);
  const message = joined(utf8('lykta/wiped/1\0'), utf8(ada.device + LATER));
  const signature = unb64(told?.body['signature'] as string);
  expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, message)).toBe(true);
  expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([1]);
});

it('leaves no name behind, in the database or in the copies', async () => {
  await outbox.noteState();
  expect([...cached('lykta-outbox').values()].join()).toContain(ada.name);
  await wipe(new FakeDesk(says204).send, outbox, LATER);
  expect(await meta('me')).toMatchObject({ name: '', unit: ada.unit });
  expect([...cached('lykta-outbox').values()].join()).not.toContain(ada.name);
});

it("is nobody's from then on, told or not", async () => {
  await wipe(new FakeDesk(() => portalPage()).send, outbox, LATER);
  expect(await openPerson(outbox)).toBeNull();
});

it('is told again where nobody heard it, and then the key goes', async () => {
  await wipe(new FakeDesk(() => portalPage()).send, outbox, LATER);
  expect(await meta('deviceKey')).toBeDefined();
  const desk = new FakeDesk(() => says({ code: 'not.found', status: 404 }, 404));
  await wipe(desk.send, outbox, LATER);
  expect(desk.asked).toHaveLength(1);
  expect(await meta('deviceKey')).toBeUndefined();
  await wipe(desk.send, outbox, LATER);
  expect(desk.asked).toHaveLength(1);
});

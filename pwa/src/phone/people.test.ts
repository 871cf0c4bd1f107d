import { beforeEach, describe, expect, it } from 'vitest';
import '../testing/browser';
import { ada, emptyPhone, loseIndexedDb, unit } from '../testing/cast';
import { FakeDesk, portalPage, says } from '../testing/desk';
import { PersonDb, devicesHere } from '../store/db';
import { Copies } from '../store/copies';
import { b64, unb64 } from '../letters/bytes';
import { quickly } from '../testing/stretch';
import { Keeper } from '../vault/keeper';
import { Night } from '../vault/night';
import { allDevices, enrol, takeOver } from './people';
import { outboxOf } from './person';
import { reconcile } from '../store/reconcile';

beforeEach(emptyPhone);

async function desk(): Promise<FakeDesk> {
  const { key } = await unit();
  return new FakeDesk(({ body }) =>
    says(
      {
        device: body['device'],
        unit: ada.unit,
        member: { id: ada.id, name: ada.name, role: ada.role },
        ingest: [key],
      },
      201,
    ),
  );
}

describe('enrolling', () => {
  it('makes a device with its own key, and remembers who it is in both places', async () => {
    const it_ = await desk();
    const device = await enrol(it_.send, 'CODE', 'phone 3', 'phone', null);
    const { body } = it_.asked[0]!;
    expect(body).toMatchObject({ invitation: 'CODE', device, label: 'phone 3', kind: 'phone' });
    expect(unb64(body['signing_key'] as string)).toHaveLength(65);
    expect(unb64((body['login'] as { secret: string }).secret)).toHaveLength(32);
    expect(await new PersonDb(device).get('me')).toEqual({ ...ada, device });
    expect((await new Copies(device).state())?.me).toEqual({ ...ada, device });
    expect(await devicesHere()).toEqual([device]);
  });

  it('after a lost answer asks again with the same device and the same key', async () => {
    const it_ = await desk();
    const { answer } = it_;
    it_.answer = () => Promise.reject(new TypeError('network'));
    await expect(enrol(it_.send, 'CODE', 'p', 'phone', null)).rejects.toMatchObject({ code: 'offline' });
    expect(await devicesHere()).toEqual([]);
    it_.answer = answer;
    await enrol(it_.send, 'CODE', 'p', 'phone', null);
    const [first, second] = it_.asked;
    expect(second?.body['device']).toBe(first?.body['device']);
    expect(second?.body['signing_key']).toBe(first?.body['signing_key']);
  });

  it('says why not, and leaves nobody behind', async () => {
    const it_ = await desk();
    it_.answer = () => says({ code: 'invitation.invalid', status: 403 }, 403);
    await expect(enrol(it_.send, 'OLD', 'p', 'phone', null)).rejects.toMatchObject({
      code: 'invitation.invalid',
    });
    it_.answer = () => portalPage();
    await expect(enrol(it_.send, 'OLD', 'p', 'phone', null)).rejects.toMatchObject({ code: 'offline' });
    expect(await allDevices()).toEqual([]);
  });

  it('[F79] keeps the key that letters were written with when the desk takes it in again behind a passphrase', async () => {
    const it_ = await desk();
    const lost = await enrol(it_.send, 'A', 'p', 'phone', null);
    const device = (await takeOver(lost))!;
    const db = new PersonDb(device);
    const { devicePoint } = await db.all('devicePoint');
    await new Keeper(db).choose('lila gran', quickly);
    const { answer } = it_;
    it_.answer = () => Promise.reject(new TypeError('network'));
    await expect(enrol(it_.send, 'B', 'p', 'phone', device)).rejects.toMatchObject({ code: 'offline' });
    it_.answer = answer;
    await enrol(it_.send, 'B', 'p', 'phone', device);
    const [unheard, heard] = it_.asked.slice(-2);
    expect(unb64(heard?.body['signing_key'] as string)).toEqual(devicePoint);
    expect(await db.get('devicePoint')).toEqual(devicePoint);
    // The desk may have kept the first, though its answer was lost.
    expect(heard?.body['login']).toEqual(unheard?.body['login']);
  });

  it('[F37] [F79] takes in again one that the desk forgot and ten wrong tries walled up: its letters may leave', async () => {
    const it_ = await desk();
    const lost = await enrol(it_.send, 'A', 'p', 'phone', null);
    const device = (await takeOver(lost))!;
    const keeper = new Keeper(new PersonDb(device));
    const { devicePoint } = await keeper.db.all('devicePoint');
    await keeper.choose('lila gran', quickly);
    await keeper.wallUp();
    await enrol(it_.send, 'B', 'p', 'phone', device);
    const { body } = it_.asked.at(-1)!;
    expect(body['device']).toBe(device);
    expect(unb64(body['signing_key'] as string)).toEqual(devicePoint);
    expect(await keeper.standing()).toBe('bare');
    const night = new Night(keeper.db, keeper);
    await night.unlock((await keeper.bare())!);
    expect(await night.loginSecret()).toBe((body['login'] as { secret: string }).secret);
  });

  it('[F79] vouches for those before it, whose key is gone: the desk may never have heard of them', async () => {
    const it_ = await desk();
    const first = await enrol(it_.send, 'A', 'p', 'phone', null);
    const points: Record<string, string> = {};
    let latest = first;
    for (let times = 0; times < 2; times += 1) {
      points[latest] = b64((await new PersonDb(latest).get('devicePoint'))!);
      loseIndexedDb();
      for (const device of await allDevices()) await reconcile(outboxOf(device));
      latest = (await takeOver(latest))!;
    }
    await enrol(it_.send, 'B', 'p', 'phone', latest);
    const told = it_.asked.at(-1)!.body['predecessors'] as { device: string; signing_key: string }[];
    expect(Object.fromEntries(told.map((each) => [each.device, each.signing_key]))).toEqual(points);
    expect(Object.keys(points)).toHaveLength(2);
  });

  it('[F32] gives each person on a shared phone a store of their own', async () => {
    const it_ = await desk();
    const adas = await enrol(it_.send, 'A', 'p', 'phone', null);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const bens = await enrol(it_.send, 'B', 'p', 'phone', null);
    expect(bens).not.toBe(adas);
    expect(await devicesHere()).toEqual([bens, adas]);
    expect(await new PersonDb(adas).get('deviceKey')).not.toBe(await new PersonDb(bens).get('deviceKey'));
  });
});

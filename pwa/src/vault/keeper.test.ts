import { beforeEach, describe, expect, it } from 'vitest';
import { ada, emptyPhone, enrolled, id, recorded, unit, AT, type Unit } from '../testing/cast';
import { quickly } from '../testing/stretch';
import { NightCopies } from '../store/night_copies';
import type { Outbox } from '../store/outbox';
import { TRIES } from '../domain/passphrase';
import { outboxOf } from '../phone/person';
import { COST, unwrapped, wrapped } from './door';
import type { Keeper } from './keeper';
import { HOUR_MS, NIGHT_MS, Night } from './night';
import { lockedBy, openedBy, type Answer } from './passkey';

const GOOD = 'lila gran';
let desk: Unit;
let outbox: Outbox;
let keeper: Keeper;

beforeEach(async () => {
  emptyPhone();
  desk = await unit();
  outbox = await enrolled(ada, [desk.key]);
  ({ keeper } = outbox.night);
});

const save = (n: number) => outbox.save(recorded(n), id(0x1000 + n), AT);
const read = async (night = outbox.night) =>
  (await new NightCopies(outbox.db, night).read()).map(({ seq }) => seq);

async function locked(): Promise<void> {
  await keeper.choose(GOOD, quickly);
  outbox.night.lock();
}

async function unlock(passphrase: string) {
  const tried = await keeper.try(passphrase, quickly);
  if (tried.came === 'open') await outbox.night.unlock(tried.half);
  return tried;
}

describe('the door', () => {
  it('stands bare until a passphrase is chosen, and what was written before can be read after', async () => {
    await save(1);
    expect(await keeper.standing()).toBe('bare');
    await locked();
    expect(await keeper.standing()).toBe('locked');
    expect(await read()).toEqual([]);
    expect(await unlock(GOOD)).toMatchObject({ came: 'open' });
    expect(await read()).toEqual([1]);
  });

  it('lets writing through while it is locked, to be read once it is open [PH6][F38]', async () => {
    await locked();
    await save(1);
    // What was just written is in memory until the lock falls again.
    outbox.night.lock();
    expect(await read()).toEqual([]);
    await unlock(GOOD);
    expect(await read()).toEqual([1]);
  });

  it('has nothing on the phone that opens it without the passphrase', async () => {
    await save(1);
    await locked();
    const again = outboxOf(ada.device);
    expect(await again.night.keeper.bare()).toBeNull();
    expect(await read(again.night)).toEqual([]);
  });

  it('takes the same words from another keyboard, and no others', async () => {
    await keeper.choose('grön åsna', quickly);
    expect(await keeper.try(' gro\u0308n a\u030asna', quickly)).toMatchObject({ came: 'open' });
    expect(await keeper.try('grön asna', quickly)).toMatchObject({ came: 'wrong' });
  });

  it('counts a wrong try before it is made, so that a reload gives none back [F36]', async () => {
    await locked();
    for (const left of [9, 8, 7]) expect(await unlock('fel fras')).toEqual({ came: 'wrong', left });
    const left = () => outboxOf(ada.device).night.keeper.left();
    let underWay = TRIES;
    await keeper.try('fel fras', async (...given) => {
      underWay = await left();
      return quickly(...given);
    });
    expect([underWay, await left()]).toEqual([6, 6]);
    await unlock(GOOD);
    expect(await left()).toBe(TRIES);
  });

  it('takes no try from a phone that could not make it', async () => {
    await locked();
    const tooLittle = () => Promise.reject(new RangeError('no memory'));
    for (let n = 0; n <= TRIES; n++) await expect(keeper.try(GOOD, tooLittle)).rejects.toThrow('no memory');
    expect(await keeper.left()).toBe(TRIES);
    expect(await unlock('fel fras')).toEqual({ came: 'wrong', left: TRIES - 1 });
    expect(await unlock(GOOD)).toMatchObject({ came: 'open' });
  });

  it('is walled up by ten wrong ones: nothing can be read, everything can be sent [PH5][F37]', async () => {
    await keeper.newLoginSecret();
    await save(1);
    await locked();
    for (let n = 1; n < TRIES; n++) expect((await unlock('fel fras')).came).toBe('wrong');
    expect(await unlock('fel fras')).toEqual({ came: 'destroyed' });
    expect(await keeper.standing()).toBe('walled');
    expect(await outbox.db.use((db) => db.count('segments'))).toBe(0);
    expect(await unlock(GOOD)).toEqual({ came: 'destroyed' });
    expect(await read()).toEqual([]);
    expect(await outbox.night.loginSecret()).toBeNull();
    await save(2);
    expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('changes its passphrase and keeps what lies behind it', async () => {
    await save(1);
    await locked();
    expect(await keeper.change('fel fras', 'sju bilar', quickly)).toMatchObject({ came: 'wrong' });
    expect(await keeper.change(GOOD, 'sju bilar', quickly)).toMatchObject({ came: 'open' });
    expect(await unlock(GOOD)).toMatchObject({ came: 'wrong' });
    expect(await unlock('sju bilar')).toMatchObject({ came: 'open' });
    expect(await read()).toEqual([1]);
  });

  it('keeps the secret to sign in with behind itself', async () => {
    const secret = await keeper.newLoginSecret();
    expect(await outbox.night.loginSecret()).toBe(secret);
    await locked();
    expect(await outbox.night.loginSecret()).toBeNull();
    expect(JSON.stringify(await outbox.db.get('loginSecret'))).not.toContain(secret);
  });

  it('costs 64 MiB to try, and refuses to be cheaper than 46', async () => {
    expect(COST).toEqual({ memoryKiB: 65536, passes: 3, lanes: 1 });
    const half = crypto.getRandomValues(new Uint8Array(32));
    const lock = await wrapped(half, GOOD, quickly);
    expect(await unwrapped(lock, GOOD, quickly)).toEqual(half);
    expect(await unwrapped({ ...lock, cost: { ...COST, memoryKiB: 19 * 1024 } }, GOOD, quickly)).toBeNull();
  });
});

describe("the phone's own lock", () => {
  const secret = () => crypto.getRandomValues(new Uint8Array(32));
  const made = { answer: {} as Answer, credential: secret(), salt: secret(), secret: null };

  async function lockedByPasskey(by: Uint8Array<ArrayBuffer>): Promise<void> {
    const { bare } = await keeper.door();
    await keeper.lockWith({ passkey: await lockedBy(bare!, made, by) });
    outbox.night.lock();
  }

  it('opens the door by its secret, and by no other [A78]', async () => {
    await save(1);
    const right = secret();
    await lockedByPasskey(right);
    const { passkey, bare, lock } = await keeper.door();
    expect([bare, lock]).toEqual([null, null]);
    expect(await keeper.standing()).toBe('locked');
    expect(await keeper.ways()).toEqual({ passphrase: false, passkey: true });
    expect(await openedBy(passkey!, secret())).toBeNull();
    await outbox.night.unlock((await openedBy(passkey!, right))!);
    expect(await read()).toEqual([1]);
  });

  it('takes no passphrase where none was chosen, and counts no try', async () => {
    await lockedByPasskey(secret());
    expect(await unlock('fel fras')).toEqual({ came: 'wrong', left: TRIES });
    expect(await keeper.left()).toBe(TRIES);
    expect(await keeper.standing()).toBe('locked');
  });

  it('stands beside a passphrase, and ends with it after ten wrong ones [F37][A108]', async () => {
    await save(1);
    const right = secret();
    await lockedByPasskey(right);
    const half = (await openedBy((await keeper.door()).passkey!, right))!;
    await keeper.add(half, GOOD, quickly);
    expect(await keeper.ways()).toEqual({ passphrase: true, passkey: true });
    expect(await unlock(GOOD)).toMatchObject({ came: 'open' });
    outbox.night.lock();
    for (let n = 0; n < TRIES; n++) await unlock('fel fras');
    expect(await keeper.standing()).toBe('walled');
    expect((await keeper.door()).passkey).toBeNull();
    expect(await read()).toEqual([]);
    expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([1]);
  });
});

describe('the night', () => {
  it('ends at once when told to, and letters are not touched [PH2][PH5]', async () => {
    await save(1);
    await outbox.night.end();
    expect(await read()).toEqual([]);
    expect((await outbox.pick(50, 0)).map(({ seq }) => seq)).toEqual([1]);
  });

  it('ends by itself after fourteen hours [PH5]', async () => {
    let now = 0;
    const night = new Night(outbox.db, keeper, () => now);
    const { bare } = await keeper.door();
    await night.unlock(bare!);
    const sealed = await night.seal('night', '1', 'said');
    now = NIGHT_MS - 1;
    await night.expire();
    expect(await night.open('night', '1', sealed)).toBe('said');
    now = NIGHT_MS;
    await night.expire();
    expect(await night.open('night', '1', sealed)).toBeNull();
    expect((await night.seal('night', '2', 'new')).segment).not.toBe(sealed.segment);
  });

  it('ends also where the clock was set back, so that nobody turns the night back on [A31][F38]', async () => {
    let now = 100 * NIGHT_MS;
    const night = new Night(outbox.db, keeper, () => now);
    await night.unlock((await keeper.door()).bare!);
    const sealed = await night.seal('night', '1', 'said');
    now -= HOUR_MS;
    await night.expire();
    expect(await night.open('night', '1', sealed)).toBe('said');
    now -= 1;
    await night.expire();
    expect(await night.open('night', '1', sealed)).toBeNull();
  });

  it('opens nothing that was altered, or put in the place of another [A103]', async () => {
    const { night } = outbox;
    const [one, two] = [await night.seal('night', '1', 'one'), await night.seal('night', '2', 'two')];
    expect(await night.open('night', '2', one)).toBeNull();
    expect(await night.open('drafts', '1', one)).toBeNull();
    const flipped = new Uint8Array(two.ciphertext.slice());
    flipped[0]! ^= 1;
    expect(await night.open('night', '2', { ...two, ciphertext: flipped.buffer })).toBeNull();
    expect(await night.open('night', '2', two)).toBe('two');
  });

  it("keeps what is nobody's readable while locked, and over the night's end", async () => {
    const sealed = await outbox.night.seal('replica', 'setting|numbers', ['112'], 'house');
    await locked();
    await outbox.night.end();
    expect(await outboxOf(ada.device).night.open('replica', 'setting|numbers', sealed)).toEqual(['112']);
  });
});

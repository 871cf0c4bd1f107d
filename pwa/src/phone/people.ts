// Who is on this phone, and how somebody comes to be: by an invitation, or restored after the browser lost its data.
import { newDeviceKey, signEnrolment } from '../letters/sign';
import { b64 } from '../letters/bytes';
import type { Enrolled, ProblemCode } from '../contract/contract';
import type { Me } from '../domain/views';
import { Copies, devicesInCopies } from '../store/copies';
import { PersonDb, devicesHere, devicesKnown, pendingDevice, rememberDevice } from '../store/db';
import { ask, posting, type Fetch } from '../sync/http';
import { Keeper } from '../vault/keeper';
import { Night } from '../vault/night';
import { NotDone } from './not_done';

/** As many as the desk takes. */
const PREDECESSORS = 20;

/**
 * Every device that may have an outbox here, the latest person's first. One that only the copies remember is written
 * down: they are lost as easily (F79).
 */
export async function allDevices(): Promise<string[]> {
  const here = await devicesKnown();
  const found = (await devicesInCopies()).filter((device) => !here.includes(device));
  for (const device of found) await rememberDevice({ device, at: 0 }).catch(() => undefined);
  return [...here, ...found];
}

/** Whose phone it was last; if nothing tells that any more, one of those who can be taken over. */
export async function latestOf(devices: readonly string[]): Promise<string | undefined> {
  const [latest] = await devicesHere();
  if (latest !== undefined) return latest;
  for (const device of devices) if ((await new PersonDb(device).get('me')) !== undefined) return device;
  return devices[0];
}

/**
 * Enrols by an invitation. The same one may be tried again with the same keys after a lost answer, so they are
 * kept before it is asked. A device the desk did not know any more is enrolled with the keys it already writes with.
 */
export async function enrol(
  send: Fetch,
  invitation: string,
  label: string,
  kind: Me['kind'],
  unknown: string | null,
): Promise<string> {
  const device = unknown ?? (await pendingDevice(invitation)) ?? crypto.randomUUID();
  const db = new PersonDb(device);
  await new Keeper(db).rebuild();
  const key = await keysOf(db);
  await rememberDevice({ device, at: unknown === null ? 0 : Date.now(), invitation });
  const heard = await ask(
    send,
    '/api/devices',
    posting({
      invitation,
      device,
      label,
      kind,
      signing_key: b64(key.point),
      login: { kind: 'secret', secret: key.secret },
      proof: await signEnrolment(key.sign, invitation),
      predecessors: unknown === null ? [] : await predecessorsOf(db),
    }),
  );
  if (heard.kind === 'weather') throw new NotDone('offline');
  if (heard.status !== 201)
    throw new NotDone((heard.body?.['code'] as ProblemCode | undefined) ?? 'invitation.invalid');
  const { unit, member, ingest } = heard.body as unknown as Enrolled;
  const me: Me = { ...member, unit, device, kind };
  const seq = (await db.get('seq')) ?? 0;
  await db.set({ me, ingest, seq, enrolled: true, signedOut: false });
  unanswered.delete(device);
  await new Copies(device).putState({ me, seq, ingest, point: b64(key.point) });
  await rememberDevice({ device, at: Date.now() });
  await db.close();
  return device;
}

/**
 * Devices of the same person here whose key is gone. The desk may never have heard of one, and could not verify its
 * letters; those that it knows it leaves as they are.
 */
async function predecessorsOf(heir: PersonDb): Promise<{ device: string; signing_key: string }[]> {
  const member = (await heir.get('me'))?.id;
  const found = [];
  for (const device of await allDevices()) {
    const db = new PersonDb(device);
    const { me, deviceKey, devicePoint } = await db.all('me', 'deviceKey', 'devicePoint');
    await db.close();
    if (me?.id === member && !deviceKey && devicePoint) found.push({ device, signing_key: b64(devicePoint) });
  }
  return found.slice(0, PREDECESSORS);
}

/**
 * The browser deleted everything, and the device key with it (F79). Who this was, and to whom they seal, has come back
 * from the Cache: a new device takes over and goes on writing, and its letters wait until it is enrolled. The old
 * device's letters need no key and are carried as they are.
 */
export async function takeOver(lost: string): Promise<string | null> {
  const { me: was, ingest } = await new PersonDb(lost).all('me', 'ingest');
  if (!was || !ingest) return null;
  const device = crypto.randomUUID();
  const me: Me = { ...was, device };
  const db = new PersonDb(device);
  const { point } = await keysOf(db);
  await db.set({ me, ingest, seq: 0, enrolled: false, signedOut: false });
  await new Copies(device).putState({ me, seq: 0, ingest, point: b64(point) });
  await rememberDevice({ device, at: Date.now() });
  await db.close();
  return device;
}

interface Keys {
  sign: CryptoKey;
  point: Uint8Array<ArrayBuffer>;
  secret: string;
}

/** Secrets that the desk may have heard and has not answered: behind a locked door they cannot be read back. */
const unanswered = new Map<string, string>();

/**
 * The same again after a lost answer: the desk keeps the first that it heard. And the same key whatever becomes of
 * the secret: letters that wait are signed with it (PH2).
 */
async function keysOf(db: PersonDb): Promise<Keys> {
  const keeper = new Keeper(db);
  const bare = await keeper.bare();
  const night = new Night(db, keeper);
  if (bare) await night.unlock(bare);
  const heard = unanswered.get(db.device);
  const readable = (await night.loginSecret()) ?? heard;
  const isKept = (await db.get('loginSecret')) !== undefined;
  const secret = readable && isKept ? readable : await keeper.newLoginSecret(heard);
  unanswered.set(db.device, secret);
  const { deviceKey, devicePoint } = await db.all('deviceKey', 'devicePoint');
  if (deviceKey && devicePoint) return { sign: deviceKey, point: devicePoint, secret };
  const fresh = await newDeviceKey();
  await db.set({ deviceKey: fresh.sign, devicePoint: fresh.point });
  return { ...fresh, secret };
}

// Being rung on this device: the browser's subscription and the desk's knowledge of it, kept as one. The browser asks the
// person, and only at a tap of theirs.
import { mending, type Choice, type NoticesTold, type Subscribed } from '../domain/notices';
import type { Ringing } from '../domain/self_test';
import type { ProblemCode } from '../contract/contract';
import { b64, sha256, unb64, utf8 } from '../letters/bytes';
import { ask, posting, type Fetch } from '../sync/http';
import type { PersonDb } from '../store/db';
import { NotDone } from './not_done';

/** How it stands, as far as this device knows by itself. */
export async function standsHere(db: PersonDb): Promise<Ringing> {
  if (!('Notification' in globalThis) || !(await pushes()))
    return isBareIphone() ? 'home_screen' : 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  const on = (await db.get('rings')) === true && (await subscription()) !== null;
  return on ? 'on' : 'off';
}

async function heard(send: Fetch): Promise<NoticesTold> {
  return (await answered(send, '/api/notices')) as unknown as NoticesTold;
}

/** Throws NotDone: `push_denied` where the person or the browser says no, `push_impossible` where it cannot be had. */
async function turnOn(send: Fetch, db: PersonDb): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new NotDone('push_denied');
  const { push } = await heard(send);
  if (push === null) throw new NotDone('push_impossible');
  await post(send, await subscribed(push));
  await db.set({ rings: true });
}

async function turnOff(send: Fetch, db: PersonDb): Promise<void> {
  await db.set({ rings: false });
  await silence(send);
}

/** Nobody is rung here until somebody signs in who wants to be (F62). What cannot be told the desk it hears by itself. */
export async function silence(send: Fetch): Promise<void> {
  const found = await subscription();
  await found?.unsubscribe().catch(() => false);
  if (found) await ask(send, '/api/push', { method: 'DELETE' });
}

/** At each open: what does not agree is put right, without a word. */
export async function mend(send: Fetch, db: PersonDb): Promise<void> {
  const found = await subscription();
  const wants = (await db.get('rings')) === true;
  if (!found && !(wants && Notification.permission === 'granted')) return;
  const told = await heard(send);
  switch (mending(wants, found && (await toldOf(found)), told)) {
    case 'unsubscribe':
      await found?.unsubscribe();
      return;
    case 'renew':
      await found?.unsubscribe();
      await post(send, await subscribed(told.push ?? ''));
      return;
    case 'subscribe':
      await post(send, await subscribed(told.push ?? ''));
      return;
    case 'post':
      if (found) await post(send, found);
      return;
    case 'nothing':
  }
}

/** What the screen about it needs, for this person. All throw NotDone. */
export function ringingOf(send: Fetch, db: PersonDb) {
  return {
    here: () => standsHere(db),
    told: () => heard(send),
    turnOn: () => turnOn(send, db),
    turnOff: () => turnOff(send, db),
    choose: async (choice: Choice): Promise<void> => {
      await answered(send, '/api/notices', posting(choice));
    },
    /** Rings this device once, by whoever goes round at the desk next. */
    test: async (): Promise<void> => {
      await answered(send, '/api/push/test', posting({}));
    },
  };
}
export type RingingHere = ReturnType<typeof ringingOf>;

async function pushes(): Promise<PushManager | null> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = await workers?.getRegistration().catch(() => undefined);
  return (registration as { pushManager?: PushManager } | undefined)?.pushManager ?? null;
}

async function subscription(): Promise<PushSubscription | null> {
  return (await (await pushes())?.getSubscription().catch(() => null)) ?? null;
}

async function subscribed(key: string): Promise<PushSubscription> {
  const manager = await pushes();
  const given = { userVisibleOnly: true, applicationServerKey: unb64(key) };
  const made = await manager?.subscribe(given).catch((error: unknown) => {
    throw new NotDone('push_impossible', { cause: error });
  });
  if (!made) throw new NotDone('push_impossible');
  return made;
}

async function post(send: Fetch, given: PushSubscription): Promise<void> {
  const { endpoint, keys } = given.toJSON();
  await answered(send, '/api/push', posting({ endpoint, keys }));
}

async function toldOf(found: PushSubscription): Promise<Subscribed> {
  const { endpoint = '', keys = {} } = found.toJSON();
  const parts = [endpoint, keys['p256dh'] ?? '', keys['auth'] ?? ''].join('\n');
  const key = found.options.applicationServerKey;
  return { key: key && b64(new Uint8Array(key)), place: b64(await sha256(utf8(parts))) };
}

/** Safari rings nobody from a tab. */
function isBareIphone(): boolean {
  const { standalone } = navigator as { standalone?: boolean };
  return standalone === false;
}

async function answered(send: Fetch, path: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const came = await ask(send, path, init);
  if (came.kind === 'weather') throw new NotDone('offline');
  if (came.status === 200 || came.status === 204) return came.body ?? {};
  const code = came.body?.['code'];
  throw new NotDone(typeof code === 'string' ? (code as ProblemCode) : 'server.fault');
}

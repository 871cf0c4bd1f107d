// Looks at what a night needs, for real, and says what it found. Nothing is stored and nothing is sent but one
// question to the desk whether it is there.
import type { Found } from '../domain/self_test';
import { flooredText } from '../domain/times';
import { unb64 } from '../letters/bytes';
import { letterOf } from '../letters/seal';
import { holds } from '../letters/sign';
import { ask, type Fetch } from '../sync/http';
import type { PersonDb } from '../store/db';
import { standsHere } from './ringing';
import { newerStands } from './shell';

/** A service worker whose script cannot be had may never answer. */
const PATIENCE_MS = 10_000;

export async function lookedAt(send: Fetch, db: PersonDb): Promise<Found> {
  const [desk, letter, persisted, freeBytes, shell, newer, push] = await Promise.all([
    deskTime(send),
    letterHolds(db),
    isKept(),
    freeRoom(),
    isShellKept(),
    soon(newerStands()),
    standsHere(db),
  ]);
  return { online: navigator.onLine, ...desk, letter, persisted, freeBytes, shell, newer, push };
}

async function deskTime(send: Fetch): Promise<Pick<Found, 'desk' | 'aheadMs'>> {
  const from = Date.now();
  const heard = await ask(send, '/api/health');
  const time = heard.kind === 'answer' && heard.status === 200 ? heard.body?.['time'] : null;
  if (typeof time !== 'string') return { desk: false, aheadMs: null };
  // The desk looked at its clock somewhere between question and answer.
  return { desk: true, aheadMs: Date.parse(time) - (from + Date.now()) / 2 };
}

/** A real letter with this phone's own keys, for the unit, thrown away again. */
async function letterHolds(db: PersonDb): Promise<Found['letter']> {
  const { me, deviceKey, devicePoint, ingest } = await db.all('me', 'deviceKey', 'devicePoint', 'ingest');
  const to = ingest?.[0];
  if (!me || !deviceKey || !devicePoint || !to) return 'keyless';
  try {
    const op = { type: 'self_test', subject: me.device, seen: null, body: {} };
    const header = { id: me.device, device: me.device, seq: 0, at: flooredText(new Date()) };
    const letter = await letterOf(op, header, to, deviceKey);
    const parts = [letter.header, letter.sealed, letter.signature].map(unb64) as Parts;
    return (await holds(devicePoint, ...parts)) ? 'holds' : 'fails';
  } catch {
    return 'fails';
  }
}
type Parts = [
  header: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
];

/** Asked for anew: browsers change their minds once the app is on the home screen. */
async function isKept(): Promise<boolean | null> {
  const storage = navigator.storage as Partial<StorageManager> | undefined;
  if (!storage?.persisted) return null;
  const kept =
    (await storage.persisted().catch(() => false)) || (await soon(storage.persist?.().catch(() => false)));
  return kept ?? false;
}

async function freeRoom(): Promise<number | null> {
  const storage = navigator.storage as Partial<StorageManager> | undefined;
  const { quota, usage } = (await storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined || usage === undefined ? null : quota - usage;
}

async function isShellKept(): Promise<boolean> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = await workers?.getRegistration().catch(() => undefined);
  return Boolean(registration?.active);
}

/** Null if it takes too long. */
async function soon<T>(work: Promise<T> | undefined): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => (timer = setTimeout(() => done(null), PATIENCE_MS)));
  const came = await Promise.race([work ?? null, late]);
  clearTimeout(timer);
  return came;
}

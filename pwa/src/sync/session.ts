// Signing in and out: the device answers a challenge with its key, and shows who holds it by its stored secret or by a
// passkey.
import { unb64, type Bytes } from '../letters/bytes';
import { signChallenge } from '../letters/sign';
import type { PersonDb } from '../store/db';
import { ask, posting, type Fetch, type Heard } from './http';
import type { Outcomes } from './post';

const PATH = '/api/session';

/** What shows who holds the device, for this challenge. */
export type Proof = (challenge: Bytes) => Promise<{ secret: string } | { passkey: unknown }>;

/** `secret`: null where it cannot be read any more. */
export async function signIn(send: Fetch, db: PersonDb, secret: string | null): Promise<Outcomes> {
  if (secret === null) return { name: 'sign_in_refused' };
  return signInBy(send, db, () => Promise.resolve({ secret }));
}

/** Throws what `proof` throws. */
export async function signInBy(send: Fetch, db: PersonDb, proof: Proof): Promise<Outcomes> {
  const { deviceKey: key, enrolled } = await db.all('deviceKey', 'enrolled');
  if (!key || enrolled !== true) return { name: 'sign_in_refused' };
  const { device } = db;
  const asked = await ask(send, PATH + '/challenge', posting({ device }));
  const challenge = asked.kind === 'answer' && asked.status === 200 ? asked.body?.['challenge'] : undefined;
  if (typeof challenge !== 'string') return not(asked);
  const proven = await proof(unb64(challenge));
  const signature = await signChallenge(key, unb64(challenge));
  const heard = await ask(send, PATH, posting({ device, challenge, signature, ...proven }));
  return heard.kind === 'answer' && heard.status === 204 ? { name: 'signed_in' } : not(heard);
}

/** The desk may not hear it; the session then ends by itself. */
export async function signOut(send: Fetch): Promise<void> {
  await ask(send, PATH, { method: 'DELETE' });
}

function not(heard: Heard): Outcomes {
  if (heard.kind === 'weather') return { ...heard, name: 'weather' };
  return heard.status >= 400 ? { name: 'sign_in_refused' } : { name: 'weather', answered: true };
}

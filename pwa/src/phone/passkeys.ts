// A passkey is made: the desk says with what, the phone's own lock makes it, and both keep their half of it.
import type { Bytes } from '../letters/bytes';
import { ask, posting, type Fetch, type Heard } from '../sync/http';
import type { Outcomes } from '../sync/post';
import { signIn, signInBy } from '../sync/session';
import type { PasskeyLock } from '../vault/door';
import { TurnedAway, lockedBy, make, openedBy, show, showTo, type MakeOptions } from '../vault/passkey';
import { NotDone } from './not_done';
import type { Person } from './person';

/**
 * The door's half under a new passkey, which the desk knows from here on. Throws NotDone; then nothing has changed here.
 * Needs the desk, and a session opened just now.
 */
export async function newPasskeyLock(send: Fetch, { db, night }: Person, half: Bytes): Promise<PasskeyLock> {
  const came = await signIn(send, db, await night.loginSecret());
  if (came.name !== 'signed_in') throw new NotDone(came.name === 'weather' ? 'offline' : 'session.refused');
  const given = await askAgain(send, '/api/passkeys/options', {});
  if (given.kind !== 'answer' || given.status !== 200) throw new NotDone('offline');
  const { challenge, passkey } = given.body as unknown as { challenge: string; passkey: MakeOptions };
  const made = await make(passkey).catch(turnedAway);
  // It would open nothing here: the person is told, and takes a passphrase.
  if (!made.secret) throw new NotDone('no_secret');
  const kept = await askAgain(send, '/api/passkeys', { challenge, passkey: made.answer });
  if (kept.kind !== 'answer' || kept.status !== 204)
    throw new NotDone(kept.kind === 'weather' ? 'offline' : 'session.refused');
  return lockedBy(half, made, made.secret);
}

/**
 * Whoever signs in ends the session that was there before. If the phone's reading does so between two of these
 * requests, the second is turned away once, and the session it finds then is the new one.
 */
async function askAgain(send: Fetch, path: string, body: object): Promise<Heard> {
  const heard = await ask(send, path, posting(body));
  return heard.kind === 'answer' && heard.status === 401 ? ask(send, path, posting(body)) : heard;
}

/** The door's half, the person verified by the phone; needs no network. Throws NotDone. */
export async function halfBy(lock: PasskeyLock): Promise<Bytes> {
  const secret = await show(lock).catch(turnedAway);
  const half = secret && (await openedBy(lock, secret));
  if (!half) throw new NotDone('no_secret');
  return half;
}

/** A session opened just now, the person verified by the phone and the desk told so. Throws NotDone. */
export async function proveBy(send: Fetch, { db }: Person, lock: PasskeyLock): Promise<Outcomes> {
  return signInBy(send, db, async (challenge) => ({
    passkey: await showTo(challenge, lock).catch(turnedAway),
  }));
}

function turnedAway(error: unknown): never {
  throw error instanceof TurnedAway ? new NotDone('turned_away', { cause: error }) : error;
}

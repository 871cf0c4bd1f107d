// The only thing screens call. Each saying resolves when its letter stands twice on the phone ("saved"); whether the
// desk has it is another question, answered by view.
import type { ContactRecord, FollowUpIn, Id, Json, OpBodies, OpType, SETTINGS } from './contract/contract';
import { RANDOM_BYTES, uuid7 } from './domain/ids';
import type { Row } from './domain/self_test';
import { floored, flooredText, written } from './domain/times';
import type { Bytes } from './letters/bytes';
import { NotDone, Stopped } from './phone/not_done';
import type { RingingHere } from './phone/ringing';
import { DraftNames } from './phone/draft_names';
import { enrol } from './phone/people';
import { Phone } from './phone/phone';
import { asFile, unsent } from './phone/rescue';
import { keepShell, takeOverNow } from './phone/shell';
import { sessionHolder } from './phone/session_holder';
import { session } from './session.svelte';
import { asideFrom } from './store/drafts';
import { StorageRefused } from './store/saver';
import type { Stretch } from './vault/door';
import type { Outcomes } from './sync/post';
import type { Tried } from './vault/keeper';
import { canBeMade } from './vault/passkey_can';
import { view } from './view.svelte';

export { NotDone, Stopped } from './phone/not_done';

/** What may go with any saying. */
export interface Also {
  /** The draft it was written in: let go by the same commit. */
  draft?: string;
  /** The op this one puts right; that one needs nobody any more. */
  mends?: Id;
}

/** A contact as the screen has it: ids of what is promised, and the shift, are filled in here. */
export type NewContact = Omit<ContactRecord, 'follow_ups'> & {
  follow_ups?: (Omit<FollowUpIn, 'id'> & { id?: Id })[];
};

const phone = new Phone();
/** Drafts of this tab that are not yet saved or dropped: while there is one, no update is offered (F28). */
const dirty = new Set<string>();
let updateWaits = false;

export const tell = {
  /** Once, before anything else. */
  async start(): Promise<void> {
    await phone.start();
    phone.listen();
    // None of these may hold back the start: they may fail, or never answer.
    void keepShell(() => offerUpdate(true)).catch(() => undefined);
    const storage = navigator.storage as Partial<StorageManager> | undefined;
    void storage
      ?.persist?.()
      .then((kept) => session.set({ kept }))
      .catch(() => undefined);
  },

  startShift: async (body: OpBodies['shift.start'], also?: Also) => {
    await say('shift.start', newId(), { ...body, started_at: rounded(body.started_at) }, also);
  },
  endShift: async (body: OpBodies['shift.end'], also?: Also) => {
    const shift = view.shift;
    if (!shift) return;
    await say('shift.end', shift.id, { ...body, ended_at: rounded(body.ended_at) }, also);
    await phone.endNight();
  },

  /** One that mends a refused one keeps its id: whatever the desk made of it already, as a duty, is the same. */
  async recordContact(body: NewContact, also?: Also, id: Id = newId()): Promise<{ id: Id }> {
    const follow_ups = (body.follow_ups ?? []).map((each) => ({ ...each, id: each.id ?? newId() }));
    const shift = body.shift === undefined ? (view.shift?.id ?? null) : body.shift;
    await say('contact.record', id, { ...roundedContact(body), shift, follow_ups }, also);
    return { id };
  },
  correctContact: (id: Id, body: ContactRecord, also?: Also) =>
    say('contact.correct', id, roundedContact(body), also),
  setConsent: (contact: Id, body: OpBodies['consent.set'], also?: Also) =>
    say('consent.set', contact, body, also),

  async openFollowUp(body: OpBodies['follow_up.open'], also?: Also): Promise<{ id: Id }> {
    const id = newId();
    await say('follow_up.open', id, body, also);
    return { id };
  },
  assign: (id: Id, member: Id, also?: Also) => say('follow_up.assign', id, { to: member }, also),
  take: (id: Id, also?: Also) => say('follow_up.take', id, {}, also),
  giveBack: (id: Id, also?: Also) => say('follow_up.give_back', id, {}, also),
  attempt: (id: Id, body: OpBodies['follow_up.attempt'], also?: Also) =>
    say('follow_up.attempt', id, body, also),
  reschedule: (id: Id, body: OpBodies['follow_up.reschedule'], also?: Also) =>
    say('follow_up.reschedule', id, body, also),
  complete: (id: Id, body: OpBodies['follow_up.complete'], also?: Also) =>
    say('follow_up.complete', id, body, also),
  decideHeld: (id: Id, body: OpBodies['held.decide'], also?: Also) => say('held.decide', id, body, also),
  approve: (id: Id, body: OpBodies['follow_up.approve'] = {}, also?: Also) =>
    say('follow_up.approve', id, body, also),
  returnIt: (id: Id, remark: string, also?: Also) => say('follow_up.return', id, { remark }, also),
  cancel: (id: Id, ground: string, also?: Also) => say('follow_up.cancel', id, { ground }, also),
  reopen: (id: Id, body: OpBodies['follow_up.reopen'] = {}, also?: Also) =>
    say('follow_up.reopen', id, body, also),

  recordActivity: (body: OpBodies['activity.record'], also?: Also) =>
    say('activity.record', newId(), body, also),
  correctActivity: (id: Id, body: OpBodies['activity.correct'], also?: Also) =>
    say('activity.correct', id, body, also),
  recordIncident: (body: OpBodies['incident.record'], also?: Also) =>
    say('incident.record', newId(), body, also),
  recordDisclosure: (body: OpBodies['disclosure.record'], also?: Also) =>
    say('disclosure.record', newId(), body, also),
  setMember: (id: Id, body: OpBodies['member.set'], also?: Also) => say('member.set', id, body, also),

  /** What the unit has set. Of cards and wordings only the languages named here change; the desk puts them together. */
  setSetting: (name: (typeof SETTINGS)[number], value: Json, also?: Also) =>
    say('setting.set', newId(), { name, value }, also),

  async draft(key: string, value: unknown): Promise<void> {
    dirty.add(key);
    offerUpdate();
    const { drafts } = phone.mine();
    await drafts.put(await nameOf(key), value, REMEMBERED.includes(key) ? 'house' : 'night');
  },
  async readDraft(key: string): Promise<unknown> {
    const { drafts } = phone.mine();
    const name = await nameOf(key);
    if (name === key) await drafts.adopt(key, await names.taken());
    return drafts.get(name);
  },
  /** What is kept under this key is remembered, not half-written: no update need wait for it. */
  settleDraft: (key: string): void => clean(key),
  async dropDraft(key: string): Promise<void> {
    await phone.mine().drafts.delete(await nameOf(key));
    clean(key);
  },

  /** Throws NotDone: `invitation.invalid`, `offline` … */
  async enrol(code: string, label: string, kind: 'phone' | 'desk', passphrase: string | null): Promise<void> {
    const unknown = session.now.me && !session.now.enrolled ? session.now.me.device : null;
    const device = await enrol((...given) => fetch(...given), code, label, kind, unknown);
    await phone.become(device);
    // One that the desk had forgotten keeps the door it has.
    if (session.now.door === 'bare' && passphrase !== null) await tell.choosePassphrase(passphrase);
  },
  /** Has this device a lock of its own that can open what is readable here? */
  canUsePasskey: (): Promise<boolean> => canBeMade(),
  /** The device's own lock, where nothing has guarded what is readable here. */
  async choosePasskey(): Promise<void> {
    const { keeper } = phone.mine().night;
    const bare = await keeper.bare();
    if (bare) await addPasskey(bare);
  },
  /** The device's own lock beside the passphrase. */
  async addPasskey(passphrase: string): Promise<Tried> {
    const came = tried(await phone.mine().night.keeper.try(passphrase, await stretching()));
    if (came.came === 'open') await addPasskey(came.half);
    return came;
  },
  /** A passphrase beside the device's own lock, which is asked first. */
  async addPassphrase(passphrase: string): Promise<void> {
    const { keeper } = phone.mine().night;
    await keeper.add(await passkeyHalf(), passphrase, await stretching());
    await phone.doorChanged();
  },
  /** The first one, where nothing has guarded what is readable here. */
  async choosePassphrase(passphrase: string): Promise<void> {
    const { keeper } = phone.mine().night;
    await keeper.choose(passphrase, await stretching());
    await phone.doorChanged();
  },
  async changePassphrase(from: string, to: string): Promise<Tried> {
    return tried(await phone.mine().night.keeper.change(from, to, await stretching()));
  },
  /** Resolves when it is open, or with how many tries are left. */
  async unlock(passphrase: string): Promise<Tried> {
    const came = tried(await phone.mine().night.keeper.try(passphrase, await stretching()));
    if (came.came === 'open') await phone.unlock(came.half);
    return came;
  },
  /** By the device's own lock. Throws NotDone: `turned_away`, `no_secret`. */
  async unlockByPasskey(): Promise<void> {
    await phone.unlock(await passkeyHalf());
  },
  /** Shows the desk anew who is here, as it asks before what few may do. Throws NotDone. */
  async prove(passphrase: string): Promise<Tried> {
    const { db, night } = phone.mine();
    const came = tried(await night.keeper.try(passphrase, await stretching()));
    if (came.came !== 'open') return came;
    const { signIn } = await import('./sync/session');
    proved(await signIn((...given) => fetch(...given), db, await night.loginSecret()));
    return came;
  },
  /** The same by the device's own lock. */
  async proveByPasskey(): Promise<void> {
    const person = phone.mine();
    const { passkey } = await person.night.keeper.door();
    if (!passkey) throw new NotDone('no_secret');
    const { proveBy } = await import('./phone/passkeys');
    proved(await proveBy((...given) => fetch(...given), person, passkey));
  },
  triesLeft: (): Promise<number> => phone.mine().night.keeper.left(),
  cover: (): void => phone.watcher.tell('cover'),
  uncover: (): void => phone.watcher.tell('uncover'),
  lock: (): void => phone.watcher.tell('lock'),
  /** Writes without reading (PH6). */
  writeAside(): void {
    aside = newId();
    phone.watcher.tell('aside');
  },
  /** Everything readable here goes, at once and for good. Nothing that was recorded does (PH5). */
  async panic(): Promise<void> {
    phone.watcher.tell('lock');
    await phone.endNight();
  },
  async signIn(): Promise<void> {
    await phone.mine().db.set({ signedOut: false });
    phone.tell({ name: 'signed_in' });
  },
  /** Closes reading. What waits goes on being sent: writing needs no session (F33). */
  async signOut(): Promise<void> {
    await phone.mine().db.set({ signedOut: true });
    phone.tell({ name: 'signed_out' });
    // Whoever is at this browser next is not rung for what is somebody else's (F62).
    await import('./phone/ringing')
      .then(({ silence }) => silence((...given) => fetch(...given)))
      .catch(() => undefined);
    void import('./phone/app_badge').then(
      ({ mark }) => mark(0),
      () => undefined,
    );
    sessionHolder.nobody();
    const { signOut } = await import('./sync/session');
    await signOut((...given) => fetch(...given));
  },
  syncNow(): Promise<void> {
    phone.tell({ name: 'wake' });
    return Promise.resolve();
  },
  /** Everything unsent, as a file that only the desk can read; null if all is sent. It stays here as well. */
  async takeOut(): Promise<{ file: File; letters: number } | null> {
    const letters = await unsent(phone.outboxes);
    if (letters.length === 0) return null;
    return { file: asFile(letters, flooredText(new Date()).slice(0, 10)), letters: letters.length };
  },
  applyUpdate(): Promise<void> {
    takeOverNow();
    return Promise.resolve();
  },
  /** Does everything work tonight? Looks for real, and leaves nothing behind. */
  async selfTest(): Promise<Row[]> {
    const [{ lookedAt }, { judged }] = await Promise.all([
      import('./phone/self_test'),
      import('./domain/self_test'),
    ]).catch(() => {
      // Before the shell stands.
      throw new NotDone('offline');
    });
    return judged(await lookedAt((...given) => fetch(...given), phone.mine().db));
  },
  /** Being rung on this device, and what one is told of. */
  async ringing(): Promise<RingingHere> {
    const { ringingOf } = await import('./phone/ringing').catch(() => {
      throw new NotDone('offline');
    });
    return ringingOf((...given) => fetch(...given), phone.mine().db);
  },
  /** The person has read what the desk said about this op. */
  async dismiss(op: Id): Promise<void> {
    await phone.mine().outbox.dismiss(op);
    await phone.changed();
  },
};

/** How the last shift began is codes alone, and no night's. */
const REMEMBERED: readonly string[] = ['shift'];
/** What is begun aside lies apart: it must not take the place of a draft that cannot be read just now. */
let aside = '';
const isAside = (): boolean => session.now.shade === 'aside';
const names = new DraftNames(() => phone.mine().me.device, newId);
const nameOf = async (key: string): Promise<string> => (isAside() ? asideFrom(key, aside) : names.of(key));

async function stretching(): Promise<Stretch> {
  return (await import('./phone/stretch')).stretch;
}

async function passkeyHalf(): Promise<Bytes> {
  const { passkey } = await phone.mine().night.keeper.door();
  const { halfBy } = await import('./phone/passkeys');
  if (!passkey) throw new NotDone('no_secret');
  return halfBy(passkey);
}

async function addPasskey(half: Bytes): Promise<void> {
  const person = phone.mine();
  const { newPasskeyLock } = await import('./phone/passkeys');
  const passkey = await newPasskeyLock((...given) => fetch(...given), person, half);
  await person.night.keeper.lockWith({ passkey });
  await phone.doorChanged();
}

function proved(heard: Outcomes): void {
  if (heard.name !== 'signed_in') throw new NotDone(heard.name === 'weather' ? 'offline' : 'session.refused');
}

function tried(came: Tried): Tried {
  if (came.came === 'destroyed') {
    session.set({ door: 'walled' });
    void phone.endNight();
  }
  return came;
}

async function say<T extends OpType>(
  type: T,
  subject: Id,
  body: OpBodies[T],
  also: Also = {},
): Promise<void> {
  const { outbox, replica } = phone.mine();
  await stopAtIdentifiers(body);
  const op = { type, subject, seen: replica.clock(), ...(also.mends ? { mends: also.mends } : {}), body };
  const draft = also.draft && (await nameOf(also.draft));
  const save = () => outbox.save(op, newId(), flooredText(new Date()), draft);
  await save().catch(async (error: unknown) => {
    if (!isFull(error)) throw new NotDone('storage', { cause: error });
    // Room is made by what the desk can tell again, never by what only this phone knows (F24).
    await replica.startOver();
    await save().catch((again: unknown) => {
      throw new NotDone('storage', { cause: again });
    });
  });
  phone.saved();
  if (also.mends) await outbox.dismiss(also.mends);
  if (also.draft !== undefined) clean(also.draft);
  // It stands twice: that is said first, and then what follows from it is shown and sent.
  setTimeout(() => {
    void phone.changed();
    phone.tell({ name: 'saved' });
  });
}

let search: typeof import('./domain/free_text') | null = null;

/** CT5. Without its patterns, which the shell holds, the phone saves all the same: the desk searches again. */
async function stopAtIdentifiers(body: unknown): Promise<void> {
  search ??= await import('./domain/free_text').catch(() => null);
  const at = search?.pointingOut(body);
  if (at) throw new Stopped(at);
}

function isFull(error: unknown): boolean {
  const cause = error instanceof StorageRefused ? error.cause : error;
  return cause instanceof DOMException && cause.name === 'QuotaExceededError';
}

function newId(): Id {
  return uuid7(new Date(), crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
}

function rounded(time: string): string {
  return written(floored(new Date(time)));
}

function roundedContact<T extends { met_at: string; called_at?: string | null }>(body: T): T {
  return {
    ...body,
    met_at: rounded(body.met_at),
    ...(body.called_at ? { called_at: rounded(body.called_at) } : {}),
  };
}

function clean(key: string): void {
  dirty.delete(key);
  void names.letGo(key);
  offerUpdate();
}

function offerUpdate(waits = updateWaits): void {
  updateWaits = waits;
  session.set({ updateReady: updateWaits && dirty.size === 0 });
}

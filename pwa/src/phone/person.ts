// Everything one person has on this phone, opened together.
import type { Me } from '../domain/views';
import { Copies } from '../store/copies';
import { PersonDb } from '../store/db';
import { Drafts } from '../store/drafts';
import { NightCopies } from '../store/night_copies';
import { Outbox } from '../store/outbox';
import { MemoryReplica, StoredReplica, type Replica } from '../store/replica';
import { Keeper } from '../vault/keeper';
import { HOUSE, Night } from '../vault/night';

export interface Person {
  me: Me;
  db: PersonDb;
  night: Night;
  outbox: Outbox;
  replica: Replica;
  drafts: Drafts;
  copies: NightCopies;
}

export function outboxOf(device: string): Outbox {
  const db = new PersonDb(device);
  return new Outbox(db, new Copies(device), new Night(db, new Keeper(db)));
}

/** Null if this device's keys are gone: its letters can still be carried, but it can write no more. */
export async function openPerson(outbox: Outbox): Promise<Person | null> {
  const { db, night } = outbox;
  const { me, deviceKey, wiped } = await db.all('me', 'deviceKey', 'wiped');
  if (!me || !deviceKey || wiped === true) return null;
  const bare = await night.keeper.bare();
  if (bare) await night.unlock(bare);
  const { nightKey } = await db.all('nightKey');
  if (nightKey) await (await import('../vault/resettle')).resettle(db, night);
  await night.expire();
  // A desk computer stays behind in the office: what the desk says is never written to its disk.
  const replica = me.kind === 'desk' ? new MemoryReplica() : new StoredReplica(db, night);
  await replica.refresh();
  return {
    me,
    db,
    night,
    outbox,
    replica,
    drafts: new Drafts(db, night),
    copies: new NightCopies(db, night),
  };
}

/** A supervisor has given this person another role, or another name: told like everything else, by a row. */
export async function asTheDeskKnows(person: Person): Promise<boolean> {
  const row = person.replica.rows().find(({ kind, id }) => kind === 'member' && id === person.me.id);
  if (row?.kind !== 'member') return false;
  const { name, role } = row.data;
  if (name === person.me.name && role === person.me.role) return false;
  person.me = { ...person.me, name, role };
  await person.db.set({ me: person.me });
  return true;
}

/** Nothing of it that could be read is in memory any more. */
export function lockPerson({ night, copies, replica }: Person): void {
  night.lock();
  copies.lock();
  replica.lock();
}

/** 1. The keys go, and with them everything else could be lost. 2. What they opened. */
export async function endNight({ db, night, copies, replica }: Person): Promise<void> {
  await night.end();
  copies.lock();
  await db.use(async (connection) => {
    const tx = connection.transaction(['night', 'drafts'], 'readwrite');
    void tx.objectStore('night').clear();
    for (const draft of await tx.objectStore('drafts').getAll())
      if (draft.segment !== HOUSE) void tx.objectStore('drafts').delete(draft.key);
    await tx.done;
  });
  await replica.startOver();
}

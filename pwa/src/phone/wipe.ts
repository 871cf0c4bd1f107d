// Called lost by the supervisor: what is readable on this phone goes at its next contact, and the desk is told so.
// Letters are no part of it. They are sealed, and go on being sent (PH2, F39).
import { b64 } from '../letters/bytes';
import { signWiped } from '../letters/sign';
import type { Outbox } from '../store/outbox';
import { ask, posting, type Fetch } from '../sync/http';

/** Repeatable: what could not be told is told at the next contact. `at`: RFC 3339, in UTC. */
export async function wipe(send: Fetch, outbox: Outbox, at: string): Promise<void> {
  const { db, night } = outbox;
  night.lock();
  await night.keeper.wallUp();
  const { me, deviceKey } = await db.all('me', 'deviceKey');
  await db.use(async (connection) => {
    const tx = connection.transaction(['meta', 'night', 'drafts', 'replica'], 'readwrite', {
      durability: 'strict',
    });
    for (const store of ['night', 'drafts', 'replica'] as const) void tx.objectStore(store).clear();
    for (const key of ['houseKey', 'cursor', 'clock']) void tx.objectStore('meta').delete(key);
    // Whose it was stands nowhere; which unit its letters go to has to.
    if (me) void tx.objectStore('meta').put({ ...me, name: '' }, 'me');
    void tx.objectStore('meta').put(true, 'wiped');
    await tx.done;
  });
  await outbox.noteState();
  await import('./ringing').then(({ silence }) => silence(send)).catch(() => undefined);
  if (!deviceKey) return;
  const signature = b64(await signWiped(deviceKey, db.device, at));
  const heard = await ask(send, `/api/devices/${db.device}/wiped`, posting({ at, signature }));
  if (heard.kind === 'weather') return;
  await db.use((connection) => connection.delete('meta', 'deviceKey'));
}

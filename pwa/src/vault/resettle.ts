// A phone from before there was a door: what lies under the old night's key is taken behind the new one (F21).
import { sealTo } from './door';
import { utf8 } from '../letters/bytes';
import type { PersonDb, Sealed } from '../store/db';
import type { Night } from './night';

const SCHEMA = 1;

/** Repeatable: whatever stops it, the next start begins it again. */
export async function resettle(db: PersonDb, night: Night): Promise<void> {
  const { nightKey, loginSecret } = await db.all('nightKey', 'loginSecret');
  if (typeof loginSecret === 'string') {
    const sealed = await sealTo(await night.keeper.door(), utf8(loginSecret), 'login');
    await db.set({ loginSecret: sealed });
  }
  if (!nightKey) return;
  const [copies, drafts] = await Promise.all([
    db.use((connection) => connection.getAll('night')),
    db.use((connection) => connection.getAll('drafts')),
  ]);
  const newCopies = await Promise.all(
    copies.map(async ({ seq, ...old }) => {
      const value = await opened(nightKey, 'night', String(seq), old);
      return value === null ? null : { seq, ...(await night.seal('night', String(seq), value)) };
    }),
  );
  const newDrafts = await Promise.all(
    drafts.map(async ({ key, ...old }) => {
      const value = await opened(nightKey, 'drafts', key, old);
      return value === null ? null : { key, ...(await night.seal('drafts', key, value)) };
    }),
  );
  await db.use(async (connection) => {
    const tx = connection.transaction(['night', 'drafts', 'replica', 'meta'], 'readwrite', {
      durability: 'strict',
    });
    for (const copy of newCopies) if (copy) void tx.objectStore('night').put(copy);
    for (const draft of newDrafts) if (draft) void tx.objectStore('drafts').put(draft);
    // The desk says it again.
    void tx.objectStore('replica').clear();
    for (const key of ['cursor', 'clock', 'nightKey']) void tx.objectStore('meta').delete(key);
    await tx.done;
  });
}

async function opened(
  key: CryptoKey,
  store: string,
  id: string,
  old: Omit<Sealed, 'segment'>,
): Promise<unknown> {
  const additionalData = utf8(`${store}|${id}|${SCHEMA}`);
  try {
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: old.iv, additionalData },
      key,
      old.ciphertext,
    );
    return JSON.parse(new TextDecoder().decode(text)) as unknown;
  } catch {
    return null;
  }
}

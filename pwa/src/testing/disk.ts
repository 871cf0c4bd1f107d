// A phone's disk as it stood at some moment: what a backup brings back, and what a torn log goes back to.
import { openDB } from 'idb';
import { IDBFactory } from 'fake-indexeddb';
import { cacheCopy, putCacheBack } from './browser';

interface Store {
  name: string;
  keyPath: string | null;
  entries: [key: IDBValidKey, value: unknown][];
}

interface Base {
  name: string;
  version: number;
  stores: Store[];
}

export interface Disk {
  bases: Base[];
  caches: ReturnType<typeof cacheCopy>;
}

export async function diskNow(): Promise<Disk> {
  const bases: Base[] = [];
  for (const { name = '', version = 1 } of await indexedDB.databases()) {
    const db = await openDB(name);
    const names = [...db.objectStoreNames];
    const tx = db.transaction(names);
    const stores = await Promise.all(
      names.map(async (store) => {
        const from = tx.objectStore(store);
        const [keys, values] = await Promise.all([from.getAllKeys(), from.getAll()]);
        const entries = keys.map((key, i): [IDBValidKey, unknown] => [key, values[i]]);
        return { name: store, keyPath: from.keyPath as string | null, entries };
      }),
    );
    db.close();
    bases.push({ name, version, stores });
  }
  return { bases, caches: cacheCopy() };
}

/** `both`: the Cache too. Every tab must be dead. */
export async function putBack({ bases, caches }: Disk, both: boolean): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  for (const { name, version, stores } of bases) {
    const db = await openDB(name, version, {
      upgrade: (made) => {
        for (const store of stores) made.createObjectStore(store.name, { keyPath: store.keyPath });
      },
    });
    for (const { name: store, keyPath, entries } of stores) {
      const tx = db.transaction(store, 'readwrite');
      for (const [key, value] of entries) void tx.store.put(value, keyPath === null ? key : undefined);
      await tx.done;
    }
    db.close();
  }
  if (both) putCacheBack(caches);
}

import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ada, emptyPhone } from '../testing/cast';
import { PersonDb } from './db';

beforeEach(emptyPhone);
afterEach(() => {
  PersonDb.inTheWay = () => undefined;
});

it('[F23] says that an older version in another tab is in the way, and opens when that is closed', async () => {
  const older = await openDB('lykta-' + ada.device, 1, {
    upgrade: (db) => {
      db.createObjectStore('meta');
    },
  });
  await older.put('meta', 7, 'seq');
  const said: boolean[] = [];
  const told = new Promise<void>((resolve) => {
    PersonDb.inTheWay = (is) => {
      said.push(is);
      resolve();
    };
  });
  const seq = new PersonDb(ada.device).get('seq');
  await told;
  expect(said).toEqual([true]);
  older.close();
  expect(await seq).toBe(7);
  expect(said).toEqual([true, false]);
});

it('[F23] makes way for a newer version, and goes on when it has come', async () => {
  const db = new PersonDb(ada.device);
  await db.set({ seq: 7 });
  const newer = await openDB('lykta-' + ada.device, 99);
  newer.close();
  // Only a newer Lykta opens what a newer Lykta has made; nothing was lost by making way.
  await expect(db.get('seq')).rejects.toMatchObject({ name: 'VersionError' });
  const again = await openDB('lykta-' + ada.device);
  expect(await again.get('meta', 'seq')).toBe(7);
  again.close();
});

it('[F25] opens again when the browser has closed it', async () => {
  const db = new PersonDb(ada.device);
  await db.set({ seq: 7 });
  await db.use((connection) => {
    connection.close();
    return Promise.resolve();
  });
  expect(await db.get('seq')).toBe(7);
});

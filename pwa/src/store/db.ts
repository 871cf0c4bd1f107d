// The databases: a tiny one that lists the people on this phone, and one per person, named for their device.
//
// A database may be closed under our hands (a phone does it in the background, F25) or be asked to make way for
// a newer version in another tab (F23). Both times it is opened again at the next use.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { IngestKey, Outcome, Problem } from '../contract/contract';
import type { Me } from '../domain/views';
import type { Letter } from '../letters/seal';
import type { Door } from '../vault/door';

/** 1: everything under one night key. 2: segments behind a door. A fixture of each stands in testing/. */
const VERSION = 2;

/** Where a letter stands. Nothing here can be read as text: ids and codes. The letter itself lies apart, for this is
 * read at every stroke and that only to be sent. */
export interface OutboxRow {
  seq: number;
  id: string;
  /** Floored like the letter's own. */
  at: string;
  /** Subject, contact and shift: a letter waits behind a failed one that shares any of them. */
  lanes: string[];
  /** Null while it waits; then what the desk said. */
  outcome: Exclude<Outcome, 'failed'> | null;
  version: number | null;
  problem: Problem | null;
  failures: number;
  notBefore: number;
  /** When the desk answered: 30 days later the letter may go, whatever `safe` says. */
  answeredAt: number | null;
  dismissed: boolean;
}

export interface Sealed {
  /** Which key opens it: a segment of a night, or the house. */
  segment: string;
  iv: Uint8Array<ArrayBuffer>;
  ciphertext: ArrayBuffer;
}

export type Draft = Sealed & { key: string };

/** One value each; absent until first written. */
export interface Meta {
  me: Me;
  /** The last number burned. Written only by the transaction that saves its letter. */
  seq: number;
  /** How often the outbox has changed. */
  revision: number;
  ingest: IngestKey[];
  /** Not extractable: it can be used here and carried nowhere. */
  deviceKey: CryptoKey;
  devicePoint: Uint8Array<ArrayBuffer>;
  /** Of a phone from before the door; gone once what lay under it has moved. */
  nightKey: CryptoKey;
  door: Door;
  /** Wrong passphrases in a row. */
  tries: number;
  /** Not extractable; opens what is nobody's, locked or not. */
  houseKey: CryptoKey;
  /** What this device signs in with, sealed to the door. */
  loginSecret: Uint8Array<ArrayBuffer>;
  /** The desk knows this device. */
  enrolled: boolean;
  /** Called lost: nothing readable is left, and nobody writes with this device any more. */
  wiped: boolean;
  /** The person signed out: nothing signs in again by itself. */
  signedOut: boolean;
  /** This person wants to be rung on this device. */
  rings: boolean;
  cursor: string;
  /** The highest clock read to the end. */
  clock: number;
  epoch: string;
}

export interface PersonSchema extends DBSchema {
  meta: { key: string; value: Meta[keyof Meta] };
  outbox: { key: number; value: OutboxRow };
  letters: { key: number; value: Letter };
  night: { key: number; value: Sealed & { seq: number } };
  replica: { key: string; value: Sealed & { key: string; version: number } };
  drafts: { key: string; value: Draft };
  /** The keys of stretches of writing, sealed to the door. `at`: epoch milliseconds. */
  segments: { key: string; value: { id: string; at: number; sealed: Uint8Array<ArrayBuffer> } };
}

/** `at`: when this device was last made or enrolled; 0 while its invitation is unanswered, or if nobody can say. */
export interface Known {
  device: string;
  at: number;
  invitation?: string;
}

interface IndexSchema extends DBSchema {
  people: { key: string; value: Known };
}

export type Connection = IDBPDatabase<PersonSchema>;
export type StoreName = 'meta' | 'outbox' | 'letters' | 'night' | 'replica' | 'drafts' | 'segments';

export class PersonDb {
  /** Told when another tab of an older version stands in the way of opening, and when it no longer does (F23). */
  static inTheWay: (is: boolean) => void = () => undefined;
  #open: Promise<Connection> | null = null;

  constructor(readonly device: string) {}

  /** Runs `work`, and once more on a new connection if the browser had closed this one: `work` may be repeated. */
  async use<T>(work: (db: Connection) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#connection());
    } catch (error) {
      if (!isClosed(error)) throw error;
      this.#open = null;
      return work(await this.#connection());
    }
  }

  async get<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
    return this.use(async (db) => (await db.get('meta', key)) as Meta[K] | undefined);
  }

  /** Several at one moment. */
  async all<K extends keyof Meta>(...keys: K[]): Promise<Partial<Pick<Meta, K>>> {
    return this.use(async (db) => {
      const { store } = db.transaction('meta');
      const found = await Promise.all(keys.map(async (key) => [key, await store.get(key)] as const));
      return Object.fromEntries(found) as Partial<Pick<Meta, K>>;
    });
  }

  async set<K extends keyof Meta>(values: Pick<Meta, K>): Promise<void> {
    await this.use(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
      for (const [key, value] of Object.entries(values)) void tx.store.put(value as Meta[K], key);
      await tx.done;
    });
  }

  /** The value that stands there, or else what `make` makes: of two tabs the first to write wins. */
  async first<K extends keyof Meta>(key: K, make: () => Promise<Meta[K]>): Promise<Meta[K]> {
    const stands = await this.get(key);
    if (stands !== undefined) return stands;
    const made = await make();
    return this.use(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
      const other = (await tx.store.get(key)) as Meta[K] | undefined;
      if (other === undefined) await tx.store.put(made, key);
      await tx.done;
      return other ?? made;
    });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    (await open)?.close();
  }

  #connection(): Promise<Connection> {
    let blocked = false;
    this.#open ??= openDB<PersonSchema>('lykta-' + this.device, VERSION, {
      upgrade: create,
      blocked: () => {
        blocked = true;
        PersonDb.inTheWay(true);
      },
      blocking: () => void this.close(),
      terminated: () => (this.#open = null),
    })
      .catch((error: unknown) => {
        this.#open = null;
        throw error;
      })
      .finally(() => {
        if (blocked) PersonDb.inTheWay(false);
      });
    return this.#open;
  }
}

function create(db: IDBPDatabase<PersonSchema>): void {
  // Only what is not there yet: an outbox that is full stays as it is.
  const keyPaths: Record<StoreName, string | null> = {
    meta: null,
    outbox: 'seq',
    letters: null,
    night: 'seq',
    replica: 'key',
    drafts: 'key',
    segments: 'id',
  };
  for (const [name, keyPath] of Object.entries(keyPaths) as [StoreName, string | null][])
    if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath });
}

function isClosed(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false;
  return (
    error.name === 'InvalidStateError' || (error.name === 'UnknownError' && /connection/i.test(error.message))
  );
}

/** The devices of the people on this phone, latest first. */
export async function devicesHere(): Promise<string[]> {
  return (await known()).filter(({ at }) => at > 0).map(({ device }) => device);
}

/** Everything that may have written on this phone, latest first. */
export async function devicesKnown(): Promise<string[]> {
  return (await known())
    .filter(({ at, invitation }) => at > 0 || invitation === undefined)
    .map(({ device }) => device);
}

/** The device whose enrolment by this invitation was never answered. */
export async function pendingDevice(invitation: string): Promise<string | null> {
  return (await known()).find((each) => each.invitation === invitation)?.device ?? null;
}

export async function rememberDevice(device: Known): Promise<void> {
  const db = await index();
  await db.put('people', device);
  db.close();
}

async function known(): Promise<Known[]> {
  const db = await index();
  const people = await db.getAll('people');
  db.close();
  return people.sort((a, b) => b.at - a.at);
}

function index(): Promise<IDBPDatabase<IndexSchema>> {
  return openDB<IndexSchema>('lykta', 1, {
    upgrade: (db) => {
      db.createObjectStore('people', { keyPath: 'device' });
    },
  });
}

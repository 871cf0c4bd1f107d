// The second copy, in the Cache API: a browser may delete a whole IndexedDB after a torn write (F79), and did not
// yet delete this. It holds what a phone needs to go on: its letters, who it is, how far it has counted, and to
// whom it seals. Nothing in it can be read as text but names of staff.
import type { IngestKey } from '../contract/contract';
import type { Me } from '../domain/views';
import { utf8 } from '../letters/bytes';
import type { Letter } from '../letters/seal';

const CACHE = 'lykta-outbox';
const PREFIX = '/__outbox/';

export interface LetterCopy {
  seq: number;
  id: string;
  at: string;
  letter: Letter;
  lanes: string[];
  /** What it was written in: once it is restored from here, that must not be said again. */
  draft?: string;
}

export interface StateCopy {
  me: Me;
  seq: number;
  ingest: IngestKey[];
  /** What its letters are verified with, in base64url: the key itself cannot be copied. */
  point?: string;
}

type Standing = Omit<LetterCopy, 'letter' | 'draft'>;

/** What stands in the cache for one device. */
export class Copies {
  constructor(readonly device: string) {}

  /** False if there is no room: what stands in IndexedDB then stands only once, until the next start. */
  put(row: Standing, letter: Letter): Promise<boolean> {
    return isDone(this.writer()(row, letter));
  }

  /** Opens the cache at once, to write when it is time. */
  writer(): (row: Standing, letter: Letter, draft?: string) => Promise<void> {
    const opening = caches.open(CACHE);
    opening.catch(() => undefined);
    return async ({ seq, id, at, lanes }, letter, draft) => {
      const copy: LetterCopy = { seq, id, at, letter, lanes, ...(draft === undefined ? {} : { draft }) };
      await (await opening).put(this.#url(seq), new Response(utf8(JSON.stringify(copy))));
    };
  }

  /** False if there is no room: a full phone must start and send all the same. */
  putState(state: StateCopy): Promise<boolean> {
    const write = async () => (await caches.open(CACHE)).put(this.#url('state'), Response.json(state));
    return isDone(write());
  }

  async delete(seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    const cache = await caches.open(CACHE);
    await Promise.all(seqs.map((seq) => cache.delete(this.#url(seq))));
  }

  async state(): Promise<StateCopy | null> {
    return this.#read<StateCopy>('state');
  }

  async read(seq: number): Promise<LetterCopy | null> {
    return this.#read<LetterCopy>(seq);
  }

  async seqs(): Promise<number[]> {
    return (await names())
      .filter(([device]) => device === this.device)
      .flatMap(([, name]) => {
        const seq = Number(name);
        return Number.isInteger(seq) ? [seq] : [];
      });
  }

  async #read<T>(name: number | 'state'): Promise<T | null> {
    const response = await (await caches.open(CACHE)).match(this.#url(name));
    if (!response) return null;
    // A copy torn by the same power cut is no copy; the other one may still stand.
    return (response.json() as Promise<T>).catch(() => null);
  }

  #url(name: number | 'state'): string {
    return `${PREFIX}${this.device}/${name}`;
  }
}

/** The devices that have left anything here, whatever IndexedDB remembers. */
export async function devicesInCopies(): Promise<string[]> {
  return [...new Set((await names()).map(([device]) => device))];
}

function isDone(writing: Promise<void>): Promise<boolean> {
  return writing.then(
    () => true,
    () => false,
  );
}

async function names(): Promise<[device: string, name: string][]> {
  const requests = await (await caches.open(CACHE)).keys();
  return requests.flatMap((request) => {
    const [device, name] = new URL(request.url).pathname.slice(PREFIX.length).split('/');
    return device !== undefined && name !== undefined ? [[device, name]] : [];
  });
}

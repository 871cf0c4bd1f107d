// One parcel to the desk. Carrying needs no session, and any outbox on this phone is carried: nobody's letters wait
// for somebody else to sign in (F32).
import type { OpsAnswer, Outcome, Receipt } from '../contract/contract';
import { ready, waiting } from '../store/lanes';
import type { Outbox, Packed } from '../store/outbox';
import { noteEpoch } from './epoch';
import { ask, posting, type Fetch } from './http';
import { backOff, type Event } from './machine';

export type Outcomes = Omit<Event, 'chance'>;

export interface Post {
  send: Fetch;
  outboxes: () => readonly Outbox[];
  now: () => number;
  chance: () => number;
  /** The desk wants what is readable on these devices destroyed. */
  lost?: (devices: readonly string[]) => void;
}

const LOCK = 'lykta-post';
const OUTCOMES: readonly string[] = ['applied', 'adjusted', 'held', 'refused', 'failed'] satisfies Outcome[];

export class Poster {
  #tried: { outbox: Outbox; seqs: number[] } | null = null;

  constructor(readonly with_: Post) {}

  /** `anew`: what was told to wait is tried again. One sender across tabs (F14). */
  async post(limit: number, anew: boolean): Promise<Outcomes> {
    return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (!lock) return { name: 'elsewhere' };
      for (const outbox of this.with_.outboxes()) {
        if (anew) await outbox.retryNow();
      }
      for (const outbox of this.with_.outboxes()) {
        const parcel = await outbox.pick(limit, this.with_.now());
        if (parcel.length > 0) return this.#carry(outbox, parcel);
      }
      return this.#left();
    });
  }

  async setAside(waitMs: number): Promise<void> {
    const tried = this.#tried;
    if (tried) await tried.outbox.setAside(tried.seqs, this.with_.now() + waitMs);
  }

  async #carry(outbox: Outbox, parcel: Packed[]): Promise<Outcomes> {
    const { send, now, chance } = this.with_;
    this.#tried = { outbox, seqs: parcel.map(({ seq }) => seq) };
    // What is left once this parcel is taken in: the desk is to see what it has not got.
    const goes = new Set(parcel.map(({ seq }) => seq));
    const queue = waiting(await outbox.rows()).filter(({ seq }) => !goes.has(seq));
    const told = { device: outbox.db.device, count: queue.length, oldest: queue[0]?.at ?? null };
    const letters = parcel.map(({ letter }) => letter);
    const heard = await ask(send, '/api/ops', posting({ protocol: 1, letters, waiting: told }));
    if (heard.kind === 'weather') return { ...heard, name: 'weather' };
    if (heard.status === 413) return { name: 'too_large' };
    const answer = heard.status === 200 ? opsAnswer(heard.body, parcel.length) : null;
    if (!answer) return { name: 'weather', answered: true };
    await noteEpoch(this.with_.outboxes(), outbox, answer.epoch);
    const wait = (failures: number): number => backOff(failures, chance());
    await outbox.receive(parcel, answer.receipts, now(), wait, answer.epoch);
    await outbox.prune(answer.safe, now());
    if (Array.isArray(answer.wipe) && answer.wipe.length > 0) this.with_.lost?.(answer.wipe);
    return this.#left();
  }

  async #left(): Promise<Outcomes> {
    let [goes, waits] = [0, 0];
    for (const outbox of this.with_.outboxes()) {
      const rows = await outbox.rows();
      goes += ready(rows, this.with_.now()).length;
      waits += waiting(rows).length;
    }
    return { name: 'posted', ready: goes, waiting: waits };
  }
}

/** The desk's answer to so many letters, or null if it is not one: then nothing was sent. */
export function opsAnswer(body: Record<string, unknown> | null, letters: number): OpsAnswer | null {
  const receipts: unknown = body?.['receipts'];
  if (!Array.isArray(receipts) || receipts.length !== letters || !receipts.every(isReceipt)) return null;
  return body as unknown as OpsAnswer;
}

function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== 'object' || value === null) return false;
  const { id, outcome } = value as Partial<Record<keyof Receipt, unknown>>;
  return (id === null || typeof id === 'string') && typeof outcome === 'string' && OUTCOMES.includes(outcome);
}

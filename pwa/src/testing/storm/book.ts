// The book of every letter that was written: what somebody was told of it, and what became of it. It says what is lost.
import type { Op } from '../../letters/seal';
import { allDevices } from '../../phone/people';
import { outboxOf } from '../../phone/person';
import type { SmallDesk } from './desk';

/** By op: answered, or waiting once or twice. */
export type Here = Map<string, 'answered' | 'once' | 'twice'>;

export interface Accident {
  /** IndexedDB and the Cache both went back. */
  wholeDisk: boolean;
  /** There was no room to keep everything twice. */
  wasFull: boolean;
}

export class Book {
  readonly written = new Map<string, Op & { device: string }>();
  /** Of these somebody was told "saved". */
  readonly told = new Set<string>();
  /** With the phone's disk, or with the desk's and the phone's both: nobody could have kept these. */
  readonly destroyed = new Set<string>();
  /** Devices whose disk was older than what they had sent, or of which a number is gone with all else. */
  readonly setBack = new Set<string>();
  /** What the phone has no memory of any more. */
  readonly #deskAlone = new Set<string>();
  /** What was said and forgotten: its draft may have come back, and somebody may say it again. */
  readonly #unremembered = new Set<string>();

  constructor(readonly desk: SmallDesk) {}

  /** The desk went back to its backup and forgot these. */
  forgotten(ops: readonly string[]): void {
    for (const op of ops) if (this.#deskAlone.has(op)) this.#destroy(op);
  }

  /** The phone's disk is not what it was. */
  accident(before: Here, after: Here, { wholeDisk, wasFull }: Accident): void {
    for (const [op, { subject }] of this.written) if (!after.has(op)) this.#unremembered.add(subject);
    for (const [op, letter] of before) {
      if (after.has(op)) continue;
      this.#deskAlone.add(op);
      // Both have lost it: the desk what it had receipted, and the phone what it kept for that very case.
      const nobodys = wholeDisk || letter === 'answered' || (letter === 'once' && wasFull);
      if (nobodys && !this.desk.kept.ledger.has(op)) this.#destroy(op);
    }
  }

  /** Whoever was told "saved" can count on it: the letter is at the desk or on this phone (PH1, PH2). */
  check(here: Here): void {
    if (this.desk.fault) throw this.desk.fault;
    for (const op of this.told) {
      const stands = this.desk.kept.ledger.has(op) || here.has(op) || this.destroyed.has(op);
      if (!stands) throw new Error(`LOST: ${this.written.get(op)?.type ?? ''} ${op}`);
    }
    const doubled = this.desk.doubled.filter((subject) => !this.#unremembered.has(subject));
    if (doubled.length > 0) throw new Error(`DOUBLED: ${doubled.join()}`);
  }

  /** All has come, and nothing else; each device counts 1, 2, 3 without gaps, and no number is two letters (PH1). */
  checkAll(): void {
    const { ledger } = this.desk.kept;
    for (const op of this.told)
      if (!ledger.has(op) && !this.destroyed.has(op)) throw new Error(`LOST at the end: ${op}`);
    const bySeq = new Map<string, number[]>();
    for (const [op, { device, seq }] of ledger) {
      if (!this.written.has(op)) throw new Error(`nobody wrote ${op}`);
      bySeq.set(device, [...(bySeq.get(device) ?? []), seq]);
    }
    for (const [device, seqs] of bySeq) {
      const sorted = seqs.sort((a, b) => a - b);
      if (!this.setBack.has(device) && sorted.some((seq, i) => seq !== i + 1))
        throw new Error(`${device} counted ${sorted.join()}`);
    }
  }

  #destroy(op: string): void {
    this.destroyed.add(op);
    this.setBack.add(this.written.get(op)?.device ?? '');
  }
}

/** Every letter that stands on this phone, and how. */
export async function lettersHere(): Promise<Here> {
  const ops: Here = new Map();
  for (const device of await allDevices()) {
    const { db, copies } = outboxOf(device);
    const rows = await db.use((open) => open.getAll('outbox'));
    const letters = new Set(await db.use((open) => open.getAllKeys('letters')));
    for (const { id, seq, outcome } of rows)
      if (letters.has(seq)) ops.set(id, outcome === null ? 'once' : 'answered');
    for (const seq of await copies.seqs()) ops.set((await copies.read(seq))!.id, 'twice');
    await db.close();
  }
  return ops;
}

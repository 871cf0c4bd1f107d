// A small desk that truly takes in: it opens and verifies each letter, answers it the same however often it comes,
// keeps a clock, tells what changed by pages, forgets with its backup, and holds what comes before its parent.
import { LIMITS, type OpsAnswer, type Outcome, type Receipt } from '../../contract/contract';
import { unb64, type Bytes } from '../../letters/bytes';
import type { Letter, Op } from '../../letters/seal';
import { holds } from '../../letters/sign';
import { receipt, unit, type Unit } from '../cast';
import { says } from '../desk';
import type { Chance } from './chance';

interface Entry {
  device: string;
  seq: number;
  op: Op;
  receipt: Receipt;
}

interface Row {
  kind: string;
  id: string;
  version: number;
  /** Null: it is gone. */
  data: object | null;
}

/** What a backup holds. */
interface Kept {
  ledger: Map<string, Entry>;
  rows: Map<string, Row>;
  clock: number;
}

const PAGE_ROWS = 5;

export class SmallDesk {
  kept: Kept = { ledger: new Map(), rows: new Map(), clock: 0 };
  safe = 0;
  signedIn = true;
  /** What the deciding did to more than one op that told of the same. */
  readonly doubled: string[] = [];
  /** What no letter of an honest phone may bring about. */
  fault: Error | null = null;
  readonly #devices = new Map<string, Bytes>();
  #backup: Kept = { ledger: new Map(), rows: new Map(), clock: 0 };
  #epoch = 1;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly unit: Unit,
    readonly chance: Chance,
  ) {}

  static async open(chance: Chance): Promise<SmallDesk> {
    return new SmallDesk(await unit(), chance);
  }

  enrol(device: string, point: Bytes): void {
    this.#devices.set(device, point);
  }

  knows(device: string): boolean {
    return this.#devices.has(device);
  }

  backUp(): Promise<void> {
    return this.#inTurn(() => {
      this.#backup = copied(this.kept);
      this.safe = this.kept.clock;
    });
  }

  /** Puts the last backup in place of all, and says so with a new epoch. The ops that it forgot. */
  restore(): Promise<string[]> {
    return this.#inTurn(() => {
      const forgot = [...this.kept.ledger.keys()].filter((op) => !this.#backup.ledger.has(op));
      this.kept = copied(this.#backup);
      this.#epoch += 1;
      return forgot;
    });
  }

  readonly reached = (path: string, body: string | null): Promise<Response> =>
    this.#inTurn(async () => {
      if (path === '/api/ops') return says(await this.#takeIn(body ?? ''));
      if (path === '/api/session') return this.#signIn();
      if (!this.signedIn) return says({ code: 'session.required' }, 401);
      return this.#changes(new URL(path, 'http://lykta.test').searchParams);
    });

  /** One after the other: each is a transaction. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch((error: unknown) => (this.fault = error as Error));
    return done;
  }

  #signIn(): Response {
    this.signedIn = true;
    return says({}, 200);
  }

  async #takeIn(body: string): Promise<OpsAnswer> {
    const { letters } = JSON.parse(body) as { letters: Letter[] };
    if (letters.length > LIMITS.OPS_PER_PARCEL) throw new Error('more letters than a parcel holds');
    const receipts: Receipt[] = [];
    for (const letter of letters) receipts.push(await this.#one(letter));
    const { clock } = this.kept;
    return { receipts, server_time: NOW, epoch: this.epoch, clock, safe: this.safe, wipe: [] };
  }

  async #one(letter: Letter): Promise<Receipt> {
    const { header, op } = await this.unit.open(letter);
    const { id, device, seq } = header as { id: string; device: string; seq: number };
    const point = this.#devices.get(device);
    const failed = (code: string) =>
      receipt({ id, outcome: 'failed', version: null, problem: { code: code as 'server.fault' } });
    if (!point) return failed('device.unknown');
    if (!(await holds(point, unb64(letter.header), unb64(letter.sealed), unb64(letter.signature))))
      throw new Error(`letter ${seq} of ${device} is not signed by its device`);
    const known = this.kept.ledger.get(id);
    if (known) return known.receipt;
    if (this.chance.is(0.05)) return failed('server.fault');
    const answer = receipt({ id, ...this.#decided(op, id) });
    this.kept.ledger.set(id, { device, seq, op, receipt: answer });
    return answer;
  }

  #decided(op: Op, id: string): Pick<Receipt, 'outcome' | 'version' | 'problem'> {
    const { type, subject } = op;
    const opens = type !== 'follow_up.attempt';
    if (opens && this.#stands(subject)) {
      this.doubled.push(subject);
      return { outcome: 'refused', version: null, problem: { code: 'subject.exists' as 'server.fault' } };
    }
    const outcome: Outcome =
      this.#waits(op) || this.chance.is(0.05) ? 'held' : opens ? 'applied' : 'adjusted';
    if (outcome === 'held') {
      this.#put({ kind: 'held', id: 'held-' + id, data: { op: id } });
      return { outcome, version: this.kept.clock, problem: { code: 'subject.unknown' } };
    }
    this.#put({ kind: type.split('.')[0]!, id: subject, data: { ops: [...this.#ops(subject), id] } });
    return { outcome, version: this.kept.clock, problem: null };
  }

  /** A supervisor takes in what is held and waits for nothing: what it told of gets its row. */
  decideHeld(): void {
    for (const { kind, id, data } of [...this.kept.rows.values()]) {
      if (kind !== 'held' || data === null) continue;
      const { op } = data as { op: string };
      const said = this.kept.ledger.get(op)!.op;
      if (this.#waits(said)) continue;
      this.#put({ kind, id, data: null });
      const { type, subject } = said;
      if (type !== 'follow_up.attempt' && this.#stands(subject)) this.doubled.push(subject);
      this.#put({ kind: type.split('.')[0]!, id: subject, data: { ops: [...this.#ops(subject), op] } });
    }
  }

  /** Before what it is about has come. */
  #waits({ type, subject, body }: Op): boolean {
    return type !== 'contact.record' && !this.#stands((body as { contact?: string }).contact ?? subject);
  }

  #stands(id: string): boolean {
    return (this.kept.rows.get(id)?.data ?? null) !== null;
  }

  #ops(subject: string): string[] {
    return (this.kept.rows.get(subject)?.data as { ops: string[] } | undefined)?.ops ?? [];
  }

  #put(row: Omit<Row, 'version'>): void {
    this.kept.clock += 1;
    this.kept.rows.set(row.id, { ...row, version: this.kept.clock });
  }

  #changes(query: URLSearchParams): Response {
    const [epoch = '', from = '0'] = (query.get('cursor') ?? `${this.epoch}.0`).split('.');
    if (epoch !== this.epoch) return says({ code: 'cursor.unknown' }, 409);
    const next = [...this.kept.rows.values()]
      .filter(({ version }) => version > Number(from))
      .sort((a, b) => a.version - b.version);
    const page = next.slice(0, PAGE_ROWS);
    return says({
      rows: page.filter(({ data }) => data !== null),
      gone: page.filter(({ data }) => data === null).map(({ kind, id, version }) => ({ kind, id, version })),
      cursor: `${this.epoch}.${page.at(-1)?.version ?? from}`,
      more: next.length > page.length,
      server_time: NOW,
      epoch: this.epoch,
      clock: this.kept.clock,
    });
  }

  get epoch(): string {
    return `e${this.#epoch}`;
  }
}

const NOW = '2026-11-23T22:37:12Z';

function copied({ ledger, rows, clock }: Kept): Kept {
  return { ledger: new Map(ledger), rows: new Map(rows), clock };
}

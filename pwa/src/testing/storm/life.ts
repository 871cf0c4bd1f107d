// The life of a tab: it may end at any use of its disk or its line, and after that nothing it began goes on.
import { Copies, type LetterCopy } from '../../store/copies';
import { PersonDb, type Connection } from '../../store/db';
import { Outbox } from '../../store/outbox';
import { Keeper } from '../../vault/keeper';
import { Night } from '../../vault/night';

export class Killed extends Error {
  override name = 'Killed';
}

export class Life {
  #left = Infinity;
  #end: (reason: Killed) => void = () => undefined;
  readonly #over: Promise<never>;
  dead = false;

  constructor(readonly ended: () => void = () => undefined) {
    this.#over = new Promise((_, reject) => (this.#end = reject));
    this.#over.catch(() => undefined);
  }

  /** It ends within its next `n` uses of disk or line. */
  endsIn(n: number): void {
    this.#left = Math.min(this.#left, n);
  }

  end(): void {
    if (this.dead) return;
    this.dead = true;
    this.#end(new Killed());
    this.ended();
  }

  /** Before and after, and in the middle: whoever waits for it when the life ends waits no more. */
  async while<T>(work: () => Promise<T>): Promise<T> {
    this.#use();
    const done = await Promise.race([work(), this.#over]);
    this.#use();
    return done;
  }

  check(): void {
    if (this.dead) throw new Killed();
  }

  #use(): void {
    this.#left -= 1;
    if (this.#left <= 0) this.end();
    this.check();
  }
}

class MortalDb extends PersonDb {
  constructor(
    device: string,
    readonly life: Life,
  ) {
    super(device);
  }

  override use<T>(work: (db: Connection) => Promise<T>): Promise<T> {
    // A transaction that was begun may end; none begins after death.
    const alive = (db: Connection): Promise<T> => {
      this.life.check();
      return work(db);
    };
    return this.life.while(() => super.use(alive));
  }
}

class MortalCopies extends Copies {
  constructor(
    device: string,
    readonly life: Life,
  ) {
    super(device);
  }

  override writer(): ReturnType<Copies['writer']> {
    const write = super.writer();
    return (...given) => this.life.while(() => write(...given));
  }

  override delete(seqs: readonly number[]): Promise<void> {
    return this.life.while(() => super.delete(seqs));
  }

  override seqs(): Promise<number[]> {
    return this.life.while(() => super.seqs());
  }

  override read(seq: number): Promise<LetterCopy | null> {
    return this.life.while(() => super.read(seq));
  }
}

export function mortalOutbox(device: string, life: Life): Outbox {
  const db = new MortalDb(device, life);
  return new Outbox(db, new MortalCopies(device, life), new Night(db, new Keeper(db)));
}

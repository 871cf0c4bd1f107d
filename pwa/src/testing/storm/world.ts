// One phone in the storm, with two people and several tabs; a book of every letter; and what must hold after each step.
import { ada, ben, emptyPhone, enrolled, loseIndexedDb } from '../cast';
import { emptyCaches, fillCaches } from '../browser';
import { diskNow, putBack, type Disk } from '../disk';
import { allDevices } from '../../phone/people';
import { outboxOf } from '../../phone/person';
import { devicesHere, rememberDevice } from '../../store/db';
import { waiting } from '../../store/lanes';
import { Chance } from './chance';
import { Book, lettersHere } from './book';
import { SmallDesk } from './desk';

import { Killed } from './life';
import { Sky } from './sky';
import { Tab } from './tab';
import { Writer, dismissAll, type Tally } from './writer';

const TABS = 3;
const BEN = '018f0000-0000-7000-8000-0000000000d2';

export class World {
  tabs: Tab[] = [];
  readonly book: Book;
  readonly #writer: Writer;
  /** What happened, for whoever has to find out why. */
  readonly trail: string[] = [];
  #isFull = false;
  #wasFull = false;
  #now = 0;
  #disk: Disk | null = null;

  private constructor(
    readonly chance: Chance,
    readonly desk: SmallDesk,
    readonly sky: Sky,
    readonly tally: Tally,
    /** Lets so many milliseconds pass. */
    readonly pass: (ms: number) => Promise<unknown>,
  ) {
    this.book = new Book(desk);
    this.#writer = new Writer(this.book, chance, tally);
  }

  static async made(seed: number, tally: Tally, pass: World['pass']): Promise<World> {
    emptyPhone();
    const chance = new Chance(seed);
    // Each its own, so that the steps are the same however long anything takes.
    const desk = await SmallDesk.open(chance.fork());
    const world = new World(chance, desk, new Sky(desk.reached, chance.fork()), tally, pass);
    for (const [at, me] of [ada, { ...ben, device: BEN }].entries()) {
      const { db } = await enrolled(me, [desk.unit.key]);
      await rememberDevice({ device: me.device, at: at + 1 });
      desk.enrol(me.device, (await db.get('devicePoint'))!);
      await db.close();
    }
    await world.openTab();
    world.sky.share = chance.of([0.2, 0.5, 0.8]);
    return world;
  }

  async step(): Promise<void> {
    const name = this.chance.of(STEPS);
    this.trail.push(name);
    try {
      await this[name]();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    // What was begun goes on, more or less far, before the next thing happens.
    await turns(this.chance.below(20));
    if (this.#living().length === 0) await this.openTab();
    this.tally.steps += 1;
    await this.check();
  }

  // ── the person ────────────────────────────────────────────────────────────

  /** Several at once, in whichever tabs. */
  async write(): Promise<void> {
    const many = 1 + this.chance.below(4);
    await Promise.all(Array.from({ length: many }, () => this.#writer.say(this.#tab())));
  }

  async finishDrafts(): Promise<void> {
    await this.#writer.finishDrafts(this.#tab());
  }

  async dismiss(): Promise<void> {
    await dismissAll(this.#tab());
  }

  async changeUser(): Promise<void> {
    await this.#tab().become(this.chance.of(await devicesHere()));
  }

  wake(): Promise<void> {
    this.#tab().sync.tell({ name: this.chance.of(['wake', 'tick', 'saved']) });
    return Promise.resolve();
  }

  // ── the phone ─────────────────────────────────────────────────────────────

  async openTab(): Promise<void> {
    if (this.#living().length >= TABS) return;
    this.tabs = [
      ...this.#living(),
      await Tab.opened({ sky: this.sky, chance: this.chance.fork(), now: () => this.#now }),
    ];
  }

  /** Somewhere within what it does next. */
  kill(): Promise<void> {
    this.tally.kills += 1;
    this.#tab().life.endsIn(1 + this.chance.below(30));
    return Promise.resolve();
  }

  fill(): Promise<void> {
    this.#isFull = this.chance.is(0.5);
    this.#wasFull ||= this.#isFull;
    fillCaches(this.#isFull);
    return Promise.resolve();
  }

  async keepDisk(): Promise<void> {
    this.#disk = await diskNow();
  }

  /** The last writes to IndexedDB are gone, as after a power cut; the Cache stands. */
  async tearIndexedDb(): Promise<void> {
    const disk = this.#disk;
    if (disk) await this.#accident(() => putBack(disk, false), false);
  }

  /** The browser deletes the whole of it (F79). */
  loseIndexedDb(): Promise<void> {
    return this.#accident(() => {
      loseIndexedDb();
      return Promise.resolve();
    }, false);
  }

  loseCache(): Promise<void> {
    this.#isFull = false;
    return this.#accident(() => {
      emptyCaches();
      return Promise.resolve();
    }, false);
  }

  /** A backup takes the phone's place: what only its disk knew is gone with the disk. */
  async restorePhone(): Promise<void> {
    const disk = this.#disk;
    if (disk) await this.#accident(() => putBack(disk, true), true);
  }

  // ── the desk and the road ─────────────────────────────────────────────────

  async passTime(): Promise<void> {
    await this.#passed(1000 * 2 ** this.chance.below(9));
  }

  async arrive(): Promise<void> {
    await this.sky.arrive();
  }

  async backUpDesk(): Promise<void> {
    await this.desk.backUp();
  }

  /** What the phone has no memory of any more cannot come again. */
  async restoreDesk(): Promise<void> {
    this.book.forgotten(await this.desk.restore());
  }

  endSession(): Promise<void> {
    this.desk.signedIn = false;
    return Promise.resolve();
  }

  decideHeld(): Promise<void> {
    this.desk.decideHeld();
    return Promise.resolve();
  }

  /** A device that took over gets its invitation, and vouches for those before it. */
  async enrolHeirs(): Promise<void> {
    for (const device of await allDevices()) {
      const { db } = outboxOf(device);
      const point = await db.get('devicePoint');
      if (point && !this.desk.knows(device)) {
        this.desk.enrol(device, point);
        await db.set({ enrolled: true });
      }
      await db.close();
    }
  }

  // ── what must hold ────────────────────────────────────────────────────────

  async check(): Promise<void> {
    this.book.check(await lettersHere());
  }

  /** The weather clears: all of it arrives, once, numbered without a gap, and is read. */
  async quiet(): Promise<void> {
    this.sky.share = 0;
    fillCaches(false);
    await this.sky.arrive();
    await this.#dieAll();
    await this.openTab();
    await this.enrolHeirs();
    for (const device of await devicesHere()) {
      await this.#tab().become(device);
      await this.#writer.finishDrafts(this.#tab());
    }
    await this.#until(async () => {
      this.desk.decideHeld();
      this.#tab().sync.tell({ name: 'wake' });
      await this.#passed(300_000);
      let left = 0;
      for (const outbox of this.#tab().outboxes) left += waiting(await outbox.rows()).length;
      return left === 0 && this.#tab().sync.state === 'resting';
    });
    await this.check();
    this.book.checkAll();
    await dismissAll(this.#tab());
    await this.#sameAs(this.desk.kept.rows);
    await this.#dieAll();
  }

  async #sameAs(rows: SmallDesk['kept']['rows']): Promise<void> {
    const { replica, copies, outbox } = this.#tab().mine;
    const seen = new Map(replica.rows().map(({ id, version }) => [id, version]));
    const standing_ = [...rows.values()].filter(({ data }) => data !== null);
    const gap = standing_.find(({ id, version }) => seen.get(id) !== version);
    if (gap || seen.size !== standing_.length)
      throw new Error(`the feed left a gap: ${seen.size} of ${standing_.length}, ${gap?.id ?? ''}`);
    const answers = new Map((await outbox.rows()).map(({ seq, outcome }) => [seq, outcome]));
    for (const { seq } of await copies.read())
      if (!answers.has(seq) || answers.get(seq) === 'applied')
        throw new Error(`a night copy of ${seq} outlives what it stood for`);
  }

  // ── how ───────────────────────────────────────────────────────────────────

  async #accident(happens: () => Promise<void>, wholeDisk: boolean): Promise<void> {
    await this.#dieAll();
    const before = await lettersHere();
    await happens();
    this.book.accident(before, await lettersHere(), { wholeDisk, wasFull: this.#wasFull });
    if (wholeDisk) for (const device of await allDevices()) this.book.setBack.add(device);
    await this.openTab();
    if (!this.#isFull) this.#wasFull = false;
  }

  async #dieAll(): Promise<void> {
    for (const tab of this.tabs) tab.life.end();
    this.tabs = [];
    await turns(20);
  }

  /** Time goes on, and so does what was begun. */
  async #passed(ms: number): Promise<void> {
    this.#now += ms;
    await this.pass(ms);
    await turns(5);
    for (let n = 0; this.tabs.some(({ isBusy }) => isBusy); n += 1) {
      if (n > 5000) throw new Error('a tab stays busy for ever');
      await turns(5);
      this.#now += 1000;
      await this.pass(1000);
    }
  }

  async #until(done: () => Promise<boolean>): Promise<void> {
    for (let n = 0; n < 50; n += 1) if (await done()) return;
    throw new Error('something waits in fair weather');
  }

  #living(): Tab[] {
    return this.tabs.filter(({ life }) => !life.dead);
  }

  #tab(): Tab {
    const living = this.#living();
    if (living.length === 0) throw new Killed();
    return this.chance.of(living);
  }
}

/** How often each, of all together. */
const STEPS = (
  [
    [12, 'write'],
    [6, 'wake'],
    [12, 'passTime'],
    [4, 'kill'],
    [4, 'openTab'],
    [3, 'arrive'],
    [2, 'finishDrafts'],
    [2, 'dismiss'],
    [2, 'changeUser'],
    [2, 'backUpDesk'],
    [2, 'decideHeld'],
    [1, 'enrolHeirs'],
    [1, 'restoreDesk'],
    [1, 'endSession'],
    [1, 'fill'],
    [1, 'keepDisk'],
    [1, 'tearIndexedDb'],
    [1, 'loseIndexedDb'],
    [1, 'loseCache'],
    [1, 'restorePhone'],
  ] as const satisfies [number, keyof World][]
).flatMap(([times, step]) => Array.from({ length: times }, () => step));

/** The true one, before any test stops the clock: sealing and the disk take their time beside it. */
const later = setTimeout;

async function turns(n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) await new Promise((resolve) => later(resolve));
}

// The running phone: whose it is, its post, and what it shows. Everything meets here and nothing is decided here.
import { isLocked, type Shade, type Sight } from '../domain/watch';
import { whenIdle } from '../idle';
import { session } from '../session.svelte';
import { PersonDb } from '../store/db';
import { waiting } from '../store/lanes';
import type { Outbox } from '../store/outbox';
import { reconcile } from '../store/reconcile';
import { refreshKeys } from '../sync/keys';
import type { Event, Memory, State, Step } from '../sync/machine';
import type { Outcomes } from '../sync/post';
import { show, view, type ReadState } from '../view.svelte';
import type { Drawer } from './drawer';
import type { Line } from './line';
import { NotDone } from './not_done';
import { allDevices, latestOf, takeOver } from './people';
import { asTheDeskKnows, endNight, lockPerson, openPerson, outboxOf, type Person } from './person';
import { sessionHolder } from './session_holder';
import { Watcher } from './watcher';

const send: typeof fetch = (...given) => fetch(...given);

const DRAW_MS = 150;
const MINUTE_MS = 60_000;
const BUSY: readonly State[] = ['posting', 'reading', 'signing_in'];

const isWaiting = (state: State): boolean => state === 'backing_off' || state === 'told_to_wait';
const isShut = (closed: Memory['closed']): boolean => closed !== null && closed !== 'locked';

export class Phone {
  person: Person | null = null;
  outboxes: Outbox[] = [];
  #read: ReadState = { state: 'never', at: null };
  #lastRead: 'never' | 'ok' | 'failed' = 'never';
  #drawing: Promise<void> | null = null;
  #drawAgain = false;
  #soon = false;
  /** The end of the session that the lock has ended. */
  #leaving: Promise<void> = Promise.resolve();
  readonly #others = new BroadcastChannel('lykta');
  #line: Line | null = null;
  #laying = false;
  #untold: Outcomes[] = [];
  #closed: Memory['closed'] = null;
  #state: State = 'resting';
  #nextTry: Date | null = null;
  #drawer: Promise<Drawer> | null = null;
  /** What browser and desk know of being rung has been looked at since this person came. */
  #ringing = false;
  readonly watcher = new Watcher({
    kind: () => this.person?.me.kind ?? 'phone',
    lockable: () => this.person !== null && session.now.door !== 'bare',
    changed: (shade, before, by) => void this.#shadeChanged(shade, before, by),
  });

  /** Tells the line what happened; it is laid when there first is something to tell. */
  tell(event: Outcomes): void {
    if (this.#line) {
      this.#line.tell(event);
      return;
    }
    this.#untold.push(event);
    if (!this.#laying) void this.#lay();
  }

  async #lay(): Promise<void> {
    this.#laying = true;
    try {
      const { Line } = await import('./line');
      this.#line = new Line(this);
      for (const event of this.#untold.splice(0)) this.#line.tell(event);
    } catch {
      // No network and no shell yet: laid at the next event.
      this.#laying = false;
    }
  }

  mine(): Person {
    if (!this.person) throw new NotDone('no_device');
    return this.person;
  }

  /** 1. Make both copies agree (F79). 2. Open whose phone it is. 3. Show what is here. 4. Send and read. */
  async start(): Promise<void> {
    PersonDb.inTheWay = (blocked) => session.set({ blocked });
    const devices = await allDevices();
    this.outboxes = devices.map(outboxOf);
    if (devices.length > 0) void this.#pen().catch(() => undefined);
    let restored = 0;
    for (const outbox of this.outboxes) restored += (await reconcile(outbox)).restored;
    const latest = await latestOf(devices);
    if (latest === undefined) {
      session.set({ phase: 'enrol' });
      return;
    }
    await this.become(latest);
    if (restored > 0 || this.person?.me.device !== latest) session.set({ restored });
  }

  /** `device` is at this phone from now on. One whose keys are lost is taken over by a new one. */
  async become(device: string): Promise<void> {
    let mine = this.outboxes.find((outbox) => outbox.db.device === device) ?? outboxOf(device);
    let person = await openPerson(mine);
    // One that was called lost is nobody's any more: nothing takes it over but an invitation.
    if (!person && (await mine.db.get('wiped')) !== true) {
      mine = outboxOf((await takeOver(device)) ?? device);
      person = await openPerson(mine);
    }
    this.person = person;
    this.#ringing = false;
    this.outboxes = [mine, ...this.outboxes.filter((outbox) => outbox.db.device !== mine.db.device)];
    if (!person) {
      // Nobody can write or read here; what was left behind is still carried.
      session.set({ phase: 'enrol', wiped: (await mine.db.get('wiped')) ?? false });
      this.tell({ name: 'signed_out' });
      this.tell({ name: 'wake' });
      this.hearKeys();
      return;
    }
    const { enrolled, signedOut } = await person.db.all('enrolled', 'signedOut');
    await this.doorChanged();
    this.watcher.begin();
    // What the last person read says nothing about this one, and none of it may show under their name.
    this.#read = { state: 'never', at: null };
    this.#lastRead = 'never';
    await this.draw();
    session.set({ phase: 'ready', me: person.me, enrolled: enrolled ?? false });
    // The first save need not wait for it, and no visit before there is somebody to save anything.
    whenIdle(() => void person.outbox.warm().catch(() => undefined));
    this.hearKeys();
    this.tell({ name: signedOut === true ? 'signed_out' : 'signed_in' });
    if (isLocked(this.watcher.shade)) this.tell({ name: 'locked' });
    if (signedOut === true) this.tell({ name: 'wake' });
  }

  /** The page was seen, left, connected or cut off. */
  listen(): void {
    const look = (): void => {
      session.set({ online: navigator.onLine });
      this.#listenLive();
      if (document.visibilityState === 'visible') this.tell({ name: 'wake' });
    };
    for (const name of ['online', 'offline', 'pageshow']) addEventListener(name, look);
    document.addEventListener('visibilitychange', look);
    this.#others.onmessage = ({ data }: MessageEvent<'changed' | 'locked'>) => {
      if (data === 'locked') this.watcher.tell('lock');
      else void this.person?.replica.refresh().then(() => this.draw());
    };
    this.watcher.listen();
    session.set({ online: navigator.onLine });
    // What is overdue becomes so while nobody does anything.
    setInterval(() => void this.person?.night.expire().then(() => this.draw()), MINUTE_MS);
  }

  /** `half`: the private half of the door, which only the passphrase gives. */
  async unlock(half: Uint8Array<ArrayBuffer>): Promise<void> {
    const { night, replica } = this.mine();
    await night.unlock(half);
    await replica.refresh();
    await this.#drawOnce(false);
    this.watcher.tell('unlock');
  }

  /** The unit's keys, and whether any device here was called lost: asked without a session, so by a locked one too. */
  hearKeys(): void {
    for (const { db } of this.outboxes)
      void refreshKeys(send, db).then((wanted) => {
        if (wanted) this.lost([db.device]);
      });
  }

  /** What is readable of these devices goes, now; what waits goes on being sent. */
  lost(devices: readonly string[]): void {
    void (async () => {
      const { wipe } = await import('./wipe');
      for (const outbox of this.outboxes.filter(({ db }) => devices.includes(db.device))) {
        const { person } = this;
        if (person?.db.device === outbox.db.device) lockPerson(person);
        await wipe(send, outbox, new Date().toISOString());
        this.#others.postMessage('locked');
        // Nothing of it may stay in memory either.
        if (person?.db.device === outbox.db.device) location.reload();
      }
    })();
  }

  /** Whether it is locked now, and with what. */
  async doorChanged(): Promise<void> {
    const { keeper } = this.mine().night;
    session.set({ door: await keeper.standing(), ways: await keeper.ways() });
  }

  /** Nothing said until now can be read here any more; what waits goes on being sent. */
  async endNight(): Promise<void> {
    await endNight(this.mine());
    await this.changed();
  }

  async #shadeChanged(shade: Shade, before: Shade, by: Sight | null): Promise<void> {
    session.set({ shade });
    const { person } = this;
    if (!person || isLocked(shade) === isLocked(before)) return;
    if (!isLocked(shade)) {
      // A sign-out still on its way would end the session that is opened next.
      await this.#leaving;
      this.tell({ name: 'unlocked' });
      return;
    }
    lockPerson(person);
    this.tell({ name: 'locked' });
    // Each tab sees for itself when nobody looks at it: one left behind must not lock the one in use.
    if (by === 'lock') this.#others.postMessage('locked');
    if (sessionHolder.get() === person.db.device) {
      // Whoever holds the phone now is not to read with the session that the browser keeps.
      sessionHolder.nobody();
      this.#leaving = import('../sync/session').then(({ signOut }) => signOut(send)).catch(() => undefined);
    }
    await this.draw();
  }

  /** A letter stands: green is over before anybody is told "saved" (PH3). The rest is drawn after. */
  saved(): void {
    if (view.badge.word === 'all_sent') show({ badge: { word: 'waiting', count: 1 } });
  }

  /** Something of mine was saved, dismissed or read: show it, here and in other tabs. */
  async changed(): Promise<void> {
    this.#others.postMessage('changed');
    await this.draw();
  }

  /** Folds anew. Calls that come while one is under way are one more together. */
  async draw(): Promise<void> {
    this.#drawAgain = true;
    this.#drawing ??= (async () => {
      while (this.#drawAgain) {
        this.#drawAgain = false;
        await this.#drawOnce();
      }
    })().finally(() => (this.#drawing = null));
    return this.#drawing;
  }

  async #drawOnce(locked = isLocked(this.watcher.shade)): Promise<void> {
    const { person } = this;
    if (!person) return;
    const drawer = await this.#pen();
    if (await asTheDeskKnows(person)) session.set({ me: person.me });
    const rows = await person.outbox.rows();
    const copies = await person.copies.read();
    let carried = 0;
    for (const other of this.outboxes)
      if (other !== person.outbox) carried += waiting(await other.rows()).length;
    const here = { me: person.me, replica: person.replica.rows(), rows, copies, carried, locked };
    const line = { closed: this.#closed, busy: BUSY.includes(this.#state), lastRead: this.#lastRead };
    show({ ...drawer.drawn(here, line, view.serverNow()), read: this.#read, nextTry: this.#nextTry });
    const { closed } = line;
    session.set({ signedIn: session.now.enrolled && (!isShut(closed) || closed === 'update') });
    if (!locked && this.#lastRead === 'ok' && 'setAppBadge' in navigator)
      void import('./app_badge').then(
        ({ mark, waitsFor }) => mark(waitsFor(person.me, view)),
        () => undefined,
      );
  }

  /** Not needed to enrol, and so not fetched by somebody's first visit. */
  async #pen(): Promise<Drawer> {
    this.#drawer ??= import('./drawer').then(({ Drawer }) => new Drawer());
    return this.#drawer.catch((error: unknown) => {
      this.#drawer = null;
      throw error;
    });
  }

  moved(event: Event, { state, memory, effects }: Step): void {
    this.#state = state;
    // While it waits, nothing but the end of the wait, or a later one, moves it.
    if (!isWaiting(state)) this.#nextTry = null;
    for (const effect of effects)
      if (effect.do === 'wait') this.#nextTry = new Date(view.serverNow().getTime() + effect.ms);
    this.#closed = memory.closed;
    // A page that was on its way when the lock fell.
    if (isLocked(this.watcher.shade)) this.person?.replica.lock();
    if (event.name === 'signed_out') this.#ringing = false;
    if (event.name === 'read' && event.more !== true) {
      this.#lookAtRinging();
      this.#lastRead = 'ok';
      this.#read = { state: 'ok', at: new Date() };
    } else if (event.name === 'weather' || event.name === 'too_old' || isShut(memory.closed)) {
      this.#lastRead = 'failed';
      this.#read = { ...this.#read, state: 'failed' };
    } else if (state === 'reading' && this.#read.state === 'never') {
      this.#read = { ...this.#read, state: 'reading' };
    }
    this.#listenLive();
    this.#changedSoon();
  }

  /** Once there is a session: a subscription that is no longer right is put right by itself (F61, F62). */
  #lookAtRinging(): void {
    const db = this.person?.db;
    if (!db || this.#ringing) return;
    this.#ringing = true;
    void import('./ringing').then(({ mend }) => mend(send, db)).catch(() => (this.#ringing = false));
  }

  /** The post may move many times a second; the eye need not follow each. */
  #changedSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    setTimeout(() => {
      this.#soon = false;
      void this.changed();
    }, DRAW_MS);
  }

  #listenLive(): void {
    const isOpen = this.#closed === null && this.#lastRead === 'ok';
    this.#line?.listen(document.visibilityState === 'visible' && isOpen);
  }
}

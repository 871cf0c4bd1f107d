// One tab of the phone: the real stores, post, reading and machine, on a disk it shares with the other tabs.
import { allDevices, latestOf, takeOver } from '../../phone/people';
import { openPerson, type Person } from '../../phone/person';
import type { Outbox } from '../../store/outbox';
import { reconcile } from '../../store/reconcile';
import { ask, posting, type Fetch } from '../../sync/http';
import type { State } from '../../sync/machine';
import { Poster } from '../../sync/post';
import { readPage } from '../../sync/read';
import { Sync } from '../../sync/sync';
import type { Chance } from './chance';
import { Life, mortalOutbox } from './life';
import type { Sky } from './sky';

const BUSY: readonly State[] = ['posting', 'reading', 'signing_in'];

export interface Around {
  sky: Sky;
  chance: Chance;
  now: () => number;
}

export class Tab {
  readonly life = new Life(() => this.sync.stop());
  readonly sync: Sync;
  person: Person | null = null;
  outboxes: Outbox[] = [];

  private constructor(readonly around: Around) {
    const { sky, chance, now } = around;
    const send: Fetch = sky.line(this.life);
    const outboxes = () => this.outboxes;
    const poster = new Poster({ send, outboxes, now, chance: () => chance.next() });
    this.sync = new Sync({
      post: (limit, anew) => poster.post(limit, anew),
      setAside: (ms) => poster.setAside(ms),
      read: async () => {
        const { outbox, replica } = this.mine;
        const offeredAgain = () => this.sync.tell({ name: 'saved' });
        return readPage({ send, outbox, outboxes, replica, deskTime: () => undefined, offeredAgain });
      },
      forgetReplica: () => this.mine.replica.startOver(),
      signIn: async () => {
        const heard = await ask(send, '/api/session', posting({ device: this.mine.me.device }));
        return heard.kind === 'answer' ? { name: 'signed_in' } : { ...heard, name: 'weather' };
      },
      chance: () => chance.next(),
      moved: () => undefined,
    });
  }

  get mine(): Person {
    if (!this.person) throw new Error('nobody is at this phone');
    return this.person;
  }

  get isBusy(): boolean {
    return !this.life.dead && BUSY.includes(this.sync.state);
  }

  /** As `Phone.start` does: makes both copies agree, and opens whose phone it is. */
  static async opened(around: Around): Promise<Tab> {
    const tab = new Tab(around);
    const devices = await allDevices();
    tab.outboxes = devices.map((device) => mortalOutbox(device, tab.life));
    for (const outbox of tab.outboxes) await reconcile(outbox);
    await tab.become((await latestOf(devices))!);
    return tab;
  }

  async become(device: string): Promise<void> {
    const own = (each: string): Outbox =>
      this.outboxes.find(({ db }) => db.device === each) ?? mortalOutbox(each, this.life);
    let mine = own(device);
    this.person = await openPerson(mine);
    if (!this.person) {
      mine = own((await takeOver(device))!);
      this.person = await openPerson(mine);
    }
    this.outboxes = [mine, ...this.outboxes.filter(({ db }) => db.device !== mine.db.device)];
    this.sync.tell({ name: 'wake' });
  }
}

// The line to the desk: carries, signs in, reads and listens. Not needed to write or to see what is here, and so
// fetched after the first screen stands.
import type { Event, Step } from '../sync/machine';
import { Live } from '../sync/live';
import { Poster, type Outcomes } from '../sync/post';
import { readPage } from '../sync/read';
import { signIn } from '../sync/session';
import { Sync } from '../sync/sync';
import type { Outbox } from '../store/outbox';
import { setDeskTime } from '../view.svelte';
import type { Person } from './person';
import { sessionHolder } from './session_holder';

const send: typeof fetch = (...given) => fetch(...given);

/** The phone that the line is laid to. */
export interface Caller {
  readonly outboxes: readonly Outbox[];
  readonly person: Person | null;
  /** Throws if nobody is at this phone. */
  mine(): Person;
  moved(event: Event, step: Step): void;
  lost(devices: readonly string[]): void;
  hearKeys(): void;
}

export class Line {
  readonly #sync: Sync;
  readonly #live: Live;

  constructor(caller: Caller) {
    const outboxes = () => caller.outboxes;
    const poster = new Poster({
      send,
      outboxes,
      now: () => Date.now(),
      chance: () => Math.random(),
      lost: (devices) => caller.lost(devices),
    });
    this.#live = new Live((clock) => {
      if (clock === null || clock > (caller.person?.replica.clock() ?? -1)) this.tell({ name: 'tick' });
    });
    this.#sync = new Sync({
      post: (limit, anew) => poster.post(limit, anew),
      setAside: (waitMs) => poster.setAside(waitMs),
      read: async () => {
        const { outbox, replica } = caller.mine();
        if (sessionHolder.get() !== outbox.db.device) return { name: 'unauthorised' };
        const offeredAgain = (): void => this.tell({ name: 'saved' });
        return readPage({ send, outbox, outboxes, replica, deskTime: setDeskTime, offeredAgain });
      },
      forgetReplica: async () => caller.mine().replica.startOver(),
      signIn: async () => {
        const { db, night } = caller.mine();
        const came = await signIn(send, db, await night.loginSecret());
        if (came.name === 'signed_in') sessionHolder.set(db.device);
        // The reason may be that this phone was called lost.
        if (came.name === 'sign_in_refused') caller.hearKeys();
        return came;
      },
      chance: () => Math.random(),
      moved: (event, step) => caller.moved(event, step),
    });
  }

  tell(event: Outcomes): void {
    this.#sync.tell(event);
  }

  /** Whether the desk's clock is to be heard as it ticks. */
  listen(wanted: boolean): void {
    this.#live.want(wanted);
  }
}

// One page of what changed, applied whole or not at all. Tabs that share a replica take turns.
import { LIMITS, type ChangesAnswer } from '../contract/contract';
import { endRead } from '../store/night_copies';
import type { Outbox } from '../store/outbox';
import type { Replica } from '../store/replica';
import { noteEpoch } from './epoch';
import { ask, type Fetch } from './http';
import type { Outcomes } from './post';

export interface Read {
  send: Fetch;
  outbox: Outbox;
  /** Everybody's on this phone. */
  outboxes: () => readonly Outbox[];
  replica: Replica;
  /** The desk said what time it is. */
  deskTime: (time: Date) => void;
  /** A new epoch: letters have been put back, and want to be sent. */
  offeredAgain: () => void;
}

export async function readPage(with_: Read): Promise<Outcomes> {
  const { outbox, replica, send } = with_;
  return navigator.locks.request('lykta-read-' + outbox.db.device, async () => {
    await replica.refresh();
    const query = new URLSearchParams({ limit: String(LIMITS.PAGE_ROWS) });
    const cursor = replica.cursor();
    if (cursor !== null) query.set('cursor', cursor);
    const heard = await ask(send, '/api/changes?' + query.toString());
    if (heard.kind === 'weather') return { ...heard, name: 'weather' };
    const page = heard.status === 200 ? changesAnswer(heard.body) : null;
    if (!page) return NO[heard.status] ?? { name: 'weather', answered: true };
    // First: a night copy must not end for a letter that this desk has forgotten.
    if (await noteEpoch(with_.outboxes(), outbox, page.epoch)) with_.offeredAgain();
    await replica.apply(page);
    with_.deskTime(new Date(page.server_time));
    if (!page.more) await endRead(outbox.stored, page.clock, heldHere(replica));
    return { name: 'read', more: page.more };
  });
}

const NO: Readonly<Record<number, Outcomes>> = {
  400: { name: 'start_over' }, // a cursor that cannot be read is no cursor
  401: { name: 'unauthorised' },
  409: { name: 'start_over' },
  426: { name: 'too_old' },
};

function heldHere(replica: Replica): Set<string> {
  return new Set(replica.rows().flatMap((row) => (row.kind === 'held' ? [row.data.op] : [])));
}

function changesAnswer(body: Record<string, unknown> | null): ChangesAnswer | null {
  const { rows, gone, cursor, clock } = body ?? {};
  const isPage =
    Array.isArray(rows) && Array.isArray(gone) && typeof cursor === 'string' && typeof clock === 'number';
  return isPage ? (body as unknown as ChangesAnswer) : null;
}

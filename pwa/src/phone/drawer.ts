// What the screens show, from what lies on this phone. The post moves the badge many times for each time that it
// changes anything else, so only what has changed is made anew.
import type { FeedRow } from '../contract/contract';
import { mendable } from '../domain/contact';
import { fold } from '../domain/fold';
import type { Me, Said } from '../domain/views';
import type { OutboxRow } from '../store/db';
import { standing, waiting } from '../store/lanes';
import type { Kept } from '../store/saver';
import { badge, type Standing } from '../sync/badge';
import type { NeedsYouView, Shown } from '../view.svelte';
import { unlessSame } from './unless_same';

const MINUTE_MS = 60_000;
const NOTHING: readonly Said[] = [];

export interface Here {
  me: Me;
  replica: readonly FeedRow[];
  rows: readonly OutboxRow[];
  copies: readonly Kept[];
  /** Letters of others on this phone that wait to be carried. */
  carried: number;
  locked: boolean;
}

export class Drawer {
  readonly #said = unlessSame(saidWith);
  readonly #folded = unlessSame((rows: readonly FeedRow[], said: readonly Said[], me: Me, minute: number) =>
    fold(rows, said, me, new Date(minute * MINUTE_MS)),
  );

  drawn(
    here: Here,
    line: Pick<Standing, 'closed' | 'busy' | 'lastRead'>,
    now: Date,
  ): Omit<Shown, 'read' | 'nextTry'> {
    const { me, replica, rows, copies, carried, locked } = here;
    const said = this.#said(copies, rows);
    const opOf = new Map(said.map(({ seq, op }) => [seq, op]));
    const queue = waiting(rows);
    const needsYou = rows.filter(standing).map(({ id, seq, outcome, problem, at }) => {
      return {
        id,
        seq,
        type: opOf.get(seq)?.type ?? '',
        mendable: mendable(opOf.get(seq), outcome),
        outcome: outcome as NeedsYouView['outcome'],
        problem,
        at,
      };
    });
    return {
      // Locked, the rows are the unit's settings, and what was written aside is shown to nobody.
      ...this.#folded(replica, locked ? NOTHING : said, me, Math.floor(now.getTime() / MINUTE_MS)),
      waiting: queue.map(({ seq, at, problem }) => {
        return { seq, type: opOf.get(seq)?.type ?? '', at, ...(problem ? { blocked: problem.code } : {}) };
      }),
      needsYou,
      badge: badge({ waiting: queue.length + carried, needYou: needsYou.length, ...line }),
    };
  }
}

/** What I said and can still read, with what the desk answered. */
export function saidWith(copies: readonly Kept[], rows: readonly OutboxRow[]): Said[] {
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  return copies.flatMap((copy) => {
    const { outcome = null, problem = null, dismissed = false } = bySeq.get(copy.seq) ?? {};
    // What the desk refused and the person has dealt with was never taken in: it is said no more.
    if (outcome === 'refused' && dismissed) return [];
    // The night copy was sealed by this very code from a typed op; its body is of the op's own type.
    return [{ ...copy, answer: outcome, problem } as Said];
  });
}

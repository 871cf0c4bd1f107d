// When the screen is covered and when it locks (PH4): one total table, state × event, after time has had its say.
//
// Covered: nothing shows until a tap. Locked: nothing can be read until the passphrase. Aside: locked, and something
// new is being written all the same (PH6).

export const SHADES = ['open', 'covered', 'locked', 'aside'] as const;
export type Shade = (typeof SHADES)[number];
export const SIGHTS = [
  'touched',
  'hidden',
  'seen',
  'cover',
  'uncover',
  'lock',
  'unlock',
  'aside',
  'time',
] as const;
export type Sight = (typeof SIGHTS)[number];

export interface Watched {
  shade: Shade;
  /** When the page went out of sight; null while it is seen. */
  hiddenAt: number | null;
  /** When somebody last did something to what is open. */
  touchedAt: number;
}

export interface Rules {
  hideCovers: boolean;
  /** Out of sight so long locks; null: only idleness does. */
  hiddenMs: number | null;
  idleMs: number;
  /** False until there is a passphrase to unlock it with: then all that locks only covers. */
  lockable: boolean;
}

/** A phone is in a pocket or in somebody's hand; a desk stands in a room that locks. */
export const RULES: Readonly<Record<'phone' | 'desk', Omit<Rules, 'lockable'>>> = {
  phone: { hideCovers: true, hiddenMs: 30_000, idleMs: 2 * 60_000 },
  desk: { hideCovers: false, hiddenMs: null, idleMs: 15 * 60_000 },
};

type Cell = Shade | ((rules: Rules) => Shade);
const hides: Cell = ({ hideCovers }) => (hideCovers ? 'covered' : 'open');
const locks: Cell = ({ lockable }) => (lockable ? 'locked' : 'covered');

const TABLE: Readonly<Record<Shade, Readonly<Record<Sight, Cell>>>> = {
  open: {
    touched: 'open',
    hidden: hides,
    seen: 'open',
    cover: 'covered',
    uncover: 'open',
    lock: locks,
    unlock: 'open',
    aside: 'open',
    time: 'open',
  },
  covered: {
    touched: 'covered',
    hidden: 'covered',
    seen: 'covered',
    cover: 'covered',
    uncover: 'open',
    lock: locks,
    unlock: 'covered',
    aside: 'covered',
    time: 'covered',
  },
  locked: {
    touched: 'locked',
    hidden: 'locked',
    seen: 'locked',
    cover: 'locked',
    uncover: 'locked',
    lock: 'locked',
    unlock: 'open',
    aside: 'aside',
    time: 'locked',
  },
  aside: {
    touched: 'aside',
    hidden: 'locked',
    seen: 'aside',
    cover: 'locked',
    uncover: 'aside',
    lock: 'locked',
    unlock: 'open',
    aside: 'aside',
    time: 'aside',
  },
};

const ACTS: readonly Sight[] = ['touched', 'uncover', 'unlock', 'aside'];

/** Can what was written before be read? */
export function isLocked(shade: Shade): boolean {
  return shade === 'locked' || shade === 'aside';
}

export function next(before: Watched, sight: Sight, now: number, rules: Rules): Watched {
  const due = deadline(before, rules);
  const cell = due !== null && now >= due ? locks : TABLE[before.shade][sight];
  const shade = typeof cell === 'function' ? cell(rules) : cell;
  const acted = ACTS.includes(sight);
  return {
    shade,
    // Whoever acts on it sees it.
    hiddenAt:
      sight === 'hidden' ? (before.hiddenAt ?? now) : sight === 'seen' || acted ? null : before.hiddenAt,
    // What is covered is not in use, whoever's thumb is on it.
    touchedAt: acted && shade !== 'covered' ? now : before.touchedAt,
  };
}

/** When time alone will lock it; null if it is locked, or has nothing to lock it with and is covered. */
export function deadline({ shade, hiddenAt, touchedAt }: Watched, rules: Rules): number | null {
  if (shade === 'locked' || (shade === 'covered' && !rules.lockable)) return null;
  const idle = touchedAt + rules.idleMs;
  return hiddenAt === null || rules.hiddenMs === null ? idle : Math.min(idle, hiddenAt + rules.hiddenMs);
}

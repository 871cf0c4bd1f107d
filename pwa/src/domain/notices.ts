// What somebody is told of, as the desk tells it, and what is to be done where browser and desk do not agree.
export interface Hours {
  from: string;
  to: string;
}

/** GET /api/notices. */
export interface NoticesTold {
  /** The desk's key for push; null: it rings nobody. */
  push: string | null;
  mail: boolean;
  kinds: string[];
  chosen: string[];
  /** Null: the unit's. */
  quiet: Hours | null;
  unit_quiet: Hours;
  email: string | null;
  device: {
    subscribed: boolean;
    /** SHA-256 of what the browser was subscribed with: is it what the browser has? */
    place: string | null;
    accepted_at: string | null;
    trouble: string | null;
  };
  count: number;
}

export interface Choice {
  chosen: string[];
  quiet: Hours | null;
  email: string | null;
}

/** What the browser has: with which key of the desk's it was subscribed, and the hash of the place. */
export interface Subscribed {
  key: string | null;
  place: string;
}

export type Mending = 'nothing' | 'unsubscribe' | 'subscribe' | 'renew' | 'post';

/**
 * On each open. `wants`: this person asked to be rung here. `renew`: the desk has another key, and only a new
 * subscription is rung by it (F61). `unsubscribe`: it is somebody else's, who has been at this browser (F62).
 */
export function mending(
  wants: boolean,
  browser: Subscribed | null,
  desk: Pick<NoticesTold, 'push' | 'device'>,
): Mending {
  if (!wants) return browser ? 'unsubscribe' : 'nothing';
  if (desk.push === null) return 'nothing';
  if (browser === null) return 'subscribe';
  if (browser.key !== desk.push) return 'renew';
  return browser.place === desk.device.place ? 'nothing' : 'post';
}

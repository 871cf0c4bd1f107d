// What a network does to a request on its way, and to the answer on its way back. The kinds are those of
// tests/phones/storm/sky.py.
import { portalPage, says } from '../desk';
import type { Fetch } from '../../sync/http';
import type { Chance } from './chance';
import type { Life } from './life';

export type Reached = (path: string, body: string | null) => Promise<Response>;

type Weather = (reach: () => Promise<Response>, signal: AbortSignal | null) => Promise<Response>;

export class Sky {
  /** The share of requests that it does something to. */
  share = 0;
  readonly met: Record<string, number> = {};
  #late: (() => Promise<Response>)[] = [];

  constructor(
    readonly reached: Reached,
    readonly chance: Chance,
  ) {}

  /** The line of one tab. It breaks when the tab dies; the desk may have heard it all the same. */
  line(life: Life): Fetch {
    return (path, init) =>
      life.while(async () => {
        const body = typeof init?.body === 'string' ? init.body : null;
        const reach = () => this.reached(path as string, body);
        const kind = this.chance.is(this.share) ? this.chance.of(KINDS) : 'fair';
        this.met[kind] = (this.met[kind] ?? 0) + 1;
        const response = await this.#kinds[kind](reach, init?.signal ?? null);
        if (this.share > 0 && this.chance.is(0.5)) await this.#arriveOne();
        return response;
      });
  }

  /** What was given up as lost comes to the desk, in any order. */
  async arrive(): Promise<void> {
    while (this.#late.length > 0) await this.#arriveOne();
  }

  async #arriveOne(): Promise<void> {
    const [one] = this.#late.splice(this.chance.below(this.#late.length), 1);
    await one?.();
  }

  readonly #kinds: Record<(typeof KINDS)[number], Weather> = {
    fair: (reach) => reach(),
    lost: () => Promise.reject(new TypeError('no network')),
    unanswered: async (reach, signal) => {
      await reach();
      return silence(signal);
    },
    cut_off: async (reach) => {
      await reach();
      throw new TypeError('cut off');
    },
    doubled: async (reach) => {
      await reach();
      return reach();
    },
    late: (reach, signal) => {
      this.#late.push(reach);
      return silence(signal);
    },
    portal: () => Promise.resolve(portalPage()),
    gateway: async (reach) => {
      await reach();
      return portalPage(502);
    },
    busy: () => Promise.resolve(says({ code: 'rate.limited' }, 503, { 'retry-after': '30' })),
    too_large: () => Promise.resolve(says({ code: 'body.too_large' }, 413)),
    torn: async (reach) => {
      const whole = await (await reach()).text();
      return new Response(whole.slice(0, whole.length / 2), {
        headers: { 'content-type': 'application/json' },
      });
    },
  };
}

const KINDS = [
  'fair',
  'lost',
  'unanswered', // it came, and nothing comes back until somebody gives up (F01)
  'cut_off', // it came, and the line breaks
  'doubled', // it came twice (F03)
  'late', // given up; it comes after what is sent next (F02, F05)
  'portal', // a hotel answers for the desk, with 200 (F11)
  'gateway', // it came, and a 502 in HTML comes back (F11b)
  'busy', // 503 with Retry-After (F09)
  'too_large', // somebody on the way lets no such parcel through (F12)
  'torn', // half of the answer comes
] as const;

/** Never an answer: only giving up ends it. */
function silence(signal: AbortSignal | null): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () => reject(new DOMException('given up', 'AbortError'));
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp);
  });
}

// What a browser has and Node has not, small and honest: a Cache API in memory. WebCrypto and Web Locks are Node's own.
import 'fake-indexeddb/auto';

class FakeCache {
  readonly held = new Map<string, string>();
  /** Set to refuse writing, as a full phone does. */
  static full = false;
  /** What writing waits for, as on a slow phone. */
  static slow: Promise<void> = Promise.resolve();

  async put(url: string, response: Response): Promise<void> {
    await FakeCache.slow;
    if (FakeCache.full) throw new DOMException('no room', 'QuotaExceededError');
    this.held.set(absolute(url), await response.text());
  }

  match(url: string): Promise<Response | undefined> {
    const text = this.held.get(absolute(url));
    return Promise.resolve(text === undefined ? undefined : new Response(text));
  }

  delete(url: string): Promise<boolean> {
    return Promise.resolve(this.held.delete(absolute(url)));
  }

  keys(): Promise<{ url: string }[]> {
    return Promise.resolve([...this.held.keys()].map((url) => ({ url })));
  }
}

const all = new Map<string, FakeCache>();

function absolute(url: string): string {
  return new URL(url, 'http://lykta.test').href;
}

Object.defineProperty(globalThis, 'caches', {
  value: {
    open: (name: string) => {
      const cache = all.get(name) ?? new FakeCache();
      all.set(name, cache);
      return Promise.resolve(cache);
    },
  },
});

export function emptyCaches(): void {
  all.clear();
  FakeCache.full = false;
  FakeCache.slow = Promise.resolve();
}

/** Nothing is written to a cache until the function that is returned is called. */
export function stopCaches(): () => void {
  let go: () => void = () => undefined;
  FakeCache.slow = new Promise((resolve) => (go = resolve));
  return go;
}

export function fillCaches(full = true): void {
  FakeCache.full = full;
}

type Held = Map<string, Map<string, string>>;

export function cacheCopy(): Held {
  return new Map([...all].map(([name, { held }]) => [name, new Map(held)]));
}

export function putCacheBack(copy: Held): void {
  all.clear();
  for (const [name, held] of copy) {
    const cache = new FakeCache();
    for (const [url, text] of held) cache.held.set(url, text);
    all.set(name, cache);
  }
}

export function cached(name: string): Map<string, string> {
  return all.get(name)?.held ?? new Map<string, string>();
}

// Chance from a seed, so that a storm can be told again.

export class Chance {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1 (mulberry32, by Tommy Ettinger; public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Another one, of its own from here on. */
  fork(): Chance {
    return new Chance(Math.floor(this.next() * 2 ** 32));
  }

  is(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from 0, below `n`. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  of<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}

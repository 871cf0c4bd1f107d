// Come and read: the desk's clock, as it ticks, while the page is seen and signed in. A stream that went silent
// must not leave an old queue on the screen, so now and then we read anyway.

const SILENT_MS = 5 * 60_000;
const UNHEARD_MS = 60_000;
const REOPEN_MS = 15_000;

export class Live {
  #source: EventSource | null = null;
  #wanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reopen: ReturnType<typeof setTimeout> | undefined;

  /** `tick` gets the clock, or null where only time has passed. */
  constructor(readonly tick: (clock: number | null) => void) {}

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) this.#open();
    else this.#close();
  }

  #open(): void {
    const source = new EventSource('/api/live');
    this.#source = source;
    // Catch up at each opening: what happened while nobody listened was not said.
    source.onopen = () => this.#heard(null);
    source.addEventListener('clock', (event: MessageEvent<string>) => this.#heard(Number(event.data)));
    source.onerror = () => {
      this.#sleep(UNHEARD_MS);
      if (source.readyState === EventSource.CLOSED) this.#openLater();
    };
    this.#sleep(UNHEARD_MS);
  }

  /** The desk said no, or went away for good: the browser does not come back by itself. */
  #openLater(): void {
    clearTimeout(this.#reopen);
    this.#reopen = setTimeout(() => {
      this.#source?.close();
      if (this.#wanted) this.#open();
    }, REOPEN_MS);
  }

  #heard(clock: number | null): void {
    this.#sleep(SILENT_MS);
    this.tick(clock);
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#sleep(ms);
      this.tick(null);
    }, ms);
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
    clearTimeout(this.#reopen);
  }
}

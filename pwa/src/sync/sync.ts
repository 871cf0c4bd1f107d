// The doer: carries out what the machine says and tells it what came of it. It decides nothing.
import { START, next, type Effect, type Event, type Memory, type State, type Step } from './machine';
import type { Outcomes } from './post';

export interface Doers {
  post(limit: number, anew: boolean): Promise<Outcomes>;
  setAside(waitMs: number): Promise<void>;
  read(): Promise<Outcomes>;
  forgetReplica(): Promise<void>;
  signIn(): Promise<Outcomes>;
  chance(): number;
  /** After each step: something on the screen may have to change. */
  moved(event: Event, step: Step): void;
}

export class Sync {
  state: State = 'resting';
  memory: Memory = START;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(readonly doers: Doers) {}

  tell(told: Outcomes): void {
    if (this.#stopped) return;
    const event = { ...told, chance: this.doers.chance() };
    const step = next(this.state, this.memory, event);
    this.state = step.state;
    this.memory = step.memory;
    this.doers.moved(event, step);
    if (step.effects.length > 0) {
      // Any step that does something replaces the wait before it.
      clearTimeout(this.#timer);
      void this.#do(step.effects);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #do(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      // A fault of ours must not leave the state at "sending" (F13): it is weather like any other.
      const came = await this.#one(effect).catch((): Outcomes => ({ name: 'weather', answered: false }));
      if (came) this.tell(came);
    }
  }

  async #one(effect: Effect): Promise<Outcomes | null> {
    const { doers } = this;
    switch (effect.do) {
      case 'post':
        return doers.post(effect.limit, effect.anew);
      case 'read':
        return doers.read();
      case 'sign_in':
        return doers.signIn();
      case 'set_aside':
        await doers.setAside(effect.waitMs);
        return null;
      case 'forget_replica':
        await doers.forgetReplica();
        return null;
      case 'wait':
        this.#timer = setTimeout(() => this.tell({ name: 'timer' }), effect.ms);
        return null;
    }
  }
}

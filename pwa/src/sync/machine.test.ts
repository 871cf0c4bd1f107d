import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  EVENTS,
  START,
  STATES,
  TABLE,
  backOff,
  next,
  type Effect,
  type Event,
  type EventName,
  type Memory,
  type State,
} from './machine';

type Told = Omit<Event, 'chance'>;

/** Plays events from rest; returns where it ends and what the last one had done. */
function play(...told: (EventName | Told)[]): { state: State; memory: Memory; effects: Effect[] } {
  return told.reduce<{ state: State; memory: Memory; effects: Effect[] }>(
    ({ state, memory }, each) =>
      next(state, memory, { chance: 1, ...(typeof each === 'string' ? { name: each } : each) }),
    { state: 'resting', memory: START, effects: [] },
  );
}

const sent = { name: 'posted', ready: 0, waiting: 0 } as const;
const left = { name: 'posted', ready: 0, waiting: 2 } as const;
const portal = { name: 'weather', answered: true } as const;
const silence = { name: 'weather', answered: false } as const;

describe('the table', () => {
  it('is total by its type', () => {
    expectTypeOf(TABLE).toExtend<Readonly<Record<State, Readonly<Record<EventName, unknown>>>>>();
    expectTypeOf<keyof (typeof TABLE)['resting']>().toEqualTypeOf<EventName>();
  });

  it('leads from every cell to a known state, with nothing but known effects', () => {
    const memories: Memory[] = [
      START,
      { ...START, limit: 1, waiting: 3, failures: 9, again: 'post' },
      { ...START, closed: 'sign_in', again: 'read', justSignedIn: true },
      { ...START, closed: 'update', waiting: 1 },
      { ...START, closed: 'signed_out', waiting: 1 },
      { ...START, closed: 'locked', waiting: 1 },
    ];
    for (const state of STATES) {
      for (const name of EVENTS) {
        for (const memory of memories) {
          const step = next(state, memory, { name, chance: 0.5 });
          expect(STATES).toContain(step.state);
          const work = step.effects.filter(
            (effect) => effect.do !== 'set_aside' && effect.do !== 'forget_replica',
          );
          expect(work.length, `${state} × ${name}`).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('never stands in a busy state without something under way to leave it', () => {
    const busy: Partial<Record<State, Effect['do']>> = {
      posting: 'post',
      reading: 'read',
      signing_in: 'sign_in',
      backing_off: 'wait',
      told_to_wait: 'wait',
    };
    for (const state of STATES) {
      for (const name of EVENTS) {
        const step = next(state, { ...START, waiting: 1 }, { name, chance: 0.5 });
        const needs = busy[step.state];
        if (step.state !== state && needs)
          expect(
            step.effects.map((effect) => effect.do),
            `${state} × ${name}`,
          ).toContain(needs);
      }
    }
  });

  it('never reads while reading is closed', () => {
    for (const closed of ['sign_in', 'signed_out', 'update', 'locked'] as const) {
      for (const told of [sent, left, { name: 'elsewhere' }, { name: 'tick' }] as const) {
        for (const state of ['posting', 'resting', 'backing_off'] as const) {
          const { effects } = next(state, { ...START, closed }, { chance: 1, ...told });
          expect(effects.map((effect) => effect.do)).not.toContain('read');
        }
      }
    }
  });
});

describe('a round', () => {
  it('posts first and reads after', () => {
    expect(play('wake').effects).toEqual([{ do: 'post', limit: 50, anew: true }]);
    expect(play('wake', sent).effects).toEqual([{ do: 'read' }]);
    expect(play('wake', sent, { name: 'read', more: true }).effects).toEqual([{ do: 'read' }]);
    expect(play('wake', sent, { name: 'read', more: false }).state).toBe('resting');
  });

  it('posts on while more may go', () => {
    expect(play('saved', { name: 'posted', ready: 3, waiting: 3 }).effects[0]).toMatchObject({ do: 'post' });
  });

  it('does again what was asked for meanwhile', () => {
    expect(play('wake', 'saved', sent, { name: 'read' }).effects).toEqual([
      { do: 'post', limit: 50, anew: false },
    ]);
    expect(play('wake', sent, 'tick', { name: 'read' }).effects).toEqual([{ do: 'read' }]);
  });

  it('[F10] waits and comes back by itself while anything is unsent', () => {
    const step = play('wake', left, { name: 'read' });
    expect(step.state).toBe('backing_off');
    expect(play('wake', left, { name: 'read' }, 'timer').effects[0]).toMatchObject({ do: 'post' });
  });

  it('[F14] leaves sending to the tab that sends', () => {
    expect(play('saved', 'elsewhere').effects).toEqual([{ do: 'read' }]);
  });
});

describe('weather', () => {
  it('[F09] is waited out with a doubling wait, never over five minutes, never under half of it', () => {
    expect([1, 2, 3, 4].map((n) => backOff(n, 1))).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(backOff(30, 1)).toBe(300_000);
    expect(backOff(30, 0)).toBe(150_000);
  });

  it('[F09] starts from the beginning on `online` and on becoming visible', () => {
    const long = play('wake', silence, 'timer', silence, 'timer', silence);
    expect(long.effects).toEqual([{ do: 'wait', ms: 8_000 }]);
    const woken = next(long.state, long.memory, { name: 'wake', chance: 1 });
    expect(woken.effects).toEqual([{ do: 'post', limit: 50, anew: true }]);
    expect(next(woken.state, woken.memory, { chance: 1, ...silence }).effects).toEqual([
      { do: 'wait', ms: 2_000 },
    ]);
  });

  it('[F09] with Retry-After is obeyed, even if somebody saves or looks; but not beyond five minutes', () => {
    const told = play('wake', { ...portal, retryAfterMs: 30_000 });
    expect(told).toMatchObject({ state: 'told_to_wait', effects: [{ do: 'wait', ms: 30_000 }] });
    for (const name of ['saved', 'wake', 'tick'] as const) {
      expect(next(told.state, told.memory, { name, chance: 1 }).effects).toEqual([]);
    }
    expect(next(told.state, told.memory, { name: 'timer', chance: 1 }).effects[0]).toMatchObject({
      do: 'post',
    });
    expect(play('wake', { ...portal, retryAfterMs: 86_400_000 }).effects).toEqual([
      { do: 'wait', ms: 300_000 },
    ]);
  });

  it('[F11b] from somebody who answers makes parcels smaller, then lets the one letter wait', () => {
    const rounds = Array.from({ length: 6 }, () => [portal, 'timer'] as const).flat();
    const single = play('wake', ...rounds);
    expect(single.effects).toEqual([{ do: 'post', limit: 1, anew: false }]);
    const aside = next(single.state, single.memory, { chance: 1, ...portal });
    expect(aside.effects.map((effect) => effect.do)).toEqual(['set_aside', 'wait']);
  });

  it('of silence keeps the size of parcels', () => {
    expect(play('wake', silence).memory.limit).toBe(50);
  });

  it('a 401 or 426 to a parcel is not the desk’s, for posting needs no session', () => {
    expect(play('wake', 'unauthorised').state).toBe('backing_off');
    expect(play('wake', 'too_old').memory.closed).toBeNull();
  });
});

describe('413', () => {
  it('[F12] halves the parcel down to one letter', () => {
    const sizes = [1, 2, 3, 4, 5].map((n) => {
      const [effect] = play('wake', ...Array.from({ length: n }, () => 'too_large' as const)).effects;
      return effect?.do === 'post' ? effect.limit : null;
    });
    expect(sizes).toEqual([25, 12, 6, 3, 1]);
  });

  it('[F12] at one letter lets that letter wait and goes on with the others', () => {
    const step = play('wake', ...Array.from({ length: 6 }, () => 'too_large' as const));
    expect(step.effects.map((effect) => effect.do)).toEqual(['set_aside', 'post']);
  });

  it('is grown out of again', () => {
    const step = play('wake', 'too_large', { name: 'posted', ready: 9, waiting: 9 });
    expect(step.effects).toEqual([{ do: 'post', limit: 50, anew: false }]);
  });
});

describe('the session', () => {
  it('[F31] that ended is opened silently, and reading goes on', () => {
    expect(play('wake', sent, 'unauthorised').effects).toEqual([{ do: 'sign_in' }]);
    expect(play('wake', sent, 'unauthorised', 'signed_in').effects).toEqual([{ do: 'read' }]);
  });

  it('[F31] that cannot be opened closes reading, and posting goes on', () => {
    const closed = play('wake', sent, 'unauthorised', 'sign_in_refused');
    expect(closed).toMatchObject({ state: 'resting', memory: { closed: 'sign_in' } });
    const saved = next(closed.state, closed.memory, { name: 'saved', chance: 1 });
    expect(saved.effects).toEqual([{ do: 'post', limit: 50, anew: false }]);
    expect(next(saved.state, saved.memory, { chance: 1, ...sent }).state).toBe('resting');
  });

  it('is not opened again and again for a desk that forgets it at once', () => {
    expect(play('wake', sent, 'unauthorised', 'signed_in', 'unauthorised')).toMatchObject({
      state: 'resting',
      memory: { closed: 'sign_in' },
    });
  });

  it('[F33] the person closed stays closed until they open it', () => {
    const out = play('signed_out', 'wake', sent);
    expect(out).toMatchObject({ state: 'resting', memory: { closed: 'signed_out' } });
    expect(play('signed_out', 'signed_in').effects[0]).toMatchObject({ do: 'post' });
    expect(play('signed_out', 'signed_in').memory.closed).toBeNull();
  });

  it('is closed by the lock alone, and posting goes on until the unlocking reads again [PH6]', () => {
    expect(play('locked', 'saved')).toMatchObject({ state: 'posting', effects: [{ do: 'post' }] });
    expect(play('locked', 'saved', sent)).toMatchObject({ state: 'resting', effects: [] });
    expect(play('locked', 'saved', sent, 'unlocked', sent).effects).toEqual([{ do: 'read' }]);
    // A sign-in that was under way when the lock fell had no secret left; after the unlocking it has one again.
    const failed = play('wake', sent, 'unauthorised', 'locked', 'sign_in_refused');
    expect(next(failed.state, failed.memory, { name: 'unlocked', chance: 1 }).effects[0]).toMatchObject({
      do: 'post',
    });
    // What the person closed, no unlocking opens.
    expect(play('signed_out', 'locked', 'unlocked').memory.closed).toBe('signed_out');
  });

  it('[F22] 426 closes only reading', () => {
    const old = play('wake', sent, 'too_old');
    expect(old.memory.closed).toBe('update');
    expect(next(old.state, old.memory, { name: 'saved', chance: 1 }).effects[0]).toMatchObject({
      do: 'post',
    });
  });
});

it('[F50] a cursor the desk does not know is given up with the replica, and nothing else', () => {
  expect(play('wake', sent, 'start_over').effects).toEqual([{ do: 'forget_replica' }, { do: 'read' }]);
});

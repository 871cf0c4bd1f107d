// [PH1] [PH2] [PH3] [F01] [F02] [F03] [F04] [F05] [F09] [F11] [F12] [F14] [F24] [F29] [F30] [F32] [F79] The phone's own
// outbox, post, reading and machine in bad weather. `make storm` plays many more worlds than this.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { World } from './world';
import type { Tally } from './writer';

const set: Record<string, unknown> = import.meta.env;
const WORLDS = Number(set['LYKTA_STORM'] ?? 3);
const FIRST = Number(set['LYKTA_SEED'] ?? 1);
const STEPS = 150;
const tally: Tally = { steps: 0, letters: 0, kills: 0, weather: 0 };

// Only these two: the database of the tests lives by the others.
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

it('loses nothing and doubles nothing', { timeout: WORLDS * 60_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
    const world = await World.made(seed, tally, (ms) => vi.advanceTimersByTimeAsync(ms));
    try {
      for (let n = 0; n < STEPS; n += 1) await world.step();
      await world.quiet();
      for (const [kind, times] of Object.entries(world.sky.met)) if (kind !== 'fair') tally.weather += times;
    } catch (error) {
      const told = `Repeat with LYKTA_SEED=${seed} LYKTA_STORM=1: ${world.trail.join(' ')}`;
      throw new Error(told, { cause: error });
    }
  }
  const { steps, letters, kills, weather } = tally;
  console.log(
    `${WORLDS} worlds, ${steps} steps, ${letters} letters, ${kills} tabs killed, ` +
      `${weather} requests in bad weather; 0 lost, 0 doubled`,
  );
  expect(letters).toBeGreaterThan(0);
});

import { describe, expect, it } from 'vitest';
import { FakeDesk, portalPage, says, type Answer, type Asked } from '../testing/desk';
import { receipt } from '../testing/cast';
import type { Receipt } from '../contract/contract';
import { carryIn } from './rescue';

const CLOCK = 7;
const letters = (count: number) => Array.from({ length: count }, (_, n) => ({ header: `h${n}` }));

/** Answers with these receipts, by position; what lies beyond them is new. */
function answers(...given: Partial<Receipt>[]): Answer {
  return ({ body }: Asked) =>
    says({
      receipts: (body.letters ?? []).map((_, n) => receipt({ id: null, version: CLOCK + 1, ...given[n] })),
    });
}

async function carried(answer: Answer, count: number) {
  const desk = new FakeDesk(answer);
  const told: number[] = [];
  const sum = await carryIn(desk.send, letters(count), CLOCK, (n) => told.push(n));
  return { desk, told, sum };
}

describe('letters out of a file', () => {
  it('are told apart: new, known, in need of somebody, not yet in', async () => {
    const { sum } = await carried(
      answers(
        { version: CLOCK },
        { outcome: 'adjusted', problem: { code: 'consent.police_near' } },
        { outcome: 'held', problem: { code: 'text.identifier' } },
        { outcome: 'refused', problem: { code: 'letter.malformed' }, version: null },
        { outcome: 'refused', problem: { code: 'letter.malformed' }, version: null },
        { outcome: 'failed', problem: { code: 'device.unknown' }, version: null },
      ),
      7,
    );
    expect(sum).toEqual({
      letters: 7,
      fresh: 2,
      known: 1,
      needs: 3,
      left: 1,
      problems: ['text.identifier', 'letter.malformed', 'device.unknown'].map((code) => ({ code })),
    });
  });

  it('go in parcels, and how far they have come is told', async () => {
    const { desk, told, sum } = await carried(answers(), 120);
    expect(desk.parcels).toEqual([50, 50, 20]);
    expect(told).toEqual([50, 100, 120]);
    expect(sum.fresh).toBe(120);
  });

  it.each([
    ['silent', () => Promise.reject(new TypeError('network'))],
    ["a hotel network's page", () => portalPage()],
    ['short of a receipt', () => says({ receipts: [] })],
  ] satisfies [string, Answer][])('[F11] stop where the desk is %s; the rest is left', async (_, weather) => {
    let asked = 0;
    const { sum, desk } = await carried((each) => (asked++ === 0 ? answers()(each) : weather()), 120);
    expect(sum).toMatchObject({ fresh: 50, left: 70 });
    expect(desk.parcels).toEqual([50, 50]);
  });

  it('[F12] go by halves where a parcel is too large, and one that never fits is told of', async () => {
    const { sum, desk } = await carried((each) => {
      const mine = each.body.letters ?? [];
      const tooLarge = mine.length > 2 || mine.some(({ header }) => header === 'h1');
      return tooLarge ? says({ code: 'body.too_large' }, 413) : answers()(each);
    }, 4);
    expect(desk.parcels).toEqual([4, 2, 1, 1, 2]);
    expect(sum).toMatchObject({ fresh: 3, needs: 1, left: 0, problems: [{ code: 'op.too_large' }] });
  });
});

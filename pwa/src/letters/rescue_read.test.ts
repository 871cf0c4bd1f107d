import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contract/contract';
import { rescueFile } from './rescue';
import { parcelsOf, readRescue } from './rescue_read';

const letter = (n: number, sealed = 'c') => ({ header: `h${n}`, sealed, signature: 's' });
const many = (count: number, sealed?: string) => Array.from({ length: count }, (_, n) => letter(n, sealed));

describe('a rescue file', () => {
  it('[F67] gives back the letters as they were put in', () => {
    expect(readRescue(rescueFile(many(3)))).toEqual({ letters: many(3) });
  });

  it('that holds one spoiled letter still gives the others', () => {
    const file = JSON.stringify({ lykta: 'letters/1', letters: [letter(1), null] });
    expect(readRescue(file)).toEqual({ letters: [letter(1), null] });
  });

  it.each([
    ['cut off on its way', rescueFile(many(3)).slice(0, -20), 'broken'],
    ['of no bytes', '', 'broken'],
    ['without its letters', '{"lykta":"letters/1"}', 'broken'],
    ['a photograph', '\u0089PNG', 'foreign'],
    ['a list', '[1, 2]', 'foreign'],
    ['nothing', 'null', 'foreign'],
    ["somebody else's JSON", '{"letters":[]}', 'foreign'],
    ['another file of ours', '{"lykta":"backup/1"}', 'foreign'],
    ['of a form to come', '{"lykta":"letters/2","letters":[1]}', 'newer'],
    ['with nothing in it', rescueFile([]), 'empty'],
  ])('that is %s is not taken in', (_, text, fault) => {
    expect(readRescue(text)).toEqual({ fault });
  });
});

describe('parcels', () => {
  it('hold no more letters than the desk takes, in order, each once', () => {
    const parcels = parcelsOf(many(120));
    expect(parcels.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(parcels.flat()).toEqual(many(120));
  });

  it('hold no more bytes than the desk takes, counted as they are sent', () => {
    const letters = many(40, 'å'.repeat(8_000));
    const parcels = parcelsOf(letters);
    expect(parcels.flat()).toEqual(letters);
    for (const parcel of parcels) {
      const body = JSON.stringify({ protocol: 1, letters: parcel });
      expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(LIMITS.PARCEL_BYTES);
    }
    expect(parcels.length).toBe(3);
  });

  it('take a letter that is too large by itself', () => {
    const letters = [letter(1), letter(2, 'x'.repeat(LIMITS.PARCEL_BYTES)), letter(3)];
    expect(parcelsOf(letters)).toEqual(letters.map((each) => [each]));
  });
});

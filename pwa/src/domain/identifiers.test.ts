import { describe, expect, it } from 'vitest';
import ordinary from '../../../tests/vectors/notes/ordinary.json';
import { planted } from '../../../tests/vectors/notes/planted.json';
import { KINDS } from '../contract/identifiers';
import { find, isPersonalNumber } from './identifiers';

interface Planted {
  kind: string;
  text: string;
  pieces: string[];
}
const SHARE_MAX = 0.01;
const LEAST = 320;
const GROWTH_MAX = 2.5;
const NOISE_MS = 1;
const SIZE = 100_000;

/** The planted pieces that no find of this kind touches. */
function missed({ kind, text, pieces }: Planted): string[] {
  const found = find(text).filter((each) => each.kind === kind);
  let at = 0;
  return pieces.filter((piece) => {
    const start = text.indexOf(piece, at);
    at = start + piece.length;
    return !found.some((each) => each.start < at && each.end > start);
  });
}

/** Twice the text: how many times as long? The least of several tries, for the machine is shared. */
function growth(piece: string): number {
  const [one, two] = [1, 2].map((times) => piece.repeat((times * SIZE) / piece.length)) as [string, string];
  find(two); // the first run is not yet compiled
  return Math.min(...[1, 2, 3, 4, 5].map(() => took(two) / (took(one) + NOISE_MS)));
}

function took(text: string): number {
  const start = performance.now();
  find(text);
  return performance.now() - start;
}

describe('the search for identifiers', () => {
  it('[CT5] finds what was planted and leaves ordinary notes alone', () => {
    const lines = ['', '  CT5 on the phone     planted  found  missed'];
    let [all, lost] = [0, 0];
    for (const kind of KINDS) {
      const ofKind = planted.filter((each) => each.kind === kind);
      const count = ofKind.reduce((sum, { pieces }) => sum + pieces.length, 0);
      const misses = ofKind.flatMap(missed).length;
      lines.push(line(kind, count, misses));
      all += count;
      lost += misses;
    }
    lines.push(line('all', all, lost));
    const notes = [...ordinary.sv, ...ordinary.en];
    const alarms = notes.filter((note) => find(note).length > 0);
    lines.push(`  notes sv and en: ${notes.length}, false alarms ${alarms.length}`);
    console.log(lines.join('\n'));
    expect([all >= LEAST, notes.length >= LEAST]).toEqual([true, true]);
    expect(lost / all).toBeLessThan(SHARE_MAX);
    expect(alarms.length / notes.length).toBeLessThan(SHARE_MAX);
  });

  it.each([
    ...['1', '0', '1 0 ', '01 ', '09 31 ', '8507099805 ', '070-174 06 05 ', '22.30-', '2026-10-', '-', '.'],
    ...[
      ' ',
      '([{',
      'a@',
      'a.',
      'a@a.a(at)a.',
      '+4 ',
      '\u200b',
      '0\u200b',
      'e\u0301\u0327',
      '\ufdfa',
      '０１ ',
    ],
    ...['a_', 'snap är ', 'http://', 'bil abc 12a ', '5000-K', 'abc '],
  ])('[CT5] takes time that grows with a text of %j and no faster', (piece) => {
    expect(growth(piece)).toBeLessThan(GROWTH_MAX);
  });

  it.each([
    ['Ring 070-174 06 05 nu.', '070-174 06 05'],
    ['Åsa 😀 070-174 06 05.', '070-174 06 05'],
    ['x\u200b8\u200b50709-9805 y', '8\u200b50709-9805'],
    ['½ … ﬁ anna@example.com.', 'anna@example.com'],
  ])('[CT5] marks a find where it stands in %j', (text, piece) => {
    expect(find(text).map(({ start, end }) => text.slice(start, end))).toEqual([piece]);
  });

  it.each(['', ' ', '\u200b', '\x00', '\ud800', 'İİİ ABC', '0'.repeat(50)])(
    '[CT5] reads %j without a find',
    (text) => {
      expect(find(text)).toEqual([]);
    },
  );

  it('[CT5] knows a personal number by its date and its checksum', () => {
    expect(['850709-9805', '850769-9802', '850709-9806', '851309-9803'].map(isPersonalNumber)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

function line(kind: string, count: number, misses: number): string {
  const share = ((100 * misses) / count).toFixed(1);
  return `  ${kind.padEnd(20)} ${String(count).padStart(7)}  ${String(count - misses).padStart(5)}  ${String(misses).padStart(6)}  ${share.padStart(5)}%`;
}

import { describe, expect, it } from 'vitest';
import { CARD_LANGUAGES, LIMITS } from '../contract/contract';
import { LABELS } from '../contract/labels.sv';
import { NAMES, PAGES, SHIPPED, shipped, type ShippedTexts } from './cards';

const ALL = await Promise.all(
  CARD_LANGUAGES.map(async (language): Promise<[string, ShippedTexts]> => [
    language,
    await shipped(language),
  ]),
);
const swedish = await shipped('sv');
const PURPOSES = Object.keys(LABELS.purpose);
const NUMBERS = /\{unit\}|\+?\d[\d\s–-]*\d/g;

/** The scripts in which these languages are written; the others are Latin. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  th: /\p{Script=Thai}/u,
  bg: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  ar: /\p{Script=Arabic}/u,
};

function sentences({ card, wordings }: ShippedTexts): [string, string][] {
  return [
    ...PAGES.flatMap((page) => [
      [`${page}.title`, card[page].title] as [string, string],
      ...card[page].lines.map((line, place): [string, string] => [`${page}.${place}`, line]),
    ]),
    ...Object.entries(wordings[SHIPPED]),
  ];
}

describe.each(ALL)('the texts in %s', (language, texts) => {
  it('say all that the Swedish say, with the same numbers, and leave nothing empty', () => {
    const own = sentences(texts);
    expect(own.map(([name]) => name)).toEqual(sentences(swedish).map(([name]) => name));
    expect(own.map(([, text]) => text.match(NUMBERS))).toEqual(
      sentences(swedish).map(([, text]) => text.match(NUMBERS)),
    );
    expect(own.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  it('ask for every purpose, and no two in the same words', () => {
    const asked = texts.wordings[SHIPPED];
    expect(Object.keys(asked).sort()).toEqual([...PURPOSES].sort());
    expect(new Set(Object.values(asked)).size).toBe(PURPOSES.length);
  });

  it('are short enough to be read in the street, and to be saved by a unit as its own', () => {
    for (const page of PAGES) {
      const { title, lines } = texts.card[page];
      expect(title.length).toBeLessThanOrEqual(LIMITS.CARD_TITLE_CHARS);
      expect(lines.length).toBeLessThanOrEqual(LIMITS.CARD_LINES);
      expect(lines.filter((line) => line.length > LIMITS.CARD_LINE_CHARS)).toEqual([]);
    }
    const long = Object.values(texts.wordings[SHIPPED]).filter((text) => text.length > LIMITS.WORDING_CHARS);
    expect(long).toEqual([]);
  });

  it('are written in its own script', () => {
    const script = SCRIPTS[language] ?? /\p{Script=Latin}/u;
    expect(sentences(texts).filter(([, text]) => !script.test(text))).toEqual([]);
  });

  it('say who made them', () => {
    expect(texts.made).toBe(language === 'sv' || language === 'en' ? 'own' : 'machine');
  });
});

describe('the Swedish', () => {
  it('keeps to short sentences', () => {
    const words = (text: string): number => text.split(/\s+/).length;
    const all = sentences(swedish).flatMap(([, text]) => text.split(/(?<=[.?])\s+/));
    expect(all.filter((sentence) => words(sentence) > 23)).toEqual([]);
  });
});

describe('the languages', () => {
  it('each have a name, no two the same', () => {
    expect(Object.keys(NAMES)).toEqual([...CARD_LANGUAGES]);
    expect(new Set(Object.values(NAMES)).size).toBe(CARD_LANGUAGES.length);
  });
});

describe('[CO2] a version that has been shipped', () => {
  it('is never edited: a consent may name it', async () => {
    const fingerprints = await Promise.all(
      ALL.map(async ([language, { wordings }]) => {
        const bytes = new TextEncoder().encode(JSON.stringify(wordings[SHIPPED]));
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return `${language} ${[...hash.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      }),
    );
    expect([SHIPPED, ...fingerprints]).toMatchInlineSnapshot(`
      [
        "2026-1",
        "sv 0666678a",
        "en 7b77ac6d",
        "ro 589076f0",
        "es 63ca9687",
        "th 2654c257",
        "bg 90ed0c4a",
        "hu 81a844f5",
        "pt 58b849da",
        "uk 938cad7b",
        "ar 381b58f1",
      ]
    `);
  });
});

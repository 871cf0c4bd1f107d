import { describe, expect, it } from 'vitest';
import type { ShippedTexts } from '../words/cards';
import ro from '../words/cards/ro.json';
import { linesOf, pieces, unitCard, unitNumber, unitVersions, unitWording, wordingOf } from './shown_texts';

const page = { title: 'Påhittad', lines: ['Påhittad rad.'] };
const card = { who: page, help: page, kept: page };
const kept = { ...card, checked: true, by: 'cleo', at: '2026-11-24T22:00:00Z' };
const cards = (value: unknown): Record<string, unknown> => ({ cards: { languages: { ro: value } } });
const wordings = (...versions: unknown[]): Record<string, unknown> => ({ wordings: { versions } });
const version = (name: string, language: string, texts: object): object => ({
  version: name,
  language,
  texts,
  by: 'cleo',
  at: '2026-11-24T22:00:00Z',
});

describe("the unit's card", () => {
  it('is read with who wrote it and whether it is checked', () => {
    expect(unitCard(cards(kept), 'ro')).toEqual({
      card,
      mark: { by: 'cleo', at: '2026-11-24T22:00:00Z', checked: true },
    });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['a text', 'Påhittat'],
    ['a page less', { who: page, help: page }],
    ['an empty title', { ...kept, who: { title: ' ', lines: ['x'] } }],
    ['no lines', { ...kept, help: { title: 'x', lines: [] } }],
    ['a line that is a number', { ...kept, kept: { title: 'x', lines: ['x', 7] } }],
  ])('is not there where the setting holds %s', (_, value) => {
    expect(unitCard(cards(value), 'ro')).toBeNull();
  });

  it.each([undefined, null, [], 'x', { languages: [] }, { ro: kept }])('survives a setting %j', (value) => {
    expect(unitCard({ cards: value }, 'ro')).toBeNull();
  });

  it('is not checked because something stands where the mark should', () => {
    expect(unitCard(cards({ ...kept, checked: 'yes', by: 7, at: 'yesterday' }), 'ro')?.mark).toEqual({
      by: '',
      at: '',
      checked: false,
    });
  });
});

describe('[CO2] the words a consent is asked in', () => {
  const settings = wordings(
    version('own-1', 'ro', { SHARE_SOC: 'Prima?', SHARE_KAST: 'A doua?' }),
    version('own-2', 'ar', { SHARE_SOC: 'ثالث؟' }),
    version('own-3', 'ro', { SHARE_SOC: 'A patra?' }),
  );

  it("are the unit's last, under the name of the version that brought them", () => {
    expect(unitWording(settings, 'ro', 'SHARE_SOC')).toEqual({ version: 'own-3', text: 'A patra?' });
    expect(unitWording(settings, 'ro', 'SHARE_KAST')).toEqual({ version: 'own-1', text: 'A doua?' });
  });

  it("are those of the app where the unit has none in this language, never another language's", () => {
    expect(unitWording(settings, 'ro', 'SHARE_POLICE')).toBeNull();
    expect(unitWording(settings, 'th', 'SHARE_SOC')).toBeNull();
    expect(wordingOf(settings, ro as ShippedTexts, 'ro', 'SHARE_POLICE')).toEqual({
      version: '2026-1',
      text: ro.wordings['2026-1'].SHARE_POLICE,
    });
  });

  it('are found for every version there ever was', () => {
    expect(unitVersions(settings).map((each) => each.version)).toEqual(['own-1', 'own-2', 'own-3']);
  });

  it.each([
    undefined,
    [],
    'x',
    { versions: {} },
    { versions: [null, 7, {}, { version: 'own-1' }, { version: '2026-1', language: 'ro', texts: {} }] },
  ])('survive a setting %j', (value) => {
    expect(unitWording({ wordings: value }, 'ro', 'SHARE_SOC')).toBeNull();
  });

  it('are never an empty text, nor anything but a text', () => {
    const odd = wordings(version('own-1', 'ro', { SHARE_SOC: ' ', SHARE_KAST: ['x'] }));
    expect(unitWording(odd, 'ro', 'SHARE_SOC')).toBeNull();
    expect(unitWording(odd, 'ro', 'SHARE_KAST')).toBeNull();
  });
});

describe("the unit's number", () => {
  it('is the one named for the unit, and no other', () => {
    expect(unitNumber({ numbers: { colleague: '070-000 00 00', enheten: '08-000 00 01' } })).toBe(
      '08-000 00 01',
    );
    expect(unitNumber({ numbers: { colleague: '070-000 00 00', socialjouren: '08-000 00 00' } })).toBeNull();
  });

  it('takes its line away where there is none', () => {
    const lines = ['Påhittat.', 'Nå oss: {unit}'];
    expect(linesOf({ title: '', lines }, null)).toEqual(['Påhittat.']);
    expect(linesOf({ title: '', lines }, '08-000 00 01')).toEqual(['Påhittat.', 'Nå oss: 08-000 00 01']);
  });
});

describe('a line', () => {
  it('is cut so that each number stands by itself, in its own order', () => {
    expect(
      pieces('الاتصال بالرقم 020-50 50 50. مجانًا').map(({ text, number }) => (number ? `<${text}>` : text)),
    ).toEqual(['الاتصال بالرقم ', '<020-50 50 50>', '. مجانًا']);
    expect(pieces('112')).toEqual([{ text: '112', number: true }]);
    expect(pieces('Inget.')).toEqual([{ text: 'Inget.', number: false }]);
  });
});

import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../contract/contract';
import enFirst from './en.json';
import enLater from './en.later.json';
import svFirst from './sv.json';
import svLater from './sv.later.json';

const en = { ...enFirst, ...enLater };
const sv = { ...svFirst, ...svLater };

const facts = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('the words', () => {
  it('say the same things with the same facts in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(sv));
    for (const [key, text] of Object.entries(sv)) {
      expect([key, facts(en[key as keyof typeof en])]).toEqual([key, facts(text)]);
    }
  });

  it('stand each in one file only, a whole family together', () => {
    const families = (file: object): Set<string> =>
      new Set(Object.keys(file).map((key) => key.split('.', 1)[0] ?? ''));
    expect([...families(svFirst)].filter((family) => families(svLater).has(family))).toEqual([]);
    expect([Object.keys(enFirst), Object.keys(enLater)]).toEqual([
      Object.keys(svFirst),
      Object.keys(svLater),
    ]);
  });

  it('tell for every problem what happened and what to do, in whole sentences', () => {
    for (const code of Object.keys(PROBLEMS)) {
      const sentence = sv[`problem.${code}` as keyof typeof sv];
      expect([code, sentence.split('. ').length > 1 && sentence.endsWith('.')]).toEqual([code, true]);
    }
  });
});

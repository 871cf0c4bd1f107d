import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../contract/contract';
import en from './en.json';
import sv from './sv.json';

const facts = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('the words', () => {
  it('say the same things with the same facts in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(sv));
    for (const [key, text] of Object.entries(sv)) {
      expect([key, facts(en[key as keyof typeof en])]).toEqual([key, facts(text)]);
    }
  });

  it('tell for every problem what happened and what to do, in whole sentences', () => {
    for (const code of Object.keys(PROBLEMS)) {
      const sentence = sv[`problem.${code}` as keyof typeof sv];
      expect([code, sentence.split('. ').length > 1 && sentence.endsWith('.')]).toEqual([code, true]);
    }
  });
});

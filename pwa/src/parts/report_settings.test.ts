import { expect, test } from 'vitest';
import { yearOf } from './period.svelte';
import { amountsIn, boxBefore, boxIn, courtCasesIn, kronorIn } from './report_settings';

const settings = {
  narrative: {
    periods: [
      { since: '2025-01-01', to: '2026-01-01', boxes: { goals: 'Nu.' }, known: { court_cases: 0 } },
      { since: '2023-01-01', to: '2024-01-01', boxes: { goals: 'Då.', budget: 'Äldst.' } },
      { since: '2024-01-01', to: '2025-01-01', boxes: { goals: 'Förra.' } },
    ],
  },
  costs: { periods: [{ since: '2025-01-01', to: '2026-01-01', costs: [{ name: 'Hyra', amount: 7 }, 5] }] },
};

test('a box is of its own period, and the one before is there to begin from', () => {
  expect(boxIn(settings, yearOf(2025), 'goals')).toBe('Nu.');
  expect(boxIn(settings, yearOf(2025), 'budget')).toBe('');
  expect(boxBefore(settings, yearOf(2025), 'goals')?.text).toBe('Förra.');
  expect(boxBefore(settings, yearOf(2025), 'budget')?.since).toBe('2023-01-01');
  expect(boxBefore(settings, yearOf(2025), 'timetable')).toBeNull();
});

test('a zero that somebody has said is one', () => {
  expect(courtCasesIn(settings, yearOf(2025))).toBe(0);
  expect(courtCasesIn(settings, yearOf(2024))).toBeNull();
});

test('amounts are read with care, and written as people write them', () => {
  expect(amountsIn(settings, yearOf(2025), 'costs')).toEqual([{ name: 'Hyra', amount: 7 }]);
  expect(amountsIn({ costs: 'x' }, yearOf(2025), 'funding')).toEqual([]);
  expect(kronorIn('1 006 698 kr')).toBe(1_006_698);
  expect(kronorIn('1\u00a0027\u00a0607')).toBe(1_027_607);
  expect(kronorIn('12,50')).toBeNull();
  expect(kronorIn('-3')).toBeNull();
  expect(kronorIn('99999999999')).toBeNull();
});

import { expect, test } from 'vitest';
import { isPeriod, mayBeTold, shifted, yearBefore, yearIn, yearOf } from './period.svelte';

test('a year is its days, and the first that is not in it', () => {
  expect(yearOf(2025)).toEqual({ since: '2025-01-01', to: '2026-01-01' });
  expect(yearIn(yearOf(2024))).toBe(2024);
  expect(yearIn({ since: '2024-01-01', to: '2024-12-31' })).toBeNull();
});

test('the same days a year before, leap days too', () => {
  expect(yearBefore(yearOf(2025))).toEqual(yearOf(2024));
  expect(yearBefore({ since: '2024-02-29', to: '2024-05-01' })).toEqual({
    since: '2023-03-01',
    to: '2023-05-01',
  });
});

test('days go by the calendar', () => {
  expect(shifted('2025-01-01', -1)).toBe('2024-12-31');
  expect(shifted('2024-02-28', 1)).toBe('2024-02-29');
  expect(shifted('2026-03-29', 1)).toBe('2026-03-30');
});

test('what is none is not asked', () => {
  expect(isPeriod({ since: '2025-01-01', to: '2025-01-01' })).toBe(false);
  expect(isPeriod({ since: '', to: '2025-01-01' })).toBe(false);
  expect(isPeriod(yearOf(2025))).toBe(true);
});

test('everybody is told of whole years that are over', () => {
  const now = new Date(2026, 10, 26);
  expect(mayBeTold(yearOf(2025), 'public', now)).toBe(true);
  expect(mayBeTold(yearOf(2026), 'public', now)).toBe(false);
  expect(mayBeTold({ since: '2024-01-01', to: '2024-07-01' }, 'public', now)).toBe(false);
  expect(mayBeTold({ since: '2024-01-01', to: '2024-07-01' }, 'funder', now)).toBe(true);
});

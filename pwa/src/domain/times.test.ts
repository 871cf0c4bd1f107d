import { describe, expect, it } from 'vitest';
import { dutyDue, isChild } from './duty';
import { dueAt, isWorkingDay } from './due';
import { flooredText, fromStockholm, inStockholm, nextMorning, written } from './times';

const next = (time: string) => written(nextMorning(new Date(time)));

describe('times', () => {
  it('[CT3] are rounded down to 15 minutes and tell no milliseconds', () => {
    expect(flooredText(new Date('2026-11-23T22:44:59.999Z'))).toBe('2026-11-23T22:30:00Z');
  });

  it('next 06:00 is in Stockholm, winter and summer', () => {
    expect(next('2026-11-23T22:30:00Z')).toBe('2026-11-24T05:00:00Z');
    expect(next('2026-07-01T22:30:00Z')).toBe('2026-07-02T04:00:00Z');
    expect(next('2026-11-24T04:59:00Z')).toBe('2026-11-24T05:00:00Z');
    expect(next('2026-11-24T05:00:00Z')).toBe('2026-11-25T05:00:00Z');
  });

  it('[F70] next 06:00 is right in the nights the clocks change', () => {
    expect(next('2026-10-24T22:30:00Z')).toBe('2026-10-25T05:00:00Z');
    expect(next('2026-03-28T22:30:00Z')).toBe('2026-03-29T04:00:00Z');
  });

  it('next 06:00 runs over the end of a month and a year', () => {
    expect(next('2026-12-31T22:30:00Z')).toBe('2027-01-01T05:00:00Z');
  });

  it('there and back again is the same minute, every hour of a year', () => {
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const time = new Date(Date.UTC(2026, 0, 1, hour, 15));
      const back = fromStockholm(inStockholm(time));
      // The doubled hour of October is the one clock face that means two moments.
      const isDoubled =
        back.toISOString().startsWith('2026-10-25T00') || time.toISOString().startsWith('2026-10-25T00');
      expect(Math.abs(back.getTime() - time.getTime()), written(time)).toBe(isDoubled ? 3600_000 : 0);
    }
  });
});

describe('a duty', () => {
  it('[DU1] comes of a child band, or of unknown with "may be under 18"', () => {
    expect(isChild({ age_band: 'U15' })).toBe(true);
    expect(isChild({ age_band: 'A15_17' })).toBe(true);
    expect(isChild({ age_band: 'UNK', may_be_minor: true })).toBe(true);
    expect(isChild({ age_band: 'UNK', may_be_minor: false })).toBe(false);
    expect(isChild({ age_band: 'A18_19', may_be_minor: true })).toBe(false);
    expect(isChild({})).toBe(false);
  });

  it('[DU1] is due at the end of the shift, or else next 06:00', () => {
    const met = new Date('2026-11-23T22:30:00Z');
    expect(written(dutyDue(met, new Date('2026-11-24T01:15:00Z')))).toBe('2026-11-24T01:15:00Z');
    expect(written(dutyDue(met, null))).toBe('2026-11-24T05:00:00Z');
    expect(written(dutyDue(met, new Date('2026-11-23T20:00:00Z')))).toBe('2026-11-24T05:00:00Z');
  });
});

describe('[FU6] default due dates', () => {
  const due = (kind: string, now: string) => written(dueAt(kind, new Date(now)));

  it('count working days in Stockholm, over a weekend', () => {
    expect(due('KAST_BOOKING', '2026-11-27T12:00:00Z')).toBe('2026-12-01T15:00:00Z');
    expect(due('DISTRICT_HANDOVER', '2026-11-27T12:00:00Z')).toBe('2026-11-30T15:00:00Z');
  });

  it('know Easter, Ascension Day and Christmas', () => {
    expect(due('DISTRICT_HANDOVER', '2026-04-02T12:00:00Z')).toBe('2026-04-07T14:00:00Z');
    expect(due('DISTRICT_HANDOVER', '2026-05-13T12:00:00Z')).toBe('2026-05-15T14:00:00Z');
    expect(isWorkingDay(new Date('2026-12-25T00:00:00Z'))).toBe(false);
    expect(isWorkingDay(new Date('2026-12-28T00:00:00Z'))).toBe(true);
  });

  it('are 21 days for feedback and 7 for the others', () => {
    expect(due('REPORT_FEEDBACK', '2026-11-23T12:00:00Z')).toBe('2026-12-14T15:00:00Z');
    expect(due('MEET', '2026-11-23T12:00:00Z')).toBe('2026-11-30T15:00:00Z');
  });
});

import { describe, expect, it } from 'vitest';
import { pointingOut } from './free_text';

const PHONE = 'Ring 070-174 06 05';
const at = (body: unknown) => pointingOut(body)?.path ?? null;

describe('the search of a body', () => {
  it.each([
    [{ note: PHONE }, 'note'],
    [{ kind: 'THREAT', action: PHONE }, 'action'],
    [{ note: null, follow_ups: [{ remark: 'Påhittad.' }, { remark: PHONE }] }, 'follow_ups[1].remark'],
  ])('[CT5] stops %j at its text', (body, path) => {
    expect(at(body)).toBe(path);
  });

  it.each([
    [{ note: 'Påhittad anteckning.' }],
    [{ details: { reach: PHONE, remark: PHONE } }],
    [{ report: { receiver: PHONE, reference: '5000-K1234567-26' } }],
    [{ ground: PHONE }],
    [{}],
  ])('[CT5] leaves %j, where such things belong or nothing is', (body) => {
    expect(at(body)).toBeNull();
  });

  it('[CT5] says what it found, and where in the text', () => {
    expect(pointingOut({ remark: PHONE })?.found).toEqual([{ kind: 'phone', start: 5, end: 18 }]);
  });
});

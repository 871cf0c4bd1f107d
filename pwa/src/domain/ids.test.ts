import { describe, expect, it } from 'vitest';
import { dutyOf, feedbackOf, uuid5 } from './derived_ids';
import { uuid7 } from './ids';

const bytes = (value: number) => new Uint8Array(10).fill(value);
const NIGHT = new Date('2026-11-23T22:37:12.345Z');

describe('an id made on the device', () => {
  it('[CT3] tells the quarter of an hour and no more', () => {
    const a = uuid7(NIGHT, bytes(0xab));
    const b = uuid7(new Date('2026-11-23T22:44:59Z'), bytes(0xab));
    expect(a).toBe(b);
    expect(Number.parseInt(a.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-23T22:30:00Z'));
  });

  it('is a UUIDv7', () => {
    expect(uuid7(NIGHT, bytes(0xff))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('is another one with other chance', () => {
    expect(uuid7(NIGHT, bytes(1))).not.toBe(uuid7(NIGHT, bytes(2)));
  });
});

describe('a derived id', () => {
  // From Python: uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), and the two of server/lykta/domain/ids.py.
  it('is the UUIDv5 that Python makes', () => {
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'python.org')).toBe(
      '886313e1-3b8a-5372-9b90-0c9aee199e5d',
    );
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'é'.repeat(90))).toBe(
      '09382328-6f16-5493-bf32-384acbfce562',
    );
  });

  it('[DU1] is the same for a duty on phone and desk', () => {
    expect(dutyOf('018f0000-0000-7000-8000-0000000000c1')).toBe('7184bc95-b033-5578-aebe-f816536a1cbd');
    expect(feedbackOf('018f0000-0000-7000-8000-0000000000c1')).toBe('a469c26d-24ed-5665-bbf4-d8543c8bec86');
  });
});

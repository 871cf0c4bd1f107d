import { describe, expect, it } from 'vitest';
import { textsOf } from './letter_texts';

describe('what a held letter says in words', () => {
  it('is every text in it, wherever it lies, and no code', () => {
    const body = {
      arena: 'STREET',
      note: 'Ring 070-000 00 00.',
      follow_ups: [{ kind: 'CALL_BACK', remark: '', details: { reach: '070-000 00 00', channel: 'PHONE' } }],
    };
    expect(textsOf(JSON.stringify({ type: 'contact.record', body }))).toEqual([
      { field: 'note', text: 'Ring 070-000 00 00.' },
      { field: 'reach', text: '070-000 00 00' },
    ]);
  });
  it('is nothing where nobody wrote anything, and unknown where it cannot be read', () => {
    expect(textsOf('{"type":"follow_up.take","body":{}}')).toEqual([]);
    expect([textsOf('x'), textsOf('null'), textsOf('{}')]).toEqual([null, null, null]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ContactRecord, RowData } from '../contract/contract';
import { contact, id } from '../testing/cast';
import { followUpOf } from '../testing/told';
import { nightOf } from './night';
import type { ContactView, FollowUpView, ShiftView } from './views';

const MORNING = new Date('2026-11-24T06:30:00Z');
const by = id(1);

function met(n: number, met_at: string, change: Partial<ContactRecord> = {}): ContactView {
  const data = { ...contact({ met_at, ...change }), by, received_at: met_at } as RowData['contact'];
  return { id: id(n), data, saved: 'desk' };
}
function shift(n: number, started_at: string): ShiftView {
  return { id: id(n), data: { started_at, by, received_at: started_at }, saved: 'desk' };
}
function promise(n: number, contactId: string, state: 'new' | 'approved'): FollowUpView {
  const data = { ...followUpOf({ contact: contactId, state }), by, received_at: '2026-11-23T22:30:00Z' };
  return { id: id(n), data, mine: false, overdue: false, pending: false };
}

const all = {
  shifts: [shift(50, '2026-11-23T19:00:00Z'), shift(51, '2026-11-22T19:00:00Z')],
  everybodys: [
    met(1, '2026-11-23T22:00:00Z', {
      shift: id(50),
      roles: ['SELLER', 'VICTIM'],
      not_offered: null,
      offers: [
        { code: 'KAST', response: 'ACCEPTED' },
        { code: 'SOC_LINK', response: 'LATER' },
      ],
    }),
    met(2, '2026-11-24T02:00:00Z', {
      shift: id(50),
      roles: ['SELLER'],
      not_offered: null,
      offers: [{ code: 'KAST', response: 'DECLINED' }],
    }),
    met(3, '2026-11-23T23:00:00Z', { roles: ['BUYER'], not_offered: 'LEFT' }),
    met(4, '2026-11-22T22:00:00Z'),
    met(5, '2026-11-24T11:30:00Z'),
  ],
  followUps: [promise(70, id(1), 'new'), promise(71, id(1), 'approved'), promise(72, id(4), 'new')],
};

describe('the night', () => {
  it('goes from noon to noon in Stockholm, and no contact of another is in it', () => {
    const night = nightOf(all, MORNING, 0);
    expect([night.from.toISOString(), night.to.toISOString()]).toEqual([
      '2026-11-23T11:00:00.000Z',
      '2026-11-24T11:00:00.000Z',
    ]);
    expect(night.contacts.map((each) => each.id)).toEqual([id(1), id(2), id(3)]);
    expect(nightOf(all, MORNING, 1).contacts.map((each) => each.id)).toEqual([id(4)]);
    expect(nightOf(all, MORNING, -1).contacts.map((each) => each.id)).toEqual([id(5)]);
  });

  it('is a whole one also when the clocks change', () => {
    const { from, to } = nightOf(all, new Date('2026-10-25T06:00:00Z'), 0);
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2026-10-24T10:00:00.000Z',
      '2026-10-25T11:00:00.000Z',
    ]);
  });

  it('counts each shift’s contacts, the roles, and what was offered with what was answered', () => {
    const night = nightOf(all, MORNING, 0);
    expect(night.shifts.map((each) => [each.shift.id, each.contacts])).toEqual([[id(50), 2]]);
    expect(night.roles).toEqual([
      { code: 'SELLER', count: 2 },
      { code: 'VICTIM', count: 1 },
      { code: 'BUYER', count: 1 },
    ]);
    expect(night.offers).toEqual([
      {
        code: 'KAST',
        count: 2,
        responses: [
          { code: 'ACCEPTED', count: 1 },
          { code: 'DECLINED', count: 1 },
        ],
      },
      { code: 'SOC_LINK', count: 1, responses: [{ code: 'LATER', count: 1 }] },
    ]);
    expect(night.notOffered).toEqual([{ code: 'LEFT', count: 1 }]);
  });

  it('has the open promises of its own contacts', () => {
    expect(nightOf(all, MORNING, 0).promises.map((each) => each.id)).toEqual([id(70)]);
  });
});

import { describe, expect, it } from 'vitest';
import { FOLLOW_UP_EVENTS, FOLLOW_UP_STATES, type FollowUp } from '../contract/contract';
import { ada, ben, id } from '../testing/cast';
import { missing } from './contact';
import { entitled, leadsTo, moves } from './follow_up';
import { inQueueOrder } from './queue';

const row = (change: Partial<FollowUp> = {}): FollowUp => ({
  kind: 'CALL_BACK',
  state: 'new',
  duty: false,
  due_at: '2026-11-30T15:00:00Z',
  contact: null,
  shift: null,
  assigned_to: null,
  opened_by: ada.id,
  outcome: null,
  report: null,
  events: [],
  reach: 'none',
  ...change,
});

describe('a follow-up', () => {
  it('[FU1] [FU4] has a cell for each state and event', () => {
    for (const state of FOLLOW_UP_STATES)
      for (const event of FOLLOW_UP_EVENTS) expect(leadsTo(state, event)).not.toBeUndefined();
  });

  it('[FU1] is assigned by a supervisor and taken by anyone', () => {
    expect(moves(row(), ada)).toEqual(['take', 'attempt', 'reschedule', 'complete']);
    expect(moves(row(), ben)).toContain('assign');
  });

  it('[FU3] is completed by whoever is or was the assignee', () => {
    const was = row({
      state: 'assigned',
      assigned_to: ben.id,
      events: [{ at: '2026-11-23T12:00:00Z', by: ada.id, what: 'take' }],
    });
    expect(entitled('complete', was, ada)).toBe(true);
    expect(entitled('complete', row({ state: 'assigned', assigned_to: ben.id }), ada)).toBe(false);
  });

  it('[FU2] a duty is rescheduled by supervisors only', () => {
    expect(entitled('reschedule', row({ duty: true }), ada)).toBe(false);
    expect(entitled('reschedule', row({ duty: true }), ben)).toBe(true);
  });

  it('is nobody else’s to move: not a reviewer’s, and the system’s moves are no person’s', () => {
    expect(moves(row(), { id: ada.id, role: 'reviewer' })).toEqual([]);
    expect(entitled('withdraw', row(), ben)).toBe(false);
  });
});

it('[DU5] the queue shows duties first, then overdue, due today, new, running, done, closed', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const rows = [
    { id: id(6), data: row({ state: 'done', due_at: '2026-11-20T12:00:00Z' }) },
    { id: id(7), data: row({ state: 'closed', due_at: '2026-11-20T12:00:00Z', duty: true }) },
    { id: id(5), data: row({ state: 'assigned', due_at: '2026-11-28T12:00:00Z' }) },
    { id: id(4), data: row({ due_at: '2026-11-27T12:00:00Z' }) },
    { id: id(3), data: row({ due_at: '2026-11-23T20:00:00Z' }) },
    { id: id(2), data: row({ state: 'assigned', due_at: '2026-11-23T11:00:00Z' }) },
    { id: id(1), data: row({ duty: true, due_at: '2026-12-24T12:00:00Z' }) },
  ];
  expect(inQueueOrder(rows, now).map((each) => each.id)).toEqual([1, 2, 3, 4, 5, 6, 7].map(id));
});

it('[CT2] a contact is complete with six answers and exactly one of offers and reason for none', () => {
  const whole = {
    met_at: '2026-11-23T22:30:00Z',
    roles: ['SELLER' as const],
    age_band: 'UNK' as const,
    arena: 'STREET' as const,
    source: 'OWN' as const,
    police_near: false,
  };
  const offer = { code: 'KAST', response: 'DECLINED' } as const;
  expect(missing({})).toEqual(['met_at', 'roles', 'age_band', 'arena', 'source', 'police_near', 'offers']);
  expect(missing(whole)).toEqual(['offers']);
  expect(missing({ ...whole, offers: [offer] })).toEqual([]);
  expect(missing({ ...whole, not_offered: 'LEFT' })).toEqual([]);
  expect(missing({ ...whole, not_offered: 'LEFT', offers: [offer] })).toEqual(['offers']);
  expect(missing({ ...whole, not_offered: 'LEFT', roles: [] })).toEqual(['roles']);
});

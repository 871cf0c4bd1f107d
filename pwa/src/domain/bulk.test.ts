import { describe, expect, it } from 'vitest';
import { followUpOf, type FollowUpTold } from '../testing/told';
import { castId } from '../testing/vectors';
import { together } from './bulk';
import type { FollowUpView } from './views';

const [ada, ben] = [castId('@ada'), castId('@ben')];
const supervisor = { id: ben, role: 'supervisor' as const };

function row(id: string, told: FollowUpTold): FollowUpView {
  return {
    id,
    data: { ...followUpOf(told), by: ada, received_at: '2026-11-23T22:30:00Z' },
    mine: false,
    overdue: false,
    pending: false,
  };
}

const rows = [
  row('call', {}),
  row('duty', { kind: 'REPORT_WRITTEN', duty: true }),
  row('done', { state: 'done', assigned_to: ada, outcome: 'LINKED' }),
  row('duty done', { kind: 'REPORT_WRITTEN', duty: true, state: 'done', assigned_to: ada }),
  row('two', {
    state: 'done',
    assigned_to: ada,
    outcome: 'LINKED',
    events: [
      { what: 'complete', outcome: 'LINKED' },
      { what: 'complete', outcome: 'NO_SHOW', stands: false },
    ],
  }),
  row('closed', { state: 'closed' }),
];
const ids = (found: FollowUpView[]): string[] => found.map(({ id }) => id);

describe('several at one stroke', () => {
  it('gives away whatever is running, duties too', () => {
    expect(ids(together('assign', rows, supervisor))).toEqual(['call', 'duty']);
  });
  it('never puts off a duty [DU5]', () => {
    expect(ids(together('reschedule', rows, supervisor))).toEqual(['call']);
  });
  it('approves neither a duty nor what has two outcomes unseen [DU2] [FU5]', () => {
    expect(ids(together('approve', rows, supervisor))).toEqual(['done']);
  });
  it('is a supervisor’s', () => {
    expect(together('assign', rows, { id: ada, role: 'worker' })).toEqual([]);
    expect(together('approve', rows, { id: ada, role: 'worker' })).toEqual([]);
  });
});

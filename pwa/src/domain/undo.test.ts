import { describe, expect, it } from 'vitest';
import type { FollowUp, FollowUpEvent } from '../contract/contract';
import { followUpOf } from '../testing/told';
import { castId } from '../testing/vectors';
import { decideMove, type MoveBody } from './moves';
import { counters } from './undo';

const [ada, ben] = [castId('@ada'), castId('@ben')];
const moving = {
  mover: { id: ben, role: 'supervisor' as const },
  at: '2026-11-23T22:30:00Z',
  op: 'op',
  acts: [],
  now: new Date('2026-11-23T22:37:12Z'),
};

function moved(row: FollowUp, event: FollowUpEvent, body: MoveBody): FollowUp {
  const { answer, row: after } = decideMove(event, body, row, moving);
  expect(answer, event).toBe('applied');
  return after;
}

const CASES: [FollowUpEvent, MoveBody, Partial<FollowUp>][] = [
  ['assign', { to: ada }, { state: 'new' }],
  ['assign', { to: ada }, { state: 'assigned', assigned_to: ben }],
  ['take', {}, { state: 'new' }],
  ['give_back', {}, { state: 'assigned', assigned_to: ada }],
  ['reschedule', { due_at: '2027-01-01T12:00:00Z' }, { state: 'assigned', assigned_to: ada }],
  ['return', { remark: 'Ring igen.' }, { state: 'done', assigned_to: ada, outcome: 'LINKED' }],
];

describe('taking a move back', () => {
  it.each(CASES)('%s leads back to how it was: %j %j', (event, body, before) => {
    const row = followUpOf(before);
    let after = moved(row, event, body);
    const back = counters(event, row);
    expect(back.length).toBeGreaterThan(0);
    for (const each of back) after = moved(after, each.event, each.body);
    const { events: _, ...rest } = after;
    const { events: __, ...was } = row;
    expect(rest).toEqual(was);
  });

  it.each(['approve', 'cancel'] as const)('%s leads back to whoever had it, open again', (event) => {
    const row = followUpOf({ state: 'done', assigned_to: ada, outcome: 'LINKED' });
    let after = moved(row, event, { ground: 'Påhittat: fel person.' });
    for (const each of counters(event, row)) after = moved(after, each.event, each.body);
    expect([after.state, after.assigned_to]).toEqual(['assigned', ada]);
  });

  it('is not offered where it would not lead back', () => {
    expect(counters('complete', followUpOf({ state: 'assigned', assigned_to: ada }))).toEqual([]);
    expect(counters('attempt', followUpOf({ state: 'assigned', assigned_to: ada }))).toEqual([]);
    const two = followUpOf({
      state: 'done',
      outcome: 'LINKED',
      events: [
        { what: 'complete', outcome: 'LINKED' },
        { what: 'complete', outcome: 'NO_SHOW', stands: false },
      ],
    });
    expect(counters('return', two)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { followUpOf, type FollowUpTold } from '../testing/told';
import { castId } from '../testing/vectors';
import { EVERYTHING, isWanted, narrowed, type Wanted } from './queue_filter';
import type { FollowUpView } from './views';

const NOW = new Date('2026-11-24T07:00:00Z');
const ada = castId('@ada');
const shift = castId('@shift');

function row(told: FollowUpTold, mine = false): FollowUpView {
  const data = { ...followUpOf(told), by: ada, received_at: '2026-11-23T22:30:00Z' };
  return { id: 'x', data, mine, overdue: false, pending: false };
}
const wants = (told: FollowUpTold, wanted: Partial<Wanted>, mine = false): boolean =>
  isWanted(row(told, mine), { ...EVERYTHING, ...wanted }, NOW);

describe('what of the queue is wanted', () => {
  it.each<[Partial<Wanted>, FollowUpTold, FollowUpTold]>([
    [{}, { state: 'new' }, { state: 'closed' }],
    [{ shown: 'duties' }, { duty: true }, {}],
    [{ shown: 'approval' }, { state: 'done' }, { state: 'assigned' }],
    [{ shown: 'closed' }, { state: 'withdrawn' }, { state: 'done' }],
    [{ kind: 'KAST_BOOKING' }, { kind: 'KAST_BOOKING' }, { kind: 'CALL_BACK' }],
    [{ assignee: 'nobody' }, { assigned_to: null }, { assigned_to: ada }],
    [{ assignee: ada }, { assigned_to: ada }, { assigned_to: null }],
    [{ shift }, { shift }, { shift: null }],
    [{ due: 'overdue' }, { due_at: '2026-11-24T06:59:00Z' }, { due_at: '2026-11-24T07:01:00Z' }],
    [{ due: 'today' }, { due_at: '2026-11-24T22:59:00Z' }, { due_at: '2026-11-24T23:01:00Z' }],
    [{ due: 'later' }, { due_at: '2026-11-24T23:01:00Z' }, { due_at: '2026-11-24T22:59:00Z' }],
    // What is done waits only for a supervisor, and is late no more (FU7).
    [
      { due: 'overdue' },
      { due_at: '2026-11-23T07:00:00Z' },
      { state: 'done', due_at: '2026-11-23T07:00:00Z' },
    ],
  ])('%j keeps %j and not %j', (wanted, kept, left) => {
    expect([wants(kept, wanted), wants(left, wanted)]).toEqual([true, false]);
  });

  it('knows mine from others’', () => {
    expect([wants({}, { shown: 'mine' }, true), wants({}, { shown: 'mine' })]).toEqual([true, false]);
  });

  it('counts the finer choices', () => {
    expect([narrowed(EVERYTHING), narrowed({ ...EVERYTHING, due: 'today', shift })]).toEqual([0, 2]);
  });
});

// Taking a move back: by moves of its own, said after it. Nothing that was said is unsaid.
import type { FollowUp, FollowUpEvent } from '../contract/contract';
import { completions } from './follow_up';
import type { MoveBody } from './moves';

export interface Counter {
  event: FollowUpEvent;
  body: MoveBody;
}

const to = (member: string | null): Counter[] =>
  member === null ? [{ event: 'give_back', body: {} }] : [{ event: 'assign', body: { to: member } }];
/** Closed and open again, it is nobody's: whoever had it gets it back. */
const reopened = ({ assigned_to }: FollowUp): Counter[] => [
  { event: 'reopen', body: {} },
  ...(assigned_to === null ? [] : to(assigned_to)),
];

/** How it was before. What cannot be taken back whole is not here, and is not offered. */
const COUNTERS: Partial<Record<FollowUpEvent, (before: FollowUp) => Counter[]>> = {
  assign: (before) => to(before.assigned_to),
  take: (before) => to(before.assigned_to),
  give_back: (before) => to(before.assigned_to),
  reschedule: (before) => [{ event: 'reschedule', body: { due_at: before.due_at } }],
  approve: (before) => reopened(before),
  cancel: (before) => reopened(before),
  return: (before) =>
    // A report cannot be handed in a second time as if it were the first.
    before.report || completions(before).length > 1 || before.outcome === null
      ? []
      : [{ event: 'complete', body: { outcome: before.outcome } }],
};

/** The moves that lead back to `before`; none where there is no such way. */
export function counters(event: FollowUpEvent, before: FollowUp): Counter[] {
  return COUNTERS[event]?.(before) ?? [];
}

// What may happen to a follow-up, looked up in the printed table (FU1 to FU4). Twin of follow_up.py.
import {
  FOLLOW_UP_OPEN,
  FOLLOW_UP_TABLE,
  FOLLOW_UP_WHO,
  type Event,
  type FollowUp,
  type FollowUpEvent,
  type FollowUpState,
  type MemberRole,
} from '../contract/contract';

export interface Mover {
  id: string;
  role: MemberRole;
}

const OPEN: readonly string[] = FOLLOW_UP_OPEN;

/** States that still need somebody. */
export function isOpen(state: FollowUpState): boolean {
  return OPEN.includes(state);
}

/** The state an event leads to, or null where it does not fit. */
export function leadsTo(state: FollowUpState, event: FollowUpEvent): FollowUpState | null {
  return FOLLOW_UP_TABLE[state][event];
}

/** May this member make this move at all, whatever the state? */
export function entitled(event: FollowUpEvent, row: FollowUp, mover: Mover): boolean {
  const who = FOLLOW_UP_WHO[event];
  if (mover.role === 'reviewer' || who === 'system') return false;
  if (mover.role === 'supervisor' || who === 'anyone') return true;
  if (who === 'supervisor' || (event === 'reschedule' && row.duty)) return false;
  if (who === 'assignee') return mover.id === row.assigned_to;
  return row.assigned_to === null || hadIt(row, mover.id);
}

/** What a screen may offer: the moves that fit now and are this member's to make. */
export function moves(row: FollowUp, mover: Mover): FollowUpEvent[] {
  const events = Object.keys(FOLLOW_UP_WHO) as FollowUpEvent[];
  return events.filter((event) => leadsTo(row.state, event) !== null && entitled(event, row, mover));
}

/** Completions since it was last given out, one an outcome: more than one, and somebody has to choose (FU5). */
export function completions<E extends Event>({ events }: { events: readonly E[] }): E[] {
  const found = new Map<string, E>();
  for (const event of events) {
    const { what, outcome, stands } = event;
    if (stands !== false && (what === 'return' || what === 'reopen')) found.clear();
    else if (what === 'complete' && outcome && !found.has(outcome)) found.set(outcome, event);
  }
  return [...found.values()];
}

function hadIt(row: FollowUp, member: string): boolean {
  return (
    row.assigned_to === member ||
    row.events.some(
      ({ what, by, to, stands }) =>
        stands !== false && ((what === 'take' && by === member) || (what === 'assign' && to === member)),
    )
  );
}

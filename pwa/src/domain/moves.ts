// What happens to a follow-up when somebody moves it (FU1 to FU5, DU2, DU3, CO6). Twin of moves.py.
import {
  LIMITS,
  TOLD,
  type Event,
  type FollowUp,
  type FollowUpEvent,
  type OpBodies,
  type Problem,
} from '../contract/contract';
import { allowed, inForce, type Act } from './consent';
import { isChild } from './duty';
import { completions, entitled, leadsTo, type Mover } from './follow_up';

/** All that a move may say; each says its own part of it. */
export type MoveBody = Partial<
  OpBodies['follow_up.assign'] &
    OpBodies['follow_up.attempt'] &
    OpBodies['follow_up.reschedule'] &
    OpBodies['follow_up.complete'] &
    OpBodies['follow_up.cancel']
>;

/** Who moves it, when, by which op, and on what consents. */
export interface Moving {
  readonly mover: Mover;
  readonly at: string;
  readonly op: string;
  readonly acts: readonly Act[];
  readonly now: Date;
}

export interface Moved {
  readonly answer: 'applied' | 'adjusted' | 'held' | 'refused';
  readonly problem: Problem | null;
  /** The very row that was given, where nothing about it changes. */
  readonly row: FollowUp;
}

const KNOWS: readonly string[] = TOLD;

/** 1. May this member do this? 2. Is what it needs there? 3. Does it fit now? If not, nothing moves. 4. Move. */
export function decideMove(event: FollowUpEvent, body: MoveBody, row: FollowUp, moving: Moving): Moved {
  const { mover, at, op } = moving;
  if (!entitled(event, row, mover)) return no('refused', row, { code: 'follow_up.not_yours' });
  const lacks = NEEDS[event]?.(body, row, moving);
  if (lacks) return no(lacks.code === 'consent.missing' ? 'held' : 'refused', row, lacks);
  const { to, outcome, result, due_at } = body;
  const said = {
    ...(to && { to }),
    ...(outcome && { outcome }),
    ...(result && { result }),
    ...(due_at && { due_at }),
  };
  const line: Event = { at, by: mover.id, what: event, op, ...said };
  const state = leadsTo(row.state, event);
  if (state === null) return unfit(line, row, mover);
  const changed = CHANGES[event]?.(body, row, mover) ?? {};
  return {
    answer: 'applied',
    problem: null,
    row: { ...row, ...changed, state, events: [...row.events, line] },
  };
}

function unfit(line: Event, row: FollowUp, mover: Mover): Moved {
  const again =
    (line.what === 'take' && row.assigned_to === mover.id) ||
    (line.what === 'complete' && line.outcome === row.outcome);
  if (again) return { answer: 'applied', problem: null, row };
  const late = { ...row, events: [...row.events, { ...line, stands: false }] };
  return no('adjusted', late, { code: 'follow_up.not_now' });
}

function no(answer: Moved['answer'], row: FollowUp, problem: Problem): Moved {
  return { answer, problem, row };
}

const NEEDS: Partial<
  Record<FollowUpEvent, (body: MoveBody, row: FollowUp, moving: Moving) => Problem | null>
> = {
  approve: ({ outcome }, row) =>
    outcome && !completions(row).some((each) => each.outcome === outcome)
      ? { code: 'op.invalid', field: 'outcome' }
      : null,
  complete: (body, row, moving) => reportLacks(body, row, moving) ?? handOverLacks(body, row, moving),
  cancel: ({ ground = '' }, { duty }) => {
    const least = duty ? LIMITS.DUTY_GROUND_CHARS_MIN : LIMITS.GROUND_CHARS_MIN;
    return ground.trim().length < least
      ? { code: 'ground.too_short', field: 'ground', facts: { least } }
      : null;
  },
  return: ({ remark }) => (remark?.trim() ? null : { code: 'follow_up.remark_missing', field: 'remark' }),
};

function reportLacks({ report }: MoveBody, { kind }: FollowUp, { acts, now }: Moving): Problem | null {
  if (kind !== 'REPORT_WRITTEN') return null;
  if (!report) return { code: 'follow_up.report_missing', field: 'report' };
  if (!report.receiver.trim()) return { code: 'follow_up.report_missing', field: 'report.receiver' };
  if (!report.written_at) return { code: 'follow_up.report_missing', field: 'report.written_at' };
  if (report.kind !== 'WITH_CONSENT') return null;
  // DU3: an age not known is no adult's.
  if (isChild({ age_band: report.age_band, may_be_minor: true })) {
    return { code: 'follow_up.report_invalid', field: 'report.age_band' };
  }
  return inForce(acts, 'SHARE_SOC', now) ? null : { code: 'consent.missing', field: 'report.kind' };
}

/** CO6: a yes that has ended since does not cover handing somebody over today. */
function handOverLacks(
  { outcome = 'OTHER' }: MoveBody,
  row: FollowUp,
  { acts, now }: Moving,
): Problem | null {
  if (row.duty || row.reach === 'none' || !KNOWS.includes(outcome)) return null;
  return allowed(acts, row.kind, now) ? null : { code: 'consent.missing', field: 'outcome' };
}

/** What a move changes besides the state. */
const CHANGES: Partial<
  Record<FollowUpEvent, (body: MoveBody, row: FollowUp, mover: Mover) => Partial<FollowUp>>
> = {
  assign: ({ to = null }) => ({ assigned_to: to }),
  take: (_, __, mover) => ({ assigned_to: mover.id }),
  approve: ({ outcome }) => (outcome ? { outcome } : {}),
  give_back: () => ({ assigned_to: null }),
  reopen: () => ({ assigned_to: null }),
  reschedule: ({ due_at }, row) => ({ due_at: due_at ?? row.due_at }),
  complete: ({ outcome = null, report = null }, row, mover) => ({
    outcome,
    report,
    // A return must find somebody to go back to.
    assigned_to: row.assigned_to ?? mover.id,
  }),
};

// Follow-ups as I see them: opened with a contact, by a child's contact (DU1), or by hand; moved by me.
import {
  LIMITS,
  type FollowUpEvent,
  type FollowUpIn,
  type Id,
  type OpType,
  type RowData,
} from '../contract/contract';
import { dueAt } from './due';
import { dutyDue, isChild } from './duty';
import { dutyOf, feedbackOf, tellingOf } from './derived_ids';
import { decideMove, type MoveBody } from './moves';
import { opening } from './opening';
import { daysLater, written } from './times';
import { told, type ContactView, type FollowUpView, type Me, type Said, type Tables } from './views';

type Data = RowData['follow_up'];

export const EVENT_OF: Partial<Record<OpType, FollowUpEvent>> = {
  'follow_up.assign': 'assign',
  'follow_up.take': 'take',
  'follow_up.give_back': 'give_back',
  'follow_up.attempt': 'attempt',
  'follow_up.reschedule': 'reschedule',
  'follow_up.complete': 'complete',
  'follow_up.approve': 'approve',
  'follow_up.return': 'return',
  'follow_up.cancel': 'cancel',
  'follow_up.reopen': 'reopen',
};

export function openOne(t: Tables, said: Said, opened: FollowUpIn, contact: Id | null): void {
  if (t.followUps.has(opened.id) || said.answer === 'refused') return;
  const { id, kind, due_at, details } = opened;
  const { state, reach } = opening(kind, Boolean(details), t.acts.get(contact ?? '') ?? [], t.now);
  const made = blank(t.me, said);
  const end = { at: said.at, by: null, what: 'withdraw' as const, op: said.id };
  put(t, said, id, {
    ...made,
    kind,
    contact,
    shift: t.contacts.get(contact ?? '')?.data.shift ?? null,
    due_at: due_at ?? written(dueAt(kind, new Date(said.at))),
    state,
    reach,
    events: state === 'withdrawn' ? [...made.events, end] : made.events,
    ...(details && reach === 'kept' ? { details } : {}),
  });
}

/** DU1: at once and offline. Also for a contact the desk did not take in, for it opens the duty all the same. */
export function openDuty(t: Tables, said: Said, { id: contact, data }: ContactView): void {
  const id = dutyOf(contact);
  if (!isChild(data) || t.followUps.has(id)) return;
  const shift = data.shift ?? null;
  put(t, said, id, {
    ...blank(t.me, said),
    kind: 'REPORT_WRITTEN',
    duty: true,
    contact,
    shift,
    due_at: dutyDueText(t, data.met_at, said.at, shift),
    reach: 'none',
  });
}

/** The shift has ended: that is when the reports it made necessary are due. Only until the desk says so itself. */
export function dueWithShift(t: Tables, shift: Id, byPhone: ReadonlySet<Id>): void {
  for (const row of t.followUps.values()) {
    if (!row.data.duty || row.data.shift !== shift || !byPhone.has(row.id)) continue;
    const metAt = t.contacts.get(row.data.contact ?? '')?.data.met_at ?? row.data.due_at;
    const due_at = dutyDueText(t, metAt, row.data.received_at, shift);
    t.followUps.set(row.id, { ...row, data: { ...row.data, due_at } });
  }
}

export function move(t: Tables, said: Said, event: FollowUpEvent): void {
  const row = t.followUps.get(said.op.subject);
  if (!row || said.answer === 'refused' || said.answer === 'held') return;
  // The desk has already written this very op into the row's history.
  if (row.data.events.some(({ op }) => op === said.id)) return;
  const acts = t.acts.get(row.data.contact ?? '') ?? [];
  const moving = { mover: t.me, at: said.at, op: said.id, acts, now: t.now };
  const { answer, row: moved } = decideMove(event, said.op.body as MoveBody, row.data, moving);
  if (moved === row.data) return;
  const pending = row.pending || said.answer === null;
  t.followUps.set(row.id, { ...row, data: { ...row.data, ...moved }, pending });
  if (event === 'complete' && row.data.duty && answer === 'applied') openFeedback(t, said, row);
}

/** DU4: ask the receiver what came of it. */
function openFeedback(t: Tables, said: Said, { id, data: { contact, shift } }: FollowUpView): void {
  const due_at = written(daysLater(new Date(said.at), LIMITS.FEEDBACK_DAYS));
  openByItself(t, said, feedbackOf(id), { kind: 'REPORT_FEEDBACK', contact, shift, due_at });
}

/** CO7: a receiver who had been told of the person is told again. */
export function openTelling(t: Tables, said: Said, { id, data: { contact, shift } }: FollowUpView): void {
  const due_at = written(dueAt('TELL_RECEIVER', new Date(said.at)));
  openByItself(t, said, tellingOf(id), { kind: 'TELL_RECEIVER', contact, shift, due_at });
}

type Opened = Pick<Data, 'kind' | 'contact' | 'shift' | 'due_at'>;

function openByItself(t: Tables, said: Said, id: Id, opened: Opened): void {
  if (!t.followUps.has(id)) put(t, said, id, { ...blank(t.me, said), ...opened, reach: 'none' });
}

function put(t: Tables, said: Said, id: Id, data: Data): void {
  t.followUps.set(id, { id, data, mine: false, overdue: false, pending: said.answer === null });
}

function dutyDueText(t: Tables, metAt: string, saidAt: string, shift: Id | null): string {
  const end = t.shifts.get(shift ?? '')?.data.ended_at;
  // A time of meeting that is still to come must not put the report off.
  const from = Math.min(Date.parse(metAt), Date.parse(saidAt));
  return written(dutyDue(new Date(from), end ? new Date(end) : null));
}

function blank(me: Me, said: Said) {
  return told(me, said, {
    state: 'new' as const,
    duty: false,
    assigned_to: null,
    opened_by: me.id,
    outcome: null,
    report: null,
    events: [{ at: said.at, by: me.id, what: 'open' as const, op: said.id }],
  });
}

// Follow-ups as I see them: opened with a contact, by a child's contact (DU1), or by hand; moved by me.
import type { FollowUpEvent, FollowUpIn, Id, OpBodies, OpType, RowData } from '../contract/contract';
import { dueAt } from './due';
import { dutyDue, isChild } from './duty';
import { entitled, leadsTo } from './follow_up';
import { dutyOf } from './ids';
import { written } from './times';
import { told, type ContactView, type Me, type Said, type Tables } from './views';

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
  put(t, said, id, {
    ...blank(t.me, said),
    kind,
    contact,
    shift: t.contacts.get(contact ?? '')?.data.shift ?? null,
    due_at: due_at ?? written(dueAt(kind, new Date(said.at))),
    reach: details ? 'kept' : 'none',
    ...(details ? { details } : {}),
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
    due_at: dutyDueText(t, data.met_at, shift),
    reach: 'none',
  });
}

/** The shift has ended: that is when the reports it made necessary are due. Only until the desk says so itself. */
export function dueWithShift(t: Tables, shift: Id, byPhone: ReadonlySet<Id>): void {
  for (const row of t.followUps.values()) {
    if (!row.data.duty || row.data.shift !== shift || !byPhone.has(row.id)) continue;
    const metAt = t.contacts.get(row.data.contact ?? '')?.data.met_at ?? row.data.due_at;
    t.followUps.set(row.id, { ...row, data: { ...row.data, due_at: dutyDueText(t, metAt, shift) } });
  }
}

export function move(t: Tables, said: Said, event: FollowUpEvent): void {
  const row = t.followUps.get(said.op.subject);
  if (!row || said.answer === 'refused' || said.answer === 'held') return;
  // The desk has already written this very op into the row's history.
  if (row.data.events.some(({ op }) => op === said.id)) return;
  const state = leadsTo(row.data.state, event);
  if (state === null || !entitled(event, row.data, t.me)) return;
  const changed = (CHANGES[event] ?? nothing)(said.op.body, row.data, t.me);
  const line = { at: said.at, by: t.me.id, what: event, op: said.id };
  const data = { ...row.data, ...changed, state, events: [...row.data.events, line] };
  t.followUps.set(row.id, { ...row, data, pending: row.pending || said.answer === null });
}

/** What a move changes besides the state. Total over what a body may be: an unfitting one changes nothing. */
const CHANGES: Partial<Record<FollowUpEvent, (body: unknown, row: Data, me: Me) => Partial<Data>>> = {
  assign: (body) => ({ assigned_to: (body as OpBodies['follow_up.assign']).to }),
  take: (_, __, me) => ({ assigned_to: me.id }),
  give_back: () => ({ assigned_to: null }),
  reopen: () => ({ assigned_to: null }),
  reschedule: (body) => ({ due_at: (body as OpBodies['follow_up.reschedule']).due_at }),
  complete: (body, row, me) => {
    const { outcome, report } = body as OpBodies['follow_up.complete'];
    return { outcome, report: report ?? null, assigned_to: row.assigned_to ?? me.id };
  },
};
const nothing = (): Partial<Data> => ({});

function put(t: Tables, said: Said, id: Id, data: Data): void {
  t.followUps.set(id, { id, data, mine: false, overdue: false, pending: said.answer === null });
}

function dutyDueText(t: Tables, metAt: string, shift: Id | null): string {
  const end = t.shifts.get(shift ?? '')?.data.ended_at;
  return written(dutyDue(new Date(metAt), end ? new Date(end) : null));
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

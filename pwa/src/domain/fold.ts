// What I see: fold(what the desk said, what I said and it has not said yet). Nothing is edited, so nothing is
// undone. The desk wins wherever it has spoken.
import { LIMITS, type FeedRow, type OpType } from '../contract/contract';
import { roundDown } from './contact';
import { actsOfDesk, answered, endWhatStoodOn } from './fold_consents';
import { EVENT_OF, dueWithShift, move, openDuty, openOne } from './fold_follow_ups';
import { membersAs, noted } from './fold_office';
import { inQueueOrder, isOverdue } from './queue';
import {
  of,
  told,
  type ContactView,
  type Folded,
  type FollowUpView,
  type HeldView,
  type Me,
  type Said,
  type SaidOf,
  type ShiftView,
  type Tables,
} from './views';

const HOUR_MS = 3600_000;

export function fold(rows: readonly FeedRow[], said: readonly Said[], me: Me, now: Date): Folded {
  const t = asTheDeskSees(rows, me, now);
  const byDesk = new Set(t.followUps.keys());
  for (const each of said) say(t, each);
  const byPhone = new Set([...t.followUps.keys()].filter((id) => !byDesk.has(id)));
  for (const shift of t.shifts.keys()) dueWithShift(t, shift, byPhone);
  const shift = running(t, now);
  return {
    shift,
    contacts: tonight(t, shift, now),
    everybodys: [...t.contacts.values()],
    shifts: [...t.shifts.values()],
    held: heldFor(rows, said),
    followUps: inQueueOrder([...t.followUps.values()], now).map((row) => seenBy(row, me, now)),
    members: membersAs(rows, said),
    ...noted(rows, said, me),
    settings: Object.fromEntries(of(rows, 'setting').map(({ data }) => [data.name, data.value])),
  };
}

/** A letter of one's own that needs one stands elsewhere; these are for whoever decides about them. */
function heldFor(rows: readonly FeedRow[], said: readonly Said[]): HeldView[] {
  const decided = new Set(
    said
      .filter(({ op, answer }) => op.type === 'held.decide' && answer !== 'refused')
      .map(({ op }) => op.subject),
  );
  return of(rows, 'held').map(({ id, data }) => ({ id, data, pending: decided.has(id) }));
}

function asTheDeskSees(rows: readonly FeedRow[], me: Me, now: Date): Tables {
  return {
    me,
    now,
    acts: actsOfDesk(rows),
    shifts: new Map(of(rows, 'shift').map(({ id, data }) => [id, { id, data, saved: 'desk' }])),
    contacts: new Map(of(rows, 'contact').map(({ id, data }) => [id, { id, data, saved: 'desk' }])),
    followUps: new Map(
      of(rows, 'follow_up').map(({ id, data }) => [
        id,
        { id, data, mine: false, overdue: false, pending: false },
      ]),
    ),
  };
}

function say(t: Tables, said: Said): void {
  const event = EVENT_OF[said.op.type];
  if (event) move(t, said, event);
  // Each entry takes the ops of its own name; the table pairs them, the compiler cannot see that it does.
  else (SAY[said.op.type] as ((t: Tables, said: Said) => void) | undefined)?.(t, said);
}

/** Ops that show at once. The others show when the desk has said so. */
const SAY: { [T in OpType]?: (t: Tables, said: SaidOf<T>) => void } = {
  'shift.start': (t, said) => {
    const { subject: id, body } = said.op;
    // An empty row stands for a shift whose start has not arrived (protocol §3).
    if (t.shifts.get(id)?.data.started_at) return;
    t.shifts.set(id, { id, data: told(t.me, said, body), saved: saved(said) });
  },

  'shift.end': (t, said) => {
    const shift = t.shifts.get(said.op.subject);
    if (!shift || said.answer === 'refused') return;
    const { remark, ...body } = said.op.body;
    t.shifts.set(shift.id, { ...shift, data: { ...shift.data, ...body } });
  },

  'contact.record': (t, said) => {
    const { subject: id, body } = said.op;
    const { follow_ups = [], consents = [], note, ...facts } = body;
    const byDesk = t.contacts.get(id);
    const data = byDesk?.data ?? told(t.me, said, { ...roundDown(facts), ...(note ? { note } : {}) });
    const contact: ContactView = { id, data, saved: byDesk ? 'desk' : saved(said), body, ...verdict(said) };
    t.contacts.set(id, contact);
    if (!byDesk) answered(t, said, contact, consents);
    for (const each of follow_ups) openOne(t, said, each, id);
    openDuty(t, said, contact);
  },

  'contact.correct': (t, said) => {
    const contact = t.contacts.get(said.op.subject);
    if (!contact || said.answer === 'refused') return;
    if (contact.data.by !== t.me.id && t.me.role !== 'supervisor') return;
    // CT6: consents and follow-ups stay as they are, and so does the shift.
    const { consents, follow_ups, shift, note, ...facts } = said.op.body;
    const lines = [...(contact.data.corrected ?? []), { at: said.at, by: t.me.id }];
    const data = { ...contact.data, ...roundDown(facts), corrected: lines, ...(note ? { note } : {}) };
    const corrected = { ...contact, data, ...verdict(said) };
    t.contacts.set(contact.id, corrected);
    openDuty(t, said, corrected);
  },

  'consent.set': (t, said) => {
    const contact = t.contacts.get(said.op.subject);
    if (!contact || said.answer === 'refused') return;
    answered(t, said, contact, [said.op.body]);
    endWhatStoodOn(t, said, contact.id, said.op.body.purpose);
  },

  'follow_up.open': (t, said) => {
    openOne(t, said, { id: said.op.subject, ...said.op.body }, said.op.body.contact ?? null);
  },
};

function saved(said: Said): 'phone' | 'desk' {
  return said.answer === 'applied' || said.answer === 'adjusted' ? 'desk' : 'phone';
}

function verdict({ answer, problem }: Said): Pick<ContactView, 'outcome' | 'problem'> {
  return answer === null || answer === 'applied' ? {} : { outcome: answer, problem };
}

/** A shift nobody ended ends by itself (PH5). */
function running(t: Tables, now: Date): ShiftView | null {
  const earliest = now.getTime() - LIMITS.SHIFT_H * HOUR_MS;
  const mine = [...t.shifts.values()].filter(
    ({ data }) => data.by === t.me.id && !data.ended_at && Date.parse(data.started_at ?? '') > earliest,
  );
  return (
    mine.sort((a, b) => Date.parse(b.data.started_at ?? '') - Date.parse(a.data.started_at ?? ''))[0] ?? null
  );
}

/**
 * Mine, newest first: of the running shift, or while none runs of the last one – for a worker all the desk still
 * shows (VI2), for others the last day. What is still on the phone always shows.
 */
function tonight(t: Tables, shift: ShiftView | null, now: Date): ContactView[] {
  const dayAgo = t.me.role === 'worker' ? -Infinity : now.getTime() - LIMITS.SIGHT_AFTER_SHIFT_H * HOUR_MS;
  const since = shift ? Date.parse(shift.data.started_at ?? '') : dayAgo;
  const isOfTonight = ({ data, saved }: ContactView): boolean =>
    saved === 'phone' || (shift !== null && data.shift === shift.id) || Date.parse(data.received_at) >= since;
  // Of one quarter of an hour the last said comes first; an id tells no order.
  return [...t.contacts.values()]
    .reverse()
    .filter((contact) => contact.data.by === t.me.id && isOfTonight(contact))
    .sort((a, b) => Date.parse(b.data.met_at) - Date.parse(a.data.met_at));
}

function seenBy(row: FollowUpView, me: Me, now: Date): FollowUpView {
  return { ...row, mine: row.data.assigned_to === me.id, overdue: isOverdue(row.data, now) };
}

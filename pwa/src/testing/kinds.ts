// One adapter a kind of vector: what is given → what the phone's own functions say of it. Twin of tests/domain/kinds.py.
import {
  FOLLOW_UP_STATES,
  LISTS,
  type Code,
  type ContactRecord,
  type FollowUpEvent,
  type Problem,
  type Report,
} from '../contract/contract';
import { expiresAt, inForce, revivesNothing, standing, state, type Act } from '../domain/consent';
import { missing } from '../domain/contact';
import { dueAt } from '../domain/due';
import { dutyDue, isChild } from '../domain/duty';
import { entitled, leadsTo } from '../domain/follow_up';
import { dutyOf, feedbackOf, tellingOf } from '../domain/derived_ids';
import { uuid7 } from '../domain/ids';
import { find } from '../domain/identifiers';
import { asksToConsult } from '../domain/indicators';
import { decideMove, type MoveBody } from '../domain/moves';
import { opening } from '../domain/opening';
import { inQueueOrder, isOverdue } from '../domain/queue';
import { settled, type Days } from '../domain/retention';
import { flooredText, written } from '../domain/times';
import { ended } from '../domain/withdrawal';
import { said } from './said';
import { actsOf, bodyOf, followUpOf, type ActTold, type FollowUpTold } from './told';
import { CAST, castId } from './vectors';

const answerOf = (answer: string, problem: Problem | null): string =>
  [answer, problem?.code, problem?.field].filter(Boolean).join(' ');
const labelOf = ({ consent }: Act): string =>
  consent.recipient ? `${consent.purpose} to ${consent.recipient}` : consent.purpose;
const when = (text = CAST.now): Date => new Date(text);

function standingOf(acts: readonly Act[], now: Date): object {
  const stand = standing(acts);
  const purposes = LISTS.purpose.codes;
  return {
    standing: Object.fromEntries(stand.map((act) => [labelOf(act), act.consent.state])),
    until: Object.fromEntries(stand.map((act) => [labelOf(act), written(expiresAt(act))])),
    state: Object.fromEntries(purposes.map((purpose) => [purpose, state(acts, purpose)])),
    in_force: purposes.filter((purpose) => inForce(acts, purpose, now)),
    history_only: acts
      .filter((act) => revivesNothing(act, acts))
      .map((act) => act.op)
      .sort(),
  };
}

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => ordersOf(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

const DERIVED: Readonly<Record<string, (from: string) => string>> = {
  duty: dutyOf,
  feedback: feedbackOf,
  telling: tellingOf,
};

/** The ten random bytes of an id. */
function randomOf(id: string): Uint8Array {
  const hex = id.replaceAll('-', '').slice(12);
  return Uint8Array.from({ length: 10 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

export const KINDS: Readonly<Record<string, (given: never) => object>> = {
  complete: ({ with: more = {}, without = [] }: { with?: Partial<ContactRecord>; without?: string[] }) => {
    const body = Object.entries(bodyOf(more)).filter(([key]) => !without.includes(key));
    return { wants: missing(Object.fromEntries(body))[0] ?? null };
  },

  rounded: ({ at }: { at: string }) => ({ kept: flooredText(new Date(at)) }),

  ids: (given: { of: string; from: string; at: string; id: string }) =>
    given.of === 'new'
      ? { tells_no_second: uuid7(new Date(given.at), randomOf(given.id)) === given.id }
      : { id: DERIVED[given.of]?.(given.from) },

  identifiers: ({ text }: { text: string }) => ({
    found: find(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`),
  }),

  consult: ({ indicators }: { indicators: object }) => ({ prompt: asksToConsult(indicators) }),

  consents: ({ acts, now }: { acts: ActTold[]; now?: string }) => {
    const [first = {}, ...others] = ordersOf(actsOf(acts)).map((each) => standingOf(each, when(now)));
    const same = others.every((each) => JSON.stringify(each) === JSON.stringify(first));
    return same ? first : { 'depends on': 'the order' };
  },

  opened: ({
    acts,
    opens,
    now,
  }: {
    acts: ActTold[];
    opens: { kind: string; details?: object };
    now?: string;
  }) => {
    const { answer, problem, ...row } = opening(opens.kind, Boolean(opens.details), actsOf(acts), when(now));
    return { answer: answerOf(answer, problem), ...row, details: row.reach === 'kept' };
  },

  withdrawal: (given: {
    follow_ups: Record<string, FollowUpTold>;
    withdrawn: Code<'purpose'>;
    by?: Code<'consent_state'>;
  }) => {
    const acts = actsOf([{ purpose: given.withdrawn, state: given.by ?? 'WITHDRAWN' }]);
    const rows = Object.entries(given.follow_ups).map(([id, told]) => {
      const row = followUpOf(told);
      return { id, row, end: ended(row, given.withdrawn, acts, when()) };
    });
    return {
      follow_ups: Object.fromEntries(rows.map(({ id, row, end }) => [id, end ?? row])),
      destroyed: rows
        .filter(({ row, end }) => row.reach === 'kept' && end?.reach === 'ended')
        .map(({ id }) => id),
      told_again: rows.filter(({ end }) => end?.tells).map(({ id }) => id),
    };
  },

  duty: (given: { age_band: string; may_be_minor?: boolean; met_at?: string; shift_end?: string }) => {
    const child = isChild(given);
    const end = given.shift_end === undefined ? null : new Date(given.shift_end);
    return { child, due: child ? written(dutyDue(when(given.met_at), end)) : null };
  },

  moves_to: ({ event }: { event: FollowUpEvent }) =>
    Object.fromEntries(FOLLOW_UP_STATES.map((from) => [from, leadsTo(from, event)])),

  may: ({ event, follow_up = {} }: { event: FollowUpEvent; follow_up?: FollowUpTold }) => {
    const people = Object.entries(CAST.roles).map(([name, role]) => ({ id: castId(name), role }));
    return { may: people.filter((each) => entitled(event, followUpOf(follow_up), each)).map(({ id }) => id) };
  },

  move: (given: {
    follow_up?: FollowUpTold;
    acts?: ActTold[];
    event: FollowUpEvent;
    by: string;
    body?: Omit<MoveBody, 'report'> & { report?: Partial<Report> };
  }) => {
    const { report, ...body } = given.body ?? {};
    const role = Object.entries(CAST.roles).find(([name]) => castId(name) === given.by)?.[1] ?? 'reviewer';
    const { answer, problem, row } = decideMove(
      given.event,
      { ...body, ...(report && { report: { ...CAST.report, ...report } }) },
      followUpOf(given.follow_up ?? {}),
      {
        mover: { id: given.by, role },
        at: CAST.now,
        op: 'op',
        acts: actsOf(given.acts ?? []),
        now: when(),
      },
    );
    return { answer: answerOf(answer, problem), ...row };
  },

  due: (given: { kind: string; now: string }) => ({
    due: written(dueAt(given.kind, new Date(given.now))),
  }),

  overdue: ({ now, ...told }: FollowUpTold & { now: string }) => ({
    overdue: isOverdue(followUpOf(told), new Date(now)),
  }),

  queue: ({ rows }: { rows: Record<string, FollowUpTold> }) => {
    const placed = Object.entries(rows).map(([id, told]) => ({ id, data: followUpOf(told) }));
    return { order: inQueueOrder(placed, when()).map(({ id }) => id) };
  },

  said,

  retention: ({ before, by, value }: { before: unknown; by: string; value: Days }) => {
    const { days, longer } = settled(value, before, by, CAST.now);
    return { days, longer: Object.keys(longer).length > 0 ? longer : null };
  },
};

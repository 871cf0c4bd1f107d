// A follow-up while it is being promised: what, when, and the way to reach somebody who said yes to it.
import { HANDS_OVER, LIMITS, type Code } from '../contract/contract';
import { dueAt } from '../domain/due';
import { RANDOM_BYTES, uuid7 } from '../domain/ids';
import { daysLater, written } from '../domain/times';

export type Kind = Code<'follow_up_kind'>;

export interface PromiseDraft {
  id: string;
  kind: Kind | null;
  due_at: string;
  channel: Code<'channel'> | null;
  reach: string;
  call_name: string;
  safe_hours: string;
  may_say_who: boolean | null;
  may_leave_message: boolean | null;
  expires_at: string;
  remark: string;
}

/** Opened by the desk itself, never by hand. */
const BY_ITSELF: readonly Kind[] = [
  'REPORT_FEEDBACK',
  'TELL_RECEIVER',
  'INCIDENT_WARNING',
  'INCIDENT_NOTICE',
  'INCIDENT_REPORT',
];
const COMMON: readonly Kind[] = ['CALL_BACK', 'KAST_BOOKING', 'DISTRICT_HANDOVER', 'MEET'];

export function kindsToPromise(all: readonly Kind[]): Kind[] {
  const rest = all.filter((kind) => !COMMON.includes(kind) && !BY_ITSELF.includes(kind));
  return [...COMMON, ...rest];
}

export function blankPromise(now: Date): PromiseDraft {
  return {
    id: uuid7(now, crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))),
    kind: null,
    due_at: '',
    channel: null,
    reach: '',
    call_name: '',
    safe_hours: '',
    may_say_who: null,
    may_leave_message: null,
    expires_at: written(daysLater(now, LIMITS.CONSENT_DAYS)),
    remark: '',
  };
}

/** Likely times to offer: the rule's own first (FU6). */
export function likelyTimes(kind: Kind, now: Date): Date[] {
  const rule = dueAt(kind, now);
  const others = [1, 3, 7].map((days) =>
    dueAt('REPORT_FEEDBACK', daysLater(now, days - LIMITS.FEEDBACK_DAYS)),
  );
  return [rule, ...others.filter((moment) => moment.getTime() !== rule.getTime())].slice(0, 3);
}

/** The purposes of which one must be a yes before a follow-up of this kind may hand somebody over (CO6). */
export function handsOverBy(kind: Kind): readonly Code<'purpose'>[] {
  return (HANDS_OVER[kind] ?? []) as readonly Code<'purpose'>[];
}

export function isReach(promise: PromiseDraft): boolean {
  return promise.channel !== null || promise.reach.trim() !== '' || promise.call_name.trim() !== '';
}

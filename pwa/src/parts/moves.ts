// The moves a person can make, in the order they are offered, and the saying that goes with each.
import type { Code, Complete, FollowUpEvent } from '../contract/contract';
import type { MoveBody } from '../domain/moves';
import { counters, type Counter } from '../domain/undo';
import type { FollowUpView } from '../domain/views';
import { tell } from '../tell';
import { t, tn } from '../words/words.svelte';
import { said } from './said.svelte';
import { trouble } from './trouble';

/** What a move's form may hold. Which of it is asked for stands in `ASKS`. */
export interface MoveDraft {
  to: string;
  result: string;
  due_at: string;
  outcome: string;
  text: string;
}

export type Made = Exclude<FollowUpEvent, 'withdraw' | 'expire'>;

export const ORDER: readonly Made[] = [
  'approve',
  'return',
  'take',
  'complete',
  'attempt',
  'assign',
  'reschedule',
  'give_back',
  'reopen',
  'cancel',
];

/** One tap, no form: nothing more need be said. */
export const AT_ONCE: readonly FollowUpEvent[] = ['take', 'give_back', 'approve', 'reopen'];

type Asked = 'to' | 'result' | 'due_at' | 'outcome' | 'remark' | 'remark_needed' | 'ground';

export const ASKS: Readonly<Record<Made, readonly Asked[]>> = {
  assign: ['to'],
  take: [],
  give_back: [],
  attempt: ['result', 'remark'],
  reschedule: ['due_at', 'remark'],
  complete: ['outcome', 'remark'],
  approve: [],
  return: ['remark_needed'],
  cancel: ['ground'],
  reopen: [],
};

export const blankMove = (): MoveDraft => ({ to: '', result: '', due_at: '', outcome: '', text: '' });

interface Said {
  draft: MoveDraft;
  report: Complete['report'];
}

type Maker = (id: string, said: Said, also?: { draft: string }) => Promise<unknown>;
const remark = ({ draft }: Said): string | null => draft.text.trim() || null;

/** The codes are of their lists: the form offers no others. */
const MAKERS: Readonly<Record<Made, Maker>> = {
  assign: (id, { draft }) => tell.assign(id, draft.to),
  take: (id) => tell.take(id),
  give_back: (id) => tell.giveBack(id),
  attempt: (id, said, also) =>
    tell.attempt(id, { result: said.draft.result as Code<'attempt'>, remark: remark(said) }, also),
  reschedule: (id, said, also) =>
    tell.reschedule(id, { due_at: said.draft.due_at, remark: remark(said) }, also),
  complete: (id, said, also) =>
    tell.complete(
      id,
      { outcome: said.draft.outcome as Code<'outcome'>, remark: remark(said), report: said.report ?? null },
      also,
    ),
  approve: (id) => tell.approve(id),
  return: (id, { draft }, also) => tell.returnIt(id, draft.text.trim(), also),
  cancel: (id, { draft }, also) => tell.cancel(id, draft.text.trim(), also),
  reopen: (id) => tell.reopen(id),
};

/** The moves that take others back. */
const BACK: Partial<Record<FollowUpEvent, (id: string, body: MoveBody) => Promise<unknown>>> = {
  assign: (id, { to = '' }) => tell.assign(id, to),
  give_back: (id) => tell.giveBack(id),
  reopen: (id) => tell.reopen(id),
  reschedule: (id, { due_at = '' }) => tell.reschedule(id, { due_at }),
  complete: (id, { outcome = 'OTHER' }) => tell.complete(id, { outcome }),
};

/** Says what was done; where it can be taken back, with the way to do so. `before`: each as it was. */
export function saidOf(event: Made, before: readonly FollowUpView[]): void {
  const back = before.map(({ id, data }) => ({ id, counters: counters(event, data) }));
  const words =
    before.length === 1 ? t(`moved.${event}`) : tn(`moved_many.${event as 'assign'}`, before.length);
  const whole = back.every(({ counters }) => counters.length > 0);
  said.say(words, whole ? () => void takeBack(back) : undefined);
}

async function takeBack(back: { id: string; counters: Counter[] }[]): Promise<void> {
  try {
    for (const { id, counters } of back)
      for (const { event, body } of counters) await BACK[event]?.(id, body);
    said.say(t('moved.undone'));
  } catch (error) {
    said.say(trouble(error));
  }
}

export async function makeMove(
  id: string,
  event: FollowUpEvent,
  said: Said | null,
  also?: { draft: string },
): Promise<void> {
  if (event === 'withdraw' || event === 'expire') return;
  await MAKERS[event](id, said ?? { draft: blankMove(), report: null }, also);
}

// What the desk said no to, told at the question it is about.
import type { Problem } from '../contract/contract';
import { sentence } from '../words/words.svelte';

export const WRONG = 'wrong';

export interface Wrong {
  /** The form's name of the question; undefined where it is about none of them. */
  field: string | undefined;
  text: string;
}

/** The desk's names that the form has another name for. All others are the same: `roles`, `arena`, `note` … */
const ASKED_AS: Readonly<Record<string, string>> = {
  age_band: 'age',
  may_be_minor: 'age',
  not_offered: 'offers',
};
const ASKED: readonly string[] = ['roles', 'age', 'offers', 'police_near', 'arena', 'source', 'zone', 'note'];

export function wrongIn(problem: Problem): Wrong {
  const [root = ''] = (problem.field ?? '').split(/[.[]/);
  const name = ASKED_AS[root] ?? root;
  return { field: ASKED.includes(name) ? name : undefined, text: sentence(problem) };
}

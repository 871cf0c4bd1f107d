// Every word on the screen. A key that one language lacks, or a problem without a sentence, is a type error.
//
// Labels of codes are not written here: they come printed with the contract, from the list they belong to.
import type { Code, LISTS, Problem, ProblemCode } from '../contract/contract';
import { remember, remembered } from './remembered';
import type sv from './sv.json';
import type later from './sv.later.json';

export const LANGUAGES = ['sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
type Later = typeof later;
type Words = typeof sv & Later;
export type Key = keyof Words;
/** A key that has one form for one and another for many: `x.one`, `x.other`. */
type Counted = Key extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;
export type Facts = Readonly<Record<string, string | number>>;
type List = keyof typeof LISTS;

type Complete = { default: Later & Record<`problem.${ProblemCode}`, string> };
type Labels = { readonly [L in List]: Readonly<Record<Code<L>, string>> };
const FIRST: Readonly<Record<Language, () => Promise<{ default: typeof sv }>>> = {
  sv: () => import('./sv.json'),
  en: () => import('./en.json'),
};
/** Not for the door: who comes first meets no code of a list before they are in. */
const LABELS: Readonly<Record<Language, () => Promise<{ LABELS: Labels }>>> = {
  sv: () => import('../contract/labels.sv'),
  en: () => import('../contract/labels.en'),
};
/** What no one reads before the first screen stands: problems, forms, panels. */
const LATER: Readonly<Record<Language, () => Promise<Complete>>> = {
  sv: () => import('./sv.later.json'),
  en: () => import('./en.later.json'),
};

let chosen = $state.raw<Language>('sv');
let words = $state.raw({} as Words);
let labels = $state.raw({} as Labels);
/** What of it has been asked for, and so has to come along when the language changes. */
const wants = { labels: false, later: false };

export const language = {
  get now(): Language {
    return chosen;
  },
  /** Once, before anything is shown. */
  async start(): Promise<void> {
    await this.choose(remembered('language', LANGUAGES) ?? 'sv');
  },
  /** Before the first screen that shows a code in words. May fail without a network, until the shell stands. */
  async labels(): Promise<void> {
    if (wants.labels) return;
    labels = (await LABELS[chosen]()).LABELS;
    wants.labels = true;
  },
  /** Before any screen but the first; like `labels`. */
  async later(): Promise<void> {
    if (wants.later) return;
    const { default: late } = await LATER[chosen]();
    words = { ...words, ...late };
    wants.later = true;
  },
  /** Words of one language are fetched at a time; the other is in the shell, for a switch without a network. */
  async choose(next: Language): Promise<void> {
    const [first, named, late] = await Promise.all([
      FIRST[next](),
      wants.labels ? LABELS[next]() : null,
      wants.later ? LATER[next]() : null,
    ]);
    words = { ...first.default, ...late?.default } as Words;
    if (named) labels = named.LABELS;
    chosen = next;
    remember('language', next);
    document.documentElement.lang = next;
  },
};

export function t(key: Key, facts: Facts = {}): string {
  return filled(words[key], facts);
}

/** `count` is a fact too: `{count} väntar`. */
export function tn(stem: Counted, count: number, facts: Facts = {}): string {
  const one = new Intl.PluralRules(chosen).select(count) === 'one';
  return t(`${stem}.${one ? 'one' : 'other'}` as Key, { ...facts, count });
}

/** The word for a code of one of the contract's lists. A code this build does not know is shown as it is. */
export function label<L extends List>(list: L, code: Code<L>): string {
  const listed: Readonly<Record<string, string>> = labels[list];
  return listed[code] ?? code;
}

/** In the list's own order: its labels are printed in it. */
export function codesOf<L extends List>(list: L): readonly Code<L>[] {
  return Object.keys(labels[list]) as Code<L>[];
}

/** The codes of a list with their words, to choose from. */
export function choices<L extends List>(list: L): { code: Code<L>; label: string }[] {
  return codesOf(list).map((code) => ({ code, label: label(list, code) }));
}

/** What happened and what to do next, with the field named in words where there is one. */
export function sentence(problem: Problem | null): string {
  if (!problem) return t('trouble.unknown');
  const facts = { field: fieldName(problem.field), incident: problem.incident ?? '–', ...problem.facts };
  const known = `problem.${problem.code}`;
  return isKey(known) ? t(known, facts) : t('trouble.unknown');
}

export function isKey(text: string): text is Key {
  return text in words;
}

/** `follow_ups[0].details.reach` → the words for `reach`. */
function fieldName(path: string | undefined): string {
  const last = `field.${
    path
      ?.replace(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? ''
  }`;
  return isKey(last) ? t(last) : t('field.unknown');
}

function filled(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '–'));
}

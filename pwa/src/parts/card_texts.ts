// A card between its pages and the fields it is written in: a title, and a sentence on each line.
import { LIMITS, type Code } from '../contract/contract';
import { PAGES, type CardLanguage, type CardPages, type Page } from '../words/cards';
import { t } from '../words/words.svelte';
import { unitWording } from './shown_texts';

export interface TextField {
  key: string;
  label: string;
  /** What it says in Swedish. */
  original: string;
  /** Characters at most, of the whole or of each line. */
  most: number;
  /** Lines at most; 0 where it is one text. */
  lines: number;
}

export function cardFields(swedish: CardPages): TextField[] {
  return PAGES.flatMap((page) => [
    {
      key: `${page}.title`,
      label: t('cards.page_title', { page: t(`cards.page_${page}`) }),
      original: swedish[page].title,
      most: LIMITS.CARD_TITLE_CHARS,
      lines: 0,
    },
    {
      key: `${page}.lines`,
      label: t('cards.page_lines', { page: t(`cards.page_${page}`) }),
      original: swedish[page].lines.join('\n'),
      most: LIMITS.CARD_LINE_CHARS,
      lines: LIMITS.CARD_LINES,
    },
  ]);
}

export function cardValues(card: CardPages): Record<string, string> {
  return Object.fromEntries(
    PAGES.flatMap((page) => [
      [`${page}.title`, card[page].title],
      [`${page}.lines`, card[page].lines.join('\n')],
    ]),
  );
}

export function cardOf(
  values: Readonly<Record<string, string>>,
): Record<Page, { title: string; lines: string[] }> {
  const page = (name: Page): { title: string; lines: string[] } => ({
    title: (values[`${name}.title`] ?? '').trim(),
    lines: linesIn(values[`${name}.lines`] ?? ''),
  });
  return { who: page('who'), help: page('help'), kept: page('kept') };
}

export function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function sameCard(one: CardPages, other: CardPages): boolean {
  const [a, b] = [cardValues(one), cardValues(other)];
  return Object.keys(a).every((key) => a[key] === b[key]);
}

/** What is wrong with this text, in words; null if nothing. */
export function wrongWith(field: TextField, text: string): string | null {
  const lines = field.lines > 0 ? linesIn(text) : [text.trim()];
  if (lines.every((line) => line === '')) return t('cards.empty');
  if (field.lines > 0 && lines.length > field.lines) return t('cards.too_many', { most: field.lines });
  const long = lines.find((line) => line.length > field.most);
  return long === undefined ? null : t('cards.too_long', { most: field.most, line: long.slice(0, 24) });
}

/** Sentences that the unit has not said in these words before: only they need a new version (CO2). */
export function onlyNew(
  values: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>>,
  language: CardLanguage,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([purpose, text]) => [purpose, text.trim()] as const)
      .filter(
        ([purpose, text]) => unitWording(settings, language, purpose as Code<'purpose'>)?.text !== text,
      ),
  );
}

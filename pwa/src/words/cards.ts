// What is shown to the person met, in their language: the information card and the words a consent is asked in.
//
// A language is a file beside this one, fetched when it is wanted; the shell keeps all of them. To add one: its code
// in server/lykta/domain/shown_texts.py, its file, and a line in each table here. A version of the wordings that has
// been shipped is never edited, for a consent may name it: write a new version beside it, and name that below.
import type { CARD_LANGUAGES, CardPage, Code } from '../contract/contract';

export type CardLanguage = (typeof CARD_LANGUAGES)[number];
export const PAGES = ['who', 'help', 'kept'] as const;
export type Page = (typeof PAGES)[number];
export type CardPages = Readonly<Record<Page, CardPage>>;
export type WordingTexts = Readonly<Record<Code<'purpose'>, string>>;

/** The version of the wordings that the app asks with, unless the unit has its own. */
export const SHIPPED = '2026-1';

export interface ShippedTexts {
  /** `machine`: nobody whose mother tongue it is has read it yet. */
  made: 'own' | 'machine';
  card: CardPages;
  /** By version. */
  wordings: Readonly<Record<typeof SHIPPED, WordingTexts>>;
}

/** Each by its own name. */
export const NAMES: Readonly<Record<CardLanguage, string>> = {
  sv: 'Svenska',
  en: 'English',
  ro: 'Română',
  es: 'Español',
  th: 'ไทย',
  bg: 'Български',
  hu: 'Magyar',
  pt: 'Português',
  uk: 'Українська',
  ar: 'العربية',
};

export const DIRECTIONS: Readonly<Partial<Record<CardLanguage, 'rtl'>>> = { ar: 'rtl' };

const FILES: Readonly<Record<CardLanguage, () => Promise<unknown>>> = {
  sv: () => import('./cards/sv.json'),
  en: () => import('./cards/en.json'),
  ro: () => import('./cards/ro.json'),
  es: () => import('./cards/es.json'),
  th: () => import('./cards/th.json'),
  bg: () => import('./cards/bg.json'),
  hu: () => import('./cards/hu.json'),
  pt: () => import('./cards/pt.json'),
  uk: () => import('./cards/uk.json'),
  ar: () => import('./cards/ar.json'),
};

export function isCardLanguage(text: string): text is CardLanguage {
  return Object.hasOwn(NAMES, text);
}

/** A test holds every file to this form. */
export async function shipped(language: CardLanguage): Promise<ShippedTexts> {
  return ((await FILES[language]()) as { default: ShippedTexts }).default;
}

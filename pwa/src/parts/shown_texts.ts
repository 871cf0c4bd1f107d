// The unit's own cards and wordings, read with care: a setting is free JSON, and a phone may hold an old one. What is
// not of the form is as if it were not there, and the text the app brings is shown.
import { LIMITS, type CardPage, type Code } from '../contract/contract';
import {
  PAGES,
  SHIPPED,
  type CardLanguage,
  type CardPages,
  type Page,
  type ShippedTexts,
} from '../words/cards';
import { numbersIn } from './settings';

type Settings = Readonly<Record<string, unknown>>;
type Purpose = Code<'purpose'>;

/** Who wrote it last, when, and whether somebody whose mother tongue it is has read it. */
export interface Mark {
  by: string;
  at: string;
  checked: boolean;
}
export interface UnitCard {
  card: CardPages;
  mark: Mark;
}
export interface Wording {
  version: string;
  text: string;
}
export interface UnitVersion {
  version: string;
  language: string;
  texts: Partial<Record<Purpose, string>>;
  mark: Mark;
}

export function unitCard(settings: Settings, language: CardLanguage): UnitCard | null {
  const kept = in_(in_(settings['cards'], 'languages'), language);
  const pages = PAGES.map((name) => [name, pageIn(in_(kept, name))] as const);
  if (pages.some(([, page]) => page === null)) return null;
  return { card: Object.fromEntries(pages) as Record<Page, CardPage>, mark: markIn(kept) };
}

/** All that the unit has ever written, oldest first: what a consent names is found here. */
export function unitVersions(settings: Settings): UnitVersion[] {
  const all = in_(settings['wordings'], 'versions');
  return Array.isArray(all) ? all.flatMap(aVersion) : [];
}

/** The unit's sentence for this purpose that is in use, and what its version is called. */
export function unitWording(settings: Settings, language: CardLanguage, purpose: Purpose): Wording | null {
  const found = unitVersions(settings).findLast(
    (each) => each.language === language && each.texts[purpose] !== undefined,
  );
  return found ? { version: found.version, text: found.texts[purpose] ?? '' } : null;
}

/** Of the last saving in this language. */
export function unitMark(settings: Settings, language: CardLanguage): Mark | null {
  return unitVersions(settings).findLast((each) => each.language === language)?.mark ?? null;
}

export function wordingOf(
  settings: Settings,
  texts: ShippedTexts,
  language: CardLanguage,
  purpose: Purpose,
): Wording {
  return (
    unitWording(settings, language, purpose) ?? { version: SHIPPED, text: texts.wordings[SHIPPED][purpose] }
  );
}

/** How the person reaches the unit. Never a colleague's number, nor any other that stands beside it. */
export function unitNumber(settings: Settings): string | null {
  return numbersIn(settings).find(({ name }) => /^(unit|enheten)$/i.test(name))?.number ?? null;
}

/** A card's lines as they are shown: one that would tell the unit's number goes where there is none. */
export function linesOf(page: CardPage, number: string | null): string[] {
  return page.lines
    .filter((line) => number !== null || !line.includes(NUMBER))
    .map((line) => line.replaceAll(NUMBER, number ?? ''));
}
export const NUMBER = '{unit}';

/** A line in its pieces, so that a telephone number keeps its order in a script that runs the other way. */
export function pieces(line: string): { text: string; number: boolean }[] {
  return line
    .split(/(\+?\d[\d\s–-]*\d)/)
    .map((text, place) => ({ text, number: place % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

function pageIn(value: unknown): CardPage | null {
  const title = in_(value, 'title');
  const lines = in_(value, 'lines');
  if (!isText(title) || !Array.isArray(lines)) return null;
  const whole = lines.filter(isText);
  return whole.length === lines.length && whole.length > 0 ? { title, lines: whole } : null;
}

function aVersion(value: unknown): UnitVersion[] {
  const [version, language, texts] = ['version', 'language', 'texts'].map((name) => in_(value, name));
  if (!isText(version) || !version.startsWith(LIMITS.WORDING_OWN) || !isText(language)) return [];
  const whole = Object.entries(isRecord(texts) ? texts : {}).filter(([, text]) => isText(text));
  return [{ version, language, texts: Object.fromEntries(whole), mark: markIn(value) }];
}

function markIn(value: unknown): Mark {
  const [by, at] = ['by', 'at'].map((name) => in_(value, name));
  return {
    by: isText(by) ? by : '',
    at: isText(at) && !Number.isNaN(Date.parse(at)) ? at : '',
    checked: in_(value, 'checked') === true,
  };
}

function in_(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

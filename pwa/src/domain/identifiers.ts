// Is there something in a free text that points somebody out (CT5)? The desk's own rows, printed in the contract; the
// desk's answer is the authority. Heavy, so it is fetched when somebody first writes a text. Twin of identifiers.py.
import * as table from '../contract/identifiers';
import { plain } from './plain_text';

export type IdentifierKind = (typeof table.KINDS)[number];

/** Where in the text as it was written. */
export interface Found {
  kind: IdentifierKind;
  start: number;
  end: number;
}

type Row = (typeof table.DETECTORS)[number];
type Holds = (piece: string, before: string) => boolean;
interface Detector extends Pick<Row, 'kind' | 'reads' | 'whole' | 'notAfter'> {
  pattern: RegExp;
  before: RegExp | null;
  holds: Holds;
}

const SWEDISH = new RegExp(table.SWEDISH);
const HELPLINES = new RegExp(table.HELPLINES);
const NOT_HANDLES = new RegExp(table.NOT_HANDLES);
const PLATE_NAMED = new RegExp(table.PLATE_NAMED);
const NOT_PLATES: ReadonlySet<string> = new Set(table.NOT_PLATES.split(' '));
const SIX_AND_FOUR = /^(?:\d{2})?\d{6} ?[-+] ?\d{4}$/;
const DIGITS = '0123456789';

const digitsIn = (piece: string): string => piece.replace(/[^0-9]+/g, '');

export function isPersonalNumber(piece: string): boolean {
  let digits = digitsIn(piece);
  if (digits.length > 10 && !['18', '19', '20'].includes(digits.slice(0, 2))) return false;
  digits = digits.slice(-10);
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  if (month > 12 || (day > 31 && day < 60) || day > 91 || digits.slice(6, 9) === '000') return false;
  if ((month === 0 || day === 0) && day < 60) return false;
  if (day > 60 && digits.startsWith('07') && !SIX_AND_FOUR.test(piece)) return false;
  const sum = Array.from(digits).reduce((total, char, n) => {
    const times = Number(char) * (n % 2 === 0 ? 2 : 1);
    return total + (times > 9 ? times - 9 : times);
  }, 0);
  return sum % 10 === 0;
}

function isPlate(piece: string, before: string): boolean {
  const word = piece.slice(0, 3).toUpperCase();
  if (NOT_PLATES.has(word)) return false;
  if (piece.startsWith(word) || DIGITS.includes(piece.charAt(3)) || !/[AEOUY]/.test(word)) return true;
  return PLATE_NAMED.test(before);
}

/** A full stop with its space forgotten makes none. */
function isHost(piece: string): boolean {
  const last = piece.slice(piece.lastIndexOf('.') + 1);
  const [first, rest] = [last.charAt(0), last.slice(1)];
  return !(first !== first.toLowerCase() && rest !== rest.toUpperCase() && rest === rest.toLowerCase());
}

const HOLDS: Readonly<Record<NonNullable<Row['holds']>, Holds>> = {
  is_personal_number: isPersonalNumber,
  is_swedish_phone: (piece) => SWEDISH.test(digitsIn(piece).slice(1)),
  is_no_helpline: (piece) => !HELPLINES.test(digitsIn(piece)),
  is_host: isHost,
  is_handle: (piece) => /[A-Za-z]/.test(piece) && !NOT_HANDLES.test(piece),
  is_plate: isPlate,
  is_in_capitals: (piece) => piece === piece.toUpperCase(),
};

const DETECTORS: readonly Detector[] = table.DETECTORS.map((row) => ({
  ...row,
  pattern: new RegExp(row.pattern, 'g'),
  before: row.before === null ? null : new RegExp(row.before),
  holds: row.holds === null ? () => true : HOLDS[row.holds],
}));

/** In the order they stand in the text. */
export function find(text: string): Found[] {
  const original = plain(text);
  // A space in front, so that every start has something before it.
  const shown = ' ' + original.text;
  const words = inSmallLetters(shown);
  const persons = /[0-9]/.test(words) ? without(words, table.ENDLESS, table.TIMES) : '';
  const read: Readonly<Record<Row['reads'], string>> = {
    words,
    numbers: spaced(without(persons, table.DATES)),
    numbers_of_persons: spaced(persons),
  };
  const taken = new Uint8Array(shown.length);
  const found: Found[] = [];
  for (const detector of DETECTORS) {
    for (const [start, end] of spans(detector, read[detector.reads], shown)) {
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      const [first, last] = original.back(start - 1, end - 1);
      found.push({ kind: detector.kind, start: first, end: last });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function spans(detector: Detector, text: string, shown: string): [start: number, end: number][] {
  const all: [number, number][] = [];
  let done = 0;
  let doubts = 0;
  for (const match of text.matchAll(detector.pattern)) {
    const start = detector.whole ? match.index : match.index + match[0].length;
    let end = match.index + match[0].length + (match[1] ?? '').length;
    if (start < done) continue;
    const before = text.slice(Math.max(0, start - table.BEFORE), start);
    const begin = beginning(detector, before, start);
    if (begin === null || !detector.holds(shown.slice(begin, end), before)) {
      doubts++;
      if (doubts <= table.DOUBTS_MAX) continue;
    }
    done = end;
    while (end > start && table.ENDS_NOTHING.includes(shown.charAt(end - 1))) end--;
    all.push([begin ?? start, end]);
    if (doubts > table.DOUBTS_MAX || all.length === table.ENOUGH) break;
  }
  return all;
}

/** Where it begins, with what has to stand before. Null where something may not. */
function beginning({ notAfter, before: leads }: Detector, before: string, start: number): number | null {
  if (notAfter !== '' && notAfter.includes(before.slice(-1))) return null;
  if (leads === null) return start;
  const led = leads.exec(before);
  return led === null ? null : start - (led[1] ?? '').length;
}

/** The same length, with other signs where those stood. */
function without(text: string, ...hide: string[]): string {
  return hide.reduce(
    (left, pattern) =>
      left.replace(new RegExp(pattern, 'g'), (piece, at: number, whole: string) =>
        at > 0 && '0123456789.:+'.includes(whole.charAt(at - 1)) ? piece : table.HIDDEN.repeat(piece.length),
      ),
    text,
  );
}

const GAPS = new RegExp(`[${table.GAPS.replace(/[\]\\^-]/g, '\\$&')}]`, 'g');

function spaced(text: string): string {
  return text.replace(GAPS, ' ');
}

function inSmallLetters(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from(text, (char) =>
    char.toLowerCase().length === char.length ? char.toLowerCase() : char,
  ).join('');
}

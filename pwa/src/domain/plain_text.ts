// A text as a searcher reads it: what only looks different is made the same (CT5). Twin of plain_text.py.
import { FILLERS, LOOKALIKES, WIDEST } from '../contract/identifiers';

/** `text` is what to search; `back` leads from a place in it to one in the original. */
export interface Plain {
  text: string;
  back: (start: number, end: number) => [start: number, end: number];
}

const [CHARS, LIKES] = [Array.from(LOOKALIKES[0]), Array.from(LOOKALIKES[1])];
const LIKE = new Map(CHARS.map((char, n) => [char, LIKES[n] ?? char]));
const DIGIT = /\p{Nd}/u;
const SPACE = /[\p{Z}\t\n\v\f\r\u0085]/u;
const UNSEEN = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Cs}]/u;
const REMEMBERED_MAX = 4096;
const remembered = new Map<string, string>();

export function plain(original: string): Plain {
  if (/^[ -~]*$/.test(original)) return { text: original, back: (start, end) => [start, end] };
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const char of original) {
    const part = plainOf(char);
    parts.push(part);
    for (let unit = 0; unit < part.length; unit++) {
      from.push(at);
      to.push(at + char.length);
    }
    at += char.length;
  }
  return { text: parts.join(''), back: (start, end) => [from[start] ?? 0, to[end - 1] ?? at] };
}

function plainOf(char: string): string {
  const known = remembered.get(char);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const made = madeOf(char);
  remembered.set(char, made);
  return made;
}

function madeOf(char: string): string {
  const like = LIKE.get(char);
  if (like !== undefined) return like;
  if (/\p{Lo}/u.test(char)) return FILLERS.includes(char) ? '' : char;
  return Array.from(char.normalize('NFKC')).slice(0, WIDEST).map(one).join('');
}

function one(char: string): string {
  if (DIGIT.test(char)) return String(digit(char));
  if (/\p{Pd}/u.test(char)) return '-';
  if (SPACE.test(char)) return ' ';
  if (UNSEEN.test(char)) return '';
  return LIKE.get(char) ?? char;
}

/** The digits of a script stand in a row that begins with its zero. */
function digit(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}

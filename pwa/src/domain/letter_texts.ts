// What somebody wrote in words in a letter that was held: for whoever has to decide about it. Codes are not here.

export interface LetterText {
  /** The last name of its path: `note`, `reach` … */
  field: string;
  text: string;
}

const WORDS: readonly string[] = [
  'note',
  'remark',
  'ground',
  'balance',
  'action',
  'receiver',
  'reference',
  'reach',
  'call_name',
  'safe_hours',
  'partner',
  'audience',
];

/** `letter`: an op as it was written; null where it is none that can be read. */
export function textsOf(letter: string): LetterText[] | null {
  let op: unknown;
  try {
    op = JSON.parse(letter);
  } catch {
    return null;
  }
  return typeof op === 'object' && op !== null && 'body' in op ? [...within(op.body)] : null;
}

function* within(value: unknown): Generator<LetterText> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, each] of Object.entries(value)) {
    if (typeof each === 'string' && each !== '' && WORDS.includes(field)) yield { field, text: each };
    else yield* within(each);
  }
}

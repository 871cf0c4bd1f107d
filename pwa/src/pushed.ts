// What a push shows, whatever came with it: one of three sentences that tell nothing, and a count (A95). A payload is from
// outside: only the name of a sentence and a small number are ever read from it, and neither is shown as it came.
export const SENTENCES = {
  sv: {
    tasks: 'Du har något att göra.',
    urgent: 'Något brådskar. Öppna Lykta.',
    test: 'Provet kom fram.',
  },
  en: {
    tasks: 'You have something to do.',
    urgent: 'Something is urgent. Open Lykta.',
    test: 'The test came through.',
  },
} as const;
type Sentence = keyof (typeof SENTENCES)['sv'];

export const COUNT_MAX = 99;
/** All that the desk sends is this long; more than that is not even parsed. */
export const PAYLOAD_CHARS = 64;

export interface Shown {
  body: string;
  /** For the badge; null where there is no number to be had. */
  count: number | null;
}

/** `payload`: null where there was none. `language`: the browser's own, for nobody else is asked. */
export function shownOf(payload: string | null, language: string): Shown {
  const { text, count } = parsed(payload);
  const sentences = SENTENCES[language.toLowerCase().startsWith('sv') ? 'sv' : 'en'];
  const whole = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= COUNT_MAX;
  return { body: sentences[isSentence(text) ? text : 'tasks'], count: whole ? count : null };
}

function isSentence(text: unknown): text is Sentence {
  return typeof text === 'string' && Object.hasOwn(SENTENCES.sv, text);
}

function parsed(payload: string | null): { text?: unknown; count?: unknown } {
  if (payload === null || payload.length > PAYLOAD_CHARS) return {};
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

// What was seen or told: never added up, only a reason to ask somebody who knows more (CT7). Twin of indicators.py.
import { CONSULT_ALONE, CONSULT_FROM } from '../contract/contract';

const ALONE: readonly string[] = CONSULT_ALONE;

/** Show the prompt to consult the regional coordinator? */
export function asksToConsult(indicators: object): boolean {
  const noted = Object.keys(indicators);
  return noted.length >= CONSULT_FROM || noted.some((code) => ALONE.includes(code));
}

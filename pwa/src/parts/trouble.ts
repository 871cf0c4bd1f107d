// What to tell the person when something they asked for did not happen.
import type { Problem, ProblemCode } from '../contract/contract';
import type { Found } from '../domain/identifiers';
import { Stopped } from '../tell';
import { isKey, sentence, t } from '../words/words.svelte';
import { showField } from './fields';

export function trouble(error: unknown): string {
  if (error instanceof Stopped) return t('trouble.points_out', { what: whatIsIn(error.at.found) });
  const code = codeIn(error);
  if (code === null) return t('trouble.unknown');
  if (isKey(`problem.${code}`)) return sentence({ code: code as ProblemCode } satisfies Problem);
  const key = `trouble.${code}`;
  return isKey(key) ? t(key) : t('trouble.unknown');
}

/** Leads to the text that stopped the saving, with what was found marked in it (CT5). */
export function showStop(error: unknown, field?: string): void {
  if (error instanceof Stopped) showField(field ?? error.at.path, error.at.piece);
}

/** "a phone number, a plate", each kind once. */
export function whatIsIn(found: readonly Found[]): string {
  return [...new Set(found.map(({ kind }) => t(`identifier.${kind}`)))].join(', ');
}

function codeIn(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

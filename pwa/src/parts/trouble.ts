// What to tell the person when something they asked for did not happen.
import { PROBLEMS, type Problem, type ProblemCode } from '../contract/contract';
import { isKey, sentence, t } from '../words/words.svelte';

export function trouble(error: unknown): string {
  const code = codeIn(error);
  if (code === null) return t('trouble.unknown');
  if (code in PROBLEMS) return sentence({ code: code as ProblemCode } satisfies Problem);
  const key = `trouble.${code}`;
  return isKey(key) ? t(key) : t('trouble.unknown');
}

function codeIn(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

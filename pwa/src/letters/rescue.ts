// The rescue file (protocol §10): letters as they stand, for anybody to carry. Nothing in it can be read on the way.
import type { Letter } from './seal';

/** What the file says it is. Another number is another form. */
export const KIND = 'letters/1';

export function rescueFile(letters: readonly Letter[]): string {
  return JSON.stringify({ lykta: KIND, letters });
}

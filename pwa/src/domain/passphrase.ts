// Whether a passphrase will do. It opens one phone, ten tries and no more: it need not be long, only not the first
// that comes to mind.

export const PASSPHRASE_CHARS = 6;
export const TRIES = 10;
export type Weakness = 'short' | 'plain';

const COMMON = [
  'lösenord',
  'losenord',
  'password',
  'qwerty',
  'sommar',
  'passord',
  'hemlig',
  'lykta',
  'abc123',
];
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyzåäö', 'qwertyuiopå', 'asdfghjklöä', 'zxcvbnm'];

/** Null: it will do. */
export function weakness(passphrase: string): Weakness | null {
  const said = passphrase.trim().toLowerCase();
  if (said.length < PASSPHRASE_CHARS) return 'short';
  if (new Set(said).size < 3) return 'plain';
  if (ROWS.some((row) => row.includes(said) || Array.from(row).reverse().join('').includes(said)))
    return 'plain';
  // A common word with digits after it is that word.
  return COMMON.includes(said.replace(/[\d\W_]+$/u, '')) || COMMON.includes(said) ? 'plain' : null;
}

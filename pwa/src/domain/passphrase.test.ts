import { expect, it } from 'vitest';
import { weakness } from './passphrase';

it.each([
  ['', 'short'],
  ['abcde', 'short'],
  ['     a', 'short'],
  ['aaaaaaa', 'plain'],
  ['ababab', 'plain'],
  ['123456', 'plain'],
  ['654321', 'plain'],
  ['qwertyui', 'plain'],
  ['Lösenord1', 'plain'],
  ['sommar2026', 'plain'],
  ['lila gran', null],
  ['7 gula bilar', null],
])('of %j says %j', (passphrase, says) => expect(weakness(passphrase)).toBe(says));

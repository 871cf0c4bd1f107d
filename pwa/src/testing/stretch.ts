// Argon2id as in the worker, in this process and quick: only tests may ask for so little.
import { argon2id } from 'hash-wasm';
import type { Stretch } from '../vault/door';

export const quickly: Stretch = async (password, salt) => {
  const hash = await argon2id({
    password,
    salt,
    memorySize: 64,
    iterations: 1,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(hash);
};

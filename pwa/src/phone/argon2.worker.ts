// Argon2id, away from the screen: it takes a second on a slow phone, on purpose.
import { argon2id } from 'hash-wasm';
import type { Cost } from '../vault/door';

export interface Asked {
  passphrase: string;
  salt: Uint8Array<ArrayBuffer>;
  cost: Cost;
}

const HASH_BYTES = 32;

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const { passphrase: password, salt, cost } = data;
  void argon2id({
    password,
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: HASH_BYTES,
    outputType: 'binary',
    // A rejection stays inside a worker: unless it is reported, whoever waits for the answer waits for ever.
  }).then(postMessage, reportError);
});

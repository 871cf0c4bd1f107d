// A passphrase is stretched in a worker of its own, which ends with it: nothing of it stays in memory.
import type { Asked } from './argon2.worker';
import type { Stretch } from '../vault/door';
import { scriptUrl } from './trusted';

export const stretch: Stretch = (passphrase, salt, cost) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(scriptUrl('stretch'), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(event.message));
    };
    worker.postMessage({ passphrase, salt, cost } satisfies Asked);
  });

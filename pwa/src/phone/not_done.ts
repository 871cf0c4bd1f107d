import type { ProblemCode } from '../contract/contract';

/** Something a person asked for could not be done. The code says what to tell them; nothing was lost. */
export class NotDone extends Error {
  override name = 'NotDone';

  constructor(
    readonly code: ProblemCode | 'offline' | 'storage' | 'no_device',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

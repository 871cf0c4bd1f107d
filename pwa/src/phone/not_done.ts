import type { ProblemCode } from '../contract/contract';
import type { PointsOut } from '../domain/free_text';

/** Something a person asked for could not be done. The code says what to tell them; nothing was lost. */
export class NotDone extends Error {
  override name = 'NotDone';

  constructor(
    readonly code:
      | ProblemCode
      | 'offline'
      | 'storage'
      | 'no_device'
      | 'points_out'
      | 'turned_away'
      | 'no_secret'
      | 'push_denied'
      | 'push_impossible',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** A text carries something that points somebody out (CT5): nothing is saved until it is gone. */
export class Stopped extends NotDone {
  constructor(readonly at: PointsOut) {
    super('points_out');
  }
}

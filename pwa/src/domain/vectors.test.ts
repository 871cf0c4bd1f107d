// Every example of every rule, asked of the phone's own functions. The desk runs the same files.
import { expect, it } from 'vitest';
import { KINDS } from '../testing/kinds';
import { differs, lineOf, named, TOPICS } from '../testing/vectors';

for (const [kind, { where, vectors }] of TOPICS) {
  // A rule of the desk alone is listed, so that both print the same lines.
  const test = where === 'desk' ? it.skip : it;
  for (const vector of vectors) {
    test(lineOf(vector), () => {
      const shown = KINDS[kind]?.(named(vector.given) as never);
      expect(shown && differs(shown, named(vector.then))).toEqual([]);
    });
  }
}

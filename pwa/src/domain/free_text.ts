// Which texts of a body are searched for identifiers, and where one was found (CT5). Twin of free_text.py.
import { FREE_TEXT } from '../contract/identifiers';
import { find, type Found } from './identifiers';

export interface PointsOut {
  /** `note`, `follow_ups[0].remark` */
  path: string;
  /** What was found first, as it was written. */
  piece: string;
  found: Found[];
}

const NAMES: readonly string[] = FREE_TEXT;
/** Where such things belong: nothing below is searched, whatever it is called there. */
const NOT_SEARCHED = 'details';

/** The first text that carries an identifier. */
export function pointingOut(body: unknown, path = ''): PointsOut | null {
  if (Array.isArray(body))
    return first(body.map((each: unknown, n) => () => pointingOut(each, `${path}[${n}]`)));
  if (typeof body !== 'object' || body === null) return null;
  return first(
    Object.entries(body).map(([name, value]: [string, unknown]) => () => {
      const at = path === '' ? name : `${path}.${name}`;
      if (typeof value !== 'string') return name === NOT_SEARCHED ? null : pointingOut(value, at);
      const found = NAMES.includes(name) ? find(value) : [];
      return found[0] ? { path: at, piece: value.slice(found[0].start, found[0].end), found } : null;
    }),
  );
}

function first(tries: (() => PointsOut | null)[]): PointsOut | null {
  for (const each of tries) {
    const points = each();
    if (points) return points;
  }
  return null;
}
